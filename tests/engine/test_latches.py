"""Latches: the day they fall, how they fade, and the law of the crossing."""

from __future__ import annotations

import functools

import numpy as np
import pytest
from scipy.stats import nbinom

from tests.engine.laws import assert_frequencies, assert_hazards, refuted
from tests.engine.worlds import (
    Course,
    add,
    course,
    hazards,
    only,
    plain,
    quantity,
    rates,
    tendency,
    toy,
)
from tests.scenario.mutated import Raw

PATHS, DAYS = 2500, 120
P = 0.06
"""Chance of a pressing act on a day."""

NEVER_MIND = 1e-6
"""A stated rate so small that the pressure begins at nothing; a term makes the acts frequent."""


def falls(of: str) -> Raw:
    return {"kind": "latch", "id": f"{of}-falls", "title": "It falls", "of": of}


def line(threshold: Raw) -> Raw:
    return {
        "effect": "red-line", "id": "line", "actor": "RUS", "on": ["answer"], "half_life": 36525.0,
        "pressure": [{"source": "USA", "target": "RUS", "acts": "COERCE", "weight": 1.0}],
        "threshold": threshold, "coefficient": quantity(0.8),
    }  # fmt: skip


@functools.lru_cache(maxsize=2)
def pressed(threshold: float, sd: float = 0.0) -> Course:
    """Pressure that counts acts; the chance of one is `P` on every day."""
    often = float(np.log(np.log1p(-P) / np.log1p(-NEVER_MIND / 365.25)))
    scenario = toy(
        only("answer"),
        plain,
        rates(sanction=NEVER_MIND, answer=20),
        add(
            effects=[tendency("often", "USA", "sanction", often), line(quantity(threshold, sd))],
            outcomes=[falls("line")],
        ),
    )
    return course(scenario, PATHS, trace=True)


@functools.lru_cache(maxsize=2)
def locked(half_life: float) -> Course:
    lock = {
        "effect": "lock", "id": "shut", "actor": "RUS", "towards": ["USA", "UKR"],
        "answer": "MOBILIZE", "half_life": half_life, "on": ["call"], "coefficient": quantity(-3.0),
    }  # fmt: skip
    scenario = toy(plain, rates(answer=12, call=150), add(effects=[lock], outcomes=[falls("shut")]))
    return course(scenario, PATHS, trace=True)


def latch(played: Course) -> np.ndarray:
    (name,) = [n for n, d in played.compiled.model.derived.items() if d.op.name == "LATCH"]
    return played.plane(name)


@pytest.mark.parametrize("half_life", [0.5, 10.0, 1000.0])
def test_a_lock_falls_on_the_day_after_the_answer_and_fades(half_life: float) -> None:
    played = locked(half_life)
    y = played.act("answer")
    came = y.any(axis=1)
    falls_on = np.where(came, y.argmax(axis=1) + 1, DAYS)
    age = np.arange(DAYS) - falls_on[:, None]
    # later answers do not renew it
    wanted = np.where(age >= 0, 2.0 ** (-np.maximum(age, 0) / half_life), 0.0)
    np.testing.assert_allclose(latch(played), wanted, rtol=1e-9, atol=0)
    assert (y.sum(axis=1) > 1).any()


@pytest.mark.parametrize("half_life", [10.0, 1000.0])
def test_the_outcome_of_a_latch_is_the_day_it_falls(half_life: float) -> None:
    played = locked(half_life)
    fallen = latch(played) > 0
    first = np.where(fallen.any(axis=1), fallen.argmax(axis=1), -1)
    np.testing.assert_array_equal(played.first("shut-falls"), first)
    # an answer on the last day shuts nothing any more
    answer = played.first("n-answer")
    wanted = np.where((answer >= 0) & (answer < DAYS - 1), answer + 1, -1)
    np.testing.assert_array_equal(first, wanted)
    # the law: the day after the first of independent days
    p = 12 / 365.25
    days = np.array([0, 1, 5, 20, 60, 119])
    hits = [((first >= 0) & (first <= t)).sum() for t in days]
    assert_frequencies(hits, PATHS, 1 - (1 - p) ** days)
    for wrong in (1 - (1 - 1.25 * p) ** days, 1 - (1 - p) ** (days + 1)):
        with refuted():  # a rate 25 % too high; a day too early
            assert_frequencies(hits, PATHS, wrong)


