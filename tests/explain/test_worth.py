"""The worth of a claim is what two forced runs say, on the same futures."""

from __future__ import annotations

import dataclasses
from dataclasses import replace

import numpy as np
import pytest

import detente
from detente.ensemble.design import nested
from detente.ensemble.estimate import difference
from detente.ensemble.simulate import simulate
from detente.explain.arms import Answers, Arm, play_arms
from detente.explain.interactions import interactions, screen
from detente.explain.worth import MATTER, Flips, flip_claims, flipped_paths
from tests.explain.worlds import ensemble, setting, world

PATHS = 500


@pytest.mark.parametrize("outcome", ["contact", "crossed", "thaw"])
def test_worths_are_those_of_brute_force(outcome: str) -> None:
    """Also for a claim that another one is given, which is drawn anew under it."""
    of = setting(PATHS)
    draws = of.design.parameters
    flips = flip_claims(of, outcome, paths=PATHS)
    assert {worth.claim for worth in flips.worths} == {c.id for c in world().claims}
    for worth in flips.worths:
        arms = {
            value: simulate(world(), paths=1200, seed=3, forced={worth.claim: value})
            for value in (True, False)
        }
        came = {v: e.happened(outcome)[:PATHS].astype(np.float64) for v, e in arms.items()}
        waited = {v: e.waiting(outcome)[:PATHS] for v, e in arms.items()}
        points = difference(came[True] - came[False], draws).within(1.0)
        days = difference(waited[True] - waited[False], draws).within(float(of.days))
        assert (worth.if_true, worth.if_false) == (came[True].mean(), came[False].mean())
        assert worth.worth == pytest.approx(worth.if_true - worth.if_false, abs=1e-12)
        assert worth.interval == pytest.approx(points.interval, abs=1e-12)
        assert worth.monte_carlo == pytest.approx(points.monte_carlo, abs=1e-12)
        assert worth.waiting == pytest.approx(days.mean)
        assert worth.waiting_interval == pytest.approx(days.interval, abs=1e-9)
        assert worth.waiting_monte_carlo == pytest.approx(days.monte_carlo, abs=1e-12)
        held = ensemble().truth[:PATHS, [c.id for c in world().claims].index(worth.claim)].mean()
        assert worth.held == pytest.approx(held, abs=1e-12)


def test_an_idle_claim_is_worth_nothing_and_the_signs_are_right() -> None:
    worths = {w.claim: w for w in flip_claims(setting(), "contact").worths}
    assert worths["idle"].worth == 0.0
    assert worths["idle"].interval == (0.0, 0.0)
    assert worths["ready"].worth > 0
    assert worths["both"].worth < 0
    assert worths["ready"].told
    assert worths["both"].told
    assert not worths["idle"].told


def test_the_claims_that_matter_are_flipped_on_more_futures() -> None:
    """What two stages find is what one stage on all their futures does."""
    of = setting()
    every, most = flipped_paths(of)
    assert 0 < every < most <= of.design.paths
    two, one = flip_claims(of, "contact"), flip_claims(of, "contact", paths=most)
    whole = {worth.claim: worth for worth in one.worths}
    assert {worth.paths for worth in two.worths} == {every, most}
    for worth in two.worths:
        if worth.paths == most:
            assert worth == whole[worth.claim]
        else:
            assert worth.worth == 0.0  # in this small world all that move it matter
    np.testing.assert_array_equal(two.base.came, one.base.came)
    assert two.joint == one.joint


def test_flips_grow_with_the_futures() -> None:
    """The work stays some three plays, so that errors shrink with the paths."""
    of = setting()
    claims = len(world().claims)
    for paths in (10_000, 100_000):
        every, most = flipped_paths(replace(of, design=nested(paths)))
        played = claims * every + (min(MATTER, claims) + 2) * (most - every)
        assert played <= 3 * paths
        assert played > 2 * paths or most == paths


