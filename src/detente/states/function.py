"""Functions of a quantity: how its value counts where it raises or lowers a hazard or a chance."""

from __future__ import annotations

from typing import Literal

from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.planes.builder import CONSTANT, Builder
from detente.planes.model import Coefficient, Draw, Op

Function = Literal["linear", "log1p", "excess"]
"""Of a quantity x: (x − r)/u, log(1 + max(x, 0)/u), or max(0, x − r)/u."""

ZERO = Coefficient(Draw("zero", 0.0))


def check_threshold(function: Function, threshold: object) -> None:
    """Refuse an excess without a threshold, and one that would be left aside.

    Raises
    ------
    ValueError
        If the two do not go together.
    """
    if function == "excess" and threshold is None:
        raise ValueError(_("'threshold' is missing: the value from which an excess counts"))
    if function == "log1p" and threshold is not None:
        raise ValueError(_("'threshold' does not go with log1p; leave it out, or use excess"))


def check_reach(level: str, function: Function, threshold: float, builder: Builder) -> None:
    """Refuse a threshold that a level never exceeds within its bounds.

    Raises
    ------
    ScenarioError
        If an excess over it never counts.
    """
    bounds = builder.bounds_of(level)
    if function == "excess" and threshold >= bounds[1]:
        raise ScenarioError(
            _("threshold = {value} is never exceeded: '{level}' stays from {low} to {high}").format(
                value=f"{threshold:g}", level=level, low=f"{bounds[0]:g}", high=f"{bounds[1]:g}"
            )
        )


def function_plane(
    value: str,
    function: Function,
    unit_change: float,
    threshold: Coefficient | None,
    builder: Builder,
) -> tuple[str, float]:
    """Plane of a function of a plane, and the scale that makes it one in `unit_change`."""
    if function == "log1p":
        positive = builder.derived(Op.HINGE, value, coefficient=ZERO)
        counted = builder.derived(Op.WEIGHTED, positive, weights=(1.0 / unit_change,))
        return builder.derived(Op.LOG1P, counted), 1.0
    if threshold is None:
        return value, 1.0 / unit_change
    if function == "excess":
        return builder.derived(Op.HINGE, value, coefficient=threshold), 1.0 / unit_change
    below = builder.negative(builder.derived(Op.SCALE, CONSTANT, coefficient=threshold))
    return builder.derived(Op.SUM, value, below), 1.0 / unit_change
