"""Paired comparisons: two histories of one path that part, and come together again.

Two arms force a claim true and false on the same paths. Every draw but those that the claim owns
is the same. On each day a process happens in one arm and not in the other just where its word lies
between the two probabilities: given both pasts, with probability |p₁ − p₀|, the least possible.
"""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import binom, norm

from detente.ensemble.simulate import simulate
from tests.engine.laws import ALPHA, assert_hazards, refuted
from tests.engine.worlds import AS_OF, SEED, Traced, independent, traced, us_russia

PATHS, DAYS = 150, 200
CLAIMS = ["needs-both-sides", "lowest-point", "blocs-and-south"]
each_claim = pytest.mark.parametrize("claim", CLAIMS)
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Arms:
    """The two arms, and a third with the chance and beliefs of other paths."""

    held: Traced
    failed: Traced
    other: Traced


@functools.cache
def arms(claim: str) -> Arms:
    def arm(held: bool, begin: int) -> Traced:
        return traced(us_russia(), independent(PATHS, begin), days=DAYS, forced={claim: held})

    return Arms(arm(True, 0), arm(False, 0), arm(False, 10**6))


@each_claim
def test_all_other_claims_and_coefficients_are_the_same(claim: str) -> None:
    both = arms(claim)
    given = [c.id for c in us_russia().claims if c.given == claim]
    moved = [claim, *given]
    names = [c.id for c in us_russia().claims]
    kept = [i for i, name in enumerate(names) if name not in moved]
    np.testing.assert_array_equal(both.held.truth[:, kept], both.failed.truth[:, kept])
    assert (both.held.truth[:, names.index(claim)] == 1).all()
    assert (both.failed.truth[:, names.index(claim)] == 0).all()
    assert (claim == "blocs-and-south") == bool(given)
    for i, coefficient in enumerate(both.held.compiled.coefficients):
        owners = {name for name, _ in coefficient.when}
        if not owners & set(moved):
            np.testing.assert_array_equal(both.held.theta[:, i], both.failed.theta[:, i])
    assert (both.held.theta != both.failed.theta).any()


@each_claim
def test_histories_are_one_until_hazards_differ(claim: str) -> None:
    """And on that day, for every process whose hazard is the same."""
    both = arms(claim)
    one, other = both.held.kernel, both.failed.kernel
    differ = (one != other).any(axis=2)
    assert differ.any(axis=1).mean() > 0.9
    parted = np.where(differ.any(axis=1), differ.argmax(axis=1), DAYS)
    unlike = both.held.acts != both.failed.acts
    before = np.arange(DAYS) < parted[:, None]
    assert not unlike[before].any()
    assert unlike.any()


@each_claim
def test_where_hazards_are_equal_acts_are_equal_also_later(claim: str) -> None:
    both = arms(claim)
    one, other = both.held.kernel, both.failed.kernel
    y, z = both.held.acts, both.failed.acts
    np.testing.assert_array_equal(y[one == other], z[one == other])
    # the higher hazard acts wherever the lower does
    assert y[(one >= other) & z].all()
    assert z[(other >= one) & y].all()


def unlike(both: Arms) -> tuple[NDArray[np.float64], Bools]:
    """|p₁ − p₀| and whether one arm has the act and the other not, over all days."""
    p, q = (-np.expm1(-arm.kernel) for arm in (both.held, both.failed))
    return np.abs(p - q), both.held.acts ^ both.failed.acts


