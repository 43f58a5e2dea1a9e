"""Templates of pages: one environment for all, in which every text is escaped."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from detente.language.current import language
from detente.language.format import day, short_day
from detente.language.safe import CLOSE, OPEN

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_PERCENT = re.compile(r"(?<=\d) (?=%)")
_DATE = re.compile(r"\b\d{1,2}(?:er)? ([^\W\d_]{3,10}\.?)(?: \d{4}| \d\d(?!\d))?")
_ISOLATED = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")


SHORT = 200
"""Characters of a text that is remembered as it stands on a page."""
KEPT = 8192
"""How many of these there are."""


def environment(*folders: Path) -> Environment:
    """Read templates from folders, those of an earlier one first.

    What is not defined is an error; the filter ``plain`` is for texts within attributes.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(list(folders)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_element,
    )
    made.filters["plain"] = _attribute
    return made


def _element(value: object) -> object:
    """Text within an element: its names isolated by `bdi`; what is marked as safe stays as is."""
    if type(value) is not str:
        return value
    return (_kept if len(value) <= SHORT else _within)(value, language())


def _within(value: str, _language: str) -> Markup:
    from markupsafe import Markup

    text, pairs = str(_attribute(value)), 1
    while pairs:
        text, pairs = _ISOLATED.subn(r"<bdi>\1</bdi>", text)
    return Markup(text.replace(OPEN, "").replace(CLOSE, ""))


_kept = lru_cache(maxsize=KEPT)(_within)
"""The same, remembered: pages say the same again and again."""


def _attribute(value: str) -> Markup:
    """Text where no element may stand, such as an attribute: its names isolated by marks."""
    from markupsafe import escape

    return escape(_together(value))


def _together(text: str) -> str:
    """Keep a number and its sign on one line, and a date that stands among words."""
    text = _PERCENT.sub("\u00a0", text)
    if _DATE.fullmatch(text):  # the heads of a table of many dates need to be narrow
        return text
    return _DATE.sub(_date_together, text)


def _date_together(found: re.Match[str]) -> str:
    return found[0].replace(" ", "\u00a0") if found[1] in _months(language()) else found[0]


@cache
def _months(_language: str) -> frozenset[str]:
    """Names of the months as dates have them, in the language in force."""
    firsts = [dt.date(2024, month, 2) for month in range(1, 13)]
    return frozenset(form(date).split(" ")[1] for date in firsts for form in (day, short_day))
