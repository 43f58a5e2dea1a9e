"""The daily log-likelihood of event-days, its gradient and its information.

With η = α + offset + Σ θ_k x_k + Σ_m w_m (σ_m z_m(t) − ½σ_m²) the hazard of a row is λ = exp(η),
and

    ll(z) = Σ_(act) log(1 − exp(−λ)) − Σ_(no act) λ,    L = log ∫ exp(ll(z)) dP(z),

z the moods of the row's process, each a stationary AR(1) with unit variance, as they are played.
Laplace's approximation of the integral is, with ẑ the most likely path, Q the precision of P and
W minus the second derivatives of ll in z,

    L ≈ ll(ẑ) − ½ẑᵀQẑ + ½log|Q| − ½log|Q + W|.

Both matrices are banded, so that all of it is linear in the days. The gradient is exact: ẑ and the
determinant move with the parameters. Without moods L is ll.

Per row, with r = λ/(exp(λ) − 1), dll/dη is r where the act happened and −λ where it did not;
d²ll/dη² is r(1 − λ − r) and −λ. Both are at most 0, so ll is concave in α and θ, as long as one
hazard belongs to a row; a joint act that either side can bring about has two, of which the larger
counts, and there ll has kinks.

For λ near 0 differences of ones would leave no digits; the rows are those of the daily model
(numerics/_compiled_cloglog.py), which takes a series there.

Sources: Allison (1982), Sociological Methodology 13, "Discrete-time methods for the analysis of
event histories", the complementary log–log link; Rue, Martino & Chopin (2009), J. of the Royal
Statistical Society B 71(2), section 3.2 (Laplace's approximation with banded precision).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.fitting import _compiled_moods as compiled
from detente.fitting._compiled_moods import LARGEST
from detente.fitting.design import Design, effective
from detente.fitting.moods import MoodBlock
from detente.numerics._compiled_banded import half_solve
from detente.numerics._compiled_cloglog import fill_derivatives, fill_values
from detente.numerics.newton import Point

F64 = NDArray[np.float64]

PIECE = 200_000
"""Multiplications of a piece of a product."""

Paths = Sequence[F64]
"""Of the moods of each block: where the search begins; the most likely paths are left there."""


def log_hazard(design: Design, baselines: F64, theta: F64) -> tuple[F64, F64]:
    """η of each row at the mean of the moods' law, and its derivatives by the coefficients.

    Parameters
    ----------
    design : Design
    baselines : array of float64, shape (processes with rows,)
        Logarithms of the rates.
    theta : array of float64, shape (coefficients,)
    """
    eta, x = effective(design, theta)
    return np.minimum(eta + baselines[design.process_of], LARGEST), x


@dataclass(frozen=True, slots=True)
class _Block:
    """A block at one place of the parameters, its moods at their most likely path."""

    block: MoodBlock
    sigma: F64
    base: F64
    acted: NDArray[np.bool_]
    load: F64
    path: F64
    band: F64
    value: float


def _sigmas(design: Design, theta: F64) -> F64:
    """Every σ, fitted or certain."""
    means = (draw.mean for draw in design.moods.draws)
    return np.array([theta[c] if c >= 0 else m for c, m in zip(design.sigmas, means, strict=True)])


def _integrated(design: Design, theta: F64, eta: F64, paths: Paths) -> list[_Block]:
    """Integrate the moods of every block out; `paths` move to the most likely ones."""
    sigmas = _sigmas(design, theta)
    found = []
    for block, path in zip(design.moods.blocks, paths, strict=True):
        sigma = sigmas[block.sigma]
        load = block.weight * sigma
        base = eta[block.rows] - 0.5 * (load @ sigma)
        acted = design.act[block.rows]
        band = np.empty((path.size, block.rho.size + 1))
        value = compiled.mode(base, acted, block.day, load, block.rho, block.days, path, band)
        found.append(_Block(block, sigma, base, acted, load, path, band, float(value)))
    return found


def calm(design: Design) -> Paths:
    """Paths of the moods to begin with."""
    return design.moods.calm()


def value(design: Design, baselines: F64, theta: F64, paths: Paths | None = None) -> float:
    """Log-likelihood, the moods integrated out.

    Parameters
    ----------
    design : Design
    baselines : array of float64, shape (processes with rows,)
    theta : array of float64, shape (coefficients,)
    paths : sequence of arrays, optional
        See `Paths`.
    """
    eta, _ = log_hazard(design, baselines, theta)
    each = _rows(eta, design.act)
    blocks = _integrated(design, theta, eta, calm(design) if paths is None else paths)
    for found in blocks:
        each[found.block.rows] = 0.0
    return float(each.sum()) + sum(found.value for found in blocks)


def rows(design: Design, baselines: F64, theta: F64) -> F64:
    """Log-likelihood of each row, the moods at their law's mean."""
    eta, _ = log_hazard(design, baselines, theta)
    return _rows(eta, design.act)


def _rows(eta: F64, act: NDArray[np.bool_]) -> F64:
    found = np.empty(eta.shape)
    fill_values(np.exp(eta), act, found)
    return found


@dataclass(frozen=True, slots=True)
class _Slope:
    """The gradient at one place, with what the information is made of."""

    value: float
    gradient: F64
    x: F64
    second: F64
    blocks: list[_Block]


