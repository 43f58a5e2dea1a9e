"""Blocks of futures: in order, whatever their size, and made by the sink on the threads."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from detente.ensemble.runner import BLOCK, Block, Runner, paths_within
from tests.explain.worlds import setting

PATHS = 70


def days_of(block: Block) -> tuple[int, int, list[list[int]]]:
    return block.begin, block.end, [codes.tolist() for codes in block.acts]


@pytest.mark.parametrize(("size", "threads"), [(1, 3), (13, 2), (70, 1), (200, 4)])
def test_blocks_come_in_order_and_join_to_the_whole(size: int, threads: int) -> None:
    runner = Runner(setting(PATHS), capacity=500)
    begun, ended, acts = days_of(runner.block())
    assert (begun, ended) == (0, PATHS)
    told: list[tuple[int, int]] = []
    made = list(
        runner.blocks(days_of, size, threads=threads, progress=lambda *now: told.append(now))
    )
    assert [begin for begin, _, _ in made] == list(range(0, PATHS, size))
    assert [end for _, end, _ in made] == [min(b + size, PATHS) for b, _, _ in made]
    assert [each for _, _, some in made for each in some] == acts
    assert told == [(end, PATHS) for _, end, _ in made]


def test_a_sink_runs_on_the_threads() -> None:
    names = set(
        Runner(setting(PATHS)).blocks(lambda _: threading.current_thread().name, 10, threads=2)
    )
    assert threading.current_thread().name not in names


def test_claims_may_be_given_and_draws_held_or_shifted() -> None:
    of = setting(PATHS)
    given = np.zeros((PATHS, len(of.scenario.claims)), dtype=np.uint8)
    given[::2] = 1
    runner = Runner(of, truth=given, central=True)
    block = runner.block(20, 40)
    np.testing.assert_array_equal(block.truth, given[20:40])
    baselines = set(of.compiled.program.alpha.tolist())  # they are solved
    for i, coefficient in enumerate(of.compiled.coefficients):
        if i not in baselines:
            assert set(block.theta[::2, i]) == {coefficient.draw.mean}
    draw = next(
        c.draw for c in of.compiled.coefficients if c.draw.sd > 0 and c.draw.law == "normal"
    )
    column = [c.draw for c in of.compiled.coefficients].index(draw)
    drawn, moved = (
        Runner(of, shifts=shifts).block().theta[:, column] for shifts in ({}, {draw.name: 1.0})
    )
    np.testing.assert_allclose(moved - drawn, draw.sd)


def test_what_claims_hold_is_drawn_for_the_block_alone() -> None:
    of = setting(PATHS).under({"both": True})
    np.testing.assert_array_equal(Runner(of).block(30, 50).truth, of.beliefs()[30:50])


def test_a_block_keeps_within_its_bytes() -> None:
    assert paths_within(1000, 100) == 10
    assert paths_within(1000, 5000) == 1
    assert paths_within(10**12, 1) == BLOCK
