"""When a difference is called an effect, and how it is said.

A difference is one where it is told from its Monte Carlo error, and its 95 % interval does not
hold zero. Points and days of waiting are judged apart: each is said only where it is.
"""

from __future__ import annotations

import math
from typing import Protocol

from detente.ensemble.estimate import told
from detente.language.counted import days, signed_points
from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import plus


class Moved(Protocol):
    """A difference in points and in days: a worth, or an outcome in two ensembles."""

    @property
    def interval(self) -> tuple[float, float]:
        """95 % of the difference in probability."""

    @property
    def monte_carlo(self) -> float:
        """Its standard error."""

    @property
    def waiting(self) -> float:
        """Difference in restricted mean waiting time, days."""

    @property
    def waiting_interval(self) -> tuple[float, float]:
        """95 % of it."""

    @property
    def waiting_monte_carlo(self) -> float:
        """Its standard error."""


def sure(value: float, interval: tuple[float, float], monte_carlo: float) -> bool:
    """Whether a difference is an effect."""
    low, high = interval
    finite = math.isfinite(value) and math.isfinite(low) and math.isfinite(high)
    return finite and told(value, monte_carlo) and (low > 0.0 or high < 0.0)


def in_points(value: float, each: Moved) -> float:
    """A difference in points, as printed; 0 where it is no effect or prints as nothing."""
    shows = abs(round(100 * value, 1)) > 0.0
    return value if shows and sure(value, each.interval, each.monte_carlo) else 0.0


def in_days(each: Moved) -> float:
    """The difference in days of waiting; 0 where it is no effect or prints as nothing."""
    shows = abs(round(each.waiting)) > 0
    said = shows and sure(each.waiting, each.waiting_interval, each.waiting_monte_carlo)
    return each.waiting if said else 0.0


def direction(value: float, each: Moved) -> int:
    """Whether it makes an outcome likelier or sooner (1), less likely or later (−1), or neither.

    0 too where points and days pull apart.
    """
    up = {math.copysign(1.0, x) for x in (in_points(value, each), -in_days(each)) if x}
    return int(up.pop()) if len(up) == 1 else 0


def measured(value: float, each: Moved) -> str:
    """An effect in brief: −13.0 points, 33 days later."""
    parts = []
    if in_points(value, each):
        parts.append(signed_points(value))
    if in_days(each):
        parts.append(later(each.waiting))
    return ", ".join(parts)


def later(difference: float) -> str:
    """A difference in days of waiting, in words."""
    return fill(_("{days} later") if difference > 0 else _("{days} sooner"), days=days(difference))


def between(interval: tuple[float, float], scale: float, digits: int, *, size: bool) -> str:
    """An interval of differences; of their sizes, from the least, where both ends have one sign."""
    ends = sorted(abs(end) for end in interval) if size else interval
    low, high = (
        plus(scale * end, digits).lstrip("+") if size else plus(scale * end, digits) for end in ends
    )
    return _("{low} to {high}").format(low=low, high=high)