def test_the_joint_effect_stands_beside_the_sum() -> None:
    of = setting()
    flips = flip_claims(of, "contact")
    joint = flips.joint
    assert joint is not None
    paths = flips.truth.shape[0]
    worths = {w.claim: w for w in flips.worths if w.claim in joint.claims}
    assert joint.claims == {c: w.worth > 0 for c, w in worths.items()}
    worst = {c: not v for c, v in joint.claims.items()}
    high, low = (
        simulate(world(), paths=1200, seed=3, forced=f).happened("contact")[:paths]
        for f in (joint.claims, worst)
    )
    assert (joint.if_best, joint.if_worst) == (high.mean(), low.mean())
    assert joint.effect == pytest.approx(joint.if_best - joint.if_worst)
    assert joint.total == pytest.approx(sum(abs(w.worth) for w in worths.values()))
    assert joint.excess == pytest.approx(joint.effect - joint.total)
    assert joint.adds == (abs(joint.excess) <= 1.959964 * joint.excess_monte_carlo)


def test_one_claim_has_no_joint_effect() -> None:
    of = setting().under({c.id: True for c in world().claims if c.id != "ready"})
    assert flip_claims(of, "contact").joint is None


def test_largest_first_and_forced_claims_left_out() -> None:
    worths = flip_claims(setting().under({"both": True}), "contact").worths
    assert "both" not in {worth.claim for worth in worths}
    sizes = [abs(worth.worth) for worth in worths]
    assert sizes == sorted(sizes, reverse=True)


def test_arms_are_those_of_single_plays() -> None:
    of = setting(300)
    arms = [Arm({}), Arm({"ready": True}), Arm({"ready": False, "both": True})]
    for arm, found in zip(arms, play_arms(of, "contact", arms), strict=True):
        alone = simulate(world(), paths=1200, seed=3, forced=arm.forced)
        np.testing.assert_array_equal(found.came > 0, alone.happened("contact")[:300])
        np.testing.assert_array_equal(found.waited, alone.waiting("contact")[:300])


def test_no_arms() -> None:
    assert play_arms(setting(), "contact", []) == []


def test_interactions_are_those_of_four_forced_runs() -> None:
    of = setting(PATHS)
    found = interactions(of, "contact", flip_claims(of, "contact", paths=PATHS))
    assert found
    for each in found:
        a, b = each.claims
        y = {
            (x, z): simulate(world(), paths=1200, seed=3, forced={a: x, b: z})
            .happened("contact")[:PATHS]
            .astype(np.float64)
            for x in (True, False)
            for z in (True, False)
        }
        expected = y[True, True] - y[True, False] - y[False, True] + y[False, False]
        assert each.effect == pytest.approx(expected.mean(), abs=1e-12)
    assert [abs(e.effect) for e in found] == sorted((abs(e.effect) for e in found), reverse=True)


def test_screening_finds_what_was_planted() -> None:
    """The worth of `a` is 0.5 where `b` holds and 0 elsewhere; `c` has nothing to do with it."""
    rng = np.random.default_rng(1)
    truth = rng.random((900, 3)) < 0.5
    difference = {
        "a": (rng.random(900) < np.where(truth[:, 1], 0.5, 0.0)).astype(np.float64),
        "b": (rng.random(900) < np.where(truth[:, 0], 0.5, 0.0)).astype(np.float64),
        "c": (rng.random(900) < 0.2).astype(np.float64),
    }
    flips = Flips(truth, Answers(np.zeros(900), np.zeros(900)), difference, [], None)
    z, size, *pair = screen(flips, ["a", "b", "c"])[0]
    assert set(pair) == {"a", "b"}
    assert z > 10
    assert size == pytest.approx(0.5, abs=0.1)
    assert len(screen(flips, ["a", "b", "c"])) == 3


def test_screening_needs_paths_on_both_sides() -> None:
    truth = np.zeros((900, 2), dtype=bool)
    flips = Flips(
        truth,
        Answers(np.zeros(900), np.zeros(900)),
        {"a": np.ones(900), "b": np.ones(900)},
        [],
        None,
    )
    assert screen(flips, ["a", "b"]) == []


def test_futures_that_come_out_otherwise_are_not_explained() -> None:
    """As when a run that was kept was played with another version."""
    kept = dataclasses.replace(ensemble(200), first=ensemble(200).first[::-1].copy(), replayed=0)
    with pytest.raises(detente.InputError, match="do not come out as they did"):
        kept.explain("contact")


def test_a_pair_that_does_nothing_together_is_no_interaction() -> None:
    """Nothing is printed of two claims of which one moves no future at all."""
    of = setting()
    found = interactions(of, "contact", flip_claims(of, "contact", paths=PATHS))
    idle = [each for each in found if "idle" in each.claims]
    assert not idle
    assert all(each.effect != 0.0 or each.monte_carlo > 0.0 for each in found)
