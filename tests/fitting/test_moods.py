"""Moods in the likelihood: against exact integrals, plain linear algebra, and plays with moods."""

from __future__ import annotations

import functools
import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.linalg import cho_solve_banded, cholesky_banded

from detente.fitting import likelihood
from detente.fitting.design import Design, design
from detente.fitting.history import DAY, History, observed, windowed
from detente.fitting.moods import NO_MOODS
from detente.fitting.solve import solve
from detente.numerics._compiled_banded import (
    factor,
    half_solve,
    inverse_band,
    log_determinant,
)
from detente.numerics._compiled_banded import solve as solve_banded
from detente.scenario.record.kinds import kind_of
from detente.scenario.scenario import Scenario
from tests.fitting import worlds
from tests.fitting.worlds import fitting, laws, made, played, quantity, random_history, tables
from tests.scenario.mutated import Raw

F64 = NDArray[np.float64]


def mood(name: str, half_life: float, sigma: float, on: list[str], sd: float = 0.0) -> Raw:
    return {"effect": "mood", "id": name, "half_life": half_life,
            "sigma": quantity(sigma, sd), "on": on}  # fmt: skip


TANGLED = (
    mood("weather", 15.0, 0.5, ["accuse", "talk"], 0.2),
    mood("season", 5.0, 0.3, ["accuse", "aid"], 0.2),
    mood("climate", 45.0, 0.4, ["answer"]),
)
"""Two moods in one hazard; one mood that is certain."""


def rows_of(scenario: Scenario, history: History) -> Design:
    before = windowed(scenario, history)
    return design(before, observed(before.processes, history))


@functools.cache
def tangled() -> Design:
    scenario = made(tables([*worlds.EFFECTS, *TANGLED]))
    return rows_of(scenario, random_history(scenario, 3))


# ------------------------------------------------------------------------ banded matrices


@pytest.mark.parametrize(("n", "m"), [(1, 1), (2, 3), (9, 1), (12, 2), (30, 4)])
def test_banded_matrices_are_those_of_scipy(n: int, m: int) -> None:
    draw = np.random.default_rng(n + m)
    full = draw.normal(size=(n, n))
    full[np.abs(np.subtract.outer(np.arange(n), np.arange(n))) > m] = 0.0
    full = full + full.T + 4.0 * (m + 1) * np.eye(n)
    band = np.zeros((n, m + 1))
    lower = np.zeros((m + 1, n))
    for i, d in itertools.product(range(n), range(m + 1)):
        if i >= d:
            band[i, d] = lower[d, i - d] = full[i, i - d]
    assert factor(band)
    theirs = cholesky_banded(lower, lower=True)
    x = draw.normal(size=(n, 3))
    ours = x[:, 0].copy()
    solve_banded(band, ours)
    np.testing.assert_allclose(ours, cho_solve_banded((theirs, True), x[:, 0]), rtol=1e-10)
    half = x.copy()
    half_solve(band, half)
    np.testing.assert_allclose(half.T @ half, x.T @ np.linalg.solve(full, x), rtol=1e-10)
    inverse = np.empty(band.shape)
    inverse_band(band, inverse)
    whole = np.linalg.inv(full)
    for i, d in itertools.product(range(n), range(m + 1)):
        if i >= d:
            assert inverse[i, d] == pytest.approx(whole[i, i - d], rel=1e-9, abs=1e-14)
    assert log_determinant(band) == pytest.approx(np.linalg.slogdet(full)[1])
    assert not factor(np.zeros((2, 2)))


# ------------------------------------------------------------------------ the integral


