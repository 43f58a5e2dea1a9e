"""How often a process happens, and how sure one is of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from detente.numerics.counts import Gamma, log_moments, pooled
from detente.planes.model import Draw
from detente.planes.quantity import Basis

YEAR = 365.25
"""Days."""

HIGHEST = 349.0
"""Days a year of the highest rate that counts may give."""

FEWEST_DAYS = 28
"""Covered days from which on a record measures rates: four weeks."""

LEAST_EXPECTED = 1.0
"""Days with an act that were to be expected, so that none at all says much."""

LEAST_SEEN = 3
"""Days with an act that say enough, however few were to be expected."""

Holds = Literal["as-things-stand", "claims-false"]
"""When a rate holds: at the start, with every claim at its credence, or with every claim false."""


@dataclass(frozen=True, slots=True)
class Rate:
    """The usual rate of a process.

    The hazard λ of a draw has the mean that `per_year` is, −log(1 − per_year/365.25) a day. Its
    law is log-normal with `sd` on the log scale, or, where acts were counted, a Gamma law.

    Attributes
    ----------
    per_year : float
        Days a year that see the act: the mean of what one believes about it.
    sd : float
        Standard deviation on the log scale; of a Gamma law that of its logarithm.
    basis : {"judgement", "literature", "record", "fitted"}
    reference : str
        Where the number comes from.
    shape : float or None
        Of the Gamma law; None of a log-normal one.
    holds : {"as-things-stand", "claims-false"}
    """

    per_year: float
    sd: float
    basis: Basis
    reference: str
    shape: float | None = None
    holds: Holds = "as-things-stand"

    @property
    def per_day(self) -> float:
        """Probability that a day sees the act."""
        return self.per_year / YEAR

    @property
    def log_hazard(self) -> float:
        """Logarithm of the mean hazard a day."""
        return math.log(-math.log1p(-self.per_day))

    def log_moments(self) -> tuple[float, float]:
        """Mean and standard deviation of the logarithm of the hazard."""
        if self.shape is None:
            return self.log_hazard - 0.5 * self.sd**2, self.sd
        return log_moments(Gamma(math.exp(self.log_hazard), self.shape))

    def draw(self, name: str) -> Draw:
        """The draw of the logarithm of the hazard."""
        return Draw(
            name,
            self.log_hazard,
            self.sd,
            basis=self.basis,
            reference=self.reference,
            law="log-normal" if self.shape is None else "log-gamma",
            shape=self.shape or 0.0,
        )


def counted(
    counts: Sequence[tuple[int, int]], reference: str, holds: Holds = "as-things-stand"
) -> Rate:
    """Rate of an act that was seen on some of the days of one or several periods.

    Parameters
    ----------
    counts : sequence of (events, days)
        Days that saw the act, and days that were looked at.
    reference : str
    holds : {"as-things-stand", "claims-false"}

    Returns
    -------
    Rate
        Under the law of `detente.numerics.counts.pooled`; numbers rounded to six digits, at most
        `HIGHEST` days a year; basis ``record``.
    """
    law = pooled(counts)
    per_year = YEAR * -math.expm1(-law.mean)
    return Rate(
        per_year=min(_short(per_year), HIGHEST),
        sd=_short(log_moments(law)[1]),
        basis="record",
        reference=reference,
        shape=_short(law.shape),
        holds=holds,
    )


def says_enough(events: int, days: int, per_year: float | None) -> bool:
    """Whether a count says enough for a rate.

    Decided by what was looked at and by what was to be expected, so that an act is not taken for
    frequent because it was happened upon; unless it was seen often.

    Parameters
    ----------
    events, days : int
        Days that saw the act, and days that were looked at.
    per_year : float or None
        Days a year that were to be expected; None if nothing was.
    """
    expected = 0.0 if per_year is None else per_year * days / YEAR
    enough = expected >= LEAST_EXPECTED or events >= LEAST_SEEN
    return enough and days >= FEWEST_DAYS


def _short(number: float) -> float:
    return float(f"{number:.6g}")
