"""Random intercepts: actors or pairs act more, or less, than their statistics say.

η of a cell is θ·x + b of its group, b normal with mean 0 and variance σ². Given σ², θ and b
maximise the penalised likelihood l(θ, b) − Σb²/(2σ²); σ² maximises the integrated likelihood by
Laplace's approximation there,

    l(θ, b) − Σb²/(2σ²) − ½ log det(I + σ²K),

with K the information of b given θ. Groups that were never at risk change nothing in it.

Source: Ripatti & Palmgren (2000), Biometrics 56:1016-1022, who integrate log-normal frailties so;
Therneau, Grambsch & Pankratz (2003), Journal of Computational and Graphical Statistics 12:156-175,
on penalised likelihoods for frailties. An ordered likelihood has the form of Cox's.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from detente.errors import ConvergenceError
from detente.numerics.estimates import LEVEL, half_width
from detente.numerics.information import inverse

if TYPE_CHECKING:
    import polars

    from detente.rem.engine.arrays import Floats

Of = Literal["sender", "receiver", "dyad"]
"""Who has the intercept: dyads are ordered pairs."""

Pass = Callable[
    ["Floats", "Floats"],
    tuple[float, "Floats", "Floats", "Floats", "Floats", "Floats", "Floats"],
]
"""θ, b → log-likelihood, gradient of θ and of b; information of θ, θ with b, and b (two parts)."""

LEAST, MOST = 1e-3, 20.0
"""Bounds of σ; at the lower one the intercepts are held to be the same for all."""

STEPS, DECREMENT = 100, 1e-12
"""Newton steps for θ and b at most, and the decrement at which they end."""

APART = 0.05
"""Step in log σ for the curvature of the integrated likelihood."""


@dataclass(frozen=True)
class Frailty:
    """Random intercepts, and how much they differ.

    Attributes
    ----------
    of : {"sender", "receiver", "dyad"}
    variance : float
        σ²; 0 where the likelihood is largest without differences.
    standard_error : float
        Of the variance, from the curvature of the integrated likelihood in log σ (NaN at 0).
    log_sd_error : float
        Of log σ (NaN at 0), on which `interval` rests.
    log_likelihood : float
        Integrated over the intercepts.
    without : float
        Log-likelihood of the model without intercepts.
    table : mapping of str to list
        Columns of `to_frame`.
    """

    of: Of
    variance: float
    standard_error: float
    log_sd_error: float
    log_likelihood: float
    without: float
    table: dict[str, list[Any]]

    def __repr__(self) -> str:
        """Whose, how many, and how much they differ."""
        size = len(self.table["intercept"])
        return (
            f"Frailty of {size} {self.of}s: variance {self.variance:.4g} (standard error "
            f"{self.standard_error:.2g}), p = {self.p_value:.2g} against none"
        )

    @property
    def sd(self) -> float:
        """Standard deviation of the intercepts."""
        return math.sqrt(self.variance)

    def interval(self, level: float = LEVEL) -> tuple[float, float]:
        """Ends of an interval of the variance, by the normal law of log σ.

        Raises
        ------
        InputError
            If the level is not between 0 and 1.
        """
        half = 2.0 * half_width(level) * self.log_sd_error
        return self.variance * math.exp(-half), self.variance * math.exp(half)

    @property
    def p_value(self) -> float:
        """Of no differences at all, by the likelihood ratio: half of that of χ² with 1 degree.

        The variance lies at the end of its range under that hypothesis (Self & Liang 1987, Journal
        of the American Statistical Association 82:605-610, case 5).
        """
        ratio = max(2.0 * (self.log_likelihood - self.without), 0.0)
        return 0.5 * math.erfc(math.sqrt(0.5 * ratio))

    def to_frame(self) -> polars.DataFrame:
        """The intercepts that are likeliest given the record.

        Returns
        -------
        polars.DataFrame
            sender, receiver or both; intercept, its mode; se, the standard deviation about it
            given σ²; events, how many the group has.
        """
        import polars as pl

        return pl.DataFrame(self.table)


@dataclass(frozen=True)
class Joint:
    """θ and b that are likeliest given σ.

    Attributes
    ----------
    theta, intercepts : float64, shapes (p,) and (G,)
    log_likelihood : float
        Given b.
    integrated : float
        Over b, by Laplace's approximation.
    covariance : float64, shape (p, p)
        Of θ, given σ.
    errors : float64, shape (G,)
        Of the intercepts, given σ.
    """

    theta: Floats
    intercepts: Floats
    log_likelihood: float
    integrated: float
    covariance: Floats
    errors: Floats


@dataclass(frozen=True)
class _Blocks:
    """The penalised information, b taken out: of b alone diagonal, or full."""

    inner: Floats
    cross: Floats
    own: Floats
    between: Floats
    variance: float

    def over(self, right: Floats) -> Floats:
        """Inverse of the information of b, times the columns of `right` (G, k)."""
        if not self.between.size:
            return np.asarray(right / (self.own + 1.0 / self.variance)[:, None])
        full = np.diag(self.own + 1.0 / self.variance) - self.between
        return np.asarray(np.linalg.solve(full, right))

    @property
    def log_det(self) -> float:
        """Log det(I + σ²K)."""
        if not self.between.size:
            return float(np.log1p(self.variance * self.own).sum())
        full = np.eye(self.own.size) + self.variance * (np.diag(self.own) - self.between)
        return float(np.linalg.slogdet(full)[1])

    @property
    def schur(self) -> Floats:
        """Information of θ, b taken out."""
        return np.asarray(self.inner - self.cross @ self.over(self.cross.T))

    def step(self, gradient: Floats, pull: Floats) -> tuple[Floats, Floats]:
        """Newton's step of θ and of b."""
        over = self.over(pull[:, None])[:, 0]
        theta = np.linalg.solve(self.schur, gradient - self.cross @ over)
        move = over - self.over((self.cross.T @ theta)[:, None])[:, 0]
        return np.asarray(theta, np.float64), move

    def errors(self, covariance: Floats) -> Floats:
        """Standard deviations of the intercepts, that of θ included."""
        if self.between.size:
            full = np.diag(self.own + 1.0 / self.variance) - self.between
            given = np.diag(np.linalg.inv(full))
        else:
            given = 1.0 / (self.own + 1.0 / self.variance)
        over = self.over(self.cross.T)
        return np.asarray(np.sqrt(given + ((over @ covariance) * over).sum(axis=1)))


