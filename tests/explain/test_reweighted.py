"""Stored futures that are counted under other claims say what playing would."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping

import numpy as np
import pytest

from detente.ensemble.ensemble import Ensemble
from detente.ensemble.replayed import replayed
from detente.ensemble.reweighted import Stored, effects
from detente.ensemble.simulate import simulate
from detente.errors import OutcomeError
from detente.explain.needed import needed
from detente.scenario.read import load
from tests.effects.toy import TOY
from tests.forms import size


@functools.cache
def toy() -> Ensemble:
    return simulate(load(TOY), paths=2000, seed=5)


@functools.cache
def us_russia() -> Ensemble:
    return simulate(load("us-russia-2024"), paths=size(1200, 6000), seed=5)


def test_of_one_claim_it_is_counting_by_hand() -> None:
    ensemble = toy()
    holds = ensemble.truth[:, 0] == 1
    came = ensemble.happened("contact")
    yes, no = came[holds].mean(), came[~holds].mean()
    stored = Stored(ensemble)
    true, false = stored.under({"ready": True}), stored.under({"ready": False})
    assert true is not None
    assert false is not None
    assert true.probability("contact") == pytest.approx(yes, abs=1e-12)
    assert false.probability("contact") == pytest.approx(no, abs=1e-12)
    assert true.effective == pytest.approx(holds.sum())
    moved = stored.under({}, {"ready": 0.75})
    assert moved is not None
    a, b = holds.sum() * 0.75 / 0.6, (~holds).sum() * 0.25 / 0.4
    assert moved.probability("contact") == pytest.approx((a * yes + b * no) / (a + b), abs=1e-12)
    assert moved.effective == pytest.approx((a + b) ** 2 / (a * 0.75 / 0.6 + b * 0.25 / 0.4))
    assert moved.first_passage("contact")[-1] == pytest.approx(moved.probability("contact"))
    same = stored.under({}, {"ready": 0.6})
    assert same is not None
    assert np.array_equal(same.weights, np.ones(ensemble.paths))
    (effect,) = effects(ensemble, ["contact"])
    assert effect.worth.mean == pytest.approx(yes - no, abs=1e-12)


def sets(ensemble: Ensemble) -> list[tuple[Mapping[str, bool], Mapping[str, float]]]:
    """Claims alone, of one voice, given others, several at once."""
    claims = ensemble.scenario.claims
    hanging = next(claim for claim in claims if claim.given is not None)
    assert hanging.given is not None
    return [
        ({claims[0].id: False}, {}),
        ({claims[3].id: True, claims[4].id: False}, {}),
        ({hanging.id: False}, {}),
        ({hanging.given: False}, {}),
        ({hanging.given: True, hanging.id: False}, {}),
        ({}, {hanging.id: 0.5}),
        ({claims[1].id: True}, {claims[0].id: 0.5, claims[3].id: 0.8}),
    ]


def test_it_agrees_with_playing_within_three_errors() -> None:
    ensemble = us_russia()
    stored = Stored(ensemble)
    told = 0
    for forced, credences in sets(ensemble):
        found = stored.under(forced, credences)
        assert found is not None
        played = replayed(ensemble, found.setting)
        for claim in ensemble.scenario.claims:
            held = float(played.truth[:, played.setting.compiled.claims.index(claim.id)].mean())
            if claim.id in forced:
                assert found.credence(claim.id) == pytest.approx(held, abs=1e-12)
        for outcome in (each.id for each in ensemble.scenario.outcomes):
            one, other = found.estimate(outcome), played.estimate(outcome)
            error = math.hypot(one.monte_carlo, other.monte_carlo)
            assert abs(one.probability - other.probability) <= 3.0 * error + 1e-9, outcome
            told += 0.02 < other.probability < 0.98
    assert told > 10


def test_what_no_weight_brings_back_is_not_told() -> None:
    ensemble = toy()
    forced = replayed(ensemble, ensemble.setting.under({"ready": True}))
    assert Stored(forced).under({}, {"ready": 0.5}) is None
    assert Stored(forced).under({"ready": False}) is None
    again = Stored(forced).under({"ready": True})
    assert again is not None
    assert again.effective == ensemble.paths


def test_relations_are_left_to_playing() -> None:
    ensemble = simulate(load("tariff-truce-2025"), paths=200, seed=5)
    tied = [claim for claim in ensemble.scenario.claims if claim.excludes or claim.implies]
    for claim in tied:
        assert Stored(ensemble).under({claim.id: True}) is None
    told = {effect.claim for effect in effects(ensemble)}
    assert told
    assert not told & {claim.id for claim in tied}


def test_what_is_needed_reaches_it_when_played() -> None:
    ensemble = toy()
    now = ensemble.probability("contact")
    stored = Stored(ensemble)
    true = stored.under({"ready": True})
    assert true is not None
    aim = 0.5 * (now + true.probability("contact"))
    found = needed(ensemble, "contact", aim, stored=stored)
    (moved,) = found.moved
    assert moved.credences["ready"] == pytest.approx(0.8, abs=0.01)  # half the way from 0.6 to 1
    assert moved.confirmed
    assert moved.reached
    assert abs(moved.estimate.probability - aim) < 3.0 * moved.estimate.monte_carlo
    (forced,) = found.forced
    assert (dict(forced.forced), forced.reached) == ({"ready": True}, True)
    assert needed(ensemble, "contact", 0.9999, stored=stored).forced == ()
    with pytest.raises(OutcomeError, match="give a probability between 0 and 1"):
        needed(ensemble, "contact", 1.5)


def test_two_claims_are_found_where_one_is_not_enough() -> None:
    ensemble = us_russia()
    outcome = next(
        o.id for o in ensemble.scenario.outcomes if 0.1 < ensemble.probability(o.id) < 0.6
    )
    alone = {
        (e.claim, value): p
        for e in effects(ensemble, [outcome])
        for value, p in ((True, e.if_true), (False, e.if_false))
        if e.enough
    }
    (one, a), *others = sorted(alone, key=lambda each: -alone[each])
    stored = Stored(ensemble)
    for two, b in (each for each in others if each[0] != one):
        both = stored.under({one: a, two: b})
        assert both is not None
        if both.enough and both.probability(outcome) > alone[one, a]:
            break
    assert both is not None
    aim = 0.5 * (alone[one, a] + both.probability(outcome))
    asked = needed(ensemble, outcome, aim, confirm=False, stored=stored)
    assert not asked.forced
    assert {one: a, two: b} in [dict(pair.forced) for pair in asked.pairs]
    assert all(pair.reached and not pair.confirmed for pair in asked.pairs)
