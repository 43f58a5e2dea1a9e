"""Effects that act at times, as an explanation tells of them: known shares, known factors."""

from __future__ import annotations

import datetime as dt
import functools
import io
import math

import numpy as np
import pytest
from rich.console import Console

from detente.ensemble.simulate import simulate
from detente.explain.explanation import Explanation, explain
from detente.explain.memo.at_times import at_times, changes
from detente.explain.memo.brake import brakes
from detente.explain.memo.explained import memo
from detente.language.current import use_language
from detente.report.why import stacks as charts
from detente.scenario.effect_names import effect_title, part_title
from detente.terminal.explained import show
from tests.engine.worlds import AS_OF, add, only, plain, quantity, rates, toy
from tests.language.prose import faults
from tests.scenario.mutated import Raw, by_id

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
        "own": [],
        "once": [],
        "season": [],
        "in office": [regime("eased", -math.log(2.0), {"office": "new"})],
        "offered": [{"effect": "offer", "id": "hand", "actor": "USA", "on": ["sanction"],
                     "opens": {**CALLED}, "closes": {"act": "COERCE", "by": "USA>RUS"}}],
        "reopened": [{"effect": "gate", "id": "consent", "actor": "USA", "on": ["sanction"],
                      "open": {"all": [{"from": on_day(20)}, {"until": on_day(60)},
                                       {"not": CALLED}]}}],
    }  # fmt: skip

    own: Raw = {
        "own": {"while": {"not": CALLED}},
        "once": {"once": True},
        "season": {"while": {"season": ["12-20", "01-01"]}},
    }

    def horizon(raw: Raw) -> None:
        raw["horizon"] = DAYS
        by_id(raw["processes"], "sanction").update(own.get(name, {}))
        by_id(raw["outcomes"], "sanctions")["at_least"] = 2 if name == "once" else 1

    per_year = {"sanction": 365 * -math.expm1(-0.01), "call": 365 * -math.expm1(-0.02)}
    scenario = toy(only(), plain, rates(**per_year), add(effects=effects[name]), horizon)
    paths = 4000 if effects[name] else 600
    return explain(simulate(scenario, paths=paths, seed=5), "sanctions")


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
    assert "the daily chance of “new sanctions” is halved" in said
    assert f"{100 * found.share:.0f}% of the futures still waiting" in said.replace(" %", "%")
    assert "while " in said
    with use_language("fr"):
        said = memo(explanation)[1]
        assert "est réduite de moitié" in said
        assert "tant que " in said


def test_what_raises_the_chance_is_told_too() -> None:
    explanation = explained("driven")
    (said,) = [each for each in memo(explanation) if "times as high" in each]
    assert said == (
        "While it is 19 December 2024 or later, the daily chance of “new sanctions” is 3.0 times "
        "as high."
    )


def test_the_rush_before_a_deadline_is_told_with_its_day() -> None:
    (said,) = [each for each in memo(explained("rush")) if "deadline" in each]
    n = f"{math.exp(1.5):.1f}"
    assert said.endswith(f"on 29 December 2024 this makes the daily chance {n} times as high.")


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
    assert (stack.closed["consent"] >= shut).all()
    assert (stack.closed["consent"] < 1.0).tolist() == (shut < 1.0).tolist()
    said = memo(explanation)[1].replace(" %", "%").replace("\u202f%", "%")
    assert "it opens, and is closed again: it acts in 100% of them at first, in " in said
    assert said.endswith("and in 100% at the end.")
    title = effect_title(explanation.ensemble.scenario, "consent")
    assert title.startswith("consent, only while it is 9 December 2024 or later and it is before ")


def test_a_condition_of_a_process_itself_is_told_as_that() -> None:
    (first, *_more) = brakes(explained("own"))
    assert first.effect == "sanction.while"
    said = memo(explained("own"))[1]
    assert said.startswith(
        "The main brake is the condition on “new sanctions” (only while “consultation” (United "
        "States and Russia) has not happened): "
    )
    with use_language("fr"):
        said = memo(explained("own"))[1]
    assert said.startswith("Le principal frein est la condition posée à l’acte «\u00a0")
    assert "effet de fond" not in said


def test_of_a_season_the_days_are_shown_on_which_it_can_happen() -> None:
    explanation = explained("season")
    assert "on 77 of the 90 days, it lets none of the acts happen" in memo(explanation)[1]
    console = Console(file=io.StringIO(), width=120)
    show(console, explanation)
    page = console.file.getvalue()  # type: ignore[attr-defined]
    rows = [line.split() for line in page.splitlines() if line.startswith("log of the daily")]
    assert rows
    assert "−∞" not in rows[0]
    assert "It can happen on 13 of the 90 days on which a future waits." in page
    console = Console(file=io.StringIO(), width=120)
    show(console, explanation, [on_day(0)])
    assert "−∞" in console.file.getvalue()  # type: ignore[attr-defined]


def test_that_an_act_has_happened_once_is_no_brake() -> None:
    explanation = explained("once")
    (stack,) = explanation.stacks
    row = [part.effect for part in stack.parts].index("sanction.once")
    assert stack.values[-1, row] < -0.05
    assert brakes(explanation) == []
    assert memo(explanation)[0].endswith("comes about in none of the 600 futures.")


def test_what_all_futures_have_on_the_same_days_is_told_by_its_days() -> None:
    """The president takes office on the 63rd day, in every future."""
    assert memo(explained("in office"))[1] == (
        "The main brake acts while The successor holds office, from 20 January 2025 on: there the "
        "daily chance of “new sanctions” is halved."
    )


def test_an_offer_is_named_by_what_opens_and_closes_it() -> None:
    scenario = explained("offered").ensemble.scenario
    assert effect_title(scenario, "hand") == (
        "offer held back, until “consultation” (United States and Russia) has happened and again "
        "once “coercion” (United States → Russia) has happened"
    )
    with use_language("fr"):
        said = effect_title(scenario, "hand")
    assert said.startswith("main tendue sous condition, suspendue jusqu’au jour où ")
    assert " et de nouveau dès que " in said


@pytest.mark.parametrize(
    "name",
    ["braked", "driven", "rush", "denied", "vote", "reopened", "own", "once", "in office",
     "offered"],
)  # fmt: skip
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
