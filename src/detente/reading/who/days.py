"""Days that a sentence names, absolute or counted from the day of the article."""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel.dates import get_day_names, get_month_names

from detente.reading.article import Tongue
from detente.reading.sentence import Day, Sentence
from detente.reading.who import calendar
from detente.reading.who.atoms import Line, fold, spans
from detente.reading.who.calendar import Part, Stretch
from detente.reading.who.numbers import numbers_of, words_of
from detente.reading.words.table import table

_YEAR = r"(?:19|20)\d{2}"
_SEVERAL = 3
"""How many units "the coming weeks" are taken to be."""


_SOFT = re.compile(r"\b(until|till|before|jusqu|avant|dès)\b")


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of days at some characters of a sentence."""

    start: int
    end: int
    stretch: Stretch
    relative: bool


def days_of(sentence: Sentence, line: Line, today: dt.date) -> tuple[tuple[Day, ...], list[Found]]:
    """Find the days of a sentence.

    Parameters
    ----------
    sentence : Sentence
        With tokens.
    line : Line
    today : date
        Day of the article.

    Returns
    -------
    tuple of Day, list of Found
        The days, and at which characters each stands.
    """
    found = find(line.text, today, sentence.language)
    places = spans(sentence.tokens, [(each.start, each.end) for each in found])
    days = tuple(
        Day(span, *each.stretch, line.text[each.start : each.end], each.relative)
        for span, each in zip(places, found, strict=True)
    )
    return days, found


def find(text: str, today: dt.date, language: Tongue) -> list[Found]:
    """Find days in a text; of two that overlap the first kind of expression counts."""
    found: list[Found] = []
    covered = bytearray(len(text))
    small = text.replace("’", "'").lower() if len(text.lower()) == len(text) else text
    if not _any(language).search(small):
        return []
    for kind, pattern in _patterns(language):
        for match in pattern.finditer(small):
            first, last = match.span()
            if any(covered[first:last]):
                continue
            made = _Maker(today, language, small[max(0, match.start() - 12) : match.start()])
            stretch = made.make(kind, match)
            if stretch is not None:
                covered[first:last] = b"\1" * (last - first)
                found.append(Found(first, last, stretch, made.relative))
    return sorted(found, key=lambda each: each.start)


@cache
def _months(language: Tongue) -> dict[str, int]:
    found: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for number, name in get_month_names(width, locale=language).items():
            found.setdefault(name.lower(), number)
            found.setdefault(fold(name), number)
    if language == "en":
        found |= {"sept": 9}
    return {name: number for name, number in found.items() if name not in ("may.",)}


@cache
def _weekdays(language: Tongue) -> dict[str, int]:
    return {name.lower(): n for n, name in get_day_names("wide", locale=language).items()}


def _either(words: dict[str, Any]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word) for word in ordered) + r")(?![^\W\d_])"


@cache
def _patterns(language: Tongue) -> list[tuple[str, re.Pattern[str]]]:
    dates = table(language, "dates")
    numbers = words_of(language)
    spelled = "|".join(sorted({*numbers.values, *numbers.times}, key=lambda w: (-len(w), w)))
    parts = {
        "{month}": _either(_months(language)),
        "{weekday}": _either(_weekdays(language)),
        "{season}": _either(dates["seasons"]),
        "{unit}": _either(dates["units"]),
        "{year}": _YEAR,
        "{count}": rf"(?:\d{{1,3}}|(?:{spelled})(?:[ -](?:{spelled})){{0,2}})",
    }
    found = []
    for kind, listed in dates["patterns"].items():
        for pattern in listed:
            for key, value in parts.items():
                pattern = pattern.replace(key, value)
            found.append((kind, re.compile(rf"(?<![\w]){pattern}(?![^\W_])")))
    return found


@cache
def _any(language: Tongue) -> re.Pattern[str]:
    """Something that every expression of days has: a quick look before the others."""
    dates = table(language, "dates")
    words = {
        *_months(language),
        *_weekdays(language),
        *dates["seasons"],
        *dates["units"],
        *dates["relatives"],
        "today",
        "quarter",
        "trimestre",
        "semestre",
        "half",
    }
    return re.compile(_YEAR + "|" + "|".join(re.escape(word) for word in sorted(words)))


class _Maker:
    """Makes a stretch of days of an expression."""

    def __init__(self, today: dt.date, language: Tongue, before: str) -> None:
        self.today = today
        self.language = language
        self.before = before
        self.dates = table(language, "dates")
        self.relative = False

    def make(self, kind: str, match: re.Match[str]) -> Stretch | None:
        groups = {key: value for key, value in match.groupdict().items() if value is not None}
        maker: Callable[[dict[str, str]], Stretch | None] = getattr(self, f"_{kind}")
        self.before = f"{self.before}{match[0]}"
        try:
            stretch = maker(groups)
        except (OverflowError, ValueError):
            return None
        return stretch if stretch is None or stretch[0] < stretch[1] else None

    def _direction(self, word: str) -> int:
        lists = self.dates["lists"]
        if word in lists["last"] or "dern" in word or "pass" in word or "préc" in word:
            return -1
        if word in lists["next"] or "proch" in word or word == "à venir":
            return 1
        return 0

    def _to_come(self) -> bool | None:
        """Whether what stands before says that the day is to come, or past."""
        words = re.findall(r"[^\W\d_]+", self.before)
        if {"since", "depuis"}.intersection(words):
            return False
        return True if {"by", "ici", "horizon"}.intersection(words) else None

    def _nearest(self, stretches: list[Stretch]) -> Stretch:
        """Of the same days in several years those meant: the nearest, or the next, or the last."""
        self.relative = True
        ahead = self._to_come()
        today = self.today
        fitting = [
            each
            for each in stretches
            if ahead is None or (each[1] > today if ahead else each[0] <= today)
        ]

        soft = _SOFT.search(self.before) is not None

        def away(each: Stretch) -> float:
            if each[0] <= today < each[1]:
                return 0
            if each[1] <= today:
                return (today - each[1]).days
            # "Before March" is rather the next than the last one.
            return (each[0] - today).days * (0.6 if soft else 1)

        return min(fitting or stretches, key=away)

    def _years(self, groups: dict[str, str]) -> list[int]:
        if "y" in groups:
            return [int(groups["y"])]
        direction = self._direction(groups["w"]) if "w" in groups else 0
        year = self.today.year
        if direction < 0:
            return [year - 1, year]
        if direction > 0:
            return [year, year + 1]
        return [year - 1, year, year + 1]

    def _of_years(
        self, groups: dict[str, str], make: Callable[[int], Stretch | None]
    ) -> Stretch | None:
        made = [each for year in self._years(groups) if (each := make(year)) is not None]
        direction = self._direction(groups.get("w", "")) if "w" in groups else 0
        if direction < 0:
            made = [each for each in made if each[1] <= self.today] or made
            self.relative = True
            return made[-1] if made else None
        if direction > 0:
            made = [each for each in made if each[0] > self.today] or made
            self.relative = True
            return made[0] if made else None
        if "y" in groups:
            return made[0] if made else None
        return self._nearest(made) if made else None

    def _month_number(self, word: str) -> int:
        return _months(self.language)[
            word.rstrip(".") if word not in _months(self.language) else word
        ]

    def _iso(self, groups: dict[str, str]) -> Stretch | None:
        return calendar.one(dt.date.fromisoformat(groups["iso"]))

    def _slashed(self, groups: dict[str, str]) -> Stretch | None:
        day = calendar.safe(int(groups["y"]), int(groups["x"]), int(groups["d"]))
        return None if day is None else calendar.one(day)

    def _day(self, groups: dict[str, str]) -> Stretch | None:
        number = self._month_number(groups["m"])

        def make(year: int) -> Stretch | None:
            day = calendar.safe(year, number, int(groups["d"]))
            return None if day is None else calendar.one(day)

        return self._of_years(groups, make)

    def _range_days(self, groups: dict[str, str]) -> Stretch | None:
        number = self._month_number(groups["m"])

        def make(year: int) -> Stretch | None:
            first = calendar.safe(year, number, int(groups["a"]))
            last = calendar.safe(year, number, int(groups["d"]))
            if first is None or last is None:
                return None
            return first, last + calendar.ONE

        return self._of_years(groups, make)

    def _range_months(self, groups: dict[str, str]) -> Stretch | None:
        a, b = self._month_number(groups["a"]), self._month_number(groups["m"])

        def make(year: int) -> Stretch | None:
            begin = int(groups["z"]) if "z" in groups else year if a <= b else year - 1
            return calendar.month(begin, a)[0], calendar.month(year, b)[1]

        return self._of_years(groups, make)

    def _range_years(self, groups: dict[str, str]) -> Stretch | None:
        return calendar.year(int(groups["a"]))[0], calendar.year(int(groups["y"]))[1]

    def _part(self, word: str) -> Part:
        parts: dict[str, Part] = self.dates["parts"]
        return parts.get(word, "")

    def _part_month(self, groups: dict[str, str]) -> Stretch | None:
        number = self._month_number(groups["m"])
        part = self._part(groups["p"])
        return self._of_years(groups, lambda year: calendar.month(year, number, part))

    def _part_year(self, groups: dict[str, str]) -> Stretch | None:
        return calendar.year(int(groups["y"]), self._part(groups["p"]))

    def _part_this(self, groups: dict[str, str]) -> Stretch | None:
        self.relative = True
        word = groups["p"]
        units: dict[str, str] = self.dates["units"]
        unit = units.get(groups.get("u", word), "year")
        direction = self._direction(groups["w"]) if "w" in groups else 0
        if self.language == "en" and " next " in self.before:
            direction = 1
        stretch = self._whole(unit, direction)
        if word == "later":
            return self.today + calendar.ONE, max(stretch[1], self.today + 2 * calendar.ONE)
        if word == "earlier":
            return min(stretch[0], self.today - calendar.ONE), self.today
        part = self._part(word) or "end"
        if unit == "year":
            return calendar.year(stretch[0].year, part)
        if unit == "month":
            return calendar.month(stretch[0].year, stretch[0].month, part)
        days = {"start": (0, 2), "middle": (2, 4)}.get(part, (4, 7))
        monday = stretch[0]
        return monday + days[0] * calendar.ONE, monday + days[1] * calendar.ONE

    def _quarter(self, groups: dict[str, str]) -> Stretch | None:
        ordinals: dict[str, int] = self.dates["ordinals"]
        size = 6 if groups["k"] in ("half", "semestre") else 3
        number = min(ordinals[groups["o"]], 12 // size)
        year = int(groups.get("y") or groups.get("z") or self.today.year)
        if "n" in groups:
            year += self._direction(groups["n"].split(" ")[0 if self.language == "en" else -1])
        self.relative = "y" not in groups and "z" not in groups
        return calendar.months(year, size * (number - 1) + 1, size)

    def _season(self, groups: dict[str, str]) -> Stretch | None:
        seasons: dict[str, int] = self.dates["seasons"]
        first = seasons[groups["s"]]
        if groups.get("w") in ("this",):
            groups = {key: value for key, value in groups.items() if key != "w"}
        return self._of_years(groups, lambda year: calendar.season(year, first))

    def _month(self, groups: dict[str, str]) -> Stretch | None:
        number = self._month_number(groups["m"])
        if "v" in groups:
            self.relative = True
            return calendar.month(self.today.year + self._direction(groups["v"]), number)
        return self._of_years(groups, lambda year: calendar.month(year, number))

    def _relative(self, groups: dict[str, str]) -> Stretch | None:
        self.relative = True
        days: dict[str, int] = self.dates["relatives"]
        return calendar.one(self.today + days[groups["r"]] * calendar.ONE)

    def _weekday(self, groups: dict[str, str]) -> Stretch | None:
        self.relative = True
        weekday = _weekdays(self.language)[groups["k"]]
        direction = self._direction(groups["w"]) if "w" in groups else 0
        if direction == 0 and (self._to_come() or _SOFT.search(self.before)):
            direction = 1
        if direction > 0:
            days = (weekday - self.today.weekday() - 1) % 7 + 1
        else:
            # Nobody writes a weekday without more of a day that is far: the last one is meant.
            days = -((self.today.weekday() - weekday) % 7)
            days = days - 7 if days == 0 and direction < 0 else days
        return calendar.one(self.today + days * calendar.ONE)

    def _whole(self, unit: str, direction: int) -> Stretch:
        today = self.today
        if unit == "week":
            return calendar.week(today, direction)
        if unit == "month":
            return calendar.month(today.year, today.month + direction)
        if unit == "decade":
            begin = today.year + 10 * direction if direction < 0 else today.year
            return calendar.year(begin)[0], calendar.year(begin + 9)[1]
        return calendar.year(today.year + direction)

    def _unit(self, groups: dict[str, str]) -> Stretch | None:
        self.relative = True
        units: dict[str, str] = self.dates["units"]
        return self._whole(units[groups["u"]], self._direction(groups["w"]))

    def _count(self, groups: dict[str, str]) -> int | None:
        number = next(numbers_of(Line(groups["n"]), self.language), None)
        return None if number is None or number.value != int(number.value) else int(number.value)

    def _moved(self, groups: dict[str, str], sign: int) -> dt.date | None:
        count = self._count(groups)
        if count is None or not 0 < count < 1000:
            return None
        units: dict[str, str] = self.dates["units"]
        unit = units[groups["u"]]
        many, plain = {"decade": (10, "year"), "fortnight": (2, "week")}.get(unit, (1, unit))
        phrase = self.dates["phrases"]["ago" if sign < 0 else "ahead"]
        word = next(word for word, meaning in units.items() if meaning == plain)
        return _parsed(phrase.format(n=count * many, unit=word), self.today, self.language)

    def _ago(self, groups: dict[str, str]) -> Stretch | None:
        self.relative = True
        day = self._moved(groups, -1)
        return None if day is None else calendar.one(day)

    def _ahead(self, groups: dict[str, str]) -> Stretch | None:
        self.relative = True
        day = self._moved(groups, 1)
        return None if day is None else calendar.one(day)

    def _span(self, groups: dict[str, str]) -> Stretch | None:
        self.relative = True
        sign = self._direction(groups["w"]) or 1
        day = self._moved(groups, sign)
        if day is None:
            return None
        return (day, self.today) if sign < 0 else (self.today + calendar.ONE, day + calendar.ONE)

    def _several(self, groups: dict[str, str]) -> Stretch | None:
        word = groups["w"]
        back = self._direction(word) < 0 or "recent" in word or "past" in word or "last" in word
        groups = {"u": groups["u"], "n": str(_SEVERAL), "w": ""}
        self.relative = True
        day = self._moved(groups, -1 if back else 1)
        if day is None:
            return None
        return (day, self.today) if back else (self.today + calendar.ONE, day + calendar.ONE)

    def _year(self, groups: dict[str, str]) -> Stretch | None:
        return calendar.year(int(groups["y"]))


@cache
def _parser(language: Tongue, today: dt.date) -> Any:
    from dateparser.date import DateDataParser  # type: ignore[import-untyped]

    return DateDataParser(
        languages=[language],
        settings={
            "RELATIVE_BASE": dt.datetime.combine(today, dt.time(12)),
            "PARSERS": ["relative-time"],
            "TIMEZONE": "UTC",
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )


@cache
def _parsed(phrase: str, today: dt.date, language: Tongue) -> dt.date | None:
    """The day that a counted phrase means, by the library that knows such phrases."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = _parser(language, today).get_date_data(phrase)
    return None if found.date_obj is None else found.date_obj.date()


def within(found: list[Found], line: Line) -> Iterator[tuple[int, int]]:
    """Atoms of days that have been found."""
    atoms = line.atoms
    begin = 0
    for each in found:
        while begin < len(atoms) and atoms[begin].end <= each.start:
            begin += 1
        last = begin
        while last < len(atoms) and atoms[last].start < each.end:
            last += 1
        yield begin, last
