"""What was known on a day: acts that a source published later are left out where it says when."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import duckdb
import pytest

import detente
from detente.errors import InputError, ScenarioError
from detente.events.schema import FORMAT
from detente.events.store.manifest import NAME
from detente.events.store.presence import tells_publication
from detente.fitting.result import Fit
from detente.scenario.record.taken import FILE
from tests.events.made import gdelt_row, polecat_row, polecat_text, put
from tests.scenario.mutated import Raw
from tests.scenario.record.stores import AS_OF, FACTS, process, scenario, stored

RUS, USA = ("Russia", "RUS"), ("United States", "USA")
DAY = dt.timedelta(days=1)


def published(folder: Path, late: dict[int, int]) -> Path:
    """A store of accusations on each of ninety days, by age; some told so many days later."""
    rows = []
    for age in range(1, 91):
        day = AS_OF - (age - 1) * DAY
        told = (day + late.get(age, 0) * DAY).isoformat()
        rows.append(polecat_row(age, day.isoformat(), "ACCUSE", RUS, USA, published=told))
        rows.append(polecat_row(900 + age, day.isoformat(), "AID", USA, RUS))
    file = put(folder / "acts.txt", polecat_text(rows))
    assert not detente.events.import_files([file], folder / "store").failed
    return folder / "store"


def known_by(day: dt.date | None) -> object:
    def change(raw: Raw) -> None:
        raw["record"] = {"store": "polecat"} | ({} if day is None else {"published_until": day})
        process(raw, "china-us-talks")["act"] = "CONSULT"

    return change


def accusations(folder: Path, store: Path, until: dt.date | None) -> list[int]:
    """Ages of the accusations that a scenario has of the record."""
    found = detente.load(scenario(folder, known_by(until)), store=store)  # type: ignore[arg-type]
    (days,) = (t.dates for t in found.record.told if t.dyad == "RUS>USA" and t.act.type == "ACCUSE")
    return sorted((AS_OF - day).days + 1 for day in days)


LATE = {3: 20, 5: 2, 8: 9}


def test_a_record_has_what_was_published_by_a_day(tmp_path: Path) -> None:
    store = published(tmp_path, LATE)
    every = list(range(1, 91))
    assert accusations(tmp_path / "all", store, None) == every
    told = accusations(tmp_path / "known", store, AS_OF)
    assert told == [age for age in every if age not in (3, 8)]  # 5: told 2 days later, in time
    week = AS_OF - 7 * DAY
    assert accusations(tmp_path / "week", store, week) == list(range(8 + 1, 91))
    taken = json.loads(detente.load(tmp_path / "week", store=store).texts[FILE])
    assert taken["published_until"] == week.isoformat()
    assert len(taken["missing"]) == 7
    plain = json.loads(detente.load(tmp_path / "all", store=store).texts[FILE])
    assert "published_until" not in plain


def test_a_fit_sees_what_was_published_by_a_day(tmp_path: Path) -> None:
    store = published(tmp_path, LATE)
    found = detente.load(scenario(tmp_path / "toy", known_by(None)), store=store)  # type: ignore[arg-type]
    until = AS_OF - 2 * DAY
    one = detente.fit(found, store=store, first=AS_OF - 60 * DAY)
    other = detente.fit(found, store=store, first=AS_OF - 60 * DAY, published_until=until)

    def acts(fit: Fit) -> int:
        return next(b.acts for b in fit.file.baselines if b.process == "ru-accuses")

    assert (one.file.last, other.file.last) == (AS_OF, until)
    assert one.file.published_until is None
    assert other.file.published_until == until
    assert acts(one) == 61
    assert acts(other) == 61 - 2 - 2  # the last two days; those of age 3 and 8 were told too late
    assert other.applied().fitted == other.file
    named = detente.load(scenario(tmp_path / "named", known_by(until)), store=store)  # type: ignore[arg-type]
    assert detente.fit(named, store=store, first=AS_OF - 60 * DAY).file.last == until


def test_what_is_refused(tmp_path: Path) -> None:
    store = published(tmp_path, LATE)
    with pytest.raises(ScenarioError, match=r"published_until .* is after as_of"):
        accusations(tmp_path / "a", store, AS_OF + DAY)
    with pytest.raises(ScenarioError, match=r"published_until: .* is before .* record begins"):
        accusations(tmp_path / "b", store, AS_OF - 400 * DAY)
    found = detente.load(scenario(tmp_path / "c", known_by(None)), store=store)  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"published_until=.*: before polecat begins"):
        detente.fit(found, store=store, published_until=AS_OF - 400 * DAY)
    silent = stored(tmp_path, FACTS)

    def icews(raw: Raw) -> None:
        raw["record"] = {"store": "icews", "published_until": AS_OF}

    with pytest.raises(ScenarioError, match="does not say when its acts were published"):
        detente.load(scenario(tmp_path / "d", icews), store=silent)
    accusations(tmp_path / "e", store, AS_OF)
    kept = scenario(tmp_path / "f", known_by(AS_OF - DAY))  # type: ignore[arg-type]
    text = detente.load(tmp_path / "e", store=store).texts[FILE]
    (kept / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"was taken of what was published by .*, not"):
        detente.load(kept, store=store)


def test_gdelt_says_when_it_added_an_event(tmp_path: Path) -> None:
    ends = ("RUSSIA", "RUS"), ("UNITED STATES", "USA")
    rows = [gdelt_row(1, "20180929", ends[0], "112", ends[1], added="20180930"), ""]
    detente.events.import_files([put(tmp_path / "x.export.CSV", "\n".join(rows))], tmp_path / "s")
    store = detente.events.open(tmp_path / "s")
    assert tells_publication(store, "gdelt")
    (row,) = store.connect().execute("SELECT date, published FROM acts").fetchall()
    assert row == (dt.date(2018, 9, 29), dt.date(2018, 9, 30))
    for day, acts in ((29, 0), (30, 1)):
        with store.connect(["gdelt"], None, dt.date(2018, 9, day)) as connection:
            assert connection.execute("SELECT count(*) FROM acts").fetchone() == (acts,)


def test_stores_without_days_of_publication_go_on(tmp_path: Path) -> None:
    """Segments of the third format beside new ones."""
    folder = published(tmp_path, LATE)
    raw = json.loads((folder / NAME).read_text(encoding="utf-8"))
    assert raw["format"] == FORMAT
    raw["format"] = 3
    for segment in raw["segments"]:
        segment["format"] = 3
        path = folder / segment["path"]
        rows = f"SELECT * EXCLUDE published FROM read_parquet('{path}')"
        duckdb.sql(f"COPY ({rows}) TO '{path}.new' (FORMAT parquet)")
        Path(f"{path}.new").replace(path)
    (folder / NAME).write_text(json.dumps(raw), encoding="utf-8")
    store = detente.events.open(folder)
    assert not tells_publication(store, "polecat")
    frame = store.dyad("USA", "RUS").frame()
    assert frame["published"].null_count() == frame.height == 180
    more = polecat_row(5000, "2018-09-30", "AID", RUS, USA, published="2018-10-02")
    detente.events.import_files([put(tmp_path / "b.txt", polecat_text([more]))], folder)
    store = detente.events.open(folder)
    assert tells_publication(store, "polecat")
    frame = store.dyad("USA", "RUS").frame()
    assert frame.height - frame["published"].null_count() == 1
