"""A played future, told as acts, resolves what that future saw; what hangs on chance stays open."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import detente
import detente.events
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.simulate import simulate
from detente.errors import InputError
from detente.forecasts.by_acts import by_acts
from detente.forecasts.forecast import READING
from detente.forecasts.pledge import pledge
from detente.forecasts.resolved import Known
from detente.forecasts.score import score
from detente.ontology.acts import Act
from detente.planes.record import PastAct
from detente.scenario.record.later import from_file
from tests.engine.worlds import SEED, add, only, plain, rates, toy
from tests.ensemble.asked import STOCK, TRUCE, amount, cached, condition, days_of
from tests.events.made import icews_row, icews_text, put
from tests.forecasts.asked import played
from tests.forms import size
from tests.scenario.mutated import Raw, by_id

HEAD = "date,source,target,act,claim,note,reference\n"


def acts_of(ensemble: Ensemble, path: int) -> list[PastAct]:
    """The acts of one future, as a record has them."""
    return [
        PastAct(act.date, act.source, act.target, Act.parse(act.act), others=act.others)
        for act in ensemble.future(path).acts
    ]


def written(file: Path, acts: list[PastAct]) -> Path:
    lines = [f"{a.date},{a.source},{a.target},{a.act},,{n},\n" for n, a in enumerate(acts)]
    file.write_text(HEAD + "".join(lines))
    return file


def known(ensemble: Ensemble, path: int, until: dt.date | None = None) -> dict[str, Known]:
    found = by_acts(ensemble.scenario, acts_of(ensemble, path), until or ensemble.dates[-1])
    return {name: each for (_scenario, name), each in found.known.items()}


@pytest.mark.parametrize("path", [0, 7, 133])
def test_a_future_told_as_acts_resolves_as_it_went(path: int) -> None:
    ensemble = played()
    found = known(ensemble, path)
    for number, outcome in enumerate(ensemble.scenario.outcomes):
        day = int(ensemble.first[path, number])
        if outcome.id not in found:
            assert outcome.id == "many-aids"  # an act of the record is as its claim has it
            continue
        assert found[outcome.id].dates == ([] if day < 0 else [ensemble.dates[day]])
        assert found[outcome.id].until == ensemble.dates[-1]
    for asked in ensemble.scenario.amounts:
        value = ensemble.amount_values(asked.id)[path]
        if np.isnan(value):
            assert asked.id not in found
        elif asked.state is not None:
            assert found[asked.id].value == TRUCE["values"][int(value)]
        else:
            assert found[asked.id].value == repr(float(value))
    unless = found.get(f"{READING}unless")
    if unless is not None:
        assert bool(unless.dates) == (not ensemble.happened("many-aids")[path])


def test_what_hangs_on_a_claim_stays_open() -> None:
    """The toy's record has aid that a claim reports: without it the twentieth comes later."""
    ensemble = played()
    told = ["many-aids" in known(ensemble, path) for path in range(20)]
    assert True in told
    assert False in told


def test_only_what_is_covered_is_known() -> None:
    ensemble = played()
    path = int(np.flatnonzero(days_of(ensemble, "calls") > 20)[0])
    day = int(days_of(ensemble, "calls")[path])
    before, on = ensemble.dates[day - 1], ensemble.dates[day]
    assert known(ensemble, path, before)["calls"] == Known([], before)
    assert known(ensemble, path, on)["calls"] == Known([on], on)
    early = known(ensemble, path, before)
    assert "measures" not in early  # it is asked on the last day
    assert early["quiet"] == Known([], before)


def test_the_built_in_ones_agree_with_their_futures() -> None:
    """As far as they hang on acts: the rest is left open, and no answer is wrong."""
    for name in size(("tariff-truce-2025",), detente.built_in()):
        ensemble = detente.load(name).simulate(4, seed=5)
        for path in size((0,), range(4)):
            found = known(ensemble, path)
            told = [o.id for o in ensemble.scenario.outcomes if o.id in found]
            assert len(told) > len(ensemble.scenario.outcomes) / 3
            for outcome in told:
                when = ensemble.future(path).outcomes.get(outcome)
                assert found[outcome].dates == ([] if when is None else [when])


