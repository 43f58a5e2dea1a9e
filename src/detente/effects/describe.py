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
_MEANINGS = {
    "actor": "actor of the scenario whose side it speaks for",
    "acts": "class of acts: a quad class, a pattern, or a list of them",
    "after": "level after the ramp",
    "ajar": "value of the gate while it is closed",
    "answer": "class of acts that closes the lock",
    "anticipation": "share in which each actor expects the act",
    "before": "level before the ramp",
    "coefficient": "θ: mean, sd, basis and reference",
    "coefficients": "θ for each half-life",
    "counterpart": "actor whose cooperation the others replace",
    "damping": "δ: share of the dampened effects that C takes away",
    "dampens": "ids of effects whose terms it dampens",
    "drift": "change of the standing in a year",
    "dyad": "source and target of the measures",
    "first": "class of acts between the source and the third party",
    "gain": "γ: how much outside options speed it up",
    "half_life": "days",
    "half_lives": "days, one for each memory",
    "in_force": "measures in force at the start",
    "in_force_reference": "where that number comes from",
    "initial": "value at the start",
    "leader": "office holder, or leading actor",
    "leaders": "the two office holders",
    "lines": "line of each office holder",
    "measures": "what was done: a number, or a class of acts",
    "measures_reference": "where that number comes from",
    "occasions": "dates, each with a probability",
    "office": "office of the scenario",
    "on": "processes or groups that it touches",
    "opens": "first day on which the gate is open",
    "opens_after": "class of acts whose first one opens the gate",
    "opens_after_dyad": "dyad of that act, as A>B, or A~B for joint acts",
    "opens_with": "office holder whose start opens the gate",
    "others": "actors that offer other options",
    "otherwise": "what holds where the claim is false",
    "per_act": "measures that one act adds",
    "presses_otherwise": "κ where that claim is false",
    "pressure": "acts that press on the line, with weights",
    "prior": "c, in acts",
    "ramp_from": "first day of the ramp",
    "ramp_to": "last day of the ramp",
    "remembered_by": "actor on whose side the record weighs",
    "second": "class of acts between the third party and the target",
    "senders": "actors that impose the sanctions",
    "sigma": "σ of the mood",
    "since": "first day",
    "source": "actor that does it",
    "standing": "W at the start, from −1 to 1",
    "strength": "share of the bite that full adaptation takes away",
    "successor": "office holder who follows",
    "target": "actor that it is done to",
    "threshold": "L, in units of pressure",
    "towards": "actors that the answer is directed at",
    "unit": "measures in one unit of S",
    "until": "first day on which it no longer holds",
    "via": "third parties",
    "weighs_on": "actor on whose side the legacy weighs",
    "act": "the act",
    "faster_with": "id of the effect whose plane speeds it up",
}


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
            info.description or _MEANINGS.get(field, ""),
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
