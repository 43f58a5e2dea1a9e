"""When a file was made, by its own properties: a guess at the day of the text, no more."""

from __future__ import annotations

import datetime as dt

UNSET = frozenset({(1601, 1, 1), (1904, 1, 1), (1970, 1, 1), (1980, 1, 1)})
"""First days of the clocks of computers: what a program writes that was told no time."""


def day_made(*moments: dt.datetime | None, template: dt.datetime | None = None) -> dt.date | None:
    """The day of the first moment that tells when a file was made.

    Parameters
    ----------
    moments : datetime
        What the file states, the most telling first; None for what it lacks.
    template : datetime, optional
        When the file was made that this one was begun from, which tells nothing.
    """
    for each in moments:
        if each is None or (each.year, each.month, each.day) in UNSET:
            continue
        if template is None or each.replace(tzinfo=None) != template.replace(tzinfo=None):
            return each.date()
    return None