@each_claim
def test_arms_part_as_rarely_as_they_can(claim: str) -> None:
    """Differences are events of hazard −log(1 − |p₁ − p₀|), by process and by month."""
    both = arms(claim)
    gap, parted = unlike(both)
    assert parted.sum() > 200
    hazard = -np.log1p(-gap)
    shape = gap.shape
    for group in (np.arange(shape[2]), (np.arange(shape[1]) // 30)[:, None], np.zeros(1, int)):
        assert_hazards(hazard, parted, np.broadcast_to(group, shape))
    for wrong in (0.5, 2.0):
        with refuted():
            assert_hazards(wrong * hazard, parted)


@each_claim
def test_histories_recouple(claim: str) -> None:
    """Days alike after the histories have parted, against those of arms with separate chance.

    With separate draws the chance that a day is alike is known from the two hazards; that the
    pairs are no better has a probability below 1e-6 (a sum of independent days at worst).
    """
    both = arms(claim)
    y, z, apart = (arm.acts for arm in (both.held, both.failed, both.other))
    differ = (y != z).any(axis=2)
    parted = np.where(differ.any(axis=1), differ.argmax(axis=1), DAYS)
    later = np.arange(DAYS) > parted[:, None]
    assert later.sum() > 5000
    alike = ~differ[later]
    p, q = (-np.expm1(-arm.kernel)[later] for arm in (both.held, both.failed))
    chance = np.prod(1 - p * (1 - q) - q * (1 - p), axis=1)  # alike, if drawn apart
    assert alike.mean() > 0.5
    assert chance.mean() < 0.25
    z_score = (alike.sum() - chance.sum()) / np.sqrt((chance * (1 - chance)).sum())
    assert z_score > norm.isf(ALPHA)
    # arms with separate chance are indeed as unlike as that
    strangers = (y == apart).all(axis=2)[later]
    assert strangers.mean() < 0.25
    # and a path whose last month is the same in both arms is no rarity
    together = ~differ[:, -10:].any(axis=1)
    assert together[parted < DAYS - 60].mean() > 0.05


# ------------------------------------------------------------------------- what pairing is worth

OUTCOMES = ["leaders-speak", "proportional-answer", "sanctions-eased"]


@functools.cache
def answers(seed: int, held: bool) -> NDArray[np.bool_]:
    """Whether each outcome came, on paths that share no index."""
    ensemble = simulate(
        us_russia(), seed=seed, design=independent(3000), until=AS_OF + dt.timedelta(days=DAYS),
        forced={"needs-both-sides": held, "near-red-lines": held},
    )  # fmt: skip
    return np.stack([ensemble.happened(name) for name in OUTCOMES], axis=1)


def test_pairs_have_the_smaller_variance() -> None:
    """Var(Y₁ − Y₀) = P(Y₁ ≠ Y₀) − (p₁ − p₀)²; unpaired it is p₁(1 − p₁) + p₀(1 − p₀).

    Were pairs worth nothing, they would differ with p₁(1 − p₀) + p₀(1 − p₁): a binomial test.
    """
    y, z = answers(SEED, True), answers(SEED, False)
    n = y.shape[0]
    p, q = y.mean(axis=0), z.mean(axis=0)
    unlike_pairs = (y != z).sum(axis=0)
    apart = p * (1 - q) + q * (1 - p)
    assert (binom.cdf(unlike_pairs, n, apart) < ALPHA / len(OUTCOMES)).all()
    paired = unlike_pairs / n - (p - q) ** 2
    assert (paired < 0.7 * (p * (1 - p) + q * (1 - q))).all()
    # pairs of different paths are worth nothing, and the same numbers say so
    strangers = (y != np.roll(z, 1, axis=0)).sum(axis=0)
    assert (binom.cdf(strangers, n, apart) > ALPHA / len(OUTCOMES)).all()


def test_the_paired_difference_is_that_of_separate_runs() -> None:
    """Means with their variances; normal law, z beyond 5.1 one time in 3 million for each."""
    paired = answers(SEED, True).astype(float) - answers(SEED, False)
    held, failed = answers(SEED + 1, True), answers(SEED + 2, False)
    n = paired.shape[0]
    apart = held.mean(axis=0) - failed.mean(axis=0)
    variance = paired.var(axis=0) + held.var(axis=0) + failed.var(axis=0)
    limit = norm.isf(ALPHA / 2 / len(OUTCOMES))
    z = (paired.mean(axis=0) - apart) * np.sqrt(n / variance)
    assert (np.abs(z) < limit).all()
    # the difference is there to be seen, and one that is a third as large is not the same
    assert (np.abs(paired.mean(axis=0)) * np.sqrt(n / paired.var(axis=0)) > limit).any()
    third = (paired.mean(axis=0) / 3.0 - apart) * np.sqrt(n / variance)
    assert (np.abs(third) > limit).any()
