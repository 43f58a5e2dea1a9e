"""The mode of the penalised log-likelihood, by passes over the record.

The log-likelihood is concave in η (complementary log–log), so Newton's step always gains. A
case-control sample of days, weighed by the reciprocal of the chance with which each is kept, gives
the start; what is reported comes from whole passes alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from detente.daily.arrays import F64, Sums
from detente.daily.coefficients import Coefficients
from detente.daily.diagnose import collinear, no_maximum, separated
from detente.daily.passes import WHOLE, CaseControl, Passes
from detente.errors import EstimationError
from detente.numerics import newton
from detente.numerics.information import inverse
from detente.numerics.newton import Move, Point, Rules

SAMPLE_RULES = Rules(tolerance=2e-2, most=30, last_step=True)
"""Decrement at which the sample has said what it can: an expected gain of 0.01."""


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
class Mode:
    """Where the search ended.

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


@dataclass(frozen=True, slots=True)
class _Pass:
    """What a pass finds beside the derivatives."""

    sums: Sums
    seconds: float


@dataclass(slots=True)
class _Search:
    """A search on the whole likelihood, or on a sample of it."""

    passes: Passes
    coefficients: Coefficients
    days: CaseControl
    tell: Tell | None
    steps: list[Step] = field(default_factory=list)
    errors: F64 = field(default_factory=lambda: np.zeros(0))

    def evaluate(self, theta: F64) -> Point[_Pass]:
        begun = time.perf_counter()
        tell = self.tell
        progress = None if tell is None else lambda share: tell(None, share)
        sums = self.passes.run(theta, self.days, progress)
        value, gradient, information = self.passes.totals(sums)
        away = theta - self.coefficients.mean
        precision = self.coefficients.precision
        return Point(
            value - 0.5 * float(precision @ away**2),
            gradient - precision * away,
            information + np.diag(precision),
            _Pass(sums, time.perf_counter() - begun),
        )

    def check(self, theta: F64, point: Point[_Pass]) -> None:
        if not (np.isfinite(point.value) and np.isfinite(point.information).all()):
            everywhere = np.full(theta.size, np.inf)
            raise no_maximum(self.coefficients, everywhere, len(self.steps) + 1)
        if self.days.whole and not self.steps:
            separated(self.coefficients, point.payload.sums)
        collinear(self.coefficients, point.information)

    def told(self, point: Point[_Pass], move: Move) -> None:
        self.errors = np.abs(move.by) / np.sqrt(np.diag(inverse(point.information)))
        step = Step(
            self.days.whole, point.value, float(np.abs(point.gradient).max()), move.gain,
            float(self.errors.max()), point.payload.seconds,
        )  # fmt: skip
        self.steps.append(step)
        if self.tell is not None:
            self.tell(step, 1.0)

    def run(self, start: F64, rules: Rules) -> newton.Maximum[_Pass]:
        found = newton.maximise(self.evaluate, start, rules, check=self.check, told=self.told)
        if not found.converged:
            raise no_maximum(self.coefficients, self.errors, len(self.steps))
        return found


def maximise(
    passes: Passes,
    coefficients: Coefficients,
    start: F64,
    *,
    sample: CaseControl | None,
    tolerance: float,
    most: int,
    tell: Tell | None = None,
) -> Mode:
    """Find the mode.

    Parameters
    ----------
    passes : Passes
    coefficients : Coefficients
    start : array
    sample : CaseControl, optional
        Days from which the start is improved first.
    tolerance : float
        Expected gain in log-likelihood of the last step.
    most : int
        Whole passes, beside those of halved steps.
    tell : callable, optional

    Raises
    ------
    EstimationError
        If columns are collinear or separated, or there is no maximum.
    """
    steps: list[Step] = []
    if sample is not None:
        first = _Search(passes, coefficients, sample, tell)
        try:
            start = first.run(start, SAMPLE_RULES).place
            steps = first.steps
        except EstimationError:
            pass  # a sample may lack what the record has: the whole likelihood will say
    search = _Search(passes, coefficients, WHOLE, tell)
    found = search.run(start, Rules(2.0 * tolerance, most, last_step=True))
    away = found.place - coefficients.mean
    return Mode(
        found.place,
        found.value + 0.5 * float(coefficients.precision @ away**2),
        found.information,
        (*steps, *search.steps),
        found.point.payload.sums,
    )
