"""What a scenario takes from a store: days, memories at the start, rates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from pathlib import Path

import pytest

import detente
from detente.events.coding.table import coded
from detente.ontology.acts import Act
from detente.planes.rate import counted
from detente.scenario.record.taken import FILE
from tests.events.made import gdelt_row, put
from tests.scenario.mutated import Raw, rate
from tests.scenario.record.stores import (
    AS_OF,
    FACTS,
    RUS,
    UKR,
    USA,
    Fact,
    H,
    memories,
    process,
    process_of,
    scenario,
    stored,
)


def remembered(
    ages: Iterable[int],
    rates: Iterable[float] = (),
    *,
    span: int = 60,
    missing: Collection[int] = (),
    untold: Iterable[float] = (),
) -> float:
    """A memory at the start, by hand: acts, days before the record and missing, untold kinds."""
    days = [age for age in range(1, 20_000) if age > span or age in missing]
    value = sum(2.0 ** (-(age - 1) / H) for age in ages)
    usual = sum(2.0 ** (-(age - 1) / H) for age in days)
    always = sum(2.0 ** (-(age - 1) / H) for age in range(1, 20_000))
    return float(value + sum(rates) / 365.25 * usual + sum(untold) / 365.25 * always)


def test_memories_start_with_the_days_of_the_store(tmp_path: Path) -> None:
    store = stored(tmp_path, FACTS)
    found = detente.load(scenario(tmp_path / "toy"), store=store)
    seen = memories(found)
    usual = {p.id: p.rate.per_year for p in found.processes}
    told = [usual["ru-accuses"], usual["concede"]]
    assert seen["RUS>USA"].initial == pytest.approx(
        remembered([2, 9], told, untold=[usual["answer"]])
    )
    assert seen["USA>RUS"].initial == pytest.approx(
        remembered([4], [usual["us-accuses"], usual["ease"]], untold=[usual["sanction"]])
    )
    assert seen["RUS~USA"].initial == pytest.approx(remembered([20], [usual["call"]]))
    accuses = counted([(2, 60)], "icews, 2018-08-02 to 2018-09-30: on 2 of 60 days")
    assert process_of(found, "ru-accuses").rate == accuses
    assert process_of(found, "aid").rate.per_year == counted([(1, 60)], "a").per_year
    assert process_of(found, "ease").rate.basis == "judgement"
    assert found.record.number == 5


def test_missing_days_are_taken_as_usual(tmp_path: Path) -> None:
    """In memories they have the usual rate; in rates they do not count."""
    gone = {7, 8, 12, 40}
    kept = [fact for fact in FACTS if fact.age > 2]
    store = stored(tmp_path, kept, until=3, missing=gone)
    found = detente.load(scenario(tmp_path / "toy"), store=store)
    assert found.taken is not None
    assert found.taken.last == AS_OF - dt.timedelta(days=2)
    assert {(AS_OF - day).days + 1 for day in found.taken.missing} == gone | {1, 2}
    assert found.taken.covered == 54
    assert process_of(found, "ru-accuses").rate.per_year == counted([(1, 54)], "a").per_year
    usual = {p.id: p.rate.per_year for p in found.processes}
    assert memories(found)["RUS~USA"].initial == pytest.approx(
        remembered([20], [usual["call"]], missing=gone | {1, 2})
    )
    assert found.record.missing == found.taken.missing


def test_an_act_counts_to_the_narrowest_of_its_kinds(tmp_path: Path) -> None:
    def both(raw: Raw) -> None:
        wide = process(raw, "china-us-talks") | {
            "id": "talks", "act": "CONSULT", "source": "RUS", "target": "USA",
        }  # fmt: skip
        raw["processes"].append(wide)

    found = detente.load(scenario(tmp_path / "toy", both), store=stored(tmp_path, FACTS))
    days = {(t.dyad, str(t.act)): t.dates for t in found.record.told}
    assert days["RUS~USA", "CONSULT.phone@leader"] == (AS_OF - dt.timedelta(days=19),)
    assert days["RUS~USA", "CONSULT"] == (AS_OF - dt.timedelta(days=30),)
    assert process_of(found, "talks").rate.per_year == counted([(1, 60)], "a").per_year


def test_a_visit_counts_on_both_sides_of_its_code(tmp_path: Path) -> None:
    """A visit made is joined with the visit hosted under one code; a pattern may name either."""

    def visit(raw: Raw) -> None:
        process(raw, "china-us-talks")["act"] = "CONSULT.visit:043"

    facts = [*FACTS, Fact(6, "China", "042", USA), Fact(6, USA, "043", "China")]
    found = detente.load(scenario(tmp_path / "toy", visit), store=stored(tmp_path, facts))
    days = {(t.dyad, str(t.act)): t.dates for t in found.record.told}
    assert days["CHN~USA", "CONSULT.visit:043"] == (AS_OF - dt.timedelta(days=5),)


def test_a_stated_rate_stays_as_stated(tmp_path: Path) -> None:
    def stated(raw: Raw) -> None:
        process(raw, "ru-accuses")["rate"] = rate(40.0)

    found = detente.load(scenario(tmp_path / "toy", stated), store=stored(tmp_path, FACTS))
    assert process_of(found, "ru-accuses").rate.per_year == 40.0
    assert process_of(found, "ru-accuses").rate.basis == "judgement"


def test_since_bounds_what_is_taken(tmp_path: Path) -> None:
    record = {"store": "icews", "since": AS_OF - dt.timedelta(days=39)}
    facts = [*FACTS, Fact(45, RUS, "112", USA)]
    found = detente.load(scenario(tmp_path / "toy", record=record), store=stored(tmp_path, facts))
    assert found.taken is not None
    assert found.taken.covered == 40
    assert process_of(found, "ru-accuses").rate.per_year == counted([(2, 40)], "a").per_year


def test_by_default_five_years_are_taken(tmp_path: Path) -> None:
    old = Fact(1827, RUS, "112", USA)
    store = stored(tmp_path, [*FACTS, old], days=1900)
    found = detente.load(scenario(tmp_path / "toy"), store=store)
    assert found.taken is not None
    assert found.taken.since == AS_OF - dt.timedelta(days=1825)
    assert process_of(found, "ru-accuses").rate.per_year == counted([(2, 1826)], "a").per_year


def test_what_comes_after_the_as_of_date_is_not_known(tmp_path: Path) -> None:
    before = detente.load(scenario(tmp_path / "toy"), store=stored(tmp_path / "a", FACTS))
    later = [Fact(0, RUS, "112", USA), Fact(-3, USA, "072", UKR)]
    store = stored(tmp_path / "b", [*FACTS, *later], until=-9)
    after = detente.load(tmp_path / "toy", store=store)
    assert after.texts[FILE] == before.texts[FILE]


def test_what_is_told_a_year_later_is_not_taken(tmp_path: Path) -> None:
    def row(number: int, age: int, told_later: int = 0) -> str:
        day = AS_OF - dt.timedelta(days=age - 1)
        added = f"{day + dt.timedelta(days=told_later):%Y%m%d}"
        ends = ("RUSSIA", "RUS"), ("UNITED STATES", "USA")
        return gdelt_row(number, f"{day:%Y%m%d}", ends[0], "112", ends[1], added=added)

    def ranked(raw: Raw) -> None:
        process(raw, "china-us-talks")["act"] = "CONSULT"

    rows = [row(age, age) for age in range(1, 61) if age != 3]
    text = "\n".join([*rows, row(500, 3, told_later=365), ""])
    report = detente.events.import_files([put(tmp_path / "x.export.CSV", text)], tmp_path / "gdelt")
    assert [entry.echoes for entry in report.files] == [1]
    found = detente.load(scenario(tmp_path / "toy", ranked), store=tmp_path / "gdelt")
    (days,) = (t.dates for t in found.record.told if t.dyad == "RUS>USA" and t.act.type == "ACCUSE")
    assert len(days) == len(rows)
    assert AS_OF - dt.timedelta(days=2) not in days


def test_every_code_of_the_schemes_can_be_named() -> None:
    """An act that no pattern could name would be passed over."""
    for scheme in ("cameo", "weis"):
        for code, each in coded(scheme).items():
            if each.quad is not None:
                cameo = code if scheme == "cameo" else None
                assert str(Act(each.type, each.mode, each.context, "leader", cameo))
