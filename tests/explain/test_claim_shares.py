"""Shares of claims are Var(E[Y | claim])/Var(Y), and the total index of their own draw."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.claims.belief import believe
from detente.claims.chances import chances
from detente.claims.claim import Claim, Voice
from detente.explain.claim_shares import claim_shares, first_order
from detente.explain.worth import flip_claims
from detente.numerics.draws import uniform
from detente.numerics.philox import BELIEF
from tests.explain.worlds import ensemble, setting
from tests.scenario.mutated import claim

F64 = NDArray[np.float64]
PATHS = 1200


def test_first_order_is_what_knowing_it_removes() -> None:
    """Against the variance within the two groups, from independent futures of a known law."""
    q, yes, no = 0.3, 0.55, 0.35
    p = q * yes + (1 - q) * no
    exact = q * (1 - q) * (yes - no) ** 2 / (p * (1 - p))
    rng = np.random.default_rng(3)
    found, errors = [], []
    for _ in range(400):
        holds = rng.random(1500) < q
        came = (rng.random(1500) < np.where(holds, yes, no)).astype(np.float64)
        share, error = first_order(came, holds)
        found.append(share)
        errors.append(error)
    # five standard errors of a mean of 400
    assert np.mean(found) == pytest.approx(exact, abs=float(5 * np.std(found) / 20))
    assert np.mean(errors) == pytest.approx(np.std(found, ddof=1), rel=0.2)


def test_noise_is_no_share() -> None:
    """Twelve claims that do nothing: together less than a printed per cent, not twelve noises."""
    rng = np.random.default_rng(4)
    came = (rng.random(3000) < 0.4).astype(np.float64)
    shares = [first_order(came, rng.random(3000) < 0.5)[0] for _ in range(12)]
    assert all(share >= 0.0 for share in shares)
    assert sum(shares) < 0.005


@pytest.mark.parametrize("holds", [True, False])
def test_what_does_not_vary_has_no_share(holds: bool) -> None:
    came = np.tile([1.0, 0.0], 50)
    assert first_order(came, np.full(100, holds)) == (0.0, 0.0)
    assert first_order(np.ones(100), came > 0) == (0.0, 0.0)


def test_shares_of_a_played_world() -> None:
    flips = flip_claims(setting(PATHS), "contact", paths=PATHS)
    shares = {share.claim: share for share in claim_shares(ensemble(), "contact", flips)}
    assert set(shares) == {c.id for c in ensemble().scenario.claims}
    assert shares["idle"].total == 0.0
    assert shares["idle"].first < 0.01
    assert max(share.first for share in shares.values()) > 0.01
    came = ensemble().happened("contact")
    for each in shares.values():
        assert 0.0 <= each.first <= 1.0
        assert each.first_error >= 0.0
        assert each.first <= each.total + 3 * (each.first_error + each.total_error)
        # what knowing it would remove, from the futures themselves
        holds = ensemble().truth[:, [c.id for c in ensemble().scenario.claims].index(each.claim)]
        groups = [came[holds == value] for value in (0, 1)]
        left = sum(g.size * g.var() for g in groups) / came.size
        assert each.first == pytest.approx(1 - left / came.var(), abs=2e-3)
    assert sum(share.first for share in shares.values()) < 1.0


def test_the_total_share_is_that_of_the_claims_own_draw() -> None:
    """Re-drawn on the same futures, all other draws as they are (Jansen 1999)."""
    flips = flip_claims(setting(PATHS), "contact", paths=PATHS)
    shares = {share.claim: share for share in claim_shares(ensemble(), "contact", flips)}
    came = ensemble().happened("contact")
    rng = np.random.default_rng(6)
    q = setting(PATHS).chances(PATHS)
    ids = [c.id for c in ensemble().scenario.claims]
    for name in ("ready", "both", "cool"):
        i = ids.index(name)
        moved = flips.difference[name]
        squares = []
        for _ in range(20):
            redrawn = rng.random(PATHS) < q[:, i]
            changes = (redrawn != flips.truth[:, i]) & (moved != 0)
            squares.append(changes.mean() / (2 * came.var()))
        share = shares[name]
        assert np.mean(squares) == pytest.approx(share.total, abs=4 * share.total_error), name


def test_nothing_is_said_of_what_never_or_always_comes() -> None:
    never = ensemble().scenario.simulate(60, seed=3, ready=False)
    number = [o.id for o in never.scenario.outcomes].index("contact")
    for value in (-1, 3):
        never.first[:, number] = value
        assert claim_shares(never, "contact", flip_claims(never.setting, "contact")) == []


def test_chances_are_those_of_a_new_draw() -> None:
    """With a claim that is given another, and a voice whose claims go together."""
    claims = [
        Claim.model_validate(c)
        for c in (
            claim("one", 0.3),
            claim("two", 0.6),
            {**claim("three", 0.9), "given": "two", "credence_otherwise": 0.1},
        )
    ]
    voice = Voice(id=claims[0].voice, name="A voice", correlation=0.4)
    indices = np.arange(40_000)
    truth = believe(claims, [voice], 5, indices, {})
    found = chances(claims, [voice], 5, indices, truth == 1)
    np.testing.assert_allclose(found.mean(axis=0), truth.mean(axis=0), atol=0.01)
    z = uniform(5, BELIEF, f"voice:{voice.id}", indices)
    for low, high in ((0.0, 0.1), (0.45, 0.55), (0.9, 1.0)):
        some = (z >= low) & (z < high)
        for i in range(2):
            assert found[some, i].mean() == pytest.approx(truth[some, i].mean(), abs=0.04)
    assert set(np.unique(found[:, 2])) == {0.1, 0.9}
