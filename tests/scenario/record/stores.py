"""Stores of made-up files, and the toy scenario that takes its record from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

import detente
from detente.errors import ScenarioError
from detente.planes.model import Memory as MemoryPlane
from detente.planes.process import Process
from detente.scenario.scenario import Scenario
from tests.events.made import icews_row, icews_text, put
from tests.scenario.mutated import Raw, by_id, tree, write

AS_OF = dt.date(2018, 9, 30)
RUS, USA, UKR = "Russia", "United States", "Ukraine"
HEADER = "date,source,target,act,claim,note,reference\n"
TOLD = ("ru-accuses", "us-accuses", "concede", "aid", "china-trade", "china-us-talks")
"""Processes of the toy of which an ICEWS file can tell."""


@dataclass(frozen=True)
class Fact:
    """A line of a file; `age` is 1 on the as-of date."""

    age: int
    source: str
    code: str
    target: str

    @property
    def date(self) -> dt.date:
        """Its day."""
        return AS_OF - dt.timedelta(days=self.age - 1)


def stored(
    folder: Path,
    facts: Iterable[Fact],
    *,
    days: int = 60,
    until: int = 1,
    missing: Collection[int] = (),
) -> Path:
    """Import a file that covers the days of age `until` to `days`; strangers meet on each day."""
    filler = (
        Fact(age, "Foreign Affairs (Brazil)", "070", "Peru") for age in range(until, days + 1)
    )
    rows = [
        icews_row(number, fact.date, fact.source, fact.code, fact.target)
        for number, fact in enumerate([*filler, *facts])
        if fact.age not in missing
    ]
    file = put(folder / "files" / f"{len(rows)}-{days}-{until}.tab", icews_text(rows))
    report = detente.events.import_files([file], folder / "store")
    assert not report.failed
    return folder / "store"


def scenario(folder: Path, *changes: Callable[[Raw], object], record: object = "store") -> Path:
    """The toy as of `AS_OF`, its record from a store; rates are left out where it can tell."""
    raw = tree()
    raw |= {"as_of": AS_OF, "record": record}
    for holder in raw["offices"][0]["holders"]:
        for key in ("start", "end", "elected"):
            if key in holder:
                holder[key] = holder[key].replace(year=holder[key].year - 6)
    for each in raw["processes"]:
        if each["id"] in TOLD:
            del each["rate"]
    for change in changes:
        change(raw)
    return write(folder, raw)


PUTIN, TRUMP = "Vladimir Putin", "Donald Trump"
MOSCOW, WASHINGTON = "Foreign Affairs (Russia)", "Foreign Affairs (United States)"
H = 30.0
"""Half-life of the toy's relation index."""

FACTS = (
    Fact(2, RUS, "112", USA),
    Fact(2, MOSCOW, "111", USA),  # the same kind on the same day
    Fact(3, RUS, "010", USA),  # a statement is no act
    Fact(9, RUS, "1123", WASHINGTON),
    Fact(4, USA, "112", RUS),
    Fact(4, RUS, "120", USA),  # of no kind that is played
    Fact(20, PUTIN, "041", TRUMP),
    Fact(20, TRUMP, "041", PUTIN),
    Fact(31, MOSCOW, "041", WASHINGTON),  # between ministers
    Fact(5, USA, "072", UKR),
    Fact(55, UKR, "112", RUS),  # a dyad without a process
)


def process(raw: Raw, name: str) -> Raw:
    """A process of the toy."""
    return by_id(raw["processes"], name)


def process_of(found: Scenario, name: str) -> Process:
    """A process of a scenario."""
    return next(p for p in found.processes if p.id == name)


def memories(found: Scenario) -> dict[str, MemoryPlane]:
    """Memories of the relation index by dyad, and of its volumes."""
    return {
        name.removeprefix("memory:").removesuffix(":any:h=30"): each
        for name, each in found.compiled().model.memories.items()
        if name.endswith(":any:h=30")
    }


def told(folder: Path, store: Path | None) -> str:
    """What is said of a scenario, in one printable line."""
    with pytest.raises(ScenarioError) as caught:
        detente.load(folder, store=store)
    text = str(caught.value)
    assert text.isprintable()
    assert text.startswith(str(folder))
    return text
