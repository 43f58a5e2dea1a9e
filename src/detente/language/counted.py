"""A number with its noun, which agrees with it as the language in force has it."""

from __future__ import annotations

from detente.language.current import language, ngettext
from detente.language.format import decimal, general, integer, percent, plus


def grammatical(value: float, digits: int) -> int:
    """The number whose form a noun takes after a value printed with so many decimals.

    English has the singular after 1 alone, 1.0 being many; French below 2, whatever the sign.
    """
    if language() == "fr":
        return int(abs(round(value, digits)))
    return 1 if digits == 0 and round(abs(value)) == 1 else 2


def days(value: float) -> str:
    """A number of days, without its sign: 1 day, 33 days."""
    said = integer(round(abs(value)))
    return ngettext("{n} day", "{n} days", grammatical(value, 0)).format(n=said)


def stated_days(value: float) -> str:
    """A number of days as it was stated: 1 day, 0.5 days, 30 days."""
    return ngettext("{n} day", "{n} days", stated(value)).format(n=general(value))


def stated_acts(value: float) -> str:
    """A number of acts as it was stated: 1 act, 0.5 acts."""
    return ngettext("{n} act", "{n} acts", stated(value)).format(n=general(value))


def stated(value: float) -> int:
    """The number whose form a noun takes after a value that is printed as it was stated."""
    return grammatical(value, 0 if value == round(value) else 1)


def points(value: float) -> str:
    """A difference of probabilities, without its sign: 0.4 points, 13.0 points."""
    said = decimal(abs(100 * value), 1)
    return ngettext("{n} point", "{n} points", grammatical(100 * value, 1)).format(n=said)


def signed_points(value: float) -> str:
    """A difference of probabilities, with its sign: −13.0 points."""
    said = plus(100 * value, 1)
    return ngettext("{n} point", "{n} points", grammatical(100 * value, 1)).format(n=said)


def futures(n: int) -> str:
    """A number of futures: 1 future, 4,000 futures."""
    return ngettext("{n} future", "{n} futures", n).format(n=integer(n))


def acts(value: float, digits: int = 0) -> str:
    """A number of acts, or of acts in the mean: 1 act, 2.5 acts."""
    number = grammatical(value, digits)
    return ngettext("{n} act", "{n} acts", number).format(n=decimal(value, digits))


def draws(n: int) -> str:
    """A number of draws of the coefficients."""
    return ngettext("{n} draw of the coefficients", "{n} draws of the coefficients", n).format(
        n=integer(n)
    )


def chance(p: float, digits: int | None = None) -> str:
    """A probability in a sentence: none and all have no decimals."""
    return percent(p, 0) if p in (0.0, 1.0) else percent(p, digits)