@cached
def chancy() -> Ensemble:
    """A state that moves by a hazard, one behind it, a level with shocks; and acts alone."""
    fickle: Raw = {
        "id": "fickle", "title": "Fickle", "values": ["a", "b"], "start": "a",
        "transitions": [{"from": "a", "to": "b", "rate": {
            "per_year": 0.01, "sd": 0.0, "basis": "judgement", "reference": "a test"}}],
    }  # fmt: skip
    behind: Raw = {
        "id": "behind", "title": "Behind", "values": ["a", "b"], "start": "a",
        "transitions": [{"from": "a", "to": "b", "when": {"state": "fickle", "is": "b"}}],
    }  # fmt: skip
    river: Raw = {
        "id": "river", "title": "River", "start": 10.0, "mean": 10.0, "half_life": 30,
        "sd": {"mean": 1.0, "sd": 0.0, "basis": "judgement", "reference": "a test"},
    }  # fmt: skip
    asked = [
        condition("moved", {"state": "fickle", "is": "b"}),
        condition("followed", {"state": "behind", "is": "b"}),
        condition("high", {"level": "river", "above": 1000.0}),
        condition("calls", {"on": ["call"]}),
        condition("stocked", {"level": "stock", "above": 12.0}),
        amount("water", level="river"),
    ]
    scenario = toy(
        only("aid"), plain, rates(call=12, aid=60, sanction=30),
        add(outcomes=asked, states=[fickle, behind], levels=[STOCK, river]),
    )  # fmt: skip
    return simulate(scenario, paths=40, seed=SEED)


def test_what_hangs_on_chance_stays_open_however_seldom_it_is() -> None:
    ensemble = chancy()
    assert ensemble.probability("moved") < 0.1
    names = {outcome.id for outcome in ensemble.scenario.outcomes}
    assert set(known(ensemble, 0)) == names - {"moved", "followed", "high"}


def test_acts_that_nobody_plays_are_heard_all_the_same() -> None:
    """A condition hears a class of acts, also those of other kinds than any process."""
    heard = condition("visited", {"act": "CONSULT", "by": "RUS~USA", "at_least": 2})
    scenario = toy(only("aid"), plain, rates(call=12, aid=60), add(outcomes=[heard]))
    days = [scenario.as_of + dt.timedelta(days=n) for n in (3, 9, 9)]
    visits = [PastAct(day, "RUS", "USA", Act.parse("CONSULT.visit@minister")) for day in days]
    found = by_acts(scenario, visits, days[-1]).of(scenario.id, "visited")
    assert found is not None
    assert found.dates == [days[-1]]


def test_pledges_are_scored_by_acts_where_they_ask_the_same(tmp_path: Path) -> None:
    ensemble, path = played(), 7
    file = tmp_path / "p.jsonl"
    pledge(ensemble, file, only=["calls", "measures", "unless|condition"])
    shorter = simulate(ensemble.scenario, paths=40, seed=ensemble.seed, until=ensemble.dates[50])
    pledge(shorter, file, only=["calls", "measures"])
    acts = written(tmp_path / "acts.csv", acts_of(ensemble, path))
    last = ensemble.dates[-1]
    found = score(file, acts=acts, scenario=ensemble.scenario, until=last)
    came = ensemble.happened("calls")[path]
    assert found.scored[0].came == came
    assert found.scored[1].result == repr(float(ensemble.amount_values("measures")[path]))
    assert len(found.void) + len(found.scored) == 5
    early = {each.line: each for each in found.scored}  # played to another day, and asked of it
    assert early[4].came == shorter.happened("calls")[path]
    assert early[5].result == repr(float(shorter.amount_values("measures")[path]))
    assert early[5].result != early[2].result
    by_hand = tmp_path / "came.csv"
    by_hand.write_text(f"id,date\ncalls,{'never' if came else last}\n")
    found = score(file, by_hand, acts=acts, scenario=ensemble.scenario, until=last)
    assert found.scored[0].came != came  # what is said goes before
    changed = replace(ensemble.scenario, hash="another")
    assert not score(file, acts=acts, scenario=changed, until=last).scored


