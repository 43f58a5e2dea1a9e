"""Rates that an event store has are counted there, those of added processes as well."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from detente.reading.proposal import Candidate
from detente.reading.writing.write import write
from detente.reading.writing.written import Written
from detente.scaffold.counts import opened
from detente.scaffold.settings import Settings
from tests.reading.writing.readings import claim, reading
from tests.scenario.record.stores import AS_OF, Fact, stored

DAYS = 400


def facts() -> Iterator[Fact]:
    """India accuses China on 30 days, and threatens it on 10."""
    yield from (Fact(9 * n + 1, "India", "112", "China") for n in range(30))
    yield from (Fact(30 * n + 2, "India", "130", "China") for n in range(10))


def test_rates_are_counted_where_the_store_has_them(tmp_path: Path) -> None:
    store = opened(Settings([], store=stored(tmp_path, facts(), days=DAYS)))
    assert store is not None
    bound = claim("it", Candidate("audience", "", 3.0, (), {}, 1, "gestures"))
    files = write(reading(bound), Written("made", AS_OF, store=store))
    rates = {p["id"]: p["rate"] for p in tomllib.loads(files["scenario.toml"])["processes"]}
    for process, seen in (("ind-accuses-chn", 30), ("ind-threatens-chn", 10)):
        assert (rates[process]["events"], rates[process]["days"]) == (seen, DAYS)
        assert "event store" in rates[process]["reference"]
    assert any("template" in rate for rate in rates.values())  # what a record does not tell