def _slope(design: Design, baselines: F64, theta: F64, paths: Paths) -> _Slope:
    """Value and gradient."""
    eta, x = log_hazard(design, baselines, theta)
    first, second = np.empty(eta.shape), np.empty(eta.shape)
    fill_derivatives(np.exp(eta), design.act, first, second)
    cut = eta >= LARGEST
    first[cut] = second[cut] = 0.0
    blocks = _integrated(design, theta, eta, paths)
    each = _rows(eta, design.act)
    total = 0.0
    for found in blocks:
        own, rows = found.block, found.block.rows
        each[rows] = 0.0
        total += found.value
        curved, score = np.empty(rows.size), np.empty(rows.size)
        compiled.row_effects(
            found.base, found.acted, own.day, found.load, found.path, found.band, curved, score
        )
        first[rows], second[rows] = score, curved
    starts = design.rows_of[:-1]
    within = _products(x, first[:, None])[:, 0]
    gradient = np.concatenate([np.add.reduceat(first, starts), within])
    return _Slope(float(each.sum()) + total, gradient, x, second, blocks)


def point(design: Design, baselines: F64, theta: F64, paths: Paths | None = None) -> Point[None]:
    """Log-likelihood with gradient and information, baselines first.

    The information is that of likelihood and moods together, less what the moods take of it; how
    their determinant curves is left out (`curvature` has it). The σ of moods are taken as they are:
    nothing is said of how the likelihood changes with them.

    Parameters
    ----------
    design : Design
    baselines : array of float64, shape (processes with rows,)
    theta : array of float64, shape (coefficients,)
    paths : sequence of arrays, optional
        See `Paths`.
    """
    paths = calm(design) if paths is None else paths
    found = _slope(design, baselines, theta, paths)
    p, k = len(design.processes), theta.shape[0]
    x, second = found.x, found.second
    starts = design.rows_of[:-1]
    information = np.zeros((p + k, p + k))
    information[np.arange(p), np.arange(p)] = np.add.reduceat(second, starts)
    weighted = second[:, None] * x
    information[:p, p:] = np.add.reduceat(weighted, starts, axis=0)
    information[p:, :p] = information[:p, p:].T
    information[p:, p:] = _products(x, weighted)
    for each in found.blocks:
        where, taken = _taken_by_moods(design, each, x, second)
        information[np.ix_(where, where)] -= taken
    return Point(found.value, found.gradient, information, None)


def _taken_by_moods(
    design: Design, found: _Block, x: F64, second: F64
) -> tuple[NDArray[np.int64], F64]:
    """What the moods of a block take of the information, and of which parameters."""
    own = found.block
    n = own.processes.size
    mine = np.zeros((own.rows.size, n + x.shape[1]))
    number = np.searchsorted(own.processes, design.process_of[own.rows])
    mine[np.arange(own.rows.size), number] = 1.0
    mine[:, n:] = x[own.rows]
    cross = np.zeros((found.path.size, mine.shape[1]))
    compiled.crossed(second[own.rows], own.day, found.load, mine, cross)
    half_solve(found.band, cross)
    where = np.concatenate([own.processes, len(design.processes) + np.arange(x.shape[1])])
    return where, _products(cross, cross)


def _rise(
    design: Design, baselines: F64, theta: F64, which: list[int], step: float | F64,
    paths: Paths,
) -> F64:  # fmt: skip
    """How the gradient rises with some parameters together, by central differences."""
    p = baselines.shape[0]
    here = np.concatenate([baselines, theta])
    high, low = here.copy(), here.copy()
    high[which] += step
    low[which] -= step
    ends = [
        _slope(design, at[:p], at[p:], [path.copy() for path in paths]).gradient
        for at in (high, low)
    ]
    return np.asarray((ends[0] - ends[1]) / 2.0)


def curvature(design: Design, baselines: F64, theta: F64, steps: F64, paths: Paths) -> F64:
    """Minus the second derivatives of the log-likelihood, from differences of its gradient.

    Baselines that no mood ties together are moved at once: of them the gradient of each tells its
    own curvature alone, and that of the coefficients follows from symmetry.

    Parameters
    ----------
    design : Design
    baselines : array of float64, shape (processes with rows,)
    theta : array of float64, shape (coefficients,)
    steps : array of float64, shape (baselines + coefficients,)
        Of the differences; 0 for parameters that are held.
    paths : sequence of arrays
        See `Paths`.
    """
    p, k = len(design.processes), theta.shape[0]
    found = np.zeros((p + k, p + k))

    def rise(which: list[int]) -> F64:
        return _rise(design, baselines, theta, which, steps[which], paths)

    for column in range(p, p + k):
        if steps[column] > 0:
            found[:, column] = -rise([column]) / steps[column]
            found[column, :p] = found[:p, column]
    groups = [block.processes.tolist() for block in design.moods.blocks]
    tied = {i for group in groups for i in group}
    groups += [[i] for i in range(p) if i not in tied]
    for turn in range(max((len(group) for group in groups), default=0)):
        moved = {group[turn]: group for group in groups if turn < len(group)}
        moved = {i: group for i, group in moved.items() if steps[i] > 0}
        if moved:
            change = rise(list(moved))
            for i, group in moved.items():
                found[group, i] = -change[group] / steps[i]
    return np.asarray(0.5 * (found + found.T))


def _products(x: F64, y: F64) -> F64:
    """xᵀy by pieces, each too small for the linear algebra library to call its threads.

    On a busy machine its threads wait for each other far longer than the sums take.
    """
    found = np.zeros((x.shape[1], y.shape[1]))
    rows = max(PIECE // max(x.shape[1] * y.shape[1], 1), 16)
    for a in range(0, x.shape[0], rows):
        found += x[a : a + rows].T @ y[a : a + rows]
    return found
