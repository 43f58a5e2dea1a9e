"""Why a fit gives no numbers, and what to know about those that it gives."""

from __future__ import annotations

from detente.errors import InputError


class DailyFitError(InputError):
    """The record cannot tell the coefficients: collinear, separated, too few acts, no maximum.

    Attributes
    ----------
    effects : tuple of str
        Coefficients concerned.
    """

    def __init__(self, message: str, effects: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.effects = effects


class DailyFitWarning(UserWarning):
    """The fit goes on, but its numbers hang on a prior or on few acts."""


def listed(names: tuple[str, ...], most: int = 6) -> str:
    """Names in quotation marks, the first few of them."""
    shown = ", ".join(f"'{name}'" for name in names[:most])
    return shown + (f" and {len(names) - most} more" if len(names) > most else "")
