"""Probabilities and differences, each with its interval and, apart, its Monte Carlo error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from detente.ensemble.design import SHARED
from detente.ensemble.normal_spread import normal_law
from detente.ensemble.spread import beta_law
from detente.numerics.draws import STRATA

F64 = NDArray[np.float64]

Z = 1.959964
"""Half the width of a 95 % interval of the normal law, in standard deviations."""

LOW, HIGH = 0.025, 0.975
"""Shares of the law below the ends of an interval."""

FEWEST_DRAWS = 2
"""Draws of the coefficients from which a difference between them is told."""

FEWEST = 5
"""Sets of parameter draws from which it is told how much less than independent they spread."""


@dataclass(frozen=True, slots=True, repr=False)
class Estimate:
    """A probability over belief, coefficients and chance.

    Attributes
    ----------
    probability : float
        Share of the futures that see it.
    interval : (float, float)
        95 %: between which the probability lies as the coefficients, and the credences that are
        stated with a spread, are drawn.
    monte_carlo : float
        Standard error of `probability`, over the futures and the finite number of draws of the
        coefficients: by how much other seeds differ. More futures lower it.
    parameter_sd : float
        Standard deviation of the probability between such draws. More futures do not lower it.
    """

    probability: float
    interval: tuple[float, float]
    monte_carlo: float
    parameter_sd: float

    def __repr__(self) -> str:
        """Probability, interval, and what more paths would tell."""
        return (
            f"<Estimate {self.short.strip()}; Monte Carlo error {self.monte_carlo:.4f}, between "
            f"parameter draws {self.parameter_sd:.4f}>"
        )

    @property
    def short(self) -> str:
        """Probability and interval in figures that stand below one another."""
        low, high = self.interval
        return f"{self.probability:6.1%} [{low:.1%}, {high:.1%}]"


def told(difference: float, monte_carlo: float) -> bool:
    """Whether a difference is more than twice its Monte Carlo error from zero."""
    return abs(difference) > Z * monte_carlo


@dataclass(frozen=True, slots=True)
class Difference:
    """A mean difference between futures, of a probability or in days.

    Attributes
    ----------
    mean : float
    interval : (float, float)
        95 %, of the same kind as that of an `Estimate`: between which the difference lies as
        coefficients and credences are drawn.
    monte_carlo : float
        Standard error of `mean`, as in an `Estimate`.
    parameter_sd : float
        Standard deviation of the difference between such draws.
    """

    mean: float
    interval: tuple[float, float]
    monte_carlo: float
    parameter_sd: float

    @property
    def told(self) -> bool:
        """Whether the mean is more than twice its Monte Carlo error from zero."""
        return told(self.mean, self.monte_carlo)

    def within(self, largest: float) -> Self:
        """The interval cut to ±`largest`, where no difference can be more."""
        low, high = (min(max(end, -largest), largest) for end in self.interval)
        return type(self)(self.mean, (low, high), self.monte_carlo, self.parameter_sd)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Which paths share a parameter draw: the same for all that is estimated of them.

    Attributes
    ----------
    inverse : array of int64, shape (paths,)
        Number of the draw of each path.
    size : array of float64, shape (draws,)
        Paths of each draw.
    sets : array of int64, shape (draws,)
        Number of the set with which a draw is stratified.
    given : bool
        Whether coefficients are those of one draw: more futures than a design plays with any.
    """

    inverse: NDArray[np.int64]
    size: F64
    sets: NDArray[np.int64]
    given: bool

    @classmethod
    def of(cls, parameters: NDArray[np.int64]) -> Self:
        """Look at the parameter index of each path: int64, shape (paths,)."""
        draws, inverse = np.unique(parameters, return_inverse=True)
        _, sets = np.unique(draws // STRATA, return_inverse=True)
        size = np.bincount(inverse).astype(np.float64)
        return cls(inverse, size, sets, parameters.shape[0] > SHARED and draws.shape[0] == 1)


Parameters = NDArray[np.int64] | Drawn
"""Parameter index of each path, shape (paths,), or what was seen of it already."""


@dataclass(frozen=True, slots=True)
class Nested:
    """Values of paths, taken apart by the parameter draw that they share.

    Attributes
    ----------
    size, mean : array of float64, shape (draws,)
        Number and mean of the paths of each draw.
    within : float
        Variance within draws; that of all values where no draw has two paths.
    clustered : float
        Variance of the mean over all paths, from how the means of sets of draws differ; NaN where
        sets are too few to tell.
    """

    size: F64
    mean: F64
    within: float
    clustered: float

    @classmethod
    def of(cls, values: F64, parameters: Parameters) -> Self:
        """Take values apart.

        Parameters
        ----------
        values : array of float64, shape (paths,)
        parameters : array of int64, shape (paths,), or Drawn
        """
        drawn = _drawn(parameters)
        inverse, size = drawn.inverse, drawn.size
        n = values.shape[0]
        mean = np.bincount(inverse, weights=values) / size
        free = n - size.shape[0]
        if free:
            within = float(np.square(values - mean[inverse]).sum() / free)
        else:
            within = float(values.var(ddof=1)) if n > 1 else 0.0
        sums = np.bincount(drawn.sets, weights=size * (mean - (values.mean() if n else 0.0)))
        sets = sums.shape[0]
        clustered = np.nan
        if sets >= FEWEST:
            clustered = float(sets / (sets - 1) * np.square(sums).sum() / n**2)
        return cls(size, mean, within, clustered)

    def error(self, spread: float) -> float:
        """Standard error of the mean over all paths, by chance and by the finite number of draws.

        Draws of one set are stratified, so that their mean spreads less than that of as many
        independent ones; sets are independent. Over M sets r of n paths i in all,

            error² = s²/n + min(max(V − s²/n, 0), σ² Σ_k n_k²/n²)
            V = M/(M − 1) · Σ_r (Σ_{i∈r} (y_i − ȳ))² / n²

        with s² the variance within draws k of n_k paths each, and σ that between them: V is the
        cluster-robust variance of a mean (Cameron & Miller 2015, J. of Human Resources 50(2)), and
        the bounds are what chance alone leaves, and what independent draws would.

        Parameters
        ----------
        spread : float
            Standard deviation between draws.
        """
        n = float(self.size.sum())
        chance = self.within / n
        most = spread**2 * float(np.square(self.size).sum()) / n**2
        told = max(self.clustered - chance, 0.0) if np.isfinite(self.clustered) else most
        return float(np.sqrt(chance + min(told, most)))


def _drawn(parameters: Parameters) -> Drawn:
    return parameters if isinstance(parameters, Drawn) else Drawn.of(parameters)


def probability(hit: NDArray[np.bool_], parameters: Parameters) -> Estimate:
    """Estimate a probability from paths grouped by parameter draw.

    The interval is that of the hierarchical model of `detente.ensemble.spread`, its ends 0 or 1
    where these paths cannot tell them from it. Where all paths have the coefficients of one draw,
    chance alone is left: it is Jeffreys' interval of a share (Brown, Cai & DasGupta 2001,
    Statistical Science 16(2), section 4.3).

    Parameters
    ----------
    hit : array of bool, shape (paths,)
    parameters : array of int64, shape (paths,), or Drawn
        Parameter index of each path.
    """
    n, drawn = hit.shape[0], _drawn(parameters)
    nested = Nested.of(hit.astype(np.float64), drawn)
    hits = float(hit.sum())
    if drawn.given:
        low, high = (float(betaincinv(hits + 0.5, n - hits + 0.5, end)) for end in (LOW, HIGH))
        spread = 0.0
    else:
        law = beta_law(np.rint(nested.mean * nested.size), nested.size)
        low, high, spread = law.quantile(LOW), law.quantile(HIGH), law.sd
    least = (LOW / n) if 0 < hits < n else 0.0
    if hits == 0 or low < least:
        low = 0.0
    if hits == n or 1.0 - high < least:
        high = 1.0
    error = nested.error(spread)
    if hits in (0, n):
        # none seen in n is not none at all: Jeffreys' mean stands for the share
        share = 0.5 / (n + 1.0)
        error = float(np.sqrt(share * (1.0 - share) / n))
    return Estimate(hits / n, (low, high), error, spread)


def difference(values: F64, parameters: Parameters) -> Difference:
    """Estimate a mean of paired differences, path by path, grouped by parameter draw.

    The interval is that of the normal hierarchical model of `detente.ensemble.normal_spread`; NaN,
    with an infinite error, where there are fewer than two draws. Where all paths have the
    coefficients of one draw, it is what chance alone leaves.

    Parameters
    ----------
    values : array of float64, shape (paths,)
    parameters : array of int64, shape (paths,), or Drawn
        Parameter index of each path.
    """
    drawn = _drawn(parameters)
    if drawn.given:
        mean, error = float(values.mean()), standard_error(values)
        return Difference(mean, (mean - Z * error, mean + Z * error), error, 0.0)
    nested = Nested.of(values, drawn)
    if nested.size.shape[0] < FEWEST_DRAWS:
        mean = float(values.mean()) if values.shape[0] else np.nan
        return Difference(mean, (np.nan, np.nan), np.inf, np.nan)
    law = normal_law(nested.mean, nested.within / nested.size)
    interval = law.quantile(LOW), law.quantile(HIGH)
    return Difference(float(values.mean()), interval, nested.error(law.sd), law.sd)


def apart(
    second: F64,
    first: F64,
    second_parameters: Parameters,
    first_parameters: Parameters,
) -> Difference:
    """Difference of means of two sets of paths with draws of their own; spreads and errors add."""
    a, b = difference(first, first_parameters), difference(second, second_parameters)
    mean = b.mean - a.mean
    ends = [float(np.hypot(b.interval[i] - b.mean, a.interval[1 - i] - a.mean)) for i in (0, 1)]
    return Difference(
        mean,
        (mean - ends[0], mean + ends[1]),
        float(np.hypot(a.monte_carlo, b.monte_carlo)),
        float(np.hypot(a.parameter_sd, b.parameter_sd)),
    )


def standard_error(values: F64) -> float:
    """Standard error of a mean over independent paths; infinite where too few tell."""
    n = values.shape[0]
    return float(values.std(ddof=1) / np.sqrt(n)) if n > 1 else np.inf
