"""The memo of an explanation: grammatical in both languages, and true to its numbers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.explain.claim_shares import ClaimShare
from detente.explain.explanation import Explanation
from detente.explain.interactions import Interaction
from detente.explain.memo.brake import LEAST, brakes, held_while_waiting
from detente.explain.memo.compared import memo as memo_of_comparison
from detente.explain.memo.effects import in_days, in_points
from detente.explain.memo.explained import SENTENCES, memo
from detente.explain.memo.names import claim_named
from detente.explain.stack import ProcessStack
from detente.explain.worth import Worth
from detente.language.counted import chance, points
from detente.language.current import LANGUAGES, use_language
from detente.language.format import percent
from detente.numerics.framed import Rows
from detente.scaffold.settings import Settings
from detente.scaffold.start import start
from tests.explain import worlds
from tests.forms import size
from tests.language.prose import faults
from tests.scenario.mutated import Raw, by_id, changed

NO_PAIRS = Rows(Interaction)
OUTCOMES = ("contact", "thaw", "crossed", "soon")


@pytest.fixture(scope="module")
def found() -> dict[str, detente.Explanation]:
    """Explanations of outcomes of every kind."""
    ensemble = worlds.ensemble(size(200, 600))
    return {name: ensemble.explain(name) for name in OUTCOMES}


def check(said: Sequence[str], scenario: detente.Scenario, language: str) -> None:
    """Nothing is wrong with any sentence, and none has an id."""
    assert 1 <= len(said) <= SENTENCES
    assert len(set(said)) == len(said)
    ids = {
        *(claim.id for claim in scenario.claims),
        *(effect.id for effect in scenario.effects),
        *(outcome.id for outcome in scenario.outcomes),
    }
    for sentence in said:
        assert faults(sentence, language) == [], sentence
        own = re.sub(r"“[^”]*”|«[^»]*»", "", sentence)
        assert not {name for name in ids if "-" in name and name in own}, sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_outcome(found: dict[str, detente.Explanation], language: str) -> None:
    for explanation in found.values():
        with use_language(language):
            said = explanation.memo()
            check(said, worlds.world(), language)
            assert explanation.document()["memo"][language] == said
            assert likely(explanation) in said[0]


def likely(explanation: Explanation) -> str:
    """The probability as the first sentence has it."""
    p = float(explanation.ensemble.happened(explanation.outcome.id).mean())
    return chance(p) if 0.0 < p < 1.0 else ""


def test_the_main_brake_is_recomputed(found: dict[str, detente.Explanation]) -> None:
    """Its cut and its share, from the stacks and from the futures themselves."""
    explanation = found["contact"]
    main = brakes(explanation)[0]
    days = range(main.span.first, main.span.last + 1)
    with_ = without = held = waits = 0.0
    for stack in explanation.stacks:
        for t in days:
            chance_of_day = float(np.nan_to_num(stack.waiting[t] * np.exp(stack.log_hazard[t])))
            mine = sum(
                float(stack.values[t, i])
                for i, part in enumerate(stack.parts)
                if part.claim == main.claim
                and (main.claim is not None or part.effect == main.effect)
            )
            with_ += chance_of_day
            if np.isfinite(mine):
                without += chance_of_day * float(np.exp(-mine))
            if main.gate:
                w = float(np.nan_to_num(stack.waiting[t]))
                acts = stack.closed[main.effect][t] + stack.ajar[main.effect][t]
                held, waits = held + w * float(np.nan_to_num(acts)), waits + w
    if np.isfinite(without) and all(
        np.isfinite(s.log_hazard[list(days)]).all() for s in explanation.stacks
    ):
        assert main.cut == pytest.approx(1.0 - with_ / without)
    if main.gate:
        assert main.share == pytest.approx(held / waits)
    assert main.cut >= LEAST
    sentence = memo(explanation)[1]
    assert sentence.startswith("The main brake is")
    assert percent(main.cut, 0) in sentence
    if main.claim is not None:
        assert claim_named(worlds.world(), main.claim) in sentence


def test_how_many_waiting_futures_a_claim_holds_in(found: dict[str, detente.Explanation]) -> None:
    """By hand: of the days of waiting for an outcome without a window, those where it holds."""
    explanation = found["contact"]
    ensemble = explanation.ensemble
    claim = worlds.world().claims[0].id
    first = ensemble.first[:, [o.id for o in worlds.world().outcomes].index("contact")]
    waits = np.where(first < 0, ensemble.days, np.minimum(first + 1, ensemble.days))
    holds = ensemble.truth[:, 0] == 1
    said = held_while_waiting(explanation, claim, slice(0, ensemble.days))
    assert said == pytest.approx(float(waits[holds].sum() / waits.sum()))


def worth(claim: str, points: float, half: float, days: float, wide: float, error: float) -> Worth:
    """A worth with intervals about it."""
    return Worth(
        claim, 400, 0.5, 0.5 + points / 2, 0.5 - points / 2, points, (points - half, points + half),
        error, days, (days - wide, days + wide), 100 * error,
    )  # fmt: skip


SIZES = st.floats(-0.4, 0.4)
WORTHS = st.lists(
    st.tuples(SIZES, st.floats(0, 0.5), st.floats(-90, 90), st.floats(0, 90), st.floats(0, 0.2)),
    min_size=3,
    max_size=3,
)


@given(WORTHS, st.sampled_from(LANGUAGES))
@settings(max_examples=size(15, 100), deadline=None)
def test_no_effect_is_said_that_the_numbers_do_not_hold(
    found: dict[str, detente.Explanation], drawn: list[tuple[float, ...]], language: str
) -> None:
    """Whatever the worths: what lies within its error, or has zero in its interval, is none."""
    explanation = found["contact"]
    names = [claim.id for claim in worlds.world().claims][:3]
    worths = [worth(name, *each) for name, each in zip(names, drawn, strict=True)]
    worths.sort(key=lambda each: -abs(each.worth))
    with use_language(language):
        said = memo(
            replace(explanation, worths=Rows(Worth, worths), interactions=NO_PAIRS, joint=None)
        )
        check(said, worlds.world(), language)
        text = " ".join(said)
        for each in worths:
            named = claim_named(worlds.world(), each.claim)
            sure = in_points(each.worth, each) or in_days(each)
            low, high = each.interval
            assert not in_points(each.worth, each) or low > 0.0 or high < 0.0
            listed = f"{named} (" in text
            assert not listed or sure, text
            if in_points(each.worth, each) and listed:
                assert points(each.worth) in text


def test_how_sure_it_is_is_recomputed(found: dict[str, detente.Explanation]) -> None:
    """The interval, the error and the shares, as the explanation has them."""
    for explanation in found.values():
        *_others, sure, hangs = memo(explanation)
        low, high = explanation.estimate.interval
        assert f"between {100 * low:.0f} % and {100 * high:.0f} %" in sure or high < 0.1
        assert f"{100 * explanation.estimate.monte_carlo:.1f} points" in sure
        assert explanation.split is not None
        shares = {share.group: share for share in explanation.split.shares}
        told = [
            share.first
            for share in (shares["parameters"], shares["belief"])
            if share.first >= 0.005 and share.first > 1.96 * share.first_error
        ]
        left = min(shares["chance"].total, 1.0 - sum(told))
        numbers = [int(n) for n in re.findall(r"(\d+) %", hangs)]
        assert numbers[: len(told)] == [round(100 * share) for share in told]
        assert numbers[len(told) :] in ([round(100 * left)], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_shares_that_are_none_are_not_said(
    found: dict[str, detente.Explanation], language: str
) -> None:
    """No claim, no split, no brake: what is there is said, and nothing of what is not."""
    bare = replace(
        found["contact"], stacks=Rows(ProcessStack), worths=Rows(Worth), interactions=NO_PAIRS,
        joint=None, split=None, claim_shares=Rows(ClaimShare),
    )  # fmt: skip
    with use_language(language):
        said = memo(bare)
        check(said, worlds.world(), language)
        assert len(said) == 2  # how likely, and how sure


def narrow(raw: Raw) -> None:
    """A month, one outcome that never comes and one that always does."""
    raw["horizon"] = 30
    by_id(raw["processes"], "answer")["rate"]["per_year"] = 1e-6
    by_id(raw["processes"], "call")["rate"]["per_year"] = 340
    raw["outcomes"] = [
        {"kind": "acts", "id": "never", "title": "Never happens", "on": ["answer"]},
        {"kind": "acts", "id": "always", "title": "Always, soon", "on": ["call"]},
    ]
    for table in ("claims", "record"):
        raw.pop(table, None)
    for effect in list(raw.get("effects", [])):
        if effect.get("claim"):
            raw["effects"].remove(effect)


@pytest.mark.parametrize("paths", [1, 40])
def test_what_never_and_what_always_happens(tmp_path: Path, paths: int) -> None:
    scenario = detente.load(changed(tmp_path, narrow))
    ensemble = scenario.simulate(paths)
    for name in ("never", "always"):
        explanation = ensemble.explain(name)
        for language in LANGUAGES:
            with use_language(language):
                said = explanation.memo()
                check(said, scenario, language)
        said = memo(explanation)
        seen = int(ensemble.happened(name).sum())
        assert ("comes about in none" in said[0]) == (seen == 0 and paths > 1)
        assert not any("variance" in each for each in said) or 0 < seen < paths
        assert not any("claim" in each for each in said)


@pytest.mark.parametrize("actors", [["FRA", "DEU,POL"]])
def test_starting_scenarios(tmp_path: Path, actors: list[str]) -> None:
    start(str(tmp_path / "new"), Settings(actors, as_of=dt.date(2026, 11, 25)))
    ensemble = detente.load(tmp_path / "new").simulate(40)
    for outcome in list(ensemble.scenario.outcomes)[:1]:
        explanation = ensemble.explain(outcome.id)
        for language in LANGUAGES:
            with use_language(language):
                check(memo(explanation), ensemble.scenario, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_comparison(language: str) -> None:
    scenario: Any = worlds.world()
    first = scenario.simulate(60, seed=3)
    others = [
        scenario.simulate(60, seed=3, force={"both": False}),
        scenario.simulate(60, seed=4),
        scenario.simulate(2, seed=3, until=first.dates[9]),
        first,
    ]
    for second in others:
        comparison = detente.compare(first, second)
        with use_language(language):
            said = memo_of_comparison(comparison)
            check(said, scenario, language)
            assert comparison.document()["memo"][language] == comparison.memo() == said
            text = " ".join(said)
        for row in comparison.outcomes:
            if in_points(row.difference, row) == 0.0 and language == "en":
                named = f"“{row.title}”"
                assert f"{named} rises" not in text
                assert f"{named} falls" not in text
