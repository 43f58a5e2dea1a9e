"""Rates of many classes of act on many kinds of dyad, each cell of the table helped by the others.

Of a pair of kind k the daily hazard of an act of class c is log-normal between pairs, with mean
m + α_c + β_k + γ_kc and standard deviation exp(s + a_c + b_k) on the log scale; a day sees the act
with probability 1 − exp(−λ), the law under which a scenario is played. α, β, γ, a and b are normal
about 0, so that a cell of few pairs is drawn towards what its class and its kind have in common
(crossed random effects: Gelman & Hill 2007, chapter 13). Their five variances maximise the marginal
likelihood in Laplace's approximation, by the fixed point of MacKay (1992), which Wood & Fasiolo
(2017) extend; no sampling, hence the same numbers every time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import gammaln

Floats = NDArray[np.float64]

STEPS = np.linspace(-6.0, 6.0, 193)
"""Standard normal deviates over which the spread between pairs is integrated."""
WEIGHTS = np.exp(-0.5 * STEPS**2) / np.exp(-0.5 * STEPS**2).sum()
ROUNDS = 40
TOLERANCE = 0.01
"""Change of a standard deviation, relative, at which the rounds end."""
WIDE = 3.0
"""Standard deviation of the two means, of which next to nothing is taken for known."""
LEAST_SD = 0.03


@dataclass(frozen=True, slots=True)
class Cell:
    """Days with an act that one class of act had on the pairs of one kind, each with how many."""

    kind: int
    act: int
    seen: Floats
    pairs: Floats
    days: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """Of a cell: mean of the log hazard, its error, and the spread between pairs."""

    mean: float
    error: float
    spread: float

    @property
    def sd(self) -> float:
        """Spread of a new pair on the log scale: that between pairs, and the mean's own error."""
        return float(np.hypot(self.error, self.spread))


def log_chance(seen: Floats, days: float, mean: float, spread: float) -> Floats:
    """Log probability of each number of days, given each deviate: a row a number."""
    hazard = np.exp(np.clip(mean + spread * STEPS, -30.0, 3.0))[None, :]
    y = seen[:, None]
    log_seen = np.log(-np.expm1(-hazard))
    binomial = gammaln(days + 1) - gammaln(y + 1) - gammaln(np.maximum(days - y, 0) + 1)
    return np.asarray(binomial + y * log_seen - (days - y) * hazard, dtype=np.float64)


def _cell(cell: Cell, mean: float, log_spread: float) -> tuple[float, Floats]:
    """Log likelihood of a cell, and its slope by mean and by logarithm of the spread."""
    spread = np.exp(log_spread)
    log_given = log_chance(cell.seen, cell.days, mean, float(spread)) + np.log(WEIGHTS)[None, :]
    top = log_given.max(axis=1, keepdims=True)
    joint = np.exp(log_given - top)
    total = joint.sum(axis=1, keepdims=True)
    hazard = np.exp(np.clip(mean + spread * STEPS, -30.0, 3.0))[None, :]
    y = cell.seen[:, None]
    slope = y * hazard / np.expm1(hazard) - (cell.days - y) * hazard
    share = joint / total
    by_mean = (share * slope).sum(axis=1)
    by_spread = (share * slope * spread * STEPS[None, :]).sum(axis=1)
    log_total = top[:, 0] + np.log(total[:, 0])
    return float(cell.pairs @ log_total), np.array([cell.pairs @ by_mean, cell.pairs @ by_spread])


class Crossed:
    """The model over some cells."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = cells
        kinds = 1 + max(cell.kind for cell in cells)
        acts = 1 + max(cell.act for cell in cells)
        sizes = {"mean": 1, "act": acts, "kind": kinds, "cell": len(cells),
                 "spread": 1, "act spread": acts, "kind spread": kinds}  # fmt: skip
        self.groups: dict[str, slice] = {}
        at = 0
        for name, size in sizes.items():
            self.groups[name] = slice(at, at + size)
            at += size
        self.size = at
        start = {name: each.start for name, each in self.groups.items()}
        self.design = np.zeros((len(cells), 2, at))
        for n, cell in enumerate(cells):
            for place in (0, start["act"] + cell.act, start["kind"] + cell.kind, start["cell"] + n):
                self.design[n, 0, place] = 1.0
            for place in (
                start["spread"],
                start["act spread"] + cell.act,
                start["kind spread"] + cell.kind,
            ):
                self.design[n, 1, place] = 1.0

    def fit(self, sds: dict[str, float] | None = None) -> tuple[list[Estimate], dict[str, float]]:
        """The estimate of each cell, and the five standard deviations; given, these stay."""
        tried = {name: 0.5 for name in self.groups if name not in ("mean", "spread")}
        if sds is not None:
            tried = dict(sds)
        at = np.zeros(self.size)
        at[self.groups["mean"]] = -4.0
        for _round in range(1 if sds is not None else ROUNDS):
            at, covariance = self._mode(at, tried)
            if sds is not None:
                break
            before = dict(tried)
            for name in tried:
                part = self.groups[name]
                free = part.stop - part.start - np.trace(covariance[part, part]) / tried[name] ** 2
                found = float(np.sqrt((at[part] @ at[part]) / max(free, 1e-3)))
                tried[name] = float(np.clip(found, LEAST_SD, WIDE))
            if all(abs(tried[n] / before[n] - 1) < TOLERANCE for n in tried):
                break
        place = self.design @ at
        inner = np.einsum("ni,ij,nj->n", self.design[:, 0], covariance, self.design[:, 0])
        estimates = [
            Estimate(float(m), float(np.sqrt(e)), float(np.exp(s)))
            for (m, s), e in zip(place, inner, strict=True)
        ]
        return estimates, tried

    def _mode(self, at: Floats, sds: dict[str, float]) -> tuple[Floats, Floats]:
        """Where the penalised likelihood is highest, and the covariance there."""
        prior = np.full(self.size, WIDE**-2)
        centre = np.zeros(self.size)
        centre[self.groups["mean"]] = -4.0
        for name, sd in sds.items():
            prior[self.groups[name]] = sd**-2

        def loss(x: Floats) -> tuple[float, Floats]:
            place = self.design @ x
            total, slopes = 0.0, np.zeros_like(place)
            for n, cell in enumerate(self.cells):
                value, slopes[n] = _cell(cell, place[n, 0], place[n, 1])
                total += value
            off = x - centre
            return (
                0.5 * float(prior @ off**2) - total,
                prior * off - np.einsum("nk,nki->i", slopes, self.design),
            )

        found = np.asarray(
            minimize(loss, at, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
        )
        inverse = np.linalg.inv(self._curvature(found) + np.diag(prior))
        return found, np.asarray(inverse, dtype=np.float64)

    def _curvature(self, at: Floats, step: float = 1e-3) -> Floats:
        place = self.design @ at
        whole = np.zeros((self.size, self.size))
        for n, cell in enumerate(self.cells):
            inner = np.zeros((2, 2))
            for k in range(2):
                up, down = place[n].copy(), place[n].copy()
                up[k] += step
                down[k] -= step
                inner[k] = -(_cell(cell, *up)[1] - _cell(cell, *down)[1]) / (2 * step)
            inner = 0.5 * (inner + inner.T)
            values, vectors = np.linalg.eigh(inner)
            inner = (vectors * np.maximum(values, 0.0)) @ vectors.T
            used = np.flatnonzero(self.design[n].any(axis=0))
            part = self.design[n][:, used]
            whole[np.ix_(used, used)] += part.T @ inner @ part
        return whole
