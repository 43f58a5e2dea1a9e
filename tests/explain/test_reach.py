"""What it would take is played again, and says honestly whether it is enough."""

from __future__ import annotations

import pytest

from detente.ensemble.estimate import Estimate
from detente.ensemble.simulate import simulate
from detente.explain.reach import (
    FARTHEST,
    MOST_CLAIMS,
    claims_to_flip,
    coefficients_to_shift,
    gradients,
)
from detente.explain.worth import flip_claims
from tests.explain.worlds import ensemble, setting, world


def estimate(outcome: str = "contact") -> Estimate:
    """What the outcome is now."""
    return ensemble().estimate(outcome)


@pytest.mark.parametrize("level", [0.8, 0.45])
def test_claims_reach_a_level_that_they_can_reach(level: float) -> None:
    now = ensemble().probability("contact")
    assert 0.45 < now < 0.8
    way = claims_to_flip(setting(), "contact", level, estimate(), flip_claims(setting(), "contact"))
    assert way.reached
    assert 1 <= len(way.claims) <= MOST_CLAIMS
    assert (way.estimate.probability >= level) == (level > now)
    forced = simulate(world(), paths=1200, seed=3, forced=way.claims)
    assert way.estimate == forced.estimate("contact")


def test_a_level_out_of_reach_is_said_to_be() -> None:
    way = claims_to_flip(
        setting(), "contact", 0.9999, estimate(), flip_claims(setting(), "contact")
    )
    assert not way.reached
    assert way.estimate.probability < 0.9999


def test_where_no_claim_moves_it() -> None:
    flips = flip_claims(setting(), "sanctions")
    way = claims_to_flip(setting(), "sanctions", 0.01, estimate("sanctions"), flips)
    assert not way.reached
    assert way.claims == {}


@pytest.mark.parametrize("rates", [True, False])
@pytest.mark.parametrize("up", [True, False])
def test_coefficients_move_it_the_right_way(rates: bool, up: bool) -> None:
    """Where a claim is not forced, the rates as things stand leave no room to coefficients."""
    forced = {} if rates else {"ready": True, "closed": False, "cool": False, "both": False}
    played = simulate(world(), paths=4000, seed=3, forced=forced)
    now = played.probability("contact")
    level = now + (0.03 if up else -0.03)
    way = coefficients_to_shift(
        played.setting, "contact", level, played.estimate("contact"), rates=rates
    )
    assert way.shifts
    assert all(name.startswith("rate:") == rates for name in way.shifts)
    assert all(abs(shift) <= FARTHEST for shift in way.shifts.values())
    assert (way.estimate.probability > now) == up
    assert way.reached == (
        way.estimate.probability >= level if up else way.estimate.probability <= level
    )


def test_gradients_have_the_signs_of_the_model() -> None:
    found = gradients(setting(), "contact")
    assert found["rate:act:RUS~USA:CONSULT.phone@leader|with=new"] > 0
    assert not any("china" in name.lower() for name in found)
    assert list(found.values()) == sorted(found.values(), key=lambda v: -abs(v))
