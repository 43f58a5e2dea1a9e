"""Kinds are found where they were planted, in their number, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score

from detente.storylines.kinds import APART, Tried, chosen, divide, gap, nearest
from tests.forms import size

F64 = NDArray[np.float64]

N = 1_500


def drawn(seed: int) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(key=seed))


def planted(kinds: int, seed: int) -> tuple[F64, NDArray[np.int64]]:
    """Heaps of unequal size about the corners of a cube, eight standard deviations apart."""
    random = drawn(seed)
    label = random.choice(kinds, N, p=np.arange(2, kinds + 2) / np.arange(2, kinds + 2).sum())
    corner = np.array([[k & 1, k >> 1 & 1, k >> 2 & 1] for k in range(kinds)], dtype=np.float64)
    return 8.0 * corner[label] + random.normal(size=(N, 3)), label


@pytest.mark.parametrize("kinds", [2, 3, 5, 8])
def test_planted_kinds_are_found(kinds: int) -> None:
    points, label = planted(kinds, kinds)
    found = divide(points)
    assert found.centre.shape[0] == kinds
    assert adjusted_rand_score(label, found.label) > 0.99
    assert (np.diff(np.bincount(found.label)) <= 0).all()  # the largest first
    chosen = found.tried[kinds - 2]
    assert chosen.found
    assert chosen.stability is not None
    assert chosen.stability > 0.99


@pytest.mark.parametrize("law", ["normal", "even", "exponential", "long"])
def test_one_heap_is_one_kind(law: str) -> None:
    """No false kinds in heaps with one summit: of 20 of each law, a rate of 14 % shows in 95 %."""
    for seed in range(size(3, 20)):
        random = drawn(100 + seed)
        points = {
            "normal": random.normal(size=(400, 4)),
            "even": random.random(size=(400, 3)),
            "exponential": random.exponential(size=(400, 3)),
            "long": random.normal(size=(400, 3)) * (5.0, 1.0, 1.0),
        }[law]
        found = divide(points)
        assert found.centre.shape[0] == 1, (law, seed)
        assert not found.label.any()


def test_the_gap_of_the_halves_of_an_even_spread_is_the_bound() -> None:
    line = np.linspace(0.0, 1.0, 20_001)[:, None]
    centre = np.array([[0.25], [0.75]])
    assert gap(line, nearest(line, centre), centre) == pytest.approx(APART, rel=1e-3)


def test_a_gap_of_two_heaps_is_their_distance() -> None:
    random = drawn(3)
    heaps = np.concatenate([random.normal(size=20_000), 9.0 + 2.0 * random.normal(size=20_000)])
    label = np.repeat([0, 1], 20_000)
    centre = np.array([[0.0], [9.0]])
    expected = 9.0 / np.sqrt(0.5 * (1.0 + 4.0))
    assert gap(heaps[:, None], label, centre) == pytest.approx(expected, rel=0.02)


def test_a_kind_of_a_few_futures_is_none() -> None:
    points = np.concatenate([np.zeros(990), np.ones(10)])[:, None]
    label = (points[:, 0] > 0.5).astype(np.int64)
    assert gap(points, label, np.array([[0.0], [1.0]])) == 0.0


def test_a_number_that_is_asked_for_is_drawn_where_nothing_is_found() -> None:
    points = drawn(5).normal(size=(400, 2))
    found = divide(points, 3)
    assert found.centre.shape[0] == 3
    assert not found.tried[1].found
    assert found.tried[1].stability is not None


@pytest.mark.parametrize("n", [1, 2, 5])
def test_few_or_equal_futures_are_one_kind(n: int) -> None:
    assert divide(np.zeros((n, 2))).centre.shape[0] == 1


def test_it_is_the_same_every_time() -> None:
    points, _label = planted(3, 9)
    first, second = divide(points), divide(points)
    np.testing.assert_array_equal(first.label, second.label)
    assert first.tried == second.tried


def test_more_futures_are_divided_alike() -> None:
    points, label = planted(4, 11)
    more = np.concatenate([points, points + 0.01, points - 0.01])
    found = divide(more)
    assert adjusted_rand_score(np.tile(label, 3), found.label) > 0.99


def test_a_larger_number_is_chosen_if_its_gap_is_nearly_the_widest() -> None:
    assert chosen([Tried(2, 0.95, 5.4), Tried(3, 0.95, 4.2), Tried(4, 0.95, 3.8)]) == 2
    assert chosen([Tried(2, 0.95, 8.0), Tried(4, 0.95, 8.1), Tried(8, 0.95, 7.6)]) == 8
    assert chosen([Tried(2, 0.95, 3.0), Tried(3, 0.5, 9.0), Tried(4, None, 2.0)]) == 1
    assert chosen([Tried(5, 0.99, 5.0), Tried(6, 0.92, 5.1)]) == 5  # the most stable are apart
    assert chosen([Tried(2, 1.0, 9.0, tells=False), Tried(3, 0.95, 4.0)]) == 3


def test_a_division_that_tells_nothing_is_not_found() -> None:
    points, _label = planted(2, 3)
    assert divide(points).centre.shape[0] == 2
    seen: list[int] = []

    def nothing(picked: NDArray[np.int64], label: NDArray[np.int64]) -> bool:
        seen.append(int(label.max()) + 1)
        return picked.size != label.size

    assert divide(points, telling=nothing).centre.shape[0] == 1
    assert seen == list(range(2, 9))
    assert divide(points, 2, telling=nothing).centre.shape[0] == 2  # asked for
