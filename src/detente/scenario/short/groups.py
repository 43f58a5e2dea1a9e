"""Groups that a scenario does not have to name: its processes by what they are, and whose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from detente.errors import InputError
from detente.ontology.acts import Act, ActClass

_ACTOR = r"[A-Za-z][A-Za-z0-9+_-]*"
WHO = re.compile(rf"({_ACTOR})(?:\s*([>~])\s*({_ACTOR}))?\s*:\s+(\S+)")
"""Whose acts, and which: ``RUS: hostility``, ``RUS>USA: conflict``, ``RUS~USA: CONSULT``."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A process, as far as it has been written."""

    id: str
    source: str
    target: str
    others: tuple[str, ...]
    act: Act

    @property
    def parties(self) -> tuple[str, ...]:
        """All who take part."""
        return (self.source, self.target, *self.others)

    def meets(self, other: Deed) -> bool:
        """Whether the other is an act of its target towards its source, or of both."""
        if other.act.joint:
            return {self.source, self.target} <= {*other.parties}
        return (other.source, other.target) == (self.target, self.source)

    def done_by(self, one: str, sign: str | None, other: str | None) -> bool:
        """Whether it is an act of the one, towards the other or together with it."""
        if sign == "~":
            return self.act.joint and {one, str(other)} <= {*self.parties}
        if sign == ">":
            return not self.act.joint and (self.source, self.target) == (one, other)
        return self.source == one or (self.act.joint and one in self.parties)


@cache
def _class(text: str) -> ActClass:
    return ActClass.parse(text)


USUAL: Mapping[str, Callable[[Act], bool]] = {
    "joint": lambda act: act.joint,
    "contact": lambda act: _class("CONSULT").contains(act),
    "leader-contact": lambda act: _class("CONSULT@leader").contains(act),
    "minister-contact": lambda act: _class("CONSULT@minister").contains(act),
    "gestures": lambda act: not act.joint and _class("cooperation").contains(act),
    "hostility": lambda act: not act.joint and _class("conflict").contains(act),
}
"""Names, each with the acts that it stands for."""


def with_groups(tables: dict[str, Any]) -> dict[str, Any]:
    """The tables with those of these groups that something in them names.

    A group or a process of the scenario goes first, and a group of nothing is none.
    """
    deeds = list(deeds_of(tables.get("processes")))
    groups = tables.get("groups", {})
    if not isinstance(groups, dict):
        return tables
    taken = {*groups, *(deed.id for deed in deeds)}
    named = dict.fromkeys(name for name in _listed(tables) if name not in taken)
    found = {name: members for name in named if (members := members_of(name, deeds))}
    return tables | {"groups": {**groups, **found}} if found else tables


def members_of(name: str, deeds: list[Deed]) -> list[str]:
    """Ids of the processes that a name stands for."""
    if name in USUAL:
        return [deed.id for deed in deeds if USUAL[name](deed.act)]
    found = WHO.fullmatch(name)
    if found is None:
        return []
    one, sign, other, what = found.groups()
    try:
        within = USUAL[what] if what in USUAL else _class(what).contains
    except InputError:
        return []
    return [d.id for d in deeds if d.done_by(one, sign, other) and within(d.act)]


def deeds_of(processes: Any) -> Iterator[Deed]:
    """Processes as they have been written; those that are wrong are left out."""
    for entry in processes if isinstance(processes, list) else ():
        match entry:
            case {"id": str(name), "source": str(source), "target": str(target), "act": str(text)}:
                others = entry.get("with", [])
                if not (isinstance(others, list) and all(isinstance(o, str) for o in others)):
                    continue
                try:
                    yield Deed(name, source, target, tuple(others), Act.parse(text))
                except InputError:  # told where the process is validated
                    continue


def _listed(value: Any, within: bool = False) -> Iterator[str]:
    """Every text that stands in a list."""
    if isinstance(value, str):
        if within:
            yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _listed(each)
    elif isinstance(value, list):
        for each in value:
            yield from _listed(each, within=True)