def test_the_integral_is_that_of_quadrature() -> None:
    """Three days, one mood: Gauss–Hermite in three dimensions; Laplace is off by little."""
    scenario = made(tables([mood("weather", 4.0, 0.6, ["accuse"])]))
    first = worlds.AS_OF + DAY
    days = {"accuse": (0, 1), "answer": (1,), "talk": (), "aid": ()}
    told = {kind_of(p): tuple(first + n * DAY for n in days[p.id]) for p in scenario.processes}
    history = History("made-up", first, first, first + 2 * DAY, (), told, {})
    rows = rows_of(scenario, history)
    alpha = np.array([-1.0, -0.4, -0.9, -2.0])
    rho = 2.0 ** (-1 / 4.0)
    root = np.linalg.cholesky(rho ** np.abs(np.subtract.outer(np.arange(3), np.arange(3))))
    nodes, weights = np.polynomial.hermite_e.hermegauss(25)
    weights = weights / weights.sum()
    exact = 0.0
    for place in itertools.product(range(25), repeat=3):
        z = root @ nodes[list(place)]
        hazard = np.exp(alpha[1] + 0.6 * z - 0.18)
        chance = np.where([1, 1, 0], -np.expm1(-hazard), np.exp(-hazard))
        exact += float(weights[list(place)].prod() * chance.prod())
    others = replace(rows, moods=NO_MOODS)
    apart = likelihood.rows(others, alpha, np.zeros(0))
    rest = apart.sum() - apart[rows.process_of == 1].sum()
    found = likelihood.value(rows, alpha, np.zeros(0)) - rest
    assert found == pytest.approx(math.log(exact), abs=0.01)
    assert abs(found - apart[rows.process_of == 1].sum()) > 0.02  # the mood does something


def test_laplace_is_that_of_dense_matrices() -> None:
    """Mode and determinant again, by Newton's method with whole matrices."""
    rows = tangled()
    n, k = len(rows.processes), len(rows.draws)
    alpha, theta = np.full(n, -1.2), np.full(k, 0.3)
    eta, _ = likelihood.log_hazard(rows, alpha, theta)
    column = {d.name: c for c, d in enumerate(rows.draws)}
    expected = likelihood.rows(rows, alpha, theta).sum()
    for block in rows.moods.blocks:
        names = [rows.moods.draws[s] for s in block.sigma]
        sigma = np.array([theta[column[d.name]] if d.sd > 0 else d.mean for d in names])
        m, days = sigma.size, block.days
        prior = np.zeros((m * days, m * days))
        for j in range(m):
            gap = np.abs(np.subtract.outer(np.arange(days), np.arange(days)))
            prior[j * days : (j + 1) * days, j * days : (j + 1) * days] = block.rho[j] ** gap
        load = np.zeros((block.rows.size, m * days))
        for r, day in enumerate(block.day):
            load[r, np.arange(m) * days + day] = block.weight[r] * sigma
        base = eta[block.rows] - 0.5 * (block.weight * sigma**2).sum(axis=1)
        act = rows.act[block.rows]
        precision = np.linalg.inv(prior)
        z = np.zeros(m * days)
        for _ in range(50):
            hazard = np.exp(base + load @ z)
            ratio = hazard / np.expm1(hazard)
            slope = np.where(act, ratio, -hazard)
            curve = np.where(act, ratio * (ratio + hazard - 1.0), hazard)
            hessian = precision + load.T @ (curve[:, None] * load)
            z = z + np.linalg.solve(hessian, load.T @ slope - precision @ z)
        hazard = np.exp(base + load @ z)
        told = np.where(act, np.log(-np.expm1(-hazard)), -hazard)
        expected += float(told.sum() - likelihood.rows(rows, alpha, theta)[block.rows].sum())
        expected += float(-0.5 * z @ precision @ z + 0.5 * np.linalg.slogdet(precision)[1])
        expected -= float(0.5 * np.linalg.slogdet(hessian)[1])
    assert likelihood.value(rows, alpha, theta) == pytest.approx(expected, abs=1e-7)


