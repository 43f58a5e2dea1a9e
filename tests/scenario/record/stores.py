"""Stores of made-up files, and the toy scenario that takes its record from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import detente
from tests.events.made import icews_row, icews_text, put
from tests.scenario.mutated import Raw, tree, write

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
    for process in raw["processes"]:
        if process["id"] in TOLD:
            del process["rate"]
    for change in changes:
        change(raw)
    return write(folder, raw)
