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


_PROSE = re.compile(r"(?:\S+\s+){5,}.*[.!?…]\s*$")
"""A whole sentence, rather than a place, a name and a date."""

_APART = r"\s*[,;:|()\[\]–—-]\s*"
"""What sets a date off from the words of a title."""


def day_of(article: Article) -> dt.date | None:
    """The date that a short line at the head or foot of a text gives; None if none does.

    Within a title or a heading a date is what it is about, unless it is set off from its words.
    """
    every = [*article.paragraphs[:FIRST], *article.paragraphs[-LAST:]]
    lines = [(article.title, True), *((each.text, each.heading) for each in every)]
    for line, title in lines:
        if len(line) > LONGEST or _PROSE.match(line):
            continue
        for found, day in _written(line, article.language):
            if not title or _set_off(line, found):
                return day
    return None


def written_days(text: str, language: Tongue) -> Iterator[dt.date]:
    """Days of a text that are written with their year."""
    return (day for _place, day in _written(text, language))


def _written(text: str, language: Tongue) -> Iterator[tuple[re.Match[str], dt.date]]:
    for pattern in _patterns(language):
        for found in pattern.finditer(text):
            month = found["m"].lower()
            number = int(month) if month.isdigit() else months(language)[month]
            with suppress(ValueError):
                yield found, dt.date(int(found["y"]), number, int(found["d"]))


def _set_off(line: str, date: re.Match[str]) -> bool:
    """Whether a date stands alone, or at one end behind a mark."""
    before, after = line[: date.start()], line[date.end() :]
    alone = not after.strip() and re.fullmatch(r"\s*(?:le)?\s*", before, re.IGNORECASE)
    last = not re.sub(r"[\s.)\]]", "", after) and re.search(rf"{_APART}(?:le\s+)?$", before)
    first = not re.sub(r"[\s(\[]", "", before) and re.match(_APART, after)
    return bool(alone or last or first)


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
