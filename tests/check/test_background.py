"""Rates that are not played as they are stated, and what moves them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from detente.check.background import Background, check_background
from detente.check.gates import shut_gates
from detente.check.hangs import HangsOn, Rated, hangs_on, judged
from detente.check.report import check
from detente.ensemble.simulate import simulate
from detente.scenario.scenario import Scenario
from detente.terminal.checked import show
from detente.terminal.console import console
from tests.engine.worlds import Change, add, only, quantity, toy
from tests.scenario.mutated import Raw, by_id, claim

PATHS = 768


def bare(per_year: float, holds: str = "as-things-stand", sd: float = 0.0) -> Change:
    """No effects; accusations with this rate."""

    def change(raw: Raw) -> None:
        raw["effects"] = []
        raw["record"]["complete"] = []
        by_id(raw["claims"], "ready")["signs"] = []
        for process in raw["processes"]:
            process["rate"].update(sd=sd, holds=holds)
            if "accuses" in process["id"]:
                process["rate"]["per_year"] = per_year

    return change


def world(effects: list[Raw], *changes: Change, also: tuple[str, ...] = ()) -> Scenario:
    kept = only("ru-accuses", "us-accuses", *also)
    return toy(kept, *changes, add(effects=effects, claims=[claim("held", 0.5)]))


def disposition(theta: float, **more: object) -> Raw:
    return {
        "effect": "disposition", "id": "readiness", "claim": "held", "otherwise": 0.0,
        "actor": "RUS", "on": ["ru-accuses"], "coefficient": quantity(theta), **more,
    }  # fmt: skip


def mood(sigma: float) -> Raw:
    return {
        "effect": "mood", "id": "weather", "on": ["ru-accuses"], "half_life": 20.0,
        "sigma": quantity(sigma),
    }  # fmt: skip


def inertia(theta: float, **more: object) -> Raw:
    return {
        "effect": "inertia", "id": "habit", "on": ["ru-accuses"], "acts": "ACCUSE",
        "half_lives": [5.0], "coefficients": [quantity(theta)], **more,
    }  # fmt: skip


FRIENDS: Raw = {
    "effect": "third-parties", "id": "friends", "on": ["ru-accuses"], "via": ["CHN"],
    "first": "COOPERATE", "second": "CONSULT", "half_life": 30.0, "coefficient": quantity(1.5),
}  # fmt: skip
TIT: Raw = {
    "effect": "reciprocity", "id": "tit", "on": ["ru-accuses"], "acts": "ACCUSE",
    "half_life": 0.5, "prior": 0.02, "coefficient": quantity(2.0),
}  # fmt: skip
CHINA = ("china-trade", "china-us-talks")


def fault_of(background: Background, process: str = "ru-accuses") -> str:
    (found,) = [line for line in background.faults() if f"'{process}'" in line]
    assert len(background.faults()) == 1
    return found


CAUSES = [
    pytest.param(world([mood(1.5)], bare(200)), "mood 'weather'", "sigma", id="mood"),
    pytest.param(
        world([inertia(2.6, half_lives=[1.0])], bare(40)),
        "inertia 'habit'", "acts breed acts", id="inertia",
    ),
    pytest.param(
        world([inertia(0.4, prior=0.005, half_lives=[0.5])], bare(20)),
        "inertia 'habit'", "raise the prior", id="quiet",
    ),
    pytest.param(world([TIT], bare(20)), "reciprocity 'tit'", "answered", id="reciprocity"),
    pytest.param(
        world([FRIENDS | {"half_life": 2.0, "coefficient": quantity(4.0)}], bare(20), also=CHINA),
        "third-parties 'friends'", "swings about", id="third-parties",
    ),
    pytest.param(
        world([FRIENDS], bare(20, "claims-false"), also=CHINA),
        "third-parties 'friends'", "state the rate as things stand", id="not-at-rest",
    ),
    pytest.param(
        world([disposition(1.0, otherwise=0.8)], bare(20, "claims-false")),
        "disposition 'readiness'", "its otherwise = 0.8 holds", id="otherwise",
    ),
    pytest.param(world([disposition(4.0)], bare(200)), "a day sees the act once", "lower the rate",
                 id="full-days"),
]  # fmt: skip


@pytest.mark.parametrize(("scenario", "cause", "advice"), CAUSES)
def test_the_cause_is_named(scenario: Scenario, cause: str, advice: str) -> None:
    """And beside others that touch the process and are innocent."""
    background = check_background(scenario, paths=PATHS)
    line = fault_of(background)
    assert line.partition("): ")[2].startswith(cause)
    assert advice in line
    assert 0.8 < background.causes["ru-accuses"][0].without < 1.25


def test_an_innocent_effect_is_not_blamed() -> None:
    line = fault_of(check_background(world([inertia(0.3), mood(1.5)], bare(200)), paths=PATHS))
    assert "mood 'weather'" in line
    assert "habit" not in line.partition("; ")[0]


@pytest.mark.parametrize(
    "effects",
    [[disposition(2.0)], [disposition(1.0, otherwise=-1.0)], [disposition(1.0), inertia(0.5)]],
)
def test_what_the_rate_holds_already_is_no_fault(effects: list[Raw]) -> None:
    background = check_background(world(effects, bare(30)), paths=PATHS)
    assert background.faults() == []
    for rate in background.rates.values():
        assert rate.played == pytest.approx(rate.stated, rel=0.1)


def line(threshold: float) -> Raw:
    return {
        "effect": "red-line", "id": "line", "claim": "held", "otherwise": 0.0, "actor": "RUS",
        "half_life": 10.0, "threshold": quantity(threshold), "coefficient": quantity(4.0),
        "pressure": [{"source": "USA", "target": "RUS", "acts": "ACCUSE", "weight": 1.0}],
        "on": ["ru-accuses"],
    }  # fmt: skip


def test_a_line_that_the_play_crosses_is_no_fault_of_the_rate() -> None:
    # 20 accusations a year press with 0.8 as a rule, and now and then with more than 1.2
    scenario = world([line(1.2)], bare(20))
    found = check_background(scenario, paths=PATHS)
    assert found.faults() == []


def test_a_gate_that_stays_shut_is_named_and_no_fault() -> None:
    """B only after A, and A is rare."""
    after = {
        "effect": "offer", "id": "first", "actor": "RUS", "on": ["ru-accuses"],
        "opens_after": "RETREAT", "opens_after_dyad": "USA>RUS",
    }  # fmt: skip
    scenario = world([after], bare(20), also=("ease",))
    assert check_background(scenario, paths=PATHS).faults() == []
    (gate,) = shut_gates(scenario)
    assert (gate.process, gate.effect, gate.claim, gate.side) == ("ru-accuses", "first", None, None)
    # eases come five times a year: after 120 days the gate is open with 1 − e^(−1.6)
    assert gate.open == pytest.approx(0.5, abs=0.1)

    def rare(raw: Raw) -> None:
        by_id(raw["processes"], "ease")["rate"]["per_year"] = 0.2

    (gate,) = shut_gates(world([after], bare(20), rare, also=("ease",)))
    assert gate.open < 0.1


def test_a_gate_that_opens_soon_is_not_told() -> None:
    soon: Raw = {
        "effect": "offer", "id": "first", "actor": "RUS", "on": ["ru-accuses"],
        "opens": dt.date(2024, 11, 25),
    }  # fmt: skip
    assert shut_gates(world([soon], bare(20))) == []


def counted_and_judged(raw: Raw) -> None:
    for process in raw["processes"]:
        process["rate"]["sd"] = 0.05
    by_id(raw["processes"], "call")["rate"].update(sd=1.0, per_year=3.0)
    by_id(raw["processes"], "ru-accuses")["rate"] = {
        "events": 100, "days": 1000, "until": dt.date(2024, 11, 18), "reference": "a test",
    }  # fmt: skip


def test_what_the_answer_hangs_on() -> None:
    """The rates whose spread is wide and whose act is asked for, judged or counted."""
    scenario = toy(counted_and_judged)
    assert "ru-accuses" not in [each.of.process for each in judged(scenario)]
    assert len(judged(scenario)) == len(scenario.processes) - 1
    found = hangs_on(scenario)
    assert found[0].of.process == "call"
    assert len(found) <= 3
    # e² in the hazard, of which per_year is the days with an act
    assert found[0].high / found[0].low == pytest.approx(7.389, rel=0.02)
    low, now, high = found[0].outcomes["contact"]
    assert low < now - 0.1 < high - 0.2
    forced = toy(counted_and_judged, lambda raw: by_id(raw["processes"], "call")["rate"].update(
        per_year=3.0 * 2.71828))  # fmt: skip
    ensemble = simulate(forced, paths=1500, seed=1)
    assert high == pytest.approx(ensemble.probability("contact"), abs=0.03)


def test_the_answer_hangs_on_counted_rates_as_well() -> None:
    """Two counts that disagree are far more uncertain than what is judged to within a twentieth."""

    def counted(raw: Raw) -> None:
        counted_and_judged(raw)
        days = {"days": 365, "reference": "a test"}
        by_id(raw["processes"], "call")["rate"] = {"observed": [
            {"events": 0, "until": dt.date(2024, 11, 18), **days},
            {"events": 9, "until": dt.date(2023, 11, 18), **days},
        ]}  # fmt: skip

    scenario = toy(counted)
    found = hangs_on(scenario)
    assert found[0].of.process == "call"
    assert "call" not in [each.of.process for each in judged(scenario)]
    call = next(p for p in scenario.processes if p.id == "call")
    assert found[0].now == pytest.approx(call.rate.per_year, rel=1e-3)
    assert found[0].low < 0.3 * found[0].now < 1.5 * found[0].now < found[0].high
    low, now, high = found[0].outcomes["contact"]
    assert low < now < high
    assert high - low > 0.2


def test_what_moves_nothing_is_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    scenario = toy(counted_and_judged)
    still = HangsOn(Rated("call", None, "rate"), 1.104, 3.0, 8.155, {"contact": (0.4, 0.4, 0.405)})
    show(console(), scenario, replace(check(scenario, quick=True), hangs_on=[still]))
    out = capsys.readouterr().out
    assert "1.1 a year" in out
    assert "3.0 a year" in out
    title = scenario.words.outcome("contact")
    assert title not in out.split("What the answer hangs on")[1].split("The rates, judged")[0]


def test_quick_leaves_it_out() -> None:
    report = check(toy(counted_and_judged), quick=True)
    assert report.hangs_on is None
    assert report.document()["hangs_on"] is None
    assert len(report.document()["judged_rates"]) == len(report.judged) > 0


TALKED: Raw = {"act": "CONSULT", "by": "USA~RUS", "within": 30}


@pytest.mark.parametrize("condition", [TALKED, {"not": TALKED}, {"after": TALKED, "for": 20}])
def test_conditions_hold_as_at_the_start_as_long_as_things_stay(condition: Raw) -> None:
    """That an act has been done is news: it moves the hazard away from its rate, and no fault."""
    stirred = {"effect": "regime", "id": "stirred", "on": ["ru-accuses"],
               "coefficient": quantity(2.0), "while": condition}  # fmt: skip
    background = check_background(world([stirred], bare(30)), paths=PATHS)
    assert background.faults() == []
    for rate in background.rates.values():
        assert rate.played == pytest.approx(rate.stated, rel=0.05)


def test_what_happens_once_has_its_rate_as_long_as_it_can_happen() -> None:
    """A hazard while the act is open, and no acts a year over the horizon."""

    def once(raw: Raw) -> None:
        by_id(raw["processes"], "ru-accuses")["once"] = True
        by_id(raw["processes"], "us-accuses")["while"] = TALKED

    background = check_background(world([], bare(30), once), paths=PATHS)
    assert background.faults() == []
    assert background.rates["ru-accuses"].played == pytest.approx(30.0, rel=0.05)
