"""The one shape of a fitted result: coefficients, how sure they are, and what they explain.

Names follow scikit-learn (a trailing underscore for what a fit has found, `coef_`) and lifelines
(`params_`, `standard_errors_`, `confidence_intervals_`, `log_likelihood_`, `summary`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.numerics.arguments import share
from detente.numerics.typeset import html, latex

if TYPE_CHECKING:
    import polars

F64 = NDArray[np.float64]

LEVEL = 0.95
"""Of intervals, where no other is asked for."""


def half_width(level: float = LEVEL) -> float:
    """Half of an interval's width in standard errors: the normal quantile at (1 + level)/2.

    Raises
    ------
    InputError
        If the level is not between 0 and 1.
    """
    return NormalDist().inv_cdf(0.5 + 0.5 * share(level, "level"))


@dataclass(frozen=True, slots=True)
class Estimates:
    """Coefficients with the normal law about them.

    Attributes
    ----------
    names : tuple of str
        Each once.
    coef : array of float64, shape (p,)
        Those of the largest likelihood, or the mode of the posterior.
    covariance : array of float64, shape (p, p)
        Inverse of the information; 0 for coefficients that were held.
    log_likelihood : float
        There, without any prior.
    events : int
        Acts in the likelihood.
    labels : mapping of str to sequence of str
        Leading columns of the table; by default `effect`, the names.
    prior_mean, prior_sd : array of float64, shape (p,), optional
        Of normal priors; NaN where there is none.
    """

    names: tuple[str, ...]
    coef: F64
    covariance: F64
    log_likelihood: float
    events: int
    labels: Mapping[str, Sequence[str]] = field(default_factory=dict)
    prior_mean: F64 | None = None
    prior_sd: F64 | None = None

    @property
    def standard_errors(self) -> F64:
        """Square roots of the variances, shape (p,)."""
        return np.sqrt(np.diag(self.covariance))

    @property
    def parameters(self) -> int:
        """Coefficients that were free."""
        return int(np.count_nonzero(np.diag(self.covariance)))

    def intervals(self, level: float) -> tuple[F64, F64]:
        """Lower and upper ends of intervals by the normal law, shape (p,) each.

        Raises
        ------
        InputError
            If the level is not between 0 and 1.
        """
        half = half_width(level) * self.standard_errors
        return self.coef - half, self.coef + half

    def frame(self, level: float) -> polars.DataFrame:
        """The table; see `Estimated.to_frame`."""
        import polars as pl

        errors = self.standard_errors
        z = np.divide(self.coef, errors, out=np.full(errors.shape, np.nan), where=errors != 0.0)
        p = [math.erfc(abs(value) / math.sqrt(2.0)) for value in z.tolist()]
        lower, upper = self.intervals(level)
        columns: dict[str, Sequence[str] | Sequence[float] | F64] = {
            **(self.labels or {"effect": self.names}),
            "coefficient": self.coef,
            "se": errors,
            "z": z,
            "p": p,
            "lower": lower,
            "upper": upper,
        }
        if self.prior_mean is not None and self.prior_sd is not None:
            columns |= {"prior_mean": self.prior_mean, "prior_sd": self.prior_sd}
        return pl.DataFrame(columns).with_columns(
            pl.col(name).fill_nan(None)
            for name in ("z", "p", "prior_mean", "prior_sd")
            if name in columns
        )


class Estimated:
    """What every fitted result tells of its coefficients, the same way.

    For results under priors the estimates are the mode of the posterior and the normal law about
    it (Laplace); log-likelihood, AIC and BIC are then those of the likelihood alone at the mode,
    and count a coefficient in full however closely its prior holds it.
    """

    __slots__ = ()

    def _estimates(self) -> Estimates:
        """What was found; raises `InputError` where nothing has been fitted yet."""
        raise NotImplementedError

    @property
    def names_(self) -> tuple[str, ...]:
        """Names of the coefficients, each once."""
        return self._estimates().names

    @property
    def coef_(self) -> F64:
        """Coefficients, shape (p,), in the order of `names_`."""
        return self._estimates().coef

    @property
    def theta_(self) -> F64:
        """The same vector by its sign in the formulas, θ."""
        return self.coef_

    @property
    def covariance_(self) -> F64:
        """Covariance of the estimates, shape (p, p)."""
        return self._estimates().covariance

    @property
    def params_(self) -> dict[str, float]:
        """Coefficients by name."""
        found = self._estimates()
        return dict(zip(found.names, found.coef.tolist(), strict=True))

    @property
    def standard_errors_(self) -> dict[str, float]:
        """Standard errors by name; under priors, standard deviations of the posterior."""
        found = self._estimates()
        return dict(zip(found.names, found.standard_errors.tolist(), strict=True))

    @property
    def confidence_intervals_(self) -> dict[str, tuple[float, float]]:
        """Ends of 95 % intervals by name; `to_frame` gives those of another level."""
        found = self._estimates()
        lower, upper = found.intervals(LEVEL)
        return dict(zip(found.names, zip(lower.tolist(), upper.tolist(), strict=True), strict=True))

    @property
    def log_likelihood_(self) -> float:
        """Log-likelihood at the estimates, without any prior."""
        return self._estimates().log_likelihood

    @property
    def aic_(self) -> float:
        """Akaike's criterion, 2p − 2·log-likelihood, with p the free coefficients."""
        found = self._estimates()
        return 2.0 * found.parameters - 2.0 * found.log_likelihood

    @property
    def bic_(self) -> float:
        """Schwarz's criterion, p·log(acts) − 2·log-likelihood.

        As for other histories of events it is acts that count, not days or cells at risk (Volinsky
        & Raftery 2000, Biometrics 56:256-262).
        """
        found = self._estimates()
        return found.parameters * math.log(found.events) - 2.0 * found.log_likelihood

    @property
    def summary(self) -> polars.DataFrame:
        """The table of coefficients with 95 % intervals; see `to_frame`."""
        return self.to_frame()

    def to_frame(self, level: float = LEVEL) -> polars.DataFrame:
        """The table of coefficients.

        Parameters
        ----------
        level : float
            Of the intervals.

        Returns
        -------
        polars.DataFrame
            effect (and class or part, where there are several); coefficient; se, its standard
            error; z, their ratio; p, two-sided, by the normal law (both empty for what was held);
            lower and upper, the ends of the interval; under priors prior_mean and prior_sd, empty
            where a prior is flat.

        Raises
        ------
        InputError
            If nothing has been fitted yet, or the level is not between 0 and 1.
        """
        return self._estimates().frame(level)

    def to_latex(
        self,
        level: float = LEVEL,
        *,
        decimals: int = 3,
        caption: str | None = None,
        label: str | None = None,
    ) -> str:
        """The table of coefficients in LaTeX, with the rules of the package booktabs.

        Parameters
        ----------
        level : float
            Of the intervals.
        decimals : int
        caption : str, optional
            Text, not LaTeX.
        label : str, optional
            By which the text refers to it.

        Raises
        ------
        InputError
            If nothing has been fitted yet, or an argument cannot be used.
        """
        return latex(self.to_frame(level), decimals, caption, label)

    def to_html(
        self, level: float = LEVEL, *, decimals: int = 3, caption: str | None = None
    ) -> str:
        """The table of coefficients in HTML; arguments as `to_latex` has them."""
        return html(self.to_frame(level), decimals, caption)