def test_derivatives_are_those_of_differences() -> None:
    rows = tangled()
    n, k = len(rows.processes), len(rows.draws)
    assert [d.name for d in rows.draws][-2:] == ["weather.sigma", "season.sigma"]
    at = np.concatenate([-1.5 + 0.3 * worlds.normal(5, n), 0.4 * np.abs(worlds.normal(6, k))])
    point = likelihood.point(rows, at[:n], at[n:])
    assert point.value == pytest.approx(likelihood.value(rows, at[:n], at[n:]), rel=1e-12)
    step, held = 1e-4, set(rows.spreads)
    steps = np.array([0.0 if i in held else 1e-3 for i in range(n + k)])
    whole = likelihood.curvature(rows, at[:n], at[n:], steps, likelihood.calm(rows))
    for i in range(n + k):
        if i in held:
            continue
        up, down = at.copy(), at.copy()
        up[i] += step
        down[i] -= step
        high, low = (likelihood.point(rows, x[:n], x[n:]) for x in (up, down))
        assert point.gradient[i] == pytest.approx((high.value - low.value) / (2 * step), abs=1e-6)
        np.testing.assert_allclose(
            -whole[i], (high.gradient - low.gradient) / (2 * step), atol=1e-4
        )
    free = [i for i in range(n + k) if i not in held]
    near = point.information[np.ix_(free, free)]
    np.testing.assert_allclose(near, whole[np.ix_(free, free)], atol=0.08 * near.max())


def test_a_certain_mood_of_no_spread_is_no_mood() -> None:
    scenario = made(tables([*worlds.EFFECTS, mood("weather", 15.0, 0.0, ["accuse", "talk"])]))
    history = random_history(scenario, 3)
    calm = rows_of(made(tables(worlds.EFFECTS)), history)
    alpha, theta = np.full(4, -1.5), np.full(5, 0.2)
    one, other = (likelihood.point(r, alpha, theta) for r in (rows_of(scenario, history), calm))
    assert one.value == pytest.approx(other.value, abs=1e-9)
    np.testing.assert_allclose(one.gradient, other.gradient, atol=1e-8)
    np.testing.assert_allclose(one.information, other.information, atol=1e-8)


# ------------------------------------------------------------------------ fits


def test_the_spread_of_a_mood_is_found_and_drawn() -> None:
    raw = tables([mood("weather", 20.0, 0.4, ["accuse", "answer", "talk"], 0.3)], horizon=1500)
    scenario = made(raw)
    for truth in (0.0, 0.8):
        found = fitting(scenario, played(scenario, 4, weather__sigma=truth)).run()
        mean, sd = laws(found)["weather.sigma"]
        assert sd < 0.2
        assert mean >= 0.0
        assert abs(mean - truth) < 3.5 * sd
        assert (found.file.earned["weather"] > 5.0) == (truth > 0)
        drawn = {c.draw.name: c.draw for c in found.applied().compiled().coefficients}
        assert drawn["weather.sigma"].basis == "fitted"
        (entry,) = [e for e in found.file.coefficients if e.name == "weather.sigma"]
        assert entry.acts > 100


def test_half_life_of_a_mood_is_found() -> None:
    raw = tables([mood("weather", 30.0, 0.9, ["accuse", "answer", "talk"])], horizon=2000)
    history = played(made(raw), 8, weather__sigma=0.9)
    raw["effects"][0]["half_life"] = 5.0
    found = fitting(made(raw), history, "weather").run()
    (profile,) = found.profiles
    assert profile.interval[0] < 30.0 < profile.interval[1]
    assert profile.interval[0] > 5.0
    assert found.applied().effects[0].half_life == profile.best  # type: ignore[attr-defined]


def test_what_a_mood_brings_is_not_put_down_to_inertia() -> None:
    """The likelihood without moods sees slow inertia where there is none."""
    slow = {**worlds.TALKS, "half_lives": [14.0], "coefficients": [quantity(0.2, 0.3)]}
    raw = tables([slow, worlds.CONSENT, mood("weather", 45.0, 0.6, ["talk"])], horizon=730)
    scenario = made(raw)
    with_mood, without = [], []
    for seed in range(8):
        history = played(scenario, seed, talks__h14=0.1, weather__sigma=0.6)
        state, _tau, solution = fitting(scenario, history).settled()
        place = len(state.processes)
        with_mood.append(solution.values[place] - 0.1)
        calm = replace(state.design, moods=NO_MOODS)
        without.append(solve(calm, state.prior(1.0)).values[place] - 0.1)
    assert np.mean(without) > 0.3
    assert abs(np.mean(with_mood)) < 0.15
