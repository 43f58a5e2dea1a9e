"""The day of a text that does not state it apart: a line of its own that is a date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache

from detente.reading.article import Article, Tongue

FIRST, LAST = 4, 2
"""Paragraphs at the beginning and at the end that may be the line of the date."""

LONGEST = 80
"""Characters of such a line: a place and a name may stand beside the date."""


def day_of(article: Article) -> dt.date | None:
    """The date that a short line at the head or foot of a text gives; None if none does."""
    every = [p.text for p in article.paragraphs]
    lines = [article.title, *every[:FIRST], *every[-LAST:]]
    for line in lines:
        if len(line) <= LONGEST and (found := _date(line, article.language)) is not None:
            return found
    return None


def _date(line: str, language: Tongue) -> dt.date | None:
    return next(written_days(line, language), None)


def written_days(text: str, language: Tongue) -> Iterator[dt.date]:
    """Days of a text that are written with their year."""
    for pattern in _patterns(language):
        for found in pattern.finditer(text):
            month = found["m"].lower()
            number = int(month) if month.isdigit() else months(language)[month]
            with suppress(ValueError):
                yield dt.date(int(found["y"]), number, int(found["d"]))


@cache
def months(language: Tongue) -> Mapping[str, int]:
    """Numbers of the months by their names, whole and short, in small letters (Babel)."""
    from babel.dates import get_month_names

    found: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for number, name in get_month_names(width, locale=language).items():
            found[name.lower().rstrip(".")] = int(number)
    return found


@cache
def _patterns(language: Tongue) -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(map(re.escape, months(language)), key=lambda name: (-len(name), name)))
    day, year = r"(?P<d>[0-3]?\d)", r"(?P<y>(?:19|20)\d\d)"
    written = rf"\b{day}(?:st|nd|rd|th|er)?\.?\s+(?P<m>{names})\.?,?\s+{year}\b"
    american = rf"\b(?P<m>{names})\.?\s+{day}(?:st|nd|rd|th)?,?\s+{year}\b"
    iso = r"\b(?P<y>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<d>[0-3]\d)\b"
    slashes = rf"\b{day}[/.](?P<m>[01]?\d)[/.]{year}\b"
    every = [written, iso] + ([american] if language == "en" else [slashes])
    return tuple(re.compile(each, re.IGNORECASE) for each in every)