def test_calls_are_as_frequent_as_the_lock_leaves_them() -> None:
    """Before, in the days after the answer, and when it has half faded."""
    played = locked(10.0)
    plane = latch(played)
    group = np.digitize(plane, [1e-12, 0.25, 0.5])
    hazard = -np.log1p(-150 / 365.25) * np.exp(-3.0 * plane)
    y = played.act("call")
    assert_hazards(hazard, y, group)
    with refuted():  # a lock that does not fade
        assert_hazards(-np.log1p(-150 / 365.25) * np.exp(-3.0 * (plane > 0)), y, group)


@pytest.mark.parametrize("k", [1, 3, 6])
def test_the_kth_act_crosses_the_line(k: int) -> None:
    """The day of the k-th act follows the negative binomial law; the crossing is a day later."""
    played = pressed(k - 0.5)
    crossed = played.first("line-falls")
    total = played.act("sanction").cumsum(axis=1)
    reached = total >= k
    wanted = np.where(reached[:, -2], reached.argmax(axis=1) + 1, -1)
    np.testing.assert_array_equal(crossed, wanted)
    days = np.array([k, k + 2, 10, 30, 60, 100, 119])
    hits = [((crossed >= 0) & (crossed <= t)).sum() for t in days]
    # scipy counts the days without an act before the k-th
    assert_frequencies(hits, PATHS, nbinom.cdf(days - k, k, P))
    with refuted():  # a pressing act that is a fifth more frequent
        assert_frequencies(hits, PATHS, nbinom.cdf(days - k, k, 1.2 * P))
    with refuted():  # one act more
        assert_frequencies(hits, PATHS, nbinom.cdf(days - k - 1, k + 1, P))


def test_drawn_thresholds_cross_path_by_path() -> None:
    """The threshold is a truncated normal draw; ⌈L⌉ acts are needed on its path."""
    played = pressed(4.0, 1.5)
    (name,) = [n for n, d in played.compiled.model.derived.items() if d.op.name == "LATCH"]
    coefficient = played.compiled.model.derived[name].coefficient
    assert coefficient is not None
    threshold = played.column(coefficient)
    assert threshold.std() > 1.0
    needed = np.maximum(np.ceil(threshold), 1)
    # pressure fades by at most 1.3 % in the horizon: leave out the paths where that matters
    clear = (needed - threshold > 0.1) & (threshold > 0)
    assert clear.sum() > 2000
    crossed = played.first("line-falls")
    days = np.array([20, 60, 110])
    hit = (crossed[:, None] >= 0) & (crossed[:, None] <= days)
    p = nbinom.cdf(days - needed[:, None], needed[:, None], P)
    for j in range(days.size):  # different days of one path are one draw
        assert_hazards(-np.log1p(-p[clear, j]), hit[clear, j], needed[clear].astype(np.int64))
    with refuted():  # the mean threshold for all
        same = np.full(clear.sum(), nbinom.cdf(60 - 4, 4, P))
        assert_hazards(-np.log1p(-same), hit[clear, 1], needed[clear].astype(np.int64))


def test_the_answer_is_in_proportion_to_the_excess() -> None:
    """λ = λ₀·(1 + excess)^θ, by the excess of the day."""
    played = pressed(2.5)
    i = played.compiled.processes.index("answer")
    pressure = np.zeros((PATHS, DAYS))
    pressure[:, 1:] = played.act("sanction").cumsum(axis=1)[:, :-1]
    excess = np.maximum(pressure - 2.5, 0.0)
    hazard = -np.log1p(-20 / 365.25) * (1.0 + excess) ** 0.8
    np.testing.assert_allclose(hazards(played)[..., i], hazard, rtol=0.02)  # it fades a little
    group = np.minimum(pressure, 12).astype(np.int64)
    assert_hazards(hazards(played)[..., i], played.act("answer"), group)
    with refuted():  # without a threshold
        wrong = -np.log1p(-20 / 365.25) * (1.0 + pressure) ** 0.8
        assert_hazards(wrong, played.act("answer"), group)
