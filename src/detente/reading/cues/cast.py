"""Who fills the roles of an effect, from the places of those who are named in the sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.reading.cues.find import Found
from detente.reading.cues.forms import forms
from detente.reading.cues.line import Line
from detente.reading.cues.schema import Filler
from detente.reading.sentence import Day, Mention, Quantity

_BY: Mapping[str, frozenset[str]] = {"en": frozenset({"by"}), "fr": frozenset({"par"})}
_OF: Mapping[str, frozenset[str]] = {
    "en": frozenset({"of", "between", "on", "'s"}),
    "fr": frozenset({"de", "entre", "chez"}),
}
_REACH = 6
_FAR = 80


@dataclass(frozen=True, slots=True)
class Filled:
    """Roles with who fills them, and how many of those that an actor must fill are empty."""

    roles: Mapping[str, str]
    missing: int


def fill(wanted: Mapping[str, Filler], line: Line, subject: Mention | None, found: Found) -> Filled:
    """Fill the roles of a cue that was found.

    Parameters
    ----------
    wanted : mapping of str to str
        Role → filler, as the cue has it; who fills one fills no later one.
    line : Line
    subject : Mention, optional
        Who is the subject of the clause (`detente.reading.grammar.roles.subject`).
    found : Found

    Returns
    -------
    Filled
    """
    filled: dict[str, str] = {}
    missing = 0
    for role, filler in wanted.items():
        who = _who(filler, line, subject, found, frozenset(filled.values()))
        if who:
            filled[role] = who
        elif filler not in _OPTIONAL:
            missing += 1
    return Filled(filled, missing)


_OPTIONAL = frozenset({"object", "other", "number", "day", "person", "office"})


def _who(
    filler: Filler, line: Line, subject: Mention | None, found: Found, taken: frozenset[str]
) -> str:
    slots = dict(found.slots)
    if filler in slots:
        return _id(slots[filler], filler)
    if filler in {"number", "day"}:
        marks: Mapping[int, Day | Quantity] = line.quantities if filler == "number" else line.days
        return next((_id(marks[i], filler) for i in sorted(marks) if i in line.own), "")
    ranked = _RANKED.get(filler, _mentions)(line, subject, found)
    if filler in {"person", "office"}:
        named = (each for each in ranked if each.person)
        return next((each.person for each in named if each.person not in taken), "")
    return next((each.actor for each in ranked if each.actor and each.actor not in taken), "")


def _id(named: Mention | Quantity | Day, filler: Filler) -> str:
    if isinstance(named, Quantity):
        return f"{named.value:g}"
    if isinstance(named, Day):
        return named.first.isoformat()
    return named.person if filler in {"person", "office"} else named.actor


def _mentions(line: Line, subject: Mention | None, found: Found) -> Iterator[Mention]:
    """The subject; then who is named, the nearest first, those of the clause before others."""
    if subject is not None:
        yield subject
    first, last = min(found.places), max(found.places)
    inside = line.places

    def far(mention: Mention) -> tuple[bool, int, int]:
        span = mention.span
        away = max(first - span.last, span.first - last, 0)
        return span.first not in inside, away, span.first

    yield from sorted(_near(line, found), key=far)


def _near(line: Line, found: Found) -> list[Mention]:
    """Who is named in the sentence, not too far away from the words."""
    first, last = min(found.places) - _FAR, max(found.places) + _FAR
    mentions = line.sentence.mentions
    begin = bisect_left(mentions, first, key=lambda each: each.span.first)
    end = bisect_left(mentions, last, key=lambda each: each.span.first)
    return list(mentions[begin:end])


def _before(line: Line, subject: Mention | None, found: Found) -> Iterator[Mention]:
    """Subjects: that of the clause, then who is named before the words, the nearest one first.

    Who stands behind a preposition is none, but whose something is may be.
    """
    if subject is not None:
        yield subject
    first = min(found.places)
    inside = line.places
    before = [
        each
        for each in _near(line, found)
        if each.span.first <= first and not _governed(line, each)
    ]
    yield from sorted(before, key=lambda each: (each.span.first not in inside, -each.span.first))
    words = _BY[line.sentence.language]
    named = (each for each in _near(line, found) if each.span.first in inside)
    yield from (each for each in named if _led(line, each, words))


def _after(line: Line, subject: Mention | None, found: Found) -> Iterator[Mention]:
    """Objects: named after the words begin, within the clause, the nearest one first."""
    first = min(found.places)
    inside = line.places
    yield from (
        each for each in _near(line, found) if each.span.first > first and each.span.first in inside
    )


def _agents(line: Line, subject: Mention | None, found: Found) -> Iterator[Mention]:
    words = _BY[line.sentence.language]
    yield from (each for each in _after(line, subject, found) if _led(line, each, words))
    yield from _before(line, subject, found)


def _possessors(line: Line, subject: Mention | None, found: Found) -> Iterator[Mention]:
    """Whose it is: "of" them after the words, or right before the words."""
    words = _OF[line.sentence.language]
    first, last = min(found.places), max(found.places)
    yield from (
        each
        for each in _after(line, subject, found)
        if each.span.first <= last + _REACH and _led(line, each, words)
    )
    yield from (each for each in _near(line, found) if first - 3 <= each.span.first <= last + 2)
    yield from _before(line, subject, found)


def _governed(line: Line, mention: Mention) -> bool:
    """Whether a preposition stands before it, so that it is hardly a subject."""
    return _led(line, mention, _PREPOSITIONS[line.sentence.language])


_PREPOSITIONS: Mapping[str, frozenset[str]] = {
    "en": frozenset(
        {"with", "to", "towards", "from", "by", "on", "for", "against", "in", "between", "at"}
    ),
    "fr": frozenset(
        {"avec", "à", "envers", "par", "sur", "pour", "contre", "en", "entre", "chez", "dans"}
    ),
}


def _led(line: Line, mention: Mention, words: frozenset[str]) -> bool:
    """Whether one of some words stands right before a mention, but for its article."""
    for place in range(mention.span.first - 1, max(mention.span.first - 3, -1), -1):
        known = forms(line.sentence.tokens[place], line.sentence.language)
        if known & words:
            return True
        if not known & _ARTICLES:
            return False
    return False


_ARTICLES = frozenset({"the", "a", "an", "le", "la", "les", "un", "une"})

_RANKED = {
    "subject": _before,
    "object": _after,
    "agent": _agents,
    "possessor": _possessors,
    "other": _mentions,
    "actor": _before,
    "second": _after,
}
