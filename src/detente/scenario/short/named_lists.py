"""Lists of processes by the names that such a list has without being given one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.scenario.short.groups import USUAL, Deed, deeds_of, members_of

FEWEST = 3
"""Processes of a list from which on a name is shorter to read than they are."""

CLASSES = ("cooperation", "conflict", "joint", "gestures", "hostility", "contact")
"""Classes of acts by which what one does to another is called."""


@dataclass(frozen=True, slots=True)
class Named:
    """A scenario's tables, its processes, and the names of lists of them."""

    tables: Mapping[str, Any]
    deeds: list[Deed]
    groups: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, tables: Mapping[str, Any]) -> Named:
        """Those of a scenario in full."""
        return cls(tables, list(deeds_of(tables.get("processes"))), tables.get("groups", {}))

    def put(self) -> dict[str, Any]:
        """The tables with names in the place of lists, and with the groups that these leave."""
        found = {key: self._within(value) for key, value in self.tables.items() if key != "groups"}
        named = set(_listed(found))
        kept = {
            name: list(ids)
            for name, ids in self.groups.items()
            if name in named and not (name in USUAL and list(ids) == members_of(name, self.deeds))
        }
        return {
            key: kept if key == "groups" else found[key]
            for key in self.tables
            if key != "groups" or kept
        }

    def _within(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._within(each) for each in value]
        if not isinstance(value, Mapping):
            return value
        counted = value.get("kind") == "amount"
        return {
            key: self._called(each)
            if (key == "on" or (counted and key == "acts")) and _names(each)
            else self._within(each)
            for key, each in value.items()
        }

    def _called(self, on: list[str]) -> list[str]:
        """A list by one name where there is one for exactly these processes."""
        ids = [one for each in on for one in self.groups.get(each, [each])]
        if len(ids) < FEWEST and on == ids:
            return on
        if len(on) == 1 and on[0] in USUAL and self._held(on[0]) == members_of(on[0], self.deeds):
            return on  # it has such a name
        return next(([name] for name in self._candidates(ids) if self._held(name) == ids), on)

    def _candidates(self, ids: Sequence[str]) -> Iterator[str]:
        """Names of lists, those first that need no group of the scenario's own."""
        taken = {deed.id for deed in self.deeds}
        yield from (name for name in USUAL if name not in taken)
        first = next((deed for deed in self.deeds if ids and deed.id == ids[0]), None)
        if first is not None:
            sign = "~" if first.act.joint else ">"
            who = f"{first.source}{sign}{first.target}"
            yield from (f"{who}: {each}" for each in (*CLASSES, first.act.type))
        yield from self.groups

    def _held(self, name: str) -> list[str]:
        """Processes that a name stands for."""
        own = self.groups.get(name)
        return members_of(name, self.deeds) if own is None else list(own)


def _names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _listed(value: Any) -> Iterator[str]:
    """Every text that stands in a list."""
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _listed(each)
    elif isinstance(value, list):
        for each in value:
            if isinstance(each, str):
                yield each
            yield from _listed(each)
