"""Usual rates: shrunk, never nothing, and blind to the days that they are to explain."""

from __future__ import annotations

import numpy as np
import pytest

from detente.daily.rates import expected, shape, usual_rates
from detente.daily.record import read_record
from tests.daily.small import ACTORS, acts, frame


def test_expected_rates_reproduce_totals() -> None:
    rng = np.random.default_rng(0)
    counts = rng.poisson(200, (8, 8)) * rng.integers(1, 5, 8)[:, None]
    np.fill_diagonal(counts, 0)
    mean = expected(counts.astype(float), 100.0) * 100
    np.fill_diagonal(mean, 0)
    np.testing.assert_allclose(mean.sum(axis=1), counts.sum(axis=1), rtol=0.01)
    np.testing.assert_allclose(mean.sum(axis=0), counts.sum(axis=0), rtol=0.01)


@pytest.mark.parametrize("true", [0.3, 2.0])
def test_the_shape_is_found_again(true: float) -> None:
    """Its logarithm within 0.1: five standard errors with 20,000 cells."""
    rng = np.random.default_rng(1)
    mean = rng.uniform(1, 20, 20_000)
    counts = rng.poisson(mean * rng.gamma(true, 1 / true, mean.size)).astype(float)
    assert abs(np.log(shape(counts, mean) / true)) < 0.1


def test_a_dyad_never_seen_stands_by_its_actors() -> None:
    """A acts, and B is acted upon, four times as often as others; but never A on B."""
    rng = np.random.default_rng(4)
    rows = []
    for t in range(400):
        for i in ACTORS:
            for j in ACTORS:
                often = 0.002 * (4 if i == "A" else 1) * (4 if j == "B" else 1)
                if i != j and (i, j) not in (("A", "B"), ("D", "E")) and rng.random() < often:
                    rows.append((t, i, j, 1, False))
    record = read_record(frame(rows), actors=ACTORS)
    rates = usual_rates(record)[-1]
    a, b = record.ends
    pair = {
        (record.actors[i], record.actors[j]): p for p, (i, j) in enumerate(zip(a, b, strict=True))
    }
    silent = rates[pair["A", "B"], 0]  # between the busiest source and the busiest target
    quiet = rates[pair["D", "E"], 0]
    assert np.isfinite(np.log(rates)).all()
    assert silent > 1.3 * quiet > 0


def test_joint_rates_do_not_hang_on_the_order_of_actors() -> None:
    some = acts(60)
    rates = usual_rates(read_record(some, actors=ACTORS))[-1]
    turned = usual_rates(read_record(some, actors=ACTORS[::-1]))[-1]
    np.testing.assert_allclose(sorted(rates[:, 4]), sorted(turned[:, 4]), rtol=1e-6)
    np.testing.assert_allclose(
        sorted(rates[:, :2].ravel()), sorted(turned[:, :2].ravel()), rtol=1e-6
    )


def test_the_rates_of_a_fold_do_not_know_its_days() -> None:
    """Acts of A on B in one fold alone raise its rates in all others, and not there."""
    some = acts(160)
    record = read_record(some, actors=ACTORS)
    fold = np.repeat(record.folds(), record.block)
    days = [int(t) for t in np.flatnonzero(fold == 3) if t < 160]
    more = frame([(t, "A", "B", 1, False) for t in days])
    before, after = usual_rates(record), usual_rates(read_record(some.vstack(more), actors=ACTORS))
    change = after[:, 0, 0] / before[:, 0, 0]
    assert change[3] < 1.15  # by the shape, which is one for all folds
    assert (np.delete(change, 3) > 2).all()
