"""Numbers in digits and in words, both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from detente.reading.article import Tongue
from detente.reading.who.atoms import Line, fold
from detente.reading.words.table import table

_GROUP = re.compile(r"[\u00a0\u202f\u2009 ,.'’]")
_JOIN = re.compile(r"[ \u00a0\u202f-]+")
_FIRST_GROUP = 3
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Number:
    """A number that stands at atoms from `first` to before `last`.

    `one` says that it is no more than an article, as in "a year"; `part` that it is of a whole.
    """

    first: int
    last: int
    value: float
    one: bool = False
    part: bool = False


class Words:
    """The words of numbers in a language, folded."""

    def __init__(self, language: Tongue) -> None:
        numbers = table(language, "numbers")
        self.values: dict[str, float] = {fold(k): float(v) for k, v in numbers["values"].items()}
        self.times: dict[str, float] = {fold(k): float(v) for k, v in numbers["times"].items()}
        self.parts: dict[str, float] = {fold(k): float(v) for k, v in numbers["parts"].items()}
        self.lists: dict[str, frozenset[str]] = {
            key: frozenset(fold(word) for word in listed)
            for key, listed in numbers["lists"].items()
        }
        self.decimal = "," if language == "fr" else "."


@cache
def words_of(language: Tongue) -> Words:
    """The words of numbers in a language."""
    return Words(language)


def numbers_of(line: Line, language: Tongue) -> Iterator[Number]:
    """Find all numbers of a sentence, from left to right."""
    words = words_of(language)
    index = 0
    while index < len(line.atoms):
        found = _digits(line, index, words) or _spelled(line, index, words)
        if found is None:
            index += 1
            continue
        index = found.last
        yield found


def _digits(line: Line, index: int, words: Words) -> Number | None:
    text = line.atoms[index].text
    if not _is_digits(text):
        return None
    last = index + 1
    while last < len(line.atoms) and len(text) <= _FIRST_GROUP:
        gap, following = line.gap(last - 1), line.atoms[last].text
        grouped = _GROUP.fullmatch(gap) and gap != words.decimal
        if not grouped or not _is_digits(following) or len(following) != _FIRST_GROUP:
            break
        text += following
        last += 1
        if last - index > 1 and len(text) > 15:
            break
        if len(text) > _FIRST_GROUP and not _more(line, last):
            break
    if last < len(line.atoms) and line.gap(last - 1) == words.decimal:
        following = line.atoms[last].text
        if _is_digits(following) and len(following) <= 2:
            text += f".{following}"
            last += 1
    value = float(text)
    while last < len(line.atoms) and _JOIN.fullmatch(line.gap(last - 1) or " "):
        factor = words.times.get(line.atoms[last].folded)
        if factor is None or (line.atoms[last].folded == "m" and line.atoms[last].capital):
            break
        value *= factor
        last += 1
    return Number(index, last, value)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _more(line: Line, index: int) -> bool:
    """Whether another group of three digits follows."""
    return (
        index < len(line.atoms)
        and bool(_GROUP.fullmatch(line.gap(index - 1)))
        and _is_digits(line.atoms[index].text)
        and len(line.atoms[index].text) == _FIRST_GROUP
    )


def _spelled(line: Line, index: int, words: Words) -> Number | None:
    first = line.atoms[index].folded
    if first not in words.values and first not in words.times and first not in words.parts:
        return None
    total, current = 0.0, 0.0
    last = index
    begun = False
    while last < len(line.atoms):
        word = line.atoms[last].folded
        if begun and not _JOIN.fullmatch(line.gap(last - 1)):
            break
        if word in words.lists["and"] and begun and not _small(line, last + 1, words):
            break
        if word in words.lists["and"] and begun:
            last += 1
            continue
        if word in words.times and (begun or word not in words.values):
            factor = words.times[word]
            if factor < _THOUSAND:
                current = (current or 1.0) * factor
            elif current or not total:
                total, current = total + (current or 1.0) * factor, 0.0
            else:
                total *= factor
        elif word in words.values:
            value = words.values[word]
            if current == 4 and value == 20:
                current = 80.0
            elif begun and not _adds(current, value):
                break
            else:
                current += value
        elif word in words.parts and begun:
            whole = total + current
            return Number(index, last + 1, whole * words.parts[word], part=True)
        elif word in words.parts:
            if word in ("third", "quarter", "fifth", "tenth", "tiers", "quart", "demi"):
                return None
            if last + 1 >= len(line.atoms) or line.atoms[last + 1].folded not in words.lists["of"]:
                return None
            return Number(index, last + 1, words.parts[word], part=True)
        else:
            break
        begun = True
        last += 1
    one = last == index + 1 and first in words.lists["ones"]
    return Number(index, last, total + current, one)


def _small(line: Line, index: int, words: Words) -> bool:
    """Whether a number below a hundred follows, as in "two hundred and five"."""
    return index < len(line.atoms) and line.atoms[index].folded in words.values


def _adds(current: float, value: float) -> bool:
    """Whether a number is the next part of another: twenty-two, soixante-douze, cent vingt."""
    if current == 0:
        return True
    if value < 20 and current % 20 == 0 and current >= 20:
        return True
    if value < 10 and current % 10 == 0 and current >= 10:
        return True
    return value < 100 <= current and current % 100 == 0
