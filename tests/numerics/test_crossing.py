"""Quantiles are those of plain halving, to the last bit, found with fewer looks at the law."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy.special import betainc, expit, ndtr

from detente.ensemble.normal_spread import HALVINGS as NORMAL_HALVINGS
from detente.ensemble.normal_spread import normal_law
from detente.ensemble.spread import HALVINGS, WIDEST, beta_law
from detente.numerics.crossing import crossing

SHARES = (0.025, 0.5, 0.975)


def halved(
    below: Callable[[float], float], share: float, ends: tuple[float, float], halvings: int
) -> float:
    """Plain halving."""
    low, high = ends
    for _ in range(halvings):
        middle = 0.5 * (low + high)
        if below(middle) < share:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("centre", [-3.0, 0.0, 7.5])
def test_a_normal_law_in_few_looks(centre: float, share: float) -> None:
    looks = []

    def below(place: float) -> float:
        looks.append(place)
        return float(ndtr(place - centre))

    def density(place: float) -> float:
        return math.exp(-0.5 * (place - centre) ** 2) / math.sqrt(2.0 * math.pi)

    found = crossing(below, density, share, (-40.0, 40.0), 0.0, 36)
    # Newton's method meets it at once, and few of the halvings end close to it
    assert len(looks) < 12
    assert found == halved(below, share, (-40.0, 40.0), 36)


def test_a_law_without_a_slope_is_halved() -> None:
    def below(place: float) -> float:
        return float(place >= 1.25)

    found = crossing(below, lambda place: 0.0, 0.4, (-40.0, 40.0), 30.0, 36)
    assert found == halved(below, 0.4, (-40.0, 40.0), 36)


def test_a_law_that_lies_outside_ends_at_an_end() -> None:
    for value in (0.0, 1.0, math.nan):
        found = crossing(lambda place: value, lambda place: 1.0, 0.5, (-2.0, 3.0), 0.0, 40)  # noqa: B023
        assert found == halved(lambda place: value, 0.5, (-2.0, 3.0), 40)  # noqa: B023


def test_quantiles_of_both_hierarchies() -> None:
    random = np.random.default_rng(1)
    for number in range(40):
        draws = int(random.integers(2, 200))
        sizes = random.integers(1, 21, draws).astype(float)
        chances = np.clip(
            random.choice([0.0, 0.001, 0.3, 1.0]) + random.normal(0, 0.1, draws), 0, 1
        )
        law = beta_law(random.binomial(sizes.astype(int), chances).astype(float), sizes)
        means = random.normal(0.1, random.choice([1e-6, 0.01, 0.3]), draws)
        other = normal_law(means, random.uniform(0, 0.1, draws))
        share = SHARES[number % 3]
        place = halved(
            lambda z: float(law.weight @ betainc(law.a, law.b, expit(z))),  # noqa: B023
            share,
            (-WIDEST, WIDEST),
            HALVINGS,
        )
        assert law.quantile(share) == float(expit(place))
        sd = np.hypot(other.error, other.between)
        ends = float((other.mean - 9.0 * sd).min()), float((other.mean + 9.0 * sd).max())
        assert other.quantile(share) == halved(
            lambda x: float(other.weight @ ndtr((x - other.mean) / sd)),  # noqa: B023
            share,
            ends,
            NORMAL_HALVINGS,
        )
