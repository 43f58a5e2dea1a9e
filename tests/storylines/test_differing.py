"""What outcomes have in common, and in what the parts of a division differ."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.storylines.differing import Subject, between, tells
from detente.storylines.features import communalities

N = 4_000


def coin(seed: int, chance: float = 0.3) -> NDArray[np.float64]:
    """Whether it falls so, in each future."""
    return (np.random.Generator(np.random.Philox(key=seed)).random((N, 1)) < chance).astype(float)


def test_an_outcome_counts_by_what_it_has_in_common_with_all_else() -> None:
    hidden, alone = coin(1, 0.5), coin(2)
    # of which each is wrong in one of five: correlation 0.6 with it, 0.36 with each other
    one, other = (np.abs(hidden - coin(seed, 0.2)) for seed in (3, 4))
    subjects = [
        Subject("outcomes", name, values)
        for name, values in (("one", one), ("other", other), ("alone", alone))
    ]
    found = communalities(subjects)
    assert found["alone"] == 0.0
    assert found["one"] == pytest.approx(0.36**2, abs=0.03)
    with_cause = communalities([*subjects, Subject("states", "hidden", hidden)])
    assert with_cause["one"] == pytest.approx(0.36, abs=0.03)
    assert set(with_cause) == {"one", "other", "alone"}


def test_it_is_numpys_regression_adjusted() -> None:
    y, x = coin(5), np.hstack([coin(6), coin(7)])
    y[:800] = x[:800, :1]
    _b, residual, _rank, _s = np.linalg.lstsq(x - x.mean(axis=0), y - y.mean(), rcond=None)
    adjusted = 1.0 - residual[0] / (y.var() * N) * (N - 1) / (N - 3)
    found = communalities([Subject("outcomes", "y", y), Subject("courses", "x", x)])
    assert found["y"] == pytest.approx(adjusted, rel=1e-9)


def test_what_does_not_vary_or_stands_alone_has_nothing_in_common() -> None:
    still = Subject("outcomes", "never", np.zeros((N, 1)))
    assert communalities([still, Subject("outcomes", "coin", coin(8))]) == {"never": 0, "coin": 0}
    assert communalities([Subject("outcomes", "coin", coin(8))]) == {"coin": 0.0}


def test_the_share_between_parts_is_that_of_the_variance() -> None:
    label = np.repeat([0, 3], 50)
    values = np.where(label == 0, 1.0, 3.0)[:, None]
    assert between(values, label) == pytest.approx(1.0)
    spread = values + np.tile([-1.0, 1.0], 50)[:, None]
    assert between(spread, label) == pytest.approx(0.5)
    assert between(np.ones((100, 2)), label) == 0.0


def test_one_outcome_alone_makes_no_kinds_two_do_and_so_does_what_lasts() -> None:
    picked, first, second = np.arange(N), coin(9), coin(10)
    label = first[:, 0].astype(np.int64)
    red = Subject("outcomes", "red-line", first)
    assert not tells([red, Subject("outcomes", "talks", second)], picked, label)
    assert tells([red, Subject("outcomes", "talks", 0.5 * first + second)], picked, label)
    assert tells([Subject("states", "war", first)], picked, label)
    assert tells([red, Subject("courses", "index:A~B", 0.5 * first + second)], picked, label)
