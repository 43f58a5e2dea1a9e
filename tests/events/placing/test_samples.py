"""Real samples, by the entity alone: how often the source's own country field agrees."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from detente.events.placing.hints import hinted
from detente.events.placing.places import Places
from detente.events.placing.spans import Spans

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "events"

HEADED = {"EU", "NATO", "UN"}
"""Organisations whose heads a source files under their home."""


def path(name: str) -> Path:
    if not (DATA / name).exists():
        pytest.skip(f"../shared/data/events/{name} is not here")
    return DATA / name


def state_on(spans: Spans, day: dt.date) -> str | None:
    return next(s.state for s in spans if s.end is None or day < s.end)


def test_raw_sample() -> None:
    places, told = Places(), Counter[str]()
    contradictions = set()
    for day, entity, country in raw():
        usual = hinted(country, "name")
        if country == "NA":
            continue
        assert usual[0].state is not None, country
        found = state_on(places.place(entity, None, "name"), day)
        kind = "null" if found is None else "same" if found == usual[-1].state else "other"
        told[kind] += 1
        if kind == "other" and found not in HEADED:
            contradictions.add((entity, country, found))
    assert told.total() == 7_031
    assert told["same"] / told.total() > 0.925
    assert told["null"] / told.total() < 0.067
    # Heads of organisations are filed under their home; else only one contradiction.
    assert contradictions == {("Emmanuel Macron", "Andorra", "FRA")}


def raw() -> Iterator[tuple[dt.date, str, str]]:
    with path("icews-raw-sample.tab").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            day = dt.date.fromisoformat(row["Event Date"])
            for side in ("Source", "Target"):
                yield day, row[f"{side} Name"], row[f"{side} Country"]


@pytest.mark.parametrize(
    ("name", "ends"), [("icews-2014.parquet", 155_220), ("icews-2018-september.parquet", 82_608)]
)
def test_benchmarks(name: str, ends: int) -> None:
    frame = pl.read_parquet(path(name))
    sides = [
        frame.select("date", pl.col(side).alias("entity"), pl.col(f"{side}_state").alias("state"))
        for side in ("source", "target")
    ]
    rows = pl.concat(sides).filter(pl.col("state").is_not_null())
    places, told, contradictions = Places(), Counter[str](), set()
    for day, entity, state in rows.iter_rows():
        found = state_on(places.place(entity, None, "name"), day)
        told["null" if found is None else "same" if found == state else "other"] += 1
        if found not in (None, state):
            contradictions.add(found)
    assert told.total() == ends
    assert told["same"] / ends > 0.997
    assert contradictions <= HEADED
