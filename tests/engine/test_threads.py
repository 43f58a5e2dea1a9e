"""The same seed with any threads and blocks: the same bits, and the same document."""

from __future__ import annotations

import datetime as dt
import functools
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.ensemble.document import document
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.simulate import simulate
from detente.scenario.read import load
from tests.effects.toy import TOY
from tests.engine.worlds import SEED, us_russia
from tests.forms import size

ARRAYS = ("first", "count", "truth", "path_mean", "last", "daily_mean", "histogram")
PATHS, UNTIL = 1100, dt.date(2025, 3, 1)


def play(threads: int | None, block: int | None, paths: int) -> Ensemble:
    return simulate(us_russia(), paths=paths, seed=SEED, until=UNTIL, threads=threads, block=block)


@functools.cache
def whole(paths: int = PATHS) -> tuple[Ensemble, str]:
    """One thread and one block, and its document."""
    ensemble = play(1, paths, paths)
    return ensemble, json.dumps(document(ensemble), allow_nan=False)


def assert_same_bits(one: Ensemble, other: Ensemble) -> None:
    for name in ARRAYS:
        a, b = getattr(one, name), getattr(other, name)
        assert (a.dtype, a.shape) == (b.dtype, b.shape), name
        assert a.tobytes() == b.tobytes(), name


@pytest.mark.parametrize(
    ("threads", "block", "paths"),
    [(1, 1, 300), (5, 1, 300), (2, 7, PATHS), (5, 64, PATHS), (1, 256, PATHS), (2, 1000, PATHS),
     (5, 1000, PATHS), (2, None, PATHS), (None, None, PATHS)],
)  # fmt: skip
def test_threads_and_blocks_change_no_bit(
    threads: int | None, block: int | None, paths: int
) -> None:
    ensemble, written = whole(paths)
    other = play(threads, block, paths)
    assert_same_bits(ensemble, other)
    assert json.dumps(document(other), allow_nan=False) == written


@settings(max_examples=size(8, 25))
@given(
    threads=st.integers(1, 6), block=st.integers(1, 130), paths=st.integers(1, 130),
    seed=st.integers(0, 2**64 - 1),
)  # fmt: skip
def test_any_threads_blocks_paths_and_seed(threads: int, block: int, paths: int, seed: int) -> None:
    toy = load(TOY)
    one = simulate(toy, paths=paths, seed=seed, threads=1, block=paths)
    other = simulate(toy, paths=paths, seed=seed, threads=threads, block=block)
    assert_same_bits(one, other)


def test_sums_are_those_of_the_paths_in_order() -> None:
    """What could hang on the blocks: the daily mean is summed path by path."""
    toy = load(TOY)
    ensemble = simulate(toy, paths=90, seed=3, block=32)
    total = np.zeros_like(ensemble.daily_mean)
    for path in range(90):
        alone = simulate(toy, seed=3, design=ensemble.design.part(path, path + 1), block=1)
        assert alone.first.tobytes() == ensemble.first[path : path + 1].tobytes()
        total += alone.daily_mean
    assert (total / 90).tobytes() == ensemble.daily_mean.tobytes()
    backwards = np.zeros_like(total)
    for path in reversed(range(90)):
        backwards += simulate(
            toy, seed=3, design=ensemble.design.part(path, path + 1), block=1
        ).daily_mean
    assert (backwards / 90).tobytes() != ensemble.daily_mean.tobytes()  # order is seen
    np.testing.assert_allclose(backwards / 90, ensemble.daily_mean, rtol=1e-12)
