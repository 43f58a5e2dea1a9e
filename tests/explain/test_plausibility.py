"""How plausible a way is: joint credences and joint densities, against what can be computed."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from scipy.stats import chi2

from detente.explain import plausibility as plausible
from detente.explain.plausibility import Plausibility, distance, joint_credence, plausibility
from detente.explain.reach import Way, claims_to_flip, coefficients_to_shift
from detente.explain.worth import flip_claims
from detente.planes.model import Joint
from detente.scenario.draw_names import draw_name
from detente.terminal.ways import how_plausible, way_in_words
from tests.explain.worlds import ensemble, setting, world

RATE = "rate:act:RUS~USA:CONSULT.phone@leader|with=new"


def test_a_joint_credence_heeds_what_claims_are_given() -> None:
    """`cool` has .8 where `ready` holds and .2 elsewhere; others are independent."""
    by_id = {c.id: c for c in world().claims}
    ready, both = by_id["ready"].credence, by_id["both"].credence
    for claims, exact in (
        ({"ready": True, "cool": True}, ready * 0.8),
        ({"ready": False, "cool": True}, (1 - ready) * 0.2),
        ({"ready": True, "cool": False, "both": True}, ready * 0.2 * both),
    ):
        share, error = joint_credence(setting(), claims)
        assert share == pytest.approx(exact, abs=5 * error)
        assert error < 0.002


def test_a_joint_credence_is_under_what_is_forced() -> None:
    share, error = joint_credence(setting().under({"ready": True}), {"cool": True})
    assert share == pytest.approx(0.8, abs=5 * error)


def test_independent_shifts_add_as_squares() -> None:
    found = plausibility(setting(), {}, {RATE: 2.0, "reluctance.theta": -1.5})
    assert found.distance == pytest.approx(2.5)
    assert found.density == pytest.approx(math.exp(-0.5 * 2.5**2))
    assert found.as_far == pytest.approx(chi2.sf(6.25, 2))
    assert (found.credence, found.credence_error) == (None, None)


def test_shifts_that_go_together_lie_nearer_than_those_that_do_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of two draws with a correlation of .8: the same way, or one against the other."""
    of = setting()
    names = (RATE, "reluctance.theta")
    joint = Joint(names, np.linalg.cholesky(np.array([[1.0, 0.8], [0.8, 1.0]])))
    changed = tuple(
        dataclasses.replace(c, draw=dataclasses.replace(c.draw, joint=joint))
        if c.draw.name in names
        else c
        for c in of.compiled.coefficients
    )
    compiled = dataclasses.replace(of.compiled, coefficients=changed)
    monkeypatch.setattr(type(of), "compiled", property(lambda _: compiled))
    along = distance(of, dict(zip(names, (1.0, 1.0), strict=True)))
    across = distance(of, dict(zip(names, (1.0, -1.0), strict=True)))
    assert along == pytest.approx(math.sqrt(2 / 1.8))
    assert across == pytest.approx(math.sqrt(2 / 0.2))


def test_ways_carry_it_and_say_it() -> None:
    now = ensemble().estimate("contact")
    flips = flip_claims(setting(), "contact")
    way = claims_to_flip(setting(), "contact", 0.8, now, flips)
    assert way.plausibility.credence is not None
    assert 0.0 < way.plausibility.credence < 0.6
    assert "has a credence of" in way_in_words(way, world())
    level = now.probability + 0.03
    shifted = coefficients_to_shift(setting(), "contact", level, now, rates=True)
    assert shifted.plausibility.as_far is not None
    text = way_in_words(shifted, world())
    assert "usual rate of “" in text
    assert "rate:act" not in text
    assert "1 draw in" in text


def test_what_no_belief_holds_is_said_to_be_rarer_than_could_be_seen() -> None:
    way = Way(
        {"ready": True, "both": False},
        {},
        ensemble().estimate("contact"),
        True,
        Plausibility(credence=0.0, credence_error=0.0),
    )
    assert plausible.BELIEFS == 100_000
    assert "less than 1 in 33,333: hardly believable" in way_in_words(way, world())


def test_words_go_with_the_share() -> None:
    found = [how_plausible(share) for share in (0.004, 0.04, 0.1, 0.5)]
    assert found == ["hardly believable", "far-fetched", "a stretch", "plausible"]


def test_draws_have_names() -> None:
    words = world().words
    assert draw_name(world(), RATE) == f"usual rate of “{words.process('call')}”"
    assert draw_name(world(), "readiness.theta") == "disposition ← “One side is ready to talk”"
    assert draw_name(world(), "reluctance.theta") == "disposition"
    assert draw_name(world(), "persistence.h7") == "habit, half-life 7 days"
    assert draw_name(world(), "aid.2024-12-02").endswith("probability on 2 Dec")
    assert draw_name(world(), "aid.anticipation.RUS").endswith("anticipation (Russia)")
