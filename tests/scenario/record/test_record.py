"""What a scenario takes from a store: days, memories at the start, rates, and what it says."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.errors import ScenarioError
from detente.events.coding.table import coded
from detente.ontology.acts import Act
from detente.planes.model import Memory as MemoryPlane
from detente.scenario.folder import Memory
from detente.scenario.read import read
from detente.scenario.record.rates import measured
from detente.scenario.record.taken import FILE
from detente.scenario.scenario import Scenario
from tests.events.made import gdelt_row, put
from tests.scenario.mutated import Raw, by_id, rate
from tests.scenario.record.stores import AS_OF, HEADER, RUS, UKR, USA, Fact, scenario, stored

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


def memories(found: Scenario) -> dict[str, MemoryPlane]:
    """Memories of the relation index by dyad, and of its volumes."""
    return {
        name.removeprefix("memory:").removesuffix(":any:h=30"): each
        for name, each in found.compiled().model.memories.items()
        if name.endswith(":any:h=30")
    }


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
    accuses = measured(2, 60, "icews, 2018-08-02 to 2018-09-30: on 2 of 60 days")
    assert process_of(found, "ru-accuses").rate == accuses
    assert process_of(found, "aid").rate.per_year == measured(1, 60, "a").per_year
    assert process_of(found, "ease").rate.basis == "judgement"
    assert found.record.number == 5


def process_of(found: Scenario, name: str) -> Any:
    """A process of a scenario."""
    return next(p for p in found.processes if p.id == name)


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
    assert process_of(found, "ru-accuses").rate.per_year == measured(1, 54, "a").per_year
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
    assert process_of(found, "talks").rate.per_year == measured(1, 60, "a").per_year


def test_a_visit_counts_on_both_sides_of_its_code(tmp_path: Path) -> None:
    """A visit made is joined with the visit hosted under one code; a pattern may name either."""

    def visit(raw: Raw) -> None:
        process(raw, "china-us-talks")["act"] = "CONSULT.visit:043"

    facts = [*FACTS, Fact(6, "China", "042", USA), Fact(6, USA, "043", "China")]
    found = detente.load(scenario(tmp_path / "toy", visit), store=stored(tmp_path, facts))
    days = {(t.dyad, str(t.act)): t.dates for t in found.record.told}
    assert days["CHN~USA", "CONSULT.visit:043"] == (AS_OF - dt.timedelta(days=5),)


# ------------------------------------------------------------------------------ acts of claims


def owned(folder: Path, *lines: str) -> Path:
    """The toy with acts that claims own."""
    record = {"store": "icews", "owned": "acts.csv"}
    scenario(folder, record=record)
    text = HEADER + "".join(f"{line},a note,a test\n" for line in lines)
    (folder / "acts.csv").write_text(text, encoding="utf-8")
    return folder


def with_claim(found: Scenario, dyad: str) -> float:
    """The memory where every claim holds."""
    plane = memories(found)[dyad]
    return float(plane.initial) + sum(
        p.amount for p in found.compiled().model.past if p.memory == plane.name
    )


@pytest.mark.parametrize("act", ["ACCUSE", "ACCUSE.disapprove", "ACCUSE.allege/military"])
def test_an_owned_act_is_not_counted_twice_and_can_be_taken_out(tmp_path: Path, act: str) -> None:
    store = stored(tmp_path, FACTS)
    free = detente.load(scenario(tmp_path / "free"), store=store)
    day = AS_OF - dt.timedelta(days=8)
    found = detente.load(owned(tmp_path / "owned", f"{day},RUS,USA,{act},ready"), store=store)
    before = memories(free)["RUS>USA"].initial
    assert with_claim(found, "RUS>USA") == pytest.approx(before)
    assert memories(found)["RUS>USA"].initial == pytest.approx(before - 2 ** (-8 / H))
    assert process_of(found, "ru-accuses").rate == process_of(free, "ru-accuses").rate
    assert found.hash != free.hash
    assert found.texts[FILE] == free.texts[FILE]


def test_an_owned_act_that_the_store_lacks_is_added(tmp_path: Path) -> None:
    store = stored(tmp_path, FACTS)
    free = detente.load(scenario(tmp_path / "free"), store=store)
    lines = [
        f"{AS_OF},RUS,USA,ACCUSE,ready",
        f"{AS_OF - dt.timedelta(days=8)},USA,RUS,ACCUSE,ready",
    ]
    found = detente.load(owned(tmp_path / "owned", *lines), store=store)
    assert memories(found)["RUS>USA"].initial == pytest.approx(memories(free)["RUS>USA"].initial)
    assert with_claim(found, "RUS>USA") == pytest.approx(memories(free)["RUS>USA"].initial + 1.0)


def test_an_owned_file_has_owned_acts_alone(tmp_path: Path) -> None:
    folder = owned(tmp_path / "toy", f"{AS_OF},RUS,USA,ACCUSE,")
    assert "line 2: no claim; the record comes from the store" in told(
        folder, stored(tmp_path, FACTS)
    )
    folder = owned(tmp_path / "early", "2018-01-01,RUS,USA,ACCUSE,ready")
    assert "is before record.since 2018-08-02" in told(folder, tmp_path / "store")


# ------------------------------------------------------------------------------ what is refused


def told(folder: Path, store: Path | None) -> str:
    """What is said of a scenario, in one printable line."""
    with pytest.raises(ScenarioError) as caught:
        detente.load(folder, store=store)
    text = str(caught.value)
    assert text.isprintable()
    assert text.startswith(str(folder))
    return text


@pytest.mark.parametrize(
    ("facts", "parts"),
    [
        ({"until": 9}, ("icews in the store ends on 2018-09-22, 8 days before as_of 2018-09-30",
                        "at most 7", "set as_of to 2018-09-22")),
        ({"days": -3, "until": -9},
         ("begins on 2018-10-04, after as_of 2018-09-30", "set as_of to 2018-10-04 or later")),
        ({"missing": range(10, 21)},
         ("of the 30 days up to as_of 2018-09-30, 11 are missing from icews",
          "the first on 2018-09-11", "at most 10")),
        ({"days": 27}, ("processes[2].rate ('ru-accuses'): state it, or import earlier files",
                        "covers 27 days", "at least 28")),
    ],
)  # fmt: skip
def test_a_store_that_does_not_reach(
    tmp_path: Path, facts: dict[str, Any], parts: tuple[str, ...]
) -> None:
    text = told(scenario(tmp_path / "toy"), stored(tmp_path, (), **facts))
    for part in parts:
        assert part in text


@pytest.mark.parametrize("facts", [{"until": 8}, {"missing": range(11, 21)}, {"days": 28}])
def test_a_store_that_just_reaches(tmp_path: Path, facts: dict[str, Any]) -> None:
    assert detente.load(scenario(tmp_path / "toy"), store=stored(tmp_path, (), **facts)).taken


@pytest.mark.parametrize(
    ("record", "parts"),
    [
        ({"store": "gdelt"}, ("no data source 'gdelt'; known: icews",)),
        ({"store": "icews", "since": dt.date(2018, 8, 1)},
         ("record.since: 2018-08-01 is before icews begins", "set 2018-08-02 or later")),
        ({"store": "icews", "since": dt.date(2018, 10, 1)},
         ("record.since: 2018-10-01 is after as_of 2018-09-30",)),
        ({"store": "icews", "owned": "none.csv"}, ("record.owned: no file 'none.csv'",)),
        ({"store": "icews", "complete": ["any"]},
         ("record.complete: unknown key; known: owned, since, store",)),
        ({"store": True}, ("record.store: input should be a valid string, not True",)),
        ({"store": ""}, ("record.store: ",)),
        ({"file": "acts.csv"}, ("record.since: this key is missing",)),
        ({"since": dt.date(2018, 9, 1), "owend": "x"}, ("record.owend: unknown key",)),
        ("shop", ('record: write record = "store"', "not 'shop'")),
        (3, ("record: ", "not 3")),
    ],
)  # fmt: skip
def test_a_record_that_is_written_wrongly(
    tmp_path: Path, record: object, parts: tuple[str, ...]
) -> None:
    text = told(scenario(tmp_path / "toy", record=record), stored(tmp_path, FACTS))
    for part in parts:
        assert part in text


def _act(name: str, act: str) -> Any:
    def change(raw: Raw) -> None:
        process(raw, name)["act"] = act

    return change


def _no_rate(name: str) -> Any:
    def change(raw: Raw) -> None:
        process(raw, name).pop("rate", None)

    return change


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        (_no_rate("sanction"), ("processes[4].rate ('sanction'): state it",
                                "icews has no code for COERCE.restrict/economic",
                                "did you mean 'COERCE.restrict/diplomatic'")),
        (_no_rate("summit"), ("processes[9].rate ('summit')", "icews has no act of BRICS+")),
        (_no_rate("call"), ("processes[1].rate ('call')", "has a counterpart")),
    ],
)  # fmt: skip
def test_a_rate_that_cannot_be_measured(
    tmp_path: Path, change: Any, parts: tuple[str, ...]
) -> None:
    text = told(scenario(tmp_path / "toy", change), stored(tmp_path, FACTS))
    for part in parts:
        assert part in text


def test_a_party_is_in_no_store(tmp_path: Path) -> None:
    def party(raw: Raw) -> None:
        raw["actors"].append({"id": "rebels", "name": "The rebels", "kind": "party"})
        process(raw, "aid").update(target="rebels")

    text = told(scenario(tmp_path / "toy", party), stored(tmp_path, FACTS))
    assert "processes[8].rate ('aid'): state it" in text
    assert "rebels is a party" in text


def test_without_a_store_rates_are_stated(tmp_path: Path) -> None:
    record = {"since": dt.date(2018, 9, 1)}
    folder = scenario(tmp_path / "toy", record=record)
    (folder / "acts.csv").write_text(HEADER, encoding="utf-8")
    text = told(folder, None)
    assert "processes[2].rate ('ru-accuses'): this key is missing" in text
    assert 'only with record = "store"' in text


def test_no_store_and_several_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = scenario(tmp_path / "toy")
    text = told(folder, tmp_path / "nowhere")
    assert "nowhere: no event store" in text
    store = stored(tmp_path, FACTS)
    day = f"{AS_OF:%Y%m%d}"
    row = gdelt_row(1, day, ("RUSSIA", "RUS"), "112", ("UNITED STATES", "USA"))
    report = detente.events.import_files([put(tmp_path / "x.export.CSV", row + "\n")], store)
    assert not report.failed
    text = told(folder, store)
    assert "holds gdelt, icews" in text
    assert 'record = { store = "gdelt" }' in text
    assert detente.load(scenario(tmp_path / "b", record={"store": "icews"}), store=store).taken
    monkeypatch.setenv("DETENTE_STORE", str(store))
    assert detente.load(tmp_path / "b").taken


# ------------------------------------------------------------------------------ kept


def test_same_content_same_hash(tmp_path: Path) -> None:
    """Whatever the files were, and in which order they came."""
    one = stored(tmp_path / "one", FACTS)
    stored(tmp_path / "two", FACTS[5:], days=20)
    two = stored(tmp_path / "two", FACTS[:5], until=21)
    folder = scenario(tmp_path / "toy")
    first, second = detente.load(folder, store=one), detente.load(folder, store=two)
    assert first.texts[FILE] == second.texts[FILE]
    assert first.hash == second.hash
    other = detente.load(folder, store=stored(tmp_path / "three", FACTS[1:]))
    assert other.record == first.record  # the day has another act of the same kind
    assert other.hash != first.hash


def test_another_order_of_processes_takes_the_same(tmp_path: Path) -> None:
    store = stored(tmp_path, FACTS)
    one = detente.load(scenario(tmp_path / "a"), store=store)
    two = detente.load(
        scenario(tmp_path / "b", lambda raw: raw["processes"].reverse()), store=store
    )
    assert one.texts[FILE] == two.texts[FILE]


def test_it_is_read_again_without_the_store(tmp_path: Path) -> None:
    folder = scenario(tmp_path / "toy")
    found = detente.load(folder, store=stored(tmp_path, FACTS))
    again = read(Memory(found.texts), store=tmp_path / "nowhere")
    assert again.hash == found.hash
    assert again.record == found.record
    assert again.processes == found.processes
    assert not (folder / FILE).exists()


def _damaged(text: str) -> Iterable[str]:
    raw = json.loads(text)
    yield text[:-20]
    yield "{}"
    for key, value in (
        ("version", 2),
        ("covered", 3),
        ("kinds", [raw["kinds"][1] | {"days": {"2018-09": "31"}}]),
        ("kinds", [raw["kinds"][1] | {"days": {"2018-13": "1"}}]),
        ("kinds", [raw["kinds"][1] | {"days": {"2017-01": "1"}}]),
        ("kinds", [raw["kinds"][1] | {"days": {"2018-09": "4 3"}}]),
    ):
        yield json.dumps(raw | {key: value})


def test_a_kept_record_that_is_damaged_or_does_not_fit(tmp_path: Path) -> None:
    folder = scenario(tmp_path / "toy")
    store = stored(tmp_path, FACTS)
    text = detente.load(folder, store=store).texts[FILE]
    for damaged in _damaged(text):
        (folder / FILE).write_text(damaged, encoding="utf-8")
        message = told(folder, store)
        assert FILE in message
        assert "not a record that Détente has taken; delete it" in message

    def later(raw: Raw) -> None:
        raw["as_of"] = dt.date(2018, 9, 29)

    for name, change, record, part in (
        ("as-of", later, "store", "taken as of 2018-09-30, not 2018-09-29"),
        ("processes", _act("aid", "AID"), "store", "taken for other processes"),
        ("source", None, {"store": "gdelt"}, "taken from 'icews', not 'gdelt'"),
        ("since", None, {"store": "icews", "since": dt.date(2018, 9, 1)},
         "taken since 2018-08-02, not 2018-09-01"),
    ):  # fmt: skip
        other = scenario(tmp_path / name, *([change] if change else []), record=record)
        (other / FILE).write_text(text, encoding="utf-8")
        message = told(other, store)
        assert message.startswith(str(other / FILE))
        assert part in message
        assert "delete it" in message


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
    assert process_of(found, "ru-accuses").rate.per_year == measured(2, 40, "a").per_year


def test_by_default_five_years_are_taken(tmp_path: Path) -> None:
    old = Fact(1827, RUS, "112", USA)
    store = stored(tmp_path, [*FACTS, old], days=1900)
    found = detente.load(scenario(tmp_path / "toy"), store=store)
    assert found.taken is not None
    assert found.taken.since == AS_OF - dt.timedelta(days=1825)
    assert process_of(found, "ru-accuses").rate.per_year == measured(2, 1826, "a").per_year


# ------------------------------------------------------------------------------ what is not taken


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


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    store = stored(tmp_path, FACTS)
    for segment in (store / "segments").rglob("*.parquet"):
        segment.write_bytes(segment.read_bytes()[:100])
    assert "is damaged, or an import has just changed it" in told(scenario(tmp_path / "toy"), store)


def test_every_code_of_the_schemes_can_be_named() -> None:
    """An act that no pattern could name would be passed over."""
    for scheme in ("cameo", "weis"):
        for code, each in coded(scheme).items():
            if each.quad is not None:
                cameo = code if scheme == "cameo" else None
                assert Act(each.type, each.mode, each.context, "leader", cameo)
