"""Why a fit gives no numbers."""

from __future__ import annotations

from detente.errors import InputError


class EstimationError(InputError):
    """The record cannot tell the coefficients; the message names the effects and says what to do.

    Attributes
    ----------
    effects : tuple of str
        Names of the effects concerned.
    """

    def __init__(self, message: str, effects: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.effects = effects


class CollinearError(EstimationError):
    """Some combination of the effects never varies among the alternatives."""


class SeparatedError(EstimationError):
    """An effect always, or never, goes with the events: its coefficient has no finite estimate."""


class ConvergenceError(EstimationError):
    """The likelihood had no maximum within the iterations allowed."""
