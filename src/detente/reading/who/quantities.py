"""Numbers with what they count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.reading.article import Tongue
from detente.reading.sentence import Quantity, Sentence
from detente.reading.who.atoms import Line, fold, spans
from detente.reading.who.numbers import Number, numbers_of, words_of

_SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}


def quantities_of(
    sentence: Sentence, line: Line, taken: Sequence[tuple[int, int]], people: frozenset[str]
) -> tuple[Quantity, ...]:
    """Find the quantities of a sentence.

    Parameters
    ----------
    sentence : Sentence
        With tokens.
    line : Line
    taken : sequence of (int, int)
        Atoms that are names or days, whose numbers count nothing.
    people : frozenset of str
        Folded adjectives of peoples in the sentence, which may stand before what is counted.

    Returns
    -------
    tuple of Quantity
    """
    found = list(_found(sentence, line, taken, people))
    places = [
        (line.atoms[number.first].start, line.atoms[last - 1].end) for number, last, _ in found
    ]
    return tuple(
        Quantity(span, number.value, unit)
        for span, (number, _, unit) in zip(spans(sentence.tokens, places), found, strict=True)
    )


def _found(
    sentence: Sentence, line: Line, taken: Sequence[tuple[int, int]], people: frozenset[str]
) -> Iterator[tuple[Number, int, str]]:
    covered = {index for first, last in taken for index in range(first, last)}
    lemmas = {token.start: token.lemma or token.text.casefold() for token in sentence.tokens}
    words = words_of(sentence.language)
    for number in numbers_of(line, sentence.language):
        if covered.intersection(range(number.first, number.last)):
            continue
        unit, last = _unit(line, number, people, sentence.language)
        if not unit and last < len(line.atoms):
            if line.atoms[last].folded in words.lists["never"]:
                continue
            unit = lemmas.get(line.atoms[last].start, line.atoms[last].folded)
        if number.one and fold(unit) not in words.lists["time"]:
            continue
        text = line.atoms[number.first].text
        year = number.last == number.first + 1 and 1500 <= number.value <= 2100
        if not unit or (year and text.isdigit()):
            continue
        yield number, number.last, unit


def _unit(line: Line, number: Number, people: frozenset[str], language: Tongue) -> tuple[str, int]:
    """A unit that is a sign or fixed words, or else at which atom the word of it stands."""
    words = words_of(language)
    last = number.last
    gap = line.gap(last - 1)
    before = line.gap(number.first - 1) if number.first else line.text[: line.atoms[0].start]
    if "%" in gap[:2]:
        return "%", last
    for sign, unit in _SIGNS.items():
        if before.endswith(sign) or gap.strip().startswith(sign):
            return unit, last
    if gap.strip() and gap.strip() not in ("-", "’", "'"):
        return "", len(line.atoms)
    following = line.words(last, last + 2)
    if following[:1] and following[0] in words.lists["percent"]:
        return "%", last
    per = len(following) == 2 and following[0] in words.lists["per"]
    if per and following[1] in words.lists["hundredth"]:
        return "%", last
    while last < len(line.atoms):
        word = line.atoms[last].folded
        if word not in words.lists["of"] and word not in people:
            break
        last += 1
        if line.gap(last - 1).strip(" \u00a0-'’"):
            return "", len(line.atoms)
    return "", last