def joint(run: Pass, theta: Floats, intercepts: Floats, sd: float) -> Joint:
    """Maximise the penalised likelihood by Newton's method with halving.

    Raises
    ------
    ConvergenceError
        If there is no maximum within `STEPS`.
    """
    variance = sd * sd

    def penalised(theta: Floats, b: Floats) -> tuple[float, Any]:
        found = run(theta, b)
        value = found[0] - float(b @ b) / (2.0 * variance)
        return (value if math.isfinite(value) else -math.inf), found

    value, found = penalised(theta, intercepts)
    for _ in range(STEPS):
        blocks = _Blocks(found[3], found[4], found[5], found[6], variance)
        pull = found[2] - intercepts / variance
        step, move = blocks.step(found[1], pull)
        decrement = float(found[1] @ step + pull @ move)
        if decrement < DECREMENT:
            covariance = inverse(blocks.schur)
            return Joint(
                theta,
                intercepts,
                found[0],
                value - 0.5 * blocks.log_det,
                covariance,
                blocks.errors(covariance),
            )
        part = min(1.0, 5.0 / max(float(np.abs(move).max()), 5.0))
        while part > 1e-6:
            reached, there = penalised(theta + part * step, intercepts + part * move)
            if reached >= value + 1e-4 * part * decrement - 1e-9 * (1.0 + abs(value)):
                break
            part *= 0.5
        else:
            break
        theta, intercepts, value, found = (
            theta + part * step,
            intercepts + part * move,
            reached,
            there,
        )
    raise ConvergenceError(
        f"no maximum with a random intercept whose standard deviation is {sd:.3g}; leave the "
        "frailty out, or give fewer effects"
    )


def estimate(run: Pass, theta: Floats, groups: int) -> tuple[Joint, float, float]:
    """Find σ, and θ and b there.

    Parameters
    ----------
    run : Pass
    theta : float64, shape (p,)
        Those of the model without intercepts.
    groups : int

    Returns
    -------
    joint : Joint
    sd : float
        0 where the integrated likelihood falls from `LEAST` on.
    error : float
        Standard error of log σ; NaN where σ is 0.
    """
    from scipy.optimize import minimize_scalar

    known: dict[float, Joint] = {}

    def at(log_sd: float) -> Joint:
        if log_sd not in known:
            near = min(known, key=lambda other: abs(other - log_sd), default=None)
            start = (theta, np.zeros(groups))
            if near is not None:
                start = known[near].theta, known[near].intercepts
            known[log_sd] = joint(run, *start, math.exp(log_sd))
        return known[log_sd]

    low, high = math.log(LEAST), math.log(MOST)
    grid = [math.log(sd) for sd in (LEAST, 0.03, 0.1, 0.3, 1.0, 3.0)]
    best = 0
    for k, log_sd in enumerate(grid):
        if at(log_sd).integrated > at(grid[best]).integrated:
            best = k
        elif k > best + 1:
            break  # beyond the maximum it only falls
    if best == 0:
        return at(low), 0.0, math.nan
    upper = grid[best + 1] if best + 1 < len(grid) else high
    found = minimize_scalar(
        lambda log_sd: -at(float(log_sd)).integrated,
        bounds=(grid[best - 1], upper),
        method="bounded",
        options={"xatol": 1e-6},
    )
    mode = float(found.x)
    if at(mode).integrated <= at(low).integrated + 1e-9:
        return at(low), 0.0, math.nan
    sides = at(mode - APART).integrated, at(mode + APART).integrated
    curvature = (2.0 * at(mode).integrated - sides[0] - sides[1]) / APART**2
    return at(mode), math.exp(mode), 1.0 / math.sqrt(curvature) if curvature > 0 else math.nan
