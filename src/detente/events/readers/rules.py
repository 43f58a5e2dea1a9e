"""Rules that hold for every format of event files, and which of them a reader has.

A rule that one reader keeps and its neighbour forgets makes the same cell mean two things. So each
reader says of every rule whether its format has what the rule is about (`Reader.rules`); one that
says nothing of a rule is not loaded, and the tests try each rule on each reader that has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Rule(StrEnum):
    """What may be said of a format; docs/events.md has the table."""

    MISSING = "missing"
    """Words for nothing (`detente.events.readers.cells.MISSING`) are nothing, in every column."""

    SEVERAL = "several"
    """Several actors in one cell are several events, one for each pair."""

    IDENTITY = "identity"
    """Rows of one id are one event, and rows of two ids are two, though they say the same."""

    PARTS = "parts"
    """A date may stand in several columns: year, month, day."""

    TYPES = "types"
    """Dates, times and numbers of a Parquet file are what their types say."""

    ISO = "iso"
    """ISO 8601 is read without being told: a date alone, with a time, with ``Z`` or an offset."""

    YEARS = "years"
    """A year of two digits is never taken for one of the first century."""

    PRECISION = "precision"
    """What is known to the week, the month or the year alone, as a column says, is kept apart."""

    MARKS = "marks"
    """A field that stands whole in quotation marks has them taken off and may hold tabs, where
    lines are divided by tabs and quotation marks have no other meaning.
    """

    DEATHS = "deaths"
    """The number of deaths is kept."""


def having(*rules: Rule) -> Mapping[Rule, bool]:
    """Say of every rule whether a reader has it.

    Parameters
    ----------
    *rules : Rule
        Those that it has; of the others its format has no need.
    """
    return {rule: rule in rules for rule in Rule}
