"""Scenarios that are nearly right: the bytes say what is changed in tables that are valid.

Coverage reaches the effects and the compiler much sooner this way than through TOML.
"""

from __future__ import annotations

import copy
import datetime as dt
import functools
from collections.abc import Iterator
from typing import Any

from tests.effects.examples import EXAMPLES
from tests.effects.toy import raw_toy

Path = tuple[str | int, ...]

NUMBERS: list[float] = [
    0, 1, -1, 2, 3, 8, 100, 0.5, 0.0, 1.0, 1e-6, 1e6, -1e6, 1e-300, 5e-324, 1e308, -1e308, 36525,
    3660, 2**31, 2**63, 2**64, 10**30, float("nan"), float("inf"), float("-inf"),
]  # fmt: skip
WORDS = [
    "", "USA", "RUS", "UKR", "CHN", "BRICS+", "call", "contact", "aid", "summit", "sanction",
    "answer", "ready", "held", "expected", "thaw", "author", "new", "old", "other", "us-president",
    "USA>RUS", "RUS~USA", "any", "conflict", "CONSULT", "ACCUSE/economic", "AID", "readiness",
    "index:RUS~USA", "open", "absent", "none", "either-side", "party", "bloc", "state", "..",
    "scenario.toml", "judgement", "\u202e", "a\u0301", "__proto__",
]  # fmt: skip
DATES = [
    dt.date.min, dt.date(1970, 1, 1), dt.date(2024, 10, 5), dt.date(2024, 11, 18),
    dt.date(2024, 11, 19), dt.date(2024, 11, 22), dt.date(2025, 1, 20), dt.date.max,
]  # fmt: skip


class Bytes:
    """Choices taken from bytes, one after another; the first of everything when they run out."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def below(self, number: int) -> int:
        """A number in [0, number)."""
        value = 0
        for _ in range(1 if number <= 256 else 2):
            byte = self.data[self.at] if self.at < len(self.data) else 0
            value = value * 256 + byte
            self.at += 1
        return value % number

    @property
    def more(self) -> bool:
        """Whether bytes are left."""
        return self.at < len(self.data)


@functools.cache
def _bases() -> list[dict[str, Any]]:
    """The toy with the examples of each effect, and with one of every effect together."""
    lists = [example.entries for examples in EXAMPLES.values() for example in examples]
    every = {entry["id"]: entry for entries in lists for entry in entries}
    found = []
    for entries in (*lists, tuple(every.values())):
        raw = raw_toy(copy.deepcopy(entries))
        raw["horizon"] = 8
        raw["outcomes"] = raw["outcomes"][:3]
        raw["outcomes"][2]["days"] = 3
        found.append(raw)
    return found


def _places(raw: Any, path: Path = ()) -> Iterator[Path]:
    pairs = raw.items() if isinstance(raw, dict) else enumerate(raw)
    for key, value in pairs:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from _places(value, (*path, key))


def _value(choose: Bytes) -> Any:
    kind = choose.below(8)
    if kind <= 1:
        return NUMBERS[choose.below(len(NUMBERS))]
    if kind <= 3:
        return WORDS[choose.below(len(WORDS))]
    if kind == 4:
        return DATES[choose.below(len(DATES))]
    if kind == 5:
        return bool(choose.below(2))
    if kind == 6:
        return (choose.below(256) - 128) / 16
    return [_value(choose) for _ in range(choose.below(3))]


def mutated(data: bytes) -> dict[str, Any]:
    """Tables changed in up to eight places."""
    choose = Bytes(data)
    bases = _bases()
    raw: dict[str, Any] = copy.deepcopy(bases[choose.below(len(bases))])
    for _ in range(8):
        if not choose.more:
            break
        places = list(_places(raw))
        if choose.below(2):  # half of the changes in the effects and outcomes
            places = [p for p in places if p[0] in ("effects", "outcomes")] or places
        *trail, key = places[choose.below(len(places))]
        parent: Any = raw
        for step in trail:
            parent = parent[step]
        how = choose.below(6)
        if how <= 2:
            parent[key] = _value(choose)
        elif how == 3:
            del parent[key]
        elif how == 4 and isinstance(parent, list):
            parent.append(copy.deepcopy(parent[int(key)]))
        else:
            parent[key] = _at(raw, places[choose.below(len(places))])
    return raw


def _at(raw: Any, path: Path) -> Any:
    for key in path:
        raw = raw[key]
    return copy.deepcopy(raw)
