"""The words behind the acts: which they are, and that they are uniform and independent."""

from __future__ import annotations

import datetime as dt
import functools
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.numerics.draws import uniform
from detente.numerics.philox import BELIEF, MOOD, PARAMETER
from tests.engine.laws import (
    assert_cells,
    assert_frequencies,
    assert_means,
    assert_uniform,
    refuted,
)
from tests.engine.worlds import (
    SEED,
    add,
    as_uniform,
    course,
    independent,
    ordinals,
    plain,
    quantity,
    rates,
    toy,
    words,
)
from tests.scenario.mutated import Raw

F64 = NDArray[np.float64]
PATHS, DAYS = 3000, 12
CONFLICT = "act:RUS>USA:ACCUSE"
NAMES = [CONFLICT, "act:USA>RUS:ACCUSE", "act:USA>UKR:AID/military", "act:RUS~USA:CONSULT@leader"]


# ------------------------------------------------------------------- the kernel takes these words


@pytest.mark.parametrize("later", [0, 1, 2, 3])
@pytest.mark.parametrize("begin", [0, 2**32 - 20])
def test_an_act_happens_where_its_word_lies_below_its_probability(later: int, begin: int) -> None:
    """Every cell, from a start on each of the four lanes, across 2³² in the index."""

    def shifted(raw: Raw) -> None:
        raw["as_of"] += dt.timedelta(days=later)

    per_year = {"aid": 30, "sanction": 330, "ease": 1, "ru_accuses": 180, "call": 300}
    scenario = toy(plain, rates(**per_year), shifted)
    played = course(scenario, independent(40, begin), days=60)
    names = [process.stable_name for process in scenario.processes]
    u = as_uniform(words(SEED, names, np.arange(begin, begin + 40), ordinals(scenario, 60)))
    p = np.array([process.rate.per_day for process in scenario.processes])
    assert played.acts.any(axis=(0, 1)).all()
    np.testing.assert_array_equal(played.acts, u < p)


def test_a_scheduled_act_has_a_word_of_its_own() -> None:
    dates = [dt.date(2024, 11, 19) + dt.timedelta(days=k) for k in range(9)]
    entry = {
        "effect": "scheduled-acts", "id": "planned", "source": "USA", "target": "RUS",
        "act": "COERCE.seize",
        "occasions": [{"date": d, "probability": quantity(0.4)} for d in dates],
    }  # fmt: skip
    scenario = toy(plain, add(effects=[entry]))
    played = course(scenario, 300, days=20)
    named = {act.row: act.name for act in played.compiled.model.scheduled}
    for t, date in enumerate(dates):
        row = f"planned@{date}"
        u = as_uniform(words(SEED, [named[row]], np.arange(300), ordinals(scenario, 20)))
        np.testing.assert_array_equal(played.act(row)[:, t], u[:, t, 0] < 0.4)


# ------------------------------------------------------------------------------ their laws


@functools.cache
def drawn(seed: int = SEED, begin: int = 0, domain: int = 2) -> F64:
    """Uniforms of four names on twelve days through three blocks, shape (paths, days, names)."""
    dates = np.arange(739_200, 739_200 + DAYS)  # 739,200 is divisible by four
    index = np.arange(begin, begin + PATHS)
    return as_uniform(words(seed, NAMES, index, dates, domain))


@pytest.mark.parametrize("seed", [0, 1, SEED, 2**32, 2**64 - 1])
def test_words_are_uniform(seed: int) -> None:
    """On every lane and name over the paths (Kolmogorov), and over paths and days (χ²)."""
    u = drawn(seed)
    assert_uniform([u[:, t, i] for t in range(DAYS) for i in range(len(NAMES))])
    cells = [np.bincount((u[..., i] * 256).astype(int).ravel(), minlength=256) for i in range(4)]
    assert_cells(cells, np.full(256, PATHS * DAYS / 256))
    low = (u * 2.0**32).astype(np.uint64) & np.uint64(0xFF)  # the lowest eight bits
    cells = [np.bincount(low[..., i].astype(int).ravel(), minlength=256) for i in range(4)]
    assert_cells(cells, np.full(256, PATHS * DAYS / 256))
    with refuted():  # a law that leans by four per cent
        assert_uniform([(u**1.04).ravel()])


