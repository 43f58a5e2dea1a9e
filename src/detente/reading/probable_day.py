"""The day of a text that does not state it, from the days that the text speaks of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from detente.reading.article import Article, Tongue
from detente.reading.dated import months, written_days
from detente.reading.words.table import words

HALF = dt.timedelta(days=183)
"""A day without a year lies within half a year of the last one that has a year."""

_STOP = re.compile(r"(?<=[.!?…])\s+")


def probable_day(article: Article, today: dt.date) -> dt.date | None:
    """The last day that a text tells of without a year, in the year of its other days.

    Who writes leaves the year out where it is that of the writing, and gives it elsewhere.

    Parameters
    ----------
    article : Article
    today : date
        No later day is found.

    Returns
    -------
    date or None
        None where the text has no days of both kinds.
    """
    text = article.text
    full = list(written_days(text, article.language))
    if not full:
        return None
    last = max(full)
    told = [
        day
        for sentence in _STOP.split(text)
        for number, month in _told(sentence, article.language)
        if (day := _nearest(number, month, last)) is not None and day <= today
    ]
    return max(told, default=None)


@cache
def _bare(language: Tongue) -> re.Pattern[str]:
    """A day of a month without a year."""
    names = "|".join(sorted(map(re.escape, months(language)), key=lambda name: (-len(name), name)))
    day = r"(?P<d>[0-3]?\d)(?:st|nd|rd|th|er)?(?!\d)"
    written = rf"\b{day}\.?\s+(?:of\s+)?(?P<m>{names})(?![^\W\d_])\.?"
    if language == "en":
        turned = rf"\b(?P<n>{names})\.?\s+{day}".replace("<d>", "<e>")
        written = f"(?:{written}|{turned})"
    return re.compile(rf"{written}(?!,?\s+(?:19|20)\d\d)", re.IGNORECASE)


def _told(sentence: str, language: Tongue) -> Iterator[tuple[int, int]]:
    """Such days as numbers of the day and the month, of a sentence of what has been."""
    pattern = _bare(language)
    found = [each.groupdict() for each in pattern.finditer(sentence)]
    if found and not _to_come(pattern.sub(" ", sentence), language):
        for each in found:
            name = (each["m"] or each.get("n", "")).lower()
            yield int(each["d"] or each.get("e", "")), months(language)[name]


def _nearest(number: int, month: int, last: dt.date) -> dt.date | None:
    for year in (last.year, last.year - 1, last.year + 1):
        try:
            day = dt.date(year, month, number)
        except ValueError:
            continue
        if abs(day - last) <= HALF:
            return day
    return None


def _to_come(sentence: str, language: Tongue) -> bool:
    """Whether a sentence speaks of things to come."""
    modals = words(language, "come", "modals")
    ends = tuple(sorted(words(language, "come", "endings")))
    said = re.findall(r"[\w'’]+", sentence.lower())
    return any(word in modals or (bool(ends) and word.endswith(ends)) for word in said)
