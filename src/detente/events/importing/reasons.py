"""Why rows were not read, in the language in force.

Reasons are put together where rows are looked at and kept beside the rows, in English whatever is
in force: the same file gives the same bytes. Only what is printed is translated.
"""

from __future__ import annotations

import re
from functools import cache

from detente.language.current import gettext as _
from detente.language.current import language, marked

IN_A_MAPPING = marked("in a mapping (--map)")
"""Where the keys of a mapping stand, when none was given."""

_TEMPLATES = (
    marked("other reasons"),
    marked("the date is missing"),
    marked("the date {day} is none"),
    marked("the date {day} lies in the future"),
    marked("the date {day} lies before 1800"),
    marked("the date {day} has a year of two digits; date_format = {form} {place} reads it"),
    marked(
        "the date {day} does not say whether day or month comes first; date_format = "
        "{form} or {second} {place} reads it"
    ),
    marked(
        "the date {day} is a number of days, as a spreadsheet counts them; write it as 2024-05-01"
    ),
    marked("the day is not known ({day}); unknown_day in {named} puts it on a day of the month"),
    marked("{column} {cell}: the year is known, not the day"),
    marked("{column} {cell}: the month is known, not the day"),
    marked("{column} {cell}: the week is known, not the day"),
    marked("{column} {cell} has no meaning; the table precision {place} says what it means"),
    marked("the code is missing"),
    marked("the code {code} is unknown"),
    marked("the code {code} is unknown; {full} without its zero?"),
    marked("the code {code} of root code {root} has lost a leading zero"),
    marked("the event has no id"),
    marked("it lasts {days} days, and is no act of one day"),
    marked("a development that is no act of one party towards another"),
    marked("the number of deaths is negative"),
    marked("the number of fatalities is negative"),
    marked("a count of mentions, sources or articles is negative"),
    marked("{found} field instead of {width}"),
    marked("{found} fields instead of {width}"),
    marked("a field in quotation marks holds a tab, and there are {reason}"),
    marked("{reason}; a quotation mark opens a field, and none closes it on the line"),
    marked("a quoted field runs on to line {line}: {reason}"),
    marked("a quoted field does not end"),
    marked("a carriage return in the middle of the line"),
    marked("a field is too long"),
    marked("not a row of a CSV: {error}"),
    marked("a quotation mark in the middle of a quoted field"),
    marked("the line has a NUL byte"),
    marked("the line has {size} bytes; no row of events is that long"),
    marked("the row has {size} characters; no row of events is that long"),
)


def retold(reason: str) -> str:
    """A reason in the language in force; itself if it is none of the known ones.

    Parameters
    ----------
    reason : str
        In English, as it is kept.
    """
    if language() == "en":
        return reason
    for template, pattern in _patterns().items():
        if (found := pattern.fullmatch(reason)) is not None:
            parts = found.groupdict()
            if "place" in parts:
                parts["place"] = keys_place(parts["place"])
            if "reason" in parts:
                parts["reason"] = retold(parts["reason"])
            return _(template).format(**parts)
    return reason


def keys_place(keys_in: str) -> str:
    """Where the keys of a mapping stand, in the language in force."""
    if keys_in == IN_A_MAPPING:
        return _(IN_A_MAPPING)
    return _("in {named}").format(named=keys_in.removeprefix("in "))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """What the templates look like when they are filled; those that say most come first."""
    found = {}
    for template in sorted(_TEMPLATES, key=lambda each: -len(re.sub(r"\{\w+\}", "", each))):
        parts = re.split(r"\{(\w+)\}", template)
        text = "".join(
            f"(?P<{part}>.*?)" if i % 2 else re.escape(part) for i, part in enumerate(parts)
        )
        found[template] = re.compile(text, re.DOTALL)
    return found
