"""The documentation of effects, read from their docstrings."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from detente.effects.registry import EFFECTS
from detente.errors import InputError, did_you_mean

SECTIONS = ("Formula", "Units", "Expected sign", "Touches", "Source")
_COMMON = {"effect", "note"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A key of an effect in a scenario."""

    name: str
    kind: str
    required: bool
    description: str


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
        return " or ".join(_kind(part) for part in parts if part is not type(None))
    name = getattr(origin or annotation, "__name__", str(annotation))
    if not parts:
        return name
    return f"{name}[{', '.join('…' if part is ... else _kind(part) for part in parts)}]"


def describe(name: str) -> Description:
    """Describe an effect by name.

    Raises
    ------
    InputError
        If there is no such effect.
    """
    if name not in EFFECTS:
        raise InputError(f"no effect '{name}'{did_you_mean(name, EFFECTS)}")
    effect = EFFECTS[name]
    lines = inspect.cleandoc(effect.__doc__ or "").split("\n")
    sections: dict[str, str] = {}
    current = "Summary"
    for i, line in enumerate(lines):
        if set(line) == {"-"}:
            continue
        if i + 1 < len(lines) and lines[i + 1] and set(lines[i + 1]) == {"-"}:
            current = line
            continue
        sections[current] = f"{sections.get(current, '')}\n{line}".strip("\n")
    parameters = [
        Parameter(
            field,
            _kind(info.annotation),
            info.is_required(),
            info.description or "",
        )
        for field, info in effect.model_fields.items()
        if field not in _COMMON
    ]
    return Description(
        name,
        sections.pop("Summary", "").strip(),
        {title: " ".join(sections.get(title, "").split()) for title in SECTIONS},
        parameters,
    )
