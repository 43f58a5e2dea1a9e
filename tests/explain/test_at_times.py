"""Effects that act at times, as an explanation tells of them: known shares, known factors."""

from __future__ import annotations

import datetime as dt
import functools
import math

import numpy as np
import pytest

from detente.ensemble.simulate import simulate
from detente.explain.explanation import Explanation, explain
from detente.explain.memo.at_times import at_times, changes
from detente.explain.memo.brake import brakes
from detente.explain.memo.explained import memo
from detente.language.current import use_language
from detente.report.why import stacks as charts
from detente.scenario.effect_names import effect_title, part_title
from tests.engine.worlds import AS_OF, add, only, plain, quantity, rates, toy
from tests.language.prose import faults
from tests.scenario.mutated import Raw

DAYS = 90
CALLED = {"act": "CONSULT", "by": "USA~RUS"}


def regime(name: str, theta: float, condition: Raw, **more: object) -> Raw:
    return {
        "effect": "regime", "id": name, "on": ["sanction"], "coefficient": quantity(theta),
        "while": condition, **more,
    }  # fmt: skip


@functools.cache
def explained(name: str) -> Explanation:
    """Sanctions at 0.01 a day, calls at 0.02 a day, and what acts at times."""
    effects: dict[str, list[Raw]] = {
        "braked": [regime("calmed", -math.log(2.0), {"not": {**CALLED, "at_least": 1}})],
        "driven": [regime("stirred", math.log(3.0), {"from": on_day(30)})],
        "rush": [{"effect": "deadline", "id": "last-day", "on": ["sanction"], "tau": 5.0,
                  "on_day": on_day(40), "coefficient": quantity(1.5)}],
        "denied": [regime("calmed", -1.0, {"from": on_day(0)}, denied_by="ready")],
        "vote": [{"effect": "vote", "id": "council", "bloc": "BRICS+", "rule": "unanimity",
                  "members": ["RUS", "CHN"], "on": ["sanction"], "chance": quantity(0.5)}],
        "reopened": [{"effect": "gate", "id": "consent", "actor": "USA", "on": ["sanction"],
                      "open": {"all": [{"from": on_day(20)}, {"until": on_day(60)}]}}],
    }  # fmt: skip

    def horizon(raw: Raw) -> None:
        raw["horizon"] = DAYS

    per_year = {"sanction": 365 * -math.expm1(-0.01), "call": 365 * -math.expm1(-0.02)}
    scenario = toy(only(), plain, rates(**per_year), add(effects=effects[name]), horizon)
    return explain(simulate(scenario, paths=4000, seed=5), "sanctions")


def on_day(day: int) -> dt.date:
    return AS_OF + dt.timedelta(days=day + 1)


def test_the_share_and_the_factor_of_a_condition_are_those_by_hand() -> None:
    """No call by the morning of day t: e^−0.02t of all, and more of those that wait.

    A future waits at 0.005 a day before the first call and at 0.01 a day after it.
    """
    explanation = explained("braked")
    (stack,) = explanation.stacks
    t = np.arange(DAYS)
    calm = np.exp(-0.025 * t)
    later = 0.02 / 0.015 * (np.exp(-0.01 * t) - np.exp(-0.025 * t))
    share = calm / (calm + later)
    error = np.sqrt(share * (1.0 - share) / 2000.0)
    assert (np.abs(stack.held["calmed"] - share) < 4.5 * error + 0.01).all()
    np.testing.assert_allclose(stack.where_held["calmed"], -math.log(2.0), atol=1e-12)
    (found,) = at_times(explanation)
    assert found.factor == pytest.approx(0.5)
    assert found.share == pytest.approx(float((stack.held["calmed"] * stack.waiting).sum()
                                              / stack.waiting.sum()))  # fmt: skip


