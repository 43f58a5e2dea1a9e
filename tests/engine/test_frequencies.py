"""Event-days against probabilities 1 − exp(−λ), λ from the planes and terms in plain NumPy.

Acts minus Σp is a martingale, whatever the hazards take from the past: `assert_hazards` is exact.
Cells are formed by what is known before a day's draw.
"""

from __future__ import annotations

import datetime as dt
import functools

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.scenario.scenario import Scenario
from tests.engine.laws import assert_hazards, refuted
from tests.engine.worlds import (
    Traced,
    add,
    independent,
    plain,
    quantity,
    rates,
    tendency,
    toy,
    traced,
    us_russia,
)
from tests.scenario.mutated import Raw, claim

WORLDS = ("toy", "us-russia-2024")
PATHS = {"toy": 1500, "us-russia-2024": 256}
each_world = pytest.mark.parametrize("world", WORLDS)
Groups = NDArray[np.int64]

BUSY: list[Raw] = [
    {"effect": "mood", "id": "weather", "half_life": 15.0, "sigma": quantity(0.6, 0.2),
     "on": ["ru-accuses", "us-accuses", "sanction", "call"]},
    {"effect": "reciprocity", "id": "in-kind", "on": ["ru-accuses", "us-accuses"],
     "acts": "conflict", "half_life": 5.0, "prior": 0.5, "coefficient": quantity(0.6, 0.1)},
    {"effect": "inertia", "id": "persistence", "on": ["aid", "call"], "acts": ["AID", "CONSULT"],
     "half_lives": [2.0, 60.0], "prior": 0.5,
     "coefficients": [quantity(0.6, 0.2), quantity(0.2, 0.1)]},
    {"effect": "weekday", "id": "week", "on": ["aid", "ru-accuses"],
     "coefficient": quantity(-0.8, 0.2)},
    {"effect": "mutual-consent", "id": "two", "on": ["call"], "claim": "both",
     "otherwise": "either-side"},
    {"effect": "offer", "id": "held-out", "actor": "USA", "on": ["call", "ease"], "ajar": 0.3,
     "opens": dt.date(2025, 1, 10), "claim": "closed", "otherwise": "open"},
    tendency("keen", "RUS", "call", 0.7),
    tendency("loath", "USA", "call", -0.4),
]  # fmt: skip


@functools.cache
def busy() -> Scenario:
    return toy(
        plain,
        rates(aid=200, call=90, sanction=60, ru_accuses=120, ease=90),
        add(effects=BUSY, claims=[claim("both", 0.5), claim("closed", 0.5)]),
    )


@functools.cache
def played(world: str, begin: int = 0) -> Traced:
    """Paths with random beliefs and coefficients, and their hazards."""
    scenario = busy() if world == "toy" else us_russia()
    return traced(scenario, independent(PATHS[world] // (8 if begin else 1), begin))


def by_process(run: Traced) -> Groups:
    shape = run.acts.shape
    return np.broadcast_to(np.arange(shape[2]), shape)


def by_weekday(run: Traced) -> Groups:
    first = int(run.compiled.program.start[0])
    weekday = (first + np.arange(run.acts.shape[1]) - 1) % 7  # ordinal 1 was a Monday
    return np.broadcast_to(weekday[None, :, None], run.acts.shape)


def by_month(run: Traced) -> Groups:
    month = np.arange(run.acts.shape[1]) // 30
    return np.broadcast_to(month[None, :, None], run.acts.shape)


def by_belief(run: Traced) -> Groups:
    """How many of the claims hold."""
    return np.broadcast_to(run.truth.sum(axis=1)[:, None, None].astype(np.int64), run.acts.shape)


def by_yesterday(run: Traced) -> Groups:
    """Process, and whether it happened on the day before."""
    before = np.roll(run.acts, 1, axis=1)
    before[:, 0] = False
    return by_process(run) * 2 + before


@each_world
def test_the_kernels_hazards_are_those_of_plain_arithmetic(world: str) -> None:
    run = played(world)
    hazard = run.hazard
    np.testing.assert_allclose(run.kernel, hazard, rtol=1e-11, atol=1e-300)
    assert hazard.std(axis=0).max() > 0.01  # they differ from path to path


@each_world
@pytest.mark.parametrize(
    "grouped", [None, by_process, by_weekday, by_month, by_belief, by_yesterday]
)
def test_acts_are_as_frequent_as_their_hazards(world: str, grouped: object) -> None:
    run = played(world)
    hazard = run.hazard
    assert_hazards(hazard, run.acts, grouped(run) if callable(grouped) else None)


def test_the_week_is_where_it_should_be() -> None:
    """A calendar that is a day late does not pass."""
    for world in WORLDS:
        run = played(world)
        late = np.roll(run.hazard, 1, axis=1)
        with refuted():
            assert_hazards(late[:, 1:], run.acts[:, 1:], by_weekday(run)[:, 1:])


@each_world
@pytest.mark.parametrize("bins", [10, 40])
def test_predictions_are_calibrated(world: str, bins: int) -> None:
    """In every bin of λ; the quantiles that bound the bins are taken from other paths."""
    run = played(world)
    hazard = run.hazard
    pilot = played(world, 10**6).hazard
    edges = np.unique(np.quantile(pilot[pilot > 0], np.linspace(0, 1, bins + 1)[1:-1]))
    assert edges.size > bins / 2  # constant hazards share a bin
    group = np.searchsorted(edges, hazard)
    assert_hazards(hazard, run.acts, group)
    # shrunk towards their mean by a tenth, predictions are as frequent on average and yet wrong
    mean = np.log(hazard[hazard > 0]).mean()
    shrunk = np.exp(mean + 0.9 * (np.log(np.maximum(hazard, 1e-300)) - mean))
    with refuted():
        assert_hazards(np.where(hazard > 0, shrunk, 0.0), run.acts, group)


@each_world
@pytest.mark.parametrize("wrong", [0.95, 1.05])
def test_five_per_cent_in_all_hazards_are_found(world: str, wrong: float) -> None:
    run = played(world)
    hazard = run.hazard
    assert run.acts.sum() > 24_000
    with refuted():
        assert_hazards(wrong * hazard, run.acts)


@each_world
@pytest.mark.parametrize("wrong", [0.9, 1.1])
def test_ten_per_cent_in_one_process_are_found(world: str, wrong: float) -> None:
    """In the family of all processes, for each with 8,000 acts or more."""
    run = played(world)
    hazard = run.hazard
    often = np.flatnonzero(run.acts.sum(axis=(0, 1)) >= 8000)
    assert often.size
    for i in often:
        one = hazard.copy()
        one[..., i] *= wrong
        with refuted():
            assert_hazards(one, run.acts, by_process(run))


@pytest.mark.parametrize("forgotten", ["weather", "in-kind", "persistence", "loath"])
def test_a_term_that_is_left_out_is_found(forgotten: str) -> None:
    """Also where it leaves mean rates alone: bins of the right hazards show it."""
    run = played("toy")
    edges = np.quantile(run.hazard, np.linspace(0, 1, 11)[1:-1])
    group = 10 * by_process(run) + np.searchsorted(edges, run.hazard)
    assert_hazards(run.hazard, run.acts, group)
    wrong = traced(busy(), independent(PATHS["toy"]), without=forgotten).hazard
    with refuted():
        assert_hazards(wrong, run.acts, group)
