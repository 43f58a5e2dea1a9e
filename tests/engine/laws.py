"""Tests of chance with a stated rate of false alarms.

Every `assert_…` makes all its comparisons together and raises `RefutedError` with a probability
of at most `alpha` if the engine is right, taken over random seeds. The seeds of the tests are
fixed, so a test either always passes or never does; `alpha` says how unlikely it was to be written
with a seed that fails a right engine. Several comparisons share `alpha` equally (Bonferroni),
which holds whatever their dependence.

Each docstring gives the law, whether it is exact, and its source. `refuted` states the opposite: a
law that is wrong by a known amount must be found out by the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, gammaincc
from scipy.stats import chi2, kstest, norm

ALPHA = 1e-6
"""False alarms of one assertion, over all its comparisons."""

RATIOS = (0.5, 0.8, 0.9, 0.95, 1.05, 1.1, 1.25, 2.0)
"""Factors by which `assert_hazards` suspects a hazard to be wrong."""

F64 = NDArray[np.float64]


class RefutedError(AssertionError):
    """The numbers do not follow the law."""


@contextmanager
def refuted() -> Iterator[None]:
    """Demand that the law inside, which is wrong by a stated amount, is found out."""
    try:
        yield
    except RefutedError:
        return
    raise AssertionError("a law that is wrong was not found out: the test has no power")


def judge(p: ArrayLike, alpha: float, what: Sequence[object] | None = None) -> None:
    """Raise `RefutedError` if the smallest of m p-values is at most alpha/m.

    P(min p ≤ alpha/m) ≤ Σ P(p_i ≤ alpha/m) ≤ alpha for any dependence: Boole's inequality. Holm
    (1979) refutes the whole family on just the same occasions.
    """
    values = np.ravel(np.asarray(p, dtype=np.float64))
    assert values.size
    assert not np.isnan(values).any()
    worst = int(values.argmin())
    if values[worst] <= alpha / values.size:
        name = f" at {what[worst]}" if what is not None else ""
        raise RefutedError(
            f"p = {values[worst]:.3g}{name}, the smallest of {values.size}; "
            f"at most {alpha / values.size:.3g} counts as chance"
        )


# --------------------------------------------------------------------------------- event-days


def evidence(
    hazard: F64, happened: NDArray[np.bool_], group: NDArray[np.int64], groups: int
) -> F64:
    """Log of the evidence against the hazards, by group of cells.

    The likelihood of a day with the hazard r·λ over that with λ is, for r fixed,

        (1 − e^(−rλ))/(1 − e^(−λ)) where the act happened,  e^(−(r − 1)λ) where it did not.

    Given the past its mean is 1, so the product over days is a martingale with mean 1, whatever
    the hazards take from the past; so is the mean over `RATIOS`.
    """
    happened = happened.astype(bool)
    quiet = np.bincount(group[~happened], weights=hazard[~happened], minlength=groups)
    lively, where = hazard[happened], group[happened]
    logs = []
    with np.errstate(divide="ignore", invalid="ignore"):
        for r in RATIOS:
            ratio = np.log(np.expm1(-r * lively) / np.expm1(-lively))
            ratio[lively == 0.0] = np.inf  # an act that could not happen
            logs.append(np.bincount(where, weights=ratio, minlength=groups) - (r - 1.0) * quiet)
    return np.asarray(np.logaddexp.reduce(logs, axis=0) - np.log(len(RATIOS)), dtype=np.float64)


def assert_hazards(
    hazard: F64,
    happened: NDArray[np.bool_],
    group: NDArray[np.int64] | None = None,
    *,
    alpha: float = ALPHA,
    names: Sequence[object] | None = None,
) -> None:
    """Acts are as frequent as 1 − exp(−λ) says, with hazards that may hang on the past.

    Exact for any number of days: the evidence E (see `evidence`) has mean 1 under the law, so
    P(E ≥ 1/p) ≤ p, by Markov's inequality (for all days at once: Ville 1939; Shafer, Shen,
    Vereshchagin & Vovk 2011, Statistical Science 26(1)). By Neyman and Pearson's lemma nothing is
    stronger against hazards that are wrong by a factor: one of 1.1 is found, mostly, from about
    6,000 acts on, one of 1.05 from about 24,000.

    Parameters
    ----------
    hazard, happened : arrays of the same shape
        λ of each day and process before the day's draw, and whether the act happened.
    group : array of int64 of that shape, optional
        Cells that are tested together; numbers that were known before the draw. −1 is left out.
    """
    flat, acts = hazard.ravel(), happened.ravel()
    numbers = np.zeros(flat.size, dtype=np.int64) if group is None else group.ravel()
    kept = numbers >= 0
    groups = int(numbers.max()) + 1
    log = evidence(flat[kept], acts[kept], numbers[kept], groups)
    judge(np.exp(-np.clip(log, 0.0, 700.0)), alpha, names)


def assert_frequencies(
    hits: ArrayLike,
    trials: ArrayLike,
    probability: ArrayLike,
    *,
    alpha: float = ALPHA,
    names: Sequence[object] | None = None,
) -> None:
    """Counts of independent trials follow the binomial law.

    Exact: p = min(1, 2·min(P(X ≤ x), P(X ≥ x))) with the binomial's distribution function as an
    incomplete beta function (Clopper & Pearson 1934, Biometrika 26). A probability of 0 or 1
    allows no exception.
    """
    x, n, q = np.broadcast_arrays(
        *(np.asarray(a, dtype=np.float64) for a in (hits, trials, probability))
    )
    assert ((q >= 0.0) & (q <= 1.0) & (x <= n)).all()
    below = np.where(x >= n, 1.0, betainc(np.maximum(n - x, 1e-300), x + 1.0, 1.0 - q))
    above = np.where(x <= 0, 1.0, betainc(np.maximum(x, 1e-300), n - x + 1.0, q))
    judge(np.minimum(1.0, 2.0 * np.minimum(below, above)), alpha, names)


def assert_cells(observed: ArrayLike, expected: ArrayLike, *, alpha: float = ALPHA) -> None:
    """Counts over cells follow the multinomial law, a row for each comparison.

    Asymptotic: Pearson's χ² with cells − 1 degrees of freedom (Pearson 1900); at least 100 are
    expected in each cell, where its law differs little from χ² as far out as 1e-6.
    """
    o, e = np.atleast_2d(np.asarray(observed, float)), np.atleast_2d(np.asarray(expected, float))
    assert (e >= 100).all()
    np.testing.assert_allclose(o.sum(axis=1), np.broadcast_to(e, o.shape).sum(axis=1))
    statistic = ((o - e) ** 2 / e).sum(axis=1)
    judge(gammaincc(0.5 * (o.shape[1] - 1), 0.5 * statistic), alpha)


# --------------------------------------------------------------------------- uniform and normal


def assert_uniform(samples: Sequence[F64], *, alpha: float = ALPHA) -> None:
    """Each sample is uniform on (0, 1).

    Exact law of Kolmogorov's statistic, by `scipy.stats.kstest` (Simard & L'Ecuyer 2011, J. of
    Statistical Software 39(11)); the steps of 2⁻³² are far below what so few draws can see.
    """
    judge([kstest(sample, "uniform").pvalue for sample in samples], alpha)


def _square_sum(z: F64) -> F64:
    """Two-sided p-values of Σz² over the first axis against χ²."""
    total = (z * z).sum(axis=0)
    n = z.shape[0]
    return np.asarray(2.0 * np.minimum(chi2.cdf(total, n), chi2.sf(total, n)), dtype=np.float64)


def assert_standard_normal(z: F64, *, alpha: float = ALPHA) -> None:
    """Columns of independent standard normal numbers: mean, variance and shape.

    Exact: √n·mean is standard normal, Σz² is χ² with n degrees of freedom, and Φ(z) is uniform
    (Kolmogorov). The variance is exact for normal numbers only, hence the third.
    """
    mean = 2.0 * norm.sf(np.abs(z.mean(axis=0)) * np.sqrt(z.shape[0]))
    shape = [kstest(norm.cdf(column), "uniform").pvalue for column in z.T]
    judge(np.concatenate([mean, _square_sum(z), shape]), alpha)


def assert_correlation(x: F64, y: F64, rho: ArrayLike, *, alpha: float = ALPHA) -> None:
    """Columns of independent pairs of standard normal numbers with correlation ρ.

    Exact: (x + y)/√(2(1 + ρ)) and (x − y)/√(2(1 − ρ)) are standard normal, so their sums of
    squares are χ². A wrong ρ raises one of them and lowers the other.
    """
    r = np.asarray(rho, dtype=np.float64)
    both = [(x + y) / np.sqrt(2.0 * (1.0 + r)), (x - y) / np.sqrt(2.0 * (1.0 - r))]
    judge(np.concatenate([np.ravel(_square_sum(part)) for part in both]), alpha)


# ----------------------------------------------------------------------------------------- means


def assert_means(
    values: F64,
    mean: ArrayLike,
    variance: ArrayLike,
    bound: float,
    *,
    alpha: float = ALPHA,
    names: Sequence[object] | None = None,
) -> None:
    """Columns of independent numbers that stay within `bound` of their mean.

    Exact: Bernstein's inequality, P(|X̄ − μ| ≥ a) ≤ 2·exp(−n·a²/(2(σ² + b·a/3))), with the
    variance σ² that the law states (Boucheron, Lugosi & Massart 2013, Concentration
    Inequalities, section 2.8). It asks for 5.4 standard errors where the normal law asks for 4.9.
    """
    v, mu = values.reshape(values.shape[0], -1), np.asarray(mean, dtype=np.float64)
    assert np.all(np.abs(v - mu) <= bound * (1.0 + 1e-12))
    off = np.abs(v.mean(axis=0) - mu)
    scale = 2.0 * (np.asarray(variance, dtype=np.float64) + bound * off / 3.0)
    judge(np.minimum(1.0, 2.0 * np.exp(-v.shape[0] * off**2 / scale)), alpha, names)


def assert_means_by_normal_law(
    values: F64, mean: ArrayLike, variance: ArrayLike, skewness: float, *, alpha: float = ALPHA
) -> None:
    """Columns of independent numbers without bound, whose law is known to the third moment.

    Asymptotic: the normal tail of z = √n(X̄ − μ)/σ times exp(|γ|·|z|³/(6√n)), the first term of
    Cramér's series for large deviations (Petrov 1975, Sums of Independent Random Variables,
    chapter VIII), taken for both tails.
    """
    n, mu = values.shape[0], np.asarray(mean, dtype=np.float64)
    z = np.abs(values.mean(axis=0) - mu) * np.sqrt(n / np.asarray(variance, dtype=np.float64))
    factor = np.exp(np.minimum(abs(skewness) * z**3 / (6.0 * np.sqrt(n)), 50.0))
    judge(np.minimum(1.0, 2.0 * norm.sf(z) * factor), alpha)
