"""The same seed with any threads and blocks: the same bits, and the same document."""

from __future__ import annotations

import datetime as dt
import functools
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.ensemble.document import document
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.simulate import simulate
from detente.kernel._compiled_loop import run
from detente.scenario.read import load
from tests.effects.examples import EXAMPLES
from tests.effects.toy import TOY, write_toy
from tests.engine.worlds import SEED, add, altered, us_russia
from tests.forms import size
from tests.states.worlds import hazard, level, move, state
from tests.states.worlds import size as sized

ARRAYS = (
    "first", "count", "truth", "path_mean", "last", "daily_mean", "histogram",
    "readings", "state_last", "state_counts", "level_counts",
)  # fmt: skip
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


VOTE = EXAMPLES["vote"][0].entries[0]
SIGNAL = EXAMPLES["signal"][0].entries[0]
TRUCE = state(
    values=["none", "talks", "text"],
    start={"none": 0.7, "talks": 0.3},
    transitions=[
        move(from_="none", to="talks", when={"act": "CONSULT", "by": "RUS>USA", "within": 20}),
        move(from_="talks", to={"text": 0.5, "none": 0.3}, for_=15),
        move(from_="text", to="none", rate=hazard(6.0)),
    ],
)
PRICE = level("price", mean=80.0, half_life=20.0, sd=12.0, log=True)
ARMS = level(
    "arms", start=5.0, lower=0.0, inflow=-0.1,
    changes=[{"on": ["sanction"], "sizes": 1, "while": {"state": "truce", "is": "none"}}],
)  # fmt: skip
IN_FORCE = {
    "kind": "condition", "id": "in-force", "title": "A text in the end",
    "when": {"state": "truce", "is": "text"}, "throughout": True, "since": dt.date(2024, 12, 20),
}  # fmt: skip
LEFT = {"kind": "amount", "id": "left", "title": "Arms left", "level": "arms"}


@pytest.mark.parametrize("paths", [1, 300])
def test_what_moves_hangs_on_no_thread_or_block(paths: int, tmp_path: Path) -> None:
    """States, levels, sizes, votes, hidden intents, and what is asked of them in the evening."""
    moving = altered(
        write_toy(tmp_path, [VOTE, SIGNAL]),
        add(states=[TRUCE], levels=[PRICE, ARMS], outcomes=[IN_FORCE, LEFT]),
        sized("sanction", mean=3.0, law="geometric"),
    )
    one = simulate(moving, paths=paths, seed=SEED, threads=1, block=paths)
    assert all(getattr(one, name).size for name in ARRAYS)
    for threads, block in [(2, 7), (3, 64), (1, 256), (2, None)]:
        other = simulate(moving, paths=paths, seed=SEED, threads=threads, block=block)
        assert_same_bits(one, other)
        assert json.dumps(document(other), allow_nan=False) == json.dumps(document(one))
    assert len(run.signatures) == 1  # the same compiled loop as of a scenario without any of it


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