def test_small_probabilities_are_kept() -> None:
    """Tails: the shares below 0.001, 0.01 and 0.02, and above their complements."""
    u = np.concatenate([drawn(seed).ravel() for seed in range(4)])
    bars = np.array([0.001, 0.01, 0.02])
    hits = [*((u < bar).sum() for bar in bars), *((u >= 1 - bar).sum() for bar in bars)]
    assert_frequencies(hits, u.size, [*bars, *bars])
    with refuted():  # a tenth more of the rarest
        assert_frequencies(hits[1], u.size, 1.1 * bars[1])


def product(u: F64, v: F64) -> F64:
    """12(u − ½)(v − ½): mean 0 and variance 1 if independent, never beyond 3."""
    return np.asarray(12.0 * (u - 0.5) * (v - 0.5))


@pytest.mark.parametrize("lag", range(1, 9))
def test_days_are_independent(lag: int) -> None:
    """Within a block of four and across its edge: a column for each first day and name."""
    u = drawn()
    pairs = product(u[:, :-lag], u[:, lag:]).reshape(PATHS, -1)
    assert_means(pairs, 0.0, 1.0, 3.0)
    mixed = 0.95 * u[:, :-lag] + 0.05 * np.roll(u, -1, axis=2)[:, :-lag]
    with refuted():
        assert_means(product(mixed, u[:, :-lag]).reshape(PATHS, -1), 0.0, 1.0, 3.0)


@pytest.mark.parametrize("lag", [0, 1, 4])
def test_processes_are_independent(lag: int) -> None:
    u = drawn()
    early, late = u[:, : DAYS - lag], u[:, lag:]
    pairs = [
        product(early[..., a], late[..., b])
        for i, j in combinations(range(4), 2)
        for a, b in ((i, j), (j, i))
    ]
    assert_means(np.concatenate(pairs, axis=1), 0.0, 1.0, 3.0)


@pytest.mark.parametrize("other", ["path", "seed", "high seed", "far path", "domain"])
def test_paths_seeds_and_domains_are_independent(other: str) -> None:
    u = drawn()
    if other == "path":
        u, v = u[::2], u[1::2]
    else:
        v = {
            "seed": lambda: drawn(SEED + 1),
            "high seed": lambda: drawn(SEED + 2**32),
            "far path": lambda: drawn(SEED, 2**32),
            "domain": lambda: drawn(SEED, 0, MOOD),
        }[other]()
    assert_means(product(u, v).reshape(u.shape[0], -1), 0.0, 1.0, 3.0)


def test_pairs_fill_the_square() -> None:
    """Serial χ² over 16 × 16 cells: neighbouring days, neighbouring paths, two names."""
    u = drawn()
    couples = [
        (u[:, ::2], u[:, 1::2]),
        (u[::2], u[1::2]),
        (u[..., ::2], u[..., 1::2]),
        (u[:, 3::4], np.roll(u, -1, axis=1)[:, 3::4]),  # from a block to the next
    ]
    for a, b in couples:
        cell = (a * 16).astype(int) * 16 + (b * 16).astype(int)
        assert_cells(np.bincount(cell.ravel(), minlength=256), np.full(256, cell.size / 256))
    with refuted():  # a pair that is the same one time in twenty
        a, b = u[::2].ravel(), u[1::2].ravel()
        b = np.where(np.arange(b.size) % 20 == 0, a, b)
        cell = (a * 16).astype(int) * 16 + (b * 16).astype(int)
        assert_cells(np.bincount(cell, minlength=256), np.full(256, cell.size / 256))


def test_beliefs_parameters_and_acts_do_not_share_draws() -> None:
    """The same name and index in each domain, and neighbouring names and indices within one."""
    index = np.arange(20_000)
    belief, parameter = (uniform(SEED, d, CONFLICT, index) for d in (BELIEF, PARAMETER))
    more = [uniform(SEED, BELIEF, f"{CONFLICT}{i}", index) for i in range(3)]
    assert_uniform([belief, parameter, *more])
    acts = as_uniform(words(SEED, [CONFLICT], index, np.array([739_200])))[:, 0, 0]
    every = [belief, parameter, acts, *more]
    pairs = np.stack([product(a, b) for a, b in combinations(every, 2)], axis=1)
    assert_means(pairs, 0.0, 1.0, 3.0)
    assert_means(product(belief[::2], belief[1::2]), 0.0, 1.0, 3.0)