def test_the_memo_says_in_how_many_futures_it_holds_and_what_it_does() -> None:
    explanation = explained("braked")
    (found,) = at_times(explanation)
    said = memo(explanation)[1]
    assert "the chance of the day is halved" in said
    assert f"{100 * found.share:.0f}% of the futures still waiting" in said.replace(" %", "%")
    assert "while " in said
    with use_language("fr"):
        said = memo(explanation)[1]
        assert "est réduite de moitié" in said
        assert "tant que " in said


def test_what_raises_the_chance_is_told_too() -> None:
    explanation = explained("driven")
    (said,) = [each for each in memo(explanation) if "times as high" in each]
    assert said.startswith("While it is 19 December 2024 or later, as in ")
    assert said.endswith("the chance of the day is 3.0 times as high.")


def test_the_rush_before_a_deadline_is_told_with_its_day() -> None:
    (said,) = [each for each in memo(explained("rush")) if "deadline" in each]
    n = f"{math.exp(1.5):.1f}"
    assert said.endswith(f"on 29 December 2024 it makes the chance of the day {n} times as high.")


def test_a_claim_that_denies_has_the_negative_of_what_the_background_adds() -> None:
    explanation = explained("denied")
    scenario = explanation.ensemble.scenario
    (stack,) = explanation.stacks
    rows = {part.claim: i for i, part in enumerate(stack.parts) if part.effect == "calmed"}
    assert set(rows) == {None, "ready"}
    truth = explanation.ensemble.truth[:, 0] == 1
    assert 0.0 < stack.values[0, rows["ready"]] < 1.0
    assert stack.values[0, rows["ready"]] == pytest.approx(truth.mean(), abs=0.15)
    assert stack.values[0, rows[None]] == pytest.approx(-1.0)
    assert part_title(scenario, "calmed", "ready") == f"denies: {effect_title(scenario, 'calmed')}"
    assert part_title(scenario, "calmed", None) == effect_title(scenario, "calmed")
    assert effect_title(scenario, "calmed") == "while it is 19 November 2024 or later"


def test_a_vote_is_told_with_the_chance_that_it_passes() -> None:
    """Two members who each consent with 0.5."""
    explanation = explained("vote")
    (stack,) = explanation.stacks
    np.testing.assert_allclose(stack.through["council"], 0.25, atol=1e-9)
    main = brakes(explanation)[0]
    assert main.effect == "council"
    assert "the vote passes with a chance of 25" in memo(explanation)[1]


def test_a_gate_that_opens_and_is_closed_again_is_told_with_when() -> None:
    explanation = explained("reopened")
    (stack,) = explanation.stacks
    shut = np.r_[np.ones(20), np.zeros(40), np.ones(30)]
    np.testing.assert_array_equal(stack.closed["consent"], shut)
    said = memo(explanation)[1].replace(" %", "%").replace("\u202f%", "%")
    assert "it opens, and is closed again: it acts in 100% of them at first, in 0% on " in said
    assert said.endswith("and in 100% at the end.")
    title = effect_title(explanation.ensemble.scenario, "consent")
    assert title.startswith("consent, only while it is 9 December 2024 or later and it is before ")


@pytest.mark.parametrize("name", ["braked", "driven", "rush", "denied", "vote", "reopened"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_sentence_is_one(name: str, language: str) -> None:
    with use_language(language):
        explanation = explained(name)
        for sentence in memo(explanation):
            assert faults(sentence, language) == [], sentence
            assert "calmed" not in sentence
        drawn = [chart.id for chart in charts(explanation)]
        held = [f"held-sanction--{effect}" for stack in explanation.stacks for effect in stack.held]
        assert [chart for chart in drawn if chart.startswith("held-")] == held


@pytest.mark.parametrize(
    ("factor", "said"),
    [(0.0, "is nil"), (0.51, "is halved"), (2.04, "is doubled"), (0.8, "is lower by 20%"),
     (1.3, "is higher by 30%"), (4.0, "is 4.0 times as high")],
)  # fmt: skip
def test_factors_in_words(factor: float, said: str) -> None:
    assert changes(factor).replace(" %", "%") == said
