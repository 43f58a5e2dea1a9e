"""The documentation of effects, read from their docstrings."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass

from detente.effects.base import Effect
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


def _kind(effect: type[Effect], name: str) -> str:
    text = inspect.formatannotation(effect.model_fields[name].annotation)
    text = re.sub(r"(\w+\.)+", "", text)
    return text.replace(" | None", "").replace("NoneType", "").replace("<class '", "").strip("'>")


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
            _kind(effect, field),
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
