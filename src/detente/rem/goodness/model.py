"""Which models the checks can read."""

from __future__ import annotations

from typing import Any

from detente.errors import InputError
from detente.rem.models.base import EventModel


def check_model(model: Any) -> None:
    """Refuse what is not one model of events; rate and choice have moments of their own each.

    Raises
    ------
    InputError
        Saying what would be right.
    """
    if not isinstance(model, EventModel):
        both = "; give its .rate or its .choice" if hasattr(model, "rate") else ""
        raise InputError(f"{type(model).__name__} is no single model of events{both}")
