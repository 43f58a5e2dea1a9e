"""Who has led states and spoken for them, for texts that give a name without an office."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from detente.ontology.folded import folded

EVER = dt.date.max


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody in office from `first` to before `end`.

    `role` is ``leader``, ``minister`` (of foreign affairs) or ``official``; `name` is the usual
    one in English.
    """

    actor: str
    role: str
    name: str
    first: dt.date
    end: dt.date


@cache
def leaders() -> Mapping[str, tuple[Leader, ...]]:
    """By folded full name, in every spelling of the table, in order of time."""
    place = resources.files(__package__).joinpath("data", "leaders.csv")
    found: dict[str, list[Leader]] = {}
    for row in csv.DictReader(place.read_text(encoding="utf-8").splitlines()):
        one = Leader(
            row["state"],
            row["role"],
            row["name"],
            dt.date.fromisoformat(row["from"]),
            dt.date.fromisoformat(row["to"]) if row["to"] else EVER,
        )
        for name in (row["name"], *filter(None, row["also"].split("|"))):
            known = found.setdefault(folded(name), [])
            if one not in known:
                known.append(one)
    return {name: tuple(sorted(each, key=lambda x: x.first)) for name, each in found.items()}


def leader(name: str, day: dt.date) -> Leader | None:
    """Who has a name: in office on a day, else the last one of that name before or after it.

    A surname alone is understood where one person of the table has it.
    """
    known = leaders().get(folded(name)) or _by_surname().get(folded(name), ())
    if not known:
        return None
    held = [each for each in known if each.first <= day < each.end]
    return held[-1] if held else known[-1]


@cache
def _by_surname() -> Mapping[str, tuple[Leader, ...]]:
    found: dict[str, dict[str, tuple[Leader, ...]]] = {}
    for name, each in leaders().items():
        parts = name.split()
        if len(parts) > 1:
            found.setdefault(parts[-1], {}).setdefault(each[0].name, each)
    return {name: next(iter(each.values())) for name, each in found.items() if len(each) == 1}
