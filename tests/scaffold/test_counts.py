"""Rates of a starting scenario that are counted in an event store, and those that are not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import detente
from detente import Scenario
from detente.errors import InputError
from detente.language.current import use_language
from detente.planes.rate import Rate, counted
from detente.scaffold.settings import Settings
from detente.scaffold.start import prepare, start
from detente.scenario.rate import CountedRate
from tests.scenario.record.stores import AS_OF, RUS, UKR, Fact, stored

DAYS = 400
CHINA, INDIA = "China", "India"


def facts() -> Iterator[Fact]:
    """Ukraine accuses Russia on 40 days and Russia Ukraine on 20; China and India seldom."""
    yield from (Fact(9 * n + 1, UKR, "112", RUS) for n in range(40))
    yield from (Fact(9 * n + 1, UKR, "111", RUS) for n in range(40))  # on the same days
    yield from (Fact(20 * n + 2, RUS, "112", UKR) for n in range(20))
    yield from (Fact(100 * n + 3, CHINA, "112", INDIA) for n in range(4))
    yield from (Fact(50 * n + 4, CHINA, "040", INDIA) for n in range(4))  # of no rank
    yield Fact(7, RUS, "057", UKR)  # something is signed, which need not be the treaty
    yield from (Fact(6, one, "057", other) for one, other in ((CHINA, INDIA), (INDIA, CHINA)))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored(tmp_path_factory.mktemp("store"), facts(), days=DAYS)


def made(folder: Path, store: Path | None, actors: str, **more: str) -> Scenario:
    start(str(folder), Settings([actors], store=store, **more))  # type: ignore[arg-type]
    return detente.load(folder)


def rates(scenario: Scenario) -> dict[str, Rate]:
    return {process.id: process.rate for process in scenario.processes}


def test_days_are_counted(tmp_path: Path, store: Path) -> None:
    """The as-of date is the store's last day; the law is that of a count."""
    scenario = made(tmp_path / "x", store, "UKR,RUS")
    assert scenario.as_of == AS_OF
    found = rates(scenario)
    source = "icews of the event store, 27 August 2017 to 30 September 2018"
    for process, seen in (("ukr-accuses-rus", 40), ("rus-accuses-ukr", 20), ("ukr-offers-rus", 0)):
        said = f"on {seen} of {DAYS} days up to {AS_OF}: {source}"
        assert found[process] == counted([(seen, DAYS)], said)
    entries = {each.id: each.rate for each in scenario.file.processes}
    counts = [each for each in entries.values() if isinstance(each, CountedRate)]
    assert {each.days for each in counts} == {DAYS}
    left = scenario.placeholders
    assert (left.rates[0] + left.usual_rates, left.rates[1]) == (17 - len(counts), 17)
    assert scenario.check(quick=True).faults == []


def test_two_pairs_of_a_kind_differ(tmp_path: Path, store: Path) -> None:
    pairs = {"one": "UKR,RUS", "two": "CHN,IND"}
    alone = [list(rates(made(tmp_path / n, None, each)).values()) for n, each in pairs.items()]
    assert [each.per_year for each in alone[0]] == [each.per_year for each in alone[1]]
    made_of = [
        list(rates(made(tmp_path / f"{n}-counted", store, a)).values()) for n, a in pairs.items()
    ]
    assert [each.per_year for each in made_of[0]] != [each.per_year for each in made_of[1]]
    text = (tmp_path / "one" / "scenario.toml").read_text(encoding="utf-8")
    assert "another pair of that kind gets the same" in " ".join(text.replace("\n#", "").split())


def test_each_number_says_which(tmp_path: Path, store: Path) -> None:
    scenario = made(tmp_path / "x", store, "CHN,IND", kind="negotiation")
    said = {each.id: each.rate.reference for each in scenario.processes}
    assert "does not tell it from other acts of its kind" in said["treaty-signed"]
    assert "on 0 of 400 days up to 2018-09-30" in said["chn-walks-out-on-ind"]
    assert "up to 2018-09-30: icews of the event store" in said["chn-accuses-ind"]
    ways = ("a starting value", "usual for", " up to ")
    assert all(sum(way in text for way in ways) == 1 for text in said.values())


def test_ranks_are_counted_where_they_are_told(tmp_path: Path, store: Path) -> None:
    """Of China and India talks are told, but not whose; of the others there is no talk at all."""
    found = rates(made(tmp_path / "x", store, "CHN,IND"))
    assert "icews mostly does not say of what rank they were" in found["leaders-speak"].reference
    found = rates(made(tmp_path / "y", store, "UKR,RUS"))
    assert "on 0 of 400 days up to" in found["leaders-meet"].reference
    assert "icews: on 0 of 400 days, too few to count" in found["leaders-speak"].reference


def test_what_the_store_does_not_know_is_of_the_table(tmp_path: Path, store: Path) -> None:
    """Parties, and pairs of which there is no act at all."""
    for actors in ("ISR,Hezbollah", "FRA,DEU"):
        folder = tmp_path / actors
        found = rates(made(folder, store, actors))
        alone = rates(made(tmp_path / f"{actors}-alone", None, actors))
        assert [each.per_year for each in found.values()] == [
            each.per_year for each in alone.values()
        ]
        assert all("icews has nothing of it" in each.reference for each in found.values())


def test_few_days_count_nothing(tmp_path: Path) -> None:
    short = stored(tmp_path, [Fact(3, UKR, "112", RUS)], days=27)
    found = rates(made(tmp_path / "x", short, "UKR,RUS"))
    assert "icews: on 1 of 27 days, too few" in found["ukr-accuses-rus"].reference


def test_it_says_how_old_the_counts_are(tmp_path: Path, store: Path) -> None:
    begun = prepare(
        str(tmp_path / "x"), Settings(["UKR,RUS"], store=store, as_of=dt.date(2020, 1, 1))
    )
    assert "The counts end 458 days before the as-of date" in begun.provenance
    begun = prepare(str(tmp_path / "x"), Settings(["UKR,RUS"], store=store))
    assert re.match(
        r"Rates: \d+ of 17 counted in icews of the event store, on 400", begun.provenance
    )
    assert "before the as-of" not in begun.provenance
    with use_language("fr"):
        assert "Taux : " in begun.provenance.replace("\u00a0", " ")


def test_acts_after_the_as_of_date_do_not_count(tmp_path: Path, store: Path) -> None:
    as_of = AS_OF - dt.timedelta(days=99)
    start(str(tmp_path / "x"), Settings(["UKR,RUS"], store=store, as_of=as_of))
    entry = detente.load(tmp_path / "x").file.processes
    found = next(each.rate for each in entry if each.id == "ukr-accuses-rus")
    assert isinstance(found, CountedRate)
    assert (found.events, found.days, found.until) == (29, DAYS - 99, as_of)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"as_of": dt.date(2001, 1, 1)}, "--as-of 2001-01-01: icews in the event store begins on"),
        ({"dataset": "gdelt"}, "no data source 'gdelt'"),
        ({"store": "nowhere"}, "nowhere"),
    ],
)
def test_what_cannot_be_counted_is_refused(
    tmp_path: Path, store: Path, more: dict[str, object], said: str
) -> None:
    options = {"store": store, **more}
    with pytest.raises(InputError, match=re.escape(said)):
        start(str(tmp_path / "x"), Settings(["UKR,RUS"], **options))  # type: ignore[arg-type]
    assert not (tmp_path / "x").exists()
