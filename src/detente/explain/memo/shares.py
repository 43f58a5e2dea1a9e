"""Shares of the futures that still wait, in words."""

from __future__ import annotations

from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import percent

ALL = 0.995
"""Share of the futures from which on it prints as all of them."""


def still_waiting(share: float) -> str:
    """A share of the futures that still wait, in words."""
    if share >= ALL:
        return _("all futures still waiting")
    return fill(_("{p} of the futures still waiting"), p=percent(share, 0))
