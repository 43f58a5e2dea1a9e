"""Newton's method on the penalised log-likelihood, by passes over the record.

The log-likelihood is concave in η (complementary log–log), so Newton's step always climbs; it is
halved where it would overshoot. A case-control sample of days, weighed by the reciprocal of the
chance with which each is kept, gives the start; what is reported comes from whole passes alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from detente.daily import diagnose
from detente.daily.arrays import F64, Sums
from detente.daily.coefficients import Coefficients
from detente.daily.failures import DailyFitError, listed
from detente.daily.passes import ALL, Keep, Passes

SAMPLE_TOLERANCE = 1e-2
"""Expected gain at which the sample has said what it can."""
SAMPLE_PASSES = 30
HALVINGS = 30


@dataclass(frozen=True, slots=True)
class Step:
    """One pass and the step that it proposes.

    Attributes
    ----------
    whole : bool
        Over the whole likelihood, not over a sample.
    value : float
        Penalised log-likelihood where the pass was made.
    gradient : float
        Largest absolute component.
    gain : float
        Expected gain of the step, ½·gᵀ·I⁻¹·g: half Newton's decrement.
    step : float
        Largest step of a coefficient, in its standard errors.
    seconds : float
        Wall time of the pass.
    """

    whole: bool
    value: float
    gradient: float
    gain: float
    step: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Maximum:
    """Where the climb ended.

    Attributes
    ----------
    coefficients : array
    log_likelihood : float
        Without the prior's part.
    information : array
        Minus the Hessian, prior included.
    steps : tuple of Step
    sums : Sums
        Of the last whole pass.
    """

    coefficients: F64
    log_likelihood: float
    information: F64
    steps: tuple[Step, ...]
    sums: Sums


Tell = Callable[[Step | None, float], None]
"""Told the share of a pass that is done, and each pass when it is over."""


@dataclass(slots=True)
class _Climb:
    passes: Passes
    coefficients: Coefficients
    tell: Tell | None

    def at(self, theta: F64, keep: Keep) -> tuple[float, F64, F64, Sums, float]:
        begun = time.perf_counter()
        tell = self.tell
        progress = None if tell is None else lambda share: tell(None, share)
        sums = self.passes.run(theta, keep, progress)
        value, gradient, information = self.passes.totals(sums)
        away = theta - self.coefficients.mean
        precision = self.coefficients.precision
        value -= 0.5 * float(precision @ away**2)
        return (
            value,
            gradient - precision * away,
            information + np.diag(precision),
            sums,
            time.perf_counter() - begun,
        )

    def climb(
        self, theta: F64, keep: Keep, tolerance: float, most: int, steps: list[Step]
    ) -> tuple[F64, float, F64, Sums]:
        """Climb until a step gains less than the tolerance; that step is taken as well."""
        found = self.at(theta, keep)
        for _ in range(most):
            value, gradient, information, sums, seconds = found
            if not (np.isfinite(value) and np.isfinite(information).all()):
                raise self._no_maximum(np.full(theta.size, np.inf), most)
            if keep.everything and not any(step.whole for step in steps):
                diagnose.separated(self.coefficients, sums)
            diagnose.collinear(self.coefficients, information)
            move = np.linalg.solve(information, gradient)
            gain = 0.5 * float(gradient @ move)
            errors = np.abs(move) / np.sqrt(np.diag(np.linalg.inv(information)))
            step = Step(
                keep.everything, value, float(np.abs(gradient).max()), gain,
                float(errors.max()), seconds,
            )  # fmt: skip
            steps.append(step)
            if self.tell is not None:
                self.tell(step, 1.0)
            if gain <= tolerance:
                return theta + move, value + gain, information, sums
            for _ in range(HALVINGS):
                found = self.at(theta + move, keep)
                if found[0] >= value - 1e-9 * abs(value):
                    break
                move = 0.5 * move
            theta = theta + move
        raise self._no_maximum(errors, most)

    def _no_maximum(self, errors: F64, most: int) -> DailyFitError:
        worst = tuple(self.coefficients.names[k] for k in np.argsort(-errors)[:3])
        return DailyFitError(
            f"no maximum after {most} passes; the coefficients that still move most are "
            f"{listed(worst)}: give them a prior, leave one out, or allow more passes "
            "(most_passes)",
            worst,
        )


def maximise(
    passes: Passes,
    coefficients: Coefficients,
    start: F64,
    *,
    sample: Keep | None,
    tolerance: float,
    most: int,
    tell: Tell | None = None,
) -> Maximum:
    """Climb to the maximum.

    Parameters
    ----------
    passes : Passes
    coefficients : Coefficients
    start : array
    sample : Keep, optional
        Case-control sample from which the start is improved first.
    tolerance : float
        Expected gain in log-likelihood of the last step.
    most : int
        Whole passes.
    tell : callable, optional

    Raises
    ------
    DailyFitError
        If columns are collinear or separated, or there is no maximum.
    """
    climb = _Climb(passes, coefficients, tell)
    steps: list[Step] = []
    if sample is not None:
        try:
            start = climb.climb(start, sample, SAMPLE_TOLERANCE, SAMPLE_PASSES, steps)[0]
        except DailyFitError:
            steps = []  # a sample may lack what the record has: the whole likelihood will say
    theta, value, information, sums = climb.climb(start, ALL, tolerance, most, steps)
    away = theta - coefficients.mean
    return Maximum(
        theta,
        value + 0.5 * float(coefficients.precision @ away**2),
        information,
        tuple(steps),
        sums,
    )
