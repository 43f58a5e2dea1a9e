"""A date within a sentence: with its article, where the language in force gives it one."""

from __future__ import annotations

import datetime as dt

from detente.language.current import language
from detente.language.format import day


def the_day(date: dt.date) -> str:
    """A date such as 19 January 2025, in French le 19 janvier 2025."""
    return f"le {day(date)}" if language() == "fr" else day(date)
