"""The documentation of effects, read from their docstrings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from detente.conditions.model import Form
from detente.documented import docstring
from detente.effects.base import Effect
from detente.effects.domain import Domain, Limits, is_numeric, limits, tables_in
from detente.effects.registry import effects
from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.ontology.fields import keys_of

SECTIONS = ("Formula", "Units", "Expected sign", "Touches", "Source")
_COMMON = {"effect", "note"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A key of an effect in a scenario."""

    name: str
    kind: str
    required: bool
    description: str
    domain: Domain | None = None
    limits: Limits | None = None

    @property
    def measure(self) -> str:
        """Unit, bounds and expected sign of a number; nothing for other keys."""
        if self.domain is None:
            return ""
        sign = f"{self.domain.sign} expected" if self.domain.sign else ""
        bounds = "" if self.limits is None else str(self.limits)
        return "; ".join(part for part in (self.domain.unit, bounds, sign) if part)


@dataclass(frozen=True, slots=True)
class Description:
    """What an effect is: a line, the sections of its docstring, its parameters."""

    name: str
    summary: str
    sections: dict[str, str]
    parameters: list[Parameter]


def _kind(annotation: object) -> str:
    """A type in the words of TOML's reader: no bounds, no `None`, no module names."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(parts[0])
    if origin is Literal:
        return " or ".join(f'"{part}"' for part in parts)
    if origin in (Union, UnionType):
        kinds = (_kind(part) for part in parts if part is not type(None))
        return " or ".join(dict.fromkeys(kinds))
    if isinstance(annotation, type) and issubclass(annotation, Form):
        return "condition"
    name = getattr(origin or annotation, "__name__", str(annotation))
    if not parts:
        return name
    return f"{name}[{', '.join('…' if part is ... else _kind(part) for part in parts)}]"


def _parameters(
    effect: type[Effect], table: type[BaseModel], prefix: str = ""
) -> Iterator[Parameter]:
    """Keys of an effect, each followed by those of the tables that it holds."""
    for field, info in keys_of(table).items():
        if field in _COMMON:
            continue
        domain = effect.domain(prefix + field) if is_numeric(info.annotation) else None
        yield Parameter(
            prefix + (info.alias or field),
            _kind(info.annotation),
            info.is_required(),
            info.description or "",
            domain,
            None if domain is None else limits(info, domain),
        )
        for inner in tables_in(info.annotation):
            yield from _parameters(effect, inner, f"{prefix}{field}.")


def describe(name: str) -> Description:
    """Describe an effect by name.

    Raises
    ------
    InputError
        If there is no such effect.
    """
    known = effects()
    if name not in known:
        raise InputError(_("no effect '{name}'").format(name=name) + did_you_mean(name, known))
    effect = known[name]
    lines = docstring(effect).split("\n")
    sections: dict[str, str] = {}
    current = "Summary"
    for i, line in enumerate(lines):
        if set(line) == {"-"}:
            continue
        if i + 1 < len(lines) and lines[i + 1] and set(lines[i + 1]) == {"-"}:
            current = line
            continue
        sections[current] = f"{sections.get(current, '')}\n{line}".strip("\n")
    return Description(
        name,
        sections.pop("Summary", "").strip(),
        {title: " ".join(sections.get(title, "").split()) for title in SECTIONS},
        list(_parameters(effect, effect)),
    )
