"""Largest models, a hundred times a usual one; beyond them a play would take hours."""

from __future__ import annotations

from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.format import integer

MOST_PLANES = 20_000
MOST_CALENDAR = 500
MOST_INPUTS = 200_000
MOST_TERMS = 100_000
MOST_IMPACTS = 1_000_000
MOST_SCHEDULED = 2_000
MOST_STATES = 500
MOST_PARTIES = 30
"""Parties of a joint act."""
MOST_MEMBERS = 250
"""Members that vote."""
MOST_BALLOT = 200_000
"""Sums of weights, times numbers, in which a vote is counted."""


def within(number: int, most: int, what: str) -> None:
    """Refuse a model that outgrows what can be played.

    Raises
    ------
    ScenarioError
        If there are `most` of them already.
    """
    if number >= most:
        raise ScenarioError(
            _("more than {most} {what}; name fewer processes or effects").format(
                most=integer(most), what=what
            )
        )
