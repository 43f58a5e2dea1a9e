"""Dates, numbers, percentages and intervals in the form of the language in force.

English needs no library; the forms of the other languages come from Babel, and every number is
rounded in the same way in all of them.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence

from detente.language.current import gettext, language

MINUS = "−"


def integer(value: int) -> str:
    """A whole number such as 10,000."""
    return _local(f"{value:,}")


def decimal(value: float, digits: int = 0) -> str:
    """A number with a fixed number of decimals; a zero has no sign."""
    text = f"{value:.{digits}f}".replace("-", MINUS)
    return _local(text[1:] if text[0] == MINUS and float(text[1:]) == 0.0 else text)


def general(value: float, digits: int = 6) -> str:
    """A number with as many significant digits as it needs, up to `digits`."""
    return _local(f"{value:.{digits}g}".replace("-", MINUS))


def significant(value: float, digits: int = 3) -> str:
    """A number with so many significant digits, also where they are zeros: 2.00, 28.1, 1,460."""
    if value == 0.0:
        return "0"
    rounded = float(f"{value:.{digits - 1}e}")
    decimals = max(digits - 1 - math.floor(math.log10(abs(rounded))), 0)
    return _local(f"{rounded:,.{decimals}f}".replace("-", MINUS))


def signed(value: float, digits: int = 1) -> str:
    """A level with its sign, such as +0.5 or −2.7; a zero has none."""
    return plus(value, digits)


def plus(value: float, digits: int) -> str:
    """A difference with its sign; a zero has none."""
    text = f"{value:+.{digits}f}".replace("-", MINUS)
    return _local(text[1:] if float(text[1:]) == 0.0 else text)


def points(value: float) -> str:
    """A difference of probabilities in points, with its sign."""
    return plus(100 * value, 1)


def error_points(error: float) -> str:
    """A standard error of a probability in points; a dash where too few futures give none."""
    return decimal(100 * error, 1) if math.isfinite(error) else "—"


def contribution(value: float) -> str:
    """A part of a logarithm, with its sign; nothing where there is none (NaN)."""
    if math.isnan(value):
        return ""
    if math.isinf(value):
        return f"{MINUS if value < 0 else '+'}∞"
    return "0" if round(value, 2) == 0.0 else plus(value, 2)


def share(value: float) -> str:
    """A share in whole per cent; nothing where there is none (NaN)."""
    return "" if math.isnan(value) else percent(value, 0)


def percent(p: float, digits: int | None = None) -> str:
    """A probability; by default with the digits that matter near 0 and 1."""
    if digits is None:
        if 0.0 < p < 0.001:
            return f"< {decimal(0.1, 1)}{_percent_sign()}"
        if 0.999 < p < 1.0:
            return f"> {decimal(99.9, 1)}{_percent_sign()}"
        digits = 1 if p < 0.1 or p > 0.9 else 0
    return f"{decimal(100 * p, digits)}{_percent_sign()}"


def interval(low: float, high: float) -> str:
    """An interval of probabilities in per cent, without the sign."""
    digits = 1 if high < 0.1 or low > 0.9 else 0
    return f"{decimal(100 * low, digits)}–{decimal(100 * high, digits)}"


def difference(low: float, high: float, scale: float = 100.0, digits: int = 1) -> str:
    """An interval of differences, by default of probabilities in points.

    A dash where too few futures give none.
    """
    if not (math.isfinite(low) and math.isfinite(high)):
        return "—"
    return gettext("{low} to {high}").format(
        low=plus(scale * low, digits), high=plus(scale * high, digits)
    )


def semicolons(parts: Iterable[str]) -> str:
    """Parts in a row, with the language's space before the semicolon."""
    return ("; " if language() == "en" else "\u00a0; ").join(parts)


def day(date: dt.date) -> str:
    """A date such as 12 February 2025."""
    if language() == "en":
        return f"{date.day} {date:%B %Y}"
    return _date(date, "d MMMM y")


def day_of_any_year(month: int, day: int) -> str:
    """A day without its year, such as 1 July."""
    date = dt.date(2024, month, day)
    if language() == "en":
        return f"{date.day} {date:%B}"
    return _date(date, "d MMMM")


def short_day(date: dt.date) -> str:
    """A date in little room, such as 15 Jan."""
    if language() == "en":
        return f"{date.day} {date:%b}"
    return _date(date, "d MMM")


def short_days(dates: Sequence[dt.date]) -> list[str]:
    """Dates in little room, with their year where they lie more than a year apart."""
    apart = bool(dates) and max(dates) - min(dates) > dt.timedelta(days=365)
    return [_short_with_year(date) if apart else short_day(date) for date in dates]


def span(first: dt.date, last: dt.date) -> str:
    """Two dates such as 3 Jan – 12 Feb 25."""
    begin = short_day(first) if first.year == last.year else _short_with_year(first)
    return f"{begin} – {_short_with_year(last)}"


def _short_with_year(date: dt.date) -> str:
    return f"{short_day(date)} {date:%y}"


def _date(date: dt.date, pattern: str) -> str:
    from babel.dates import format_date

    text = format_date(date, pattern, locale=language())
    if language() == "fr" and date.day == 1:
        return text.replace("1 ", "1er ", 1)  # CLDR has no ordinal of the day
    return text


def _percent_sign() -> str:
    if language() == "en":
        return " %"
    from babel import Locale

    return str(Locale.parse(language()).percent_formats[None].suffix[0])


def _local(text: str) -> str:
    """Put the language's signs in the place of English ones."""
    if language() == "en":
        return text
    from babel.numbers import get_decimal_symbol, get_group_symbol

    group, point = get_group_symbol(language()), get_decimal_symbol(language())
    return "".join(group if c == "," else point if c == "." else c for c in text)


def labelled(name: object, value: object) -> str:
    """A name and its value, with the colon of the language in force."""
    return gettext("{name}: {value}").format(name=name, value=value)


def quoted(text: str) -> str:
    """A text between the quotation marks of the language in force."""
    return gettext("“{text}”").format(text=text)


def written(value: str) -> str:
    """What somebody wrote, as a message names it: between the marks of the language in force."""
    shown = repr(value)
    return shown if language() == "en" else quoted(shown[1:-1])


def shortened(text: str, limit: int) -> str:
    """The beginning of a text, cut between words where it is longer than `limit` characters."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    cut = head.rfind(" ")
    return f"{head[:cut] if cut > limit // 2 else head}".rstrip(" ,;:") + "…"
