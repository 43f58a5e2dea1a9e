"""The daily log-likelihood of event-days, its gradient and its information.

With η = α + offset + Σ θ_k x_k the hazard of a row is λ = exp(η), and

    L = Σ_(act) log(1 − exp(−λ)) − Σ_(no act) λ.

Per row, with r = λ/(exp(λ) − 1), dL/dη is r where the act happened and −λ where it did not;
d²L/dη² is r(1 − λ − r) and −λ. Both are at most 0, so L is concave in α and θ, as long as one
hazard belongs to a row; a joint act that either side can bring about has two, of which the larger
counts, and there L has kinks.

For λ near 0 differences of ones would leave no digits; the rows are those of the daily model
(numerics/_compiled_cloglog.py), which takes a series there.

Source: Allison (1982), Sociological Methodology 13, "Discrete-time methods for the analysis of
event histories", the complementary log–log link.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.fitting.design import Design
from detente.numerics._compiled_cloglog import fill_derivatives, fill_values
from detente.numerics.newton import Point

F64 = NDArray[np.float64]

LARGEST = 30.0
"""Log-hazard at which it is cut: an act that is certain long before."""


PIECE = 200_000
"""Multiplications of a piece of a product."""


def log_hazard(design: Design, baselines: F64, theta: F64) -> tuple[F64, F64]:
    """η of each row, and the covariates that count in it (those of the side that decides).

    Parameters
    ----------
    design : Design
    baselines : array of float64, shape (processes with rows,)
    theta : array of float64, shape (coefficients,)
    """
    alpha = baselines[design.process_of]
    x = design.side.x
    eta = alpha + design.side.offset + np.einsum("rk,k->r", x, theta)
    if design.either.size:
        rows = design.either
        other = alpha[rows] + design.target.offset + np.einsum("rk,k->r", design.target.x, theta)
        wins = other > eta[rows]
        eta[rows[wins]] = other[wins]
        x = x.copy()
        x[rows[wins]] = design.target.x[wins]
    return np.minimum(eta, LARGEST), x


def value(design: Design, baselines: F64, theta: F64) -> float:
    """Log-likelihood."""
    eta, _ = log_hazard(design, baselines, theta)
    return float(_rows(eta, design.act).sum())


def rows(design: Design, baselines: F64, theta: F64) -> F64:
    """Log-likelihood of each row."""
    eta, _ = log_hazard(design, baselines, theta)
    return _rows(eta, design.act)


def _rows(eta: F64, act: NDArray[np.bool_]) -> F64:
    found = np.empty(eta.shape)
    fill_values(np.exp(eta), act, found)
    return found


def point(design: Design, baselines: F64, theta: F64) -> Point[None]:
    """Log-likelihood with gradient and observed information, baselines first.

    Parameters
    ----------
    design : Design
    baselines : array of float64, shape (processes with rows,)
    theta : array of float64, shape (coefficients,)
    """
    eta, x = log_hazard(design, baselines, theta)
    first, second = np.empty(eta.shape), np.empty(eta.shape)
    fill_derivatives(np.exp(eta), design.act, first, second)
    cut = eta >= LARGEST
    first[cut] = second[cut] = 0.0
    p, k = len(design.processes), theta.shape[0]
    starts = design.rows_of[:-1]
    information = np.zeros((p + k, p + k))
    information[np.arange(p), np.arange(p)] = np.add.reduceat(second, starts)
    weighted = second[:, None] * x
    information[:p, p:] = np.add.reduceat(weighted, starts, axis=0)
    information[p:, :p] = information[:p, p:].T
    within = _products(x, np.column_stack([weighted, first]))
    information[p:, p:] = within[:, :k]
    gradient = np.concatenate([np.add.reduceat(first, starts), within[:, k]])
    return Point(float(_rows(eta, design.act).sum()), gradient, information, None)


def _products(x: F64, y: F64) -> F64:
    """xᵀy by pieces, each too small for the linear algebra library to call its threads.

    On a busy machine its threads wait for each other far longer than the sums take.
    """
    found = np.zeros((x.shape[1], y.shape[1]))
    rows = max(PIECE // max(x.shape[1] * y.shape[1], 1), 16)
    for a in range(0, x.shape[0], rows):
        found += x[a : a + rows].T @ y[a : a + rows]
    return found


def expected_daily(design: Design, baselines: F64, theta: F64) -> F64:
    """Mean daily probability of each process over its rows, shape (processes with rows,)."""
    if not design.rows:
        return np.zeros(0)
    eta, _ = log_hazard(design, baselines, theta)
    sums = np.add.reduceat(-np.expm1(-np.exp(eta)), design.rows_of[:-1])
    return np.asarray(sums / np.diff(design.rows_of))
