"""The variance split finds known Sobol' indices."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.ensemble.design import Design
from detente.ensemble.estimate import Z
from detente.explain.variance import GROUPS, variance_split

F64 = NDArray[np.float64]
PATHS = 20_000
SIGMAS = 5.0
"""Standard errors that an estimate may be off: a false alarm in some two million."""


def bit(indices: NDArray[np.int64], group: int, p: float) -> F64:
    """An independent Bernoulli draw for each index of a group."""
    mixed = np.random.SeedSequence([7, group]).generate_state(1, np.uint64)[0]
    rng = np.random.default_rng(mixed)
    return np.asarray(rng.random(2 * PATHS)[indices] < p, dtype=np.float64)


def bits(p: tuple[float, float, float]) -> Callable[[Design], tuple[F64, F64, F64]]:
    def draw(design: Design) -> tuple[F64, F64, F64]:
        b, q, c = (bit(getattr(design, name), i, p[i]) for i, name in enumerate(GROUPS))
        return b, q, c

    return draw


Answer = Callable[[F64, F64, F64], F64]

MODELS: dict[str, tuple[tuple[float, float, float], Answer]] = {
    "one alone": ((0.3, 0.5, 0.5), lambda b, q, c: b),
    "all at once": ((0.5, 0.6, 0.7), lambda b, q, c: b * q * c),
    "exclusive or": ((0.5, 0.5, 0.5), lambda b, q, c: np.abs(b - c)),
    "either way": ((0.3, 0.4, 0.5), lambda b, q, c: np.maximum(b * q, c * (1 - q))),
}


def exact(p: tuple[float, float, float], answer: Answer) -> dict[str, tuple[float, float]]:
    """First-order and total indices, by summing over all eight cases."""
    cases = np.array([[i >> 2 & 1, i >> 1 & 1, i & 1] for i in range(8)], dtype=np.float64)
    weight = np.where(cases == 1, p, 1 - np.array(p)).prod(axis=1)
    y = answer(*cases.T)
    mean = (weight * y).sum()
    variance = (weight * (y - mean) ** 2).sum()
    found = {}
    for i, group in enumerate(GROUPS):
        first = 0.0
        for value in (0, 1):
            at = cases[:, i] == value
            part = weight[at].sum()
            first += part * ((weight[at] * y[at]).sum() / part - mean) ** 2
        others = np.delete(cases, i, axis=1) @ [2, 1]
        total = 0.0
        for other in range(4):
            at = others == other
            part = weight[at].sum()
            inner = (weight[at] * y[at]).sum() / part
            total += (weight[at] * (y[at] - inner) ** 2).sum()
        found[group] = (first / variance, total / variance)
    return found


@pytest.mark.parametrize("name", MODELS)
def test_known_indices(name: str) -> None:
    p, answer = MODELS[name]
    draw = bits(p)
    split = variance_split(lambda design: answer(*draw(design)), PATHS)
    expected = exact(p, answer)
    assert split.probability == pytest.approx(
        float(answer(*draw(Design(*[np.arange(2 * PATHS)] * 3))).mean()), abs=1e-12
    )
    for share in split.shares:
        first, total = expected[share.group]
        for found, error, value in (
            (share.first, share.first_error, first),
            (share.total, share.total_error, total),
        ):
            assert abs(found - value) <= SIGMAS * error + 1e-9, (share.group, found, value)
            assert error < 0.02


def test_intervals_cover() -> None:
    """At 95 %: of 200 intervals at least 180 hold the true value (a false alarm in some 600)."""
    p, answer = MODELS["either way"]
    expected = exact(p, answer)
    rng = np.random.default_rng(5)
    held = total = 0
    for _ in range(34):
        tables = [(rng.random(4000) < p[i]).astype(np.float64) for i in range(3)]

        def play(design: Design, tables: list[F64] = tables) -> F64:
            return answer(*(tables[i][getattr(design, n)] for i, n in enumerate(GROUPS)))

        for share in variance_split(play, 2000).shares:
            first, whole = expected[share.group]
            held += abs(share.first - first) <= Z * share.first_error
            held += abs(share.total - whole) <= Z * share.total_error
            total += 2
    assert total == 204
    assert held >= 180


def test_errors_are_those_of_repetition() -> None:
    """For a rare outcome: the stated error of both indices against its spread over 150 plays.

    The ratio of two such estimates has a spread of some 1/√300 = 6 %; 30 % is five of them.
    """
    p, answer = (0.4, 0.35, 0.3), MODELS["all at once"][1]
    rng = np.random.default_rng(8)
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for _ in range(150):
        tables = [(rng.random(4000) < p[i]).astype(np.float64) for i in range(3)]

        def play(design: Design, tables: list[F64] = tables) -> F64:
            return answer(*(tables[i][getattr(design, n)] for i, n in enumerate(GROUPS)))

        for share in variance_split(play, 2000).shares:
            for kind, value, error in (
                ("first", share.first, share.first_error),
                ("total", share.total, share.total_error),
            ):
                found.setdefault((share.group, kind), []).append((value, error))
    for key, pairs in found.items():
        values, errors = np.array(pairs).T
        assert errors.mean() == pytest.approx(values.std(ddof=1), rel=0.3), key


def test_what_never_varies() -> None:
    split = variance_split(lambda design: np.ones(design.paths), 100)
    assert split.variance == 0.0
    assert all(share.first == share.total == 0.0 for share in split.shares)


@pytest.mark.parametrize("idle", range(3))
def test_what_changes_nothing_has_no_share_at_all(idle: int) -> None:
    """Not only a small one: a group whose draws the answer does not look at."""
    p = (0.3, 0.4, 0.5)
    draw = bits(p)

    def answer(design: Design) -> F64:
        values = draw(design)
        one, two = (value for i, value in enumerate(values) if i != idle)
        return np.asarray(one * two)

    share = variance_split(answer, 500).shares[idle]
    assert (share.first, share.total) == (0.0, 0.0)
    assert share.first_error == share.total_error == 0.0


def test_shares_are_shares() -> None:
    """Also of a rare outcome on few futures, where noise would take them beyond 0 and 1."""
    for seed in range(40):
        rng = np.random.default_rng(seed)
        tables = [(rng.random(400) < p).astype(np.float64) for p in (0.97, 0.02, 0.9)]

        def play(design: Design, tables: list[F64] = tables) -> F64:
            b, q, c = (tables[i][getattr(design, n)] for i, n in enumerate(GROUPS))
            return np.asarray(b * q * c)

        split = variance_split(play, 200)
        assert 0.0 <= split.together <= 1.0
        for share in split.shares:
            assert 0.0 <= share.first <= 1.0
            assert 0.0 <= share.total <= 1.0


def test_sums_of_first_order_and_total() -> None:
    p, answer = MODELS["all at once"]
    found = exact(p, answer)
    assert sum(first for first, _ in found.values()) < 1 < sum(t for _, t in found.values())