def test_acts_are_read_as_the_records_own(tmp_path: Path) -> None:
    scenario = played().scenario
    file = tmp_path / "acts.csv"
    last = scenario.as_of + dt.timedelta(days=5)
    file.write_text(f"{HEAD}{scenario.as_of},RUS,USA,ACCUSE,,,\n{last},RUS,USA,ACCUSE,,,\n")
    found = from_file(file, scenario, None)
    assert [act.date for act in found.acts] == [last]
    assert found.until == last
    assert not from_file(file, scenario, last - dt.timedelta(days=1)).acts
    pledge(played(), tmp_path / "p.jsonl", only=["calls"])
    for text, message in (
        (f"{HEAD}{last},RUS,XXX,ACCUSE,,,\n", "line 2: unknown actor 'XXX'"),
        ("date,who\n", "line 1: the columns must be date,source"),
        (f"{HEAD}{scenario.as_of},RUS,USA,ACCUSE,,,\n", "the acts end on"),
    ):
        file.write_text(text)
        with pytest.raises(InputError, match=message):
            score(tmp_path / "p.jsonl", acts=file, scenario=scenario)
    with pytest.raises(InputError, match="the acts need the scenario that was pledged"):
        score(tmp_path / "p.jsonl", acts=file)


def test_the_event_store_tells_the_same(tmp_path: Path) -> None:
    """Of calls at the rank of leaders the source says nothing; a day that it misses ends it."""
    asked = [
        condition("twice", {"on": ["sanction"], "at_least": 2}),
        condition("spoken", {"on": ["call"]}),
        condition("thrice", {"on": ["sanction"], "at_least": 3}),
    ]

    def accuses(raw: Raw) -> None:
        by_id(raw["processes"], "sanction").update(act="ACCUSE")

    scenario = toy(only("aid"), plain, rates(), accuses, add(outcomes=asked))
    rows = [
        icews_row(n, scenario.as_of + dt.timedelta(days=day), one, code, other)
        for n, (day, one, code, other) in enumerate(
            [
                (1, "United States", "112", "Russia"),
                (4, "United States", "112", "Russia"),
                *((day, "France", "042", "Germany") for day in range(1, 21) if day != 15),
                (18, "United States", "112", "Russia"),
            ]
        )
    ]
    store = tmp_path / "store"
    detente.events.import_files([put(tmp_path / "acts.tab", icews_text(rows))], store)
    ensemble = simulate(scenario, paths=40, seed=SEED)
    file = tmp_path / "p.jsonl"
    pledge(ensemble, file, only=["twice", "spoken", "thrice"])
    found = score(file, dataset="icews", store=store, scenario=scenario)
    assert [each.result for each in found.scored] == [str(scenario.as_of + dt.timedelta(days=4))]
    # the third accusation lies behind a day that the source misses
    assert [each.forecast for each in found.open] == ["spoken", "thrice"]
    for given, message in (
        ({"dataset": "gdelt"}, "gdelt"),
        ({"dataset": "icews", "acts": "a.csv"}, "leave one of them out"),
        ({"dataset": "icews", "until": scenario.as_of}, "the acts end on"),
    ):
        with pytest.raises(InputError, match=message):
            score(file, store=store, scenario=scenario, **given)
    with pytest.raises(InputError, match="says until when acts are told"):
        score(file, until=scenario.as_of)
