"""What a condition names: actors, processes, states, levels, office holders, other conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from detente.conditions import model as m

Kind = Literal["actor", "process", "state", "level", "index", "belief", "holder", "condition"]


@dataclass(frozen=True, slots=True)
class Named:
    """Something that a condition names.

    Attributes
    ----------
    key : str
        Where in the condition, such as ``all[2].by``.
    kind : str
    name : str
        Its id; of an index the two actors, as ``A~B``.
    values : tuple of str
        Of a state those of its values that are named.
    """

    key: str
    kind: Kind
    name: str
    values: tuple[str, ...] = ()


def within(condition: m.Condition, key: str = "") -> Iterator[tuple[str, m.Condition]]:
    """A condition and all that stand within it, each with its key."""
    yield key, condition
    for inner, part in parts(condition):
        yield from within(part, f"{key}.{inner}" if key else inner)


def parts(condition: m.Condition) -> Iterator[tuple[str, m.Condition]]:
    """Conditions that stand directly within one, each with its key."""
    match condition:
        case m.ActsCondition() | m.ProcessesCondition() if condition.since is not None:
            yield "since", condition.since
        case m.AllCondition():
            yield from _numbered("all", condition.all)
        case m.AnyCondition():
            yield from _numbered("any", condition.any)
        case m.SomeCondition():
            yield from _numbered("of", condition.of)
        case m.NotCondition():
            yield "not", condition.not_
        case m.AfterCondition():
            yield "after", condition.after


def _numbered(key: str, several: list[m.Condition]) -> Iterator[tuple[str, m.Condition]]:
    for number, each in enumerate(several, start=1):
        yield f"{key}[{number}]", each


def names(condition: m.Condition) -> Iterator[Named]:
    """All that a condition names, and those within it."""
    for key, each in within(condition):
        prefix = f"{key}." if key else ""
        match each:
            case m.ActsCondition():
                for dyad in each.by or ():
                    for actor in re.split("[>~]", dyad):
                        yield Named(f"{prefix}by", "actor", actor)
            case m.ProcessesCondition():
                yield from (Named(f"{prefix}on", "process", name) for name in each.on)
            case m.StateCondition():
                yield Named(f"{prefix}state", "state", each.state, tuple(each.is_))
            case m.LevelCondition():
                yield Named(f"{prefix}level", "level", each.level)
            case m.IndexCondition():
                yield Named(f"{prefix}index", "index", "~".join(sorted(each.index)))
            case m.BeliefCondition():
                yield Named(f"{prefix}belief", "belief", each.belief)
            case m.OfficeCondition():
                yield Named(f"{prefix}office", "holder", each.office)
            case m.NamedCondition():
                yield Named(f"{prefix}condition", "condition", each.condition)
        if isinstance(each, m.ActsCondition | m.ProcessesCondition):
            yield from (Named(f"{prefix}weights", "actor", actor) for actor in each.weights)
