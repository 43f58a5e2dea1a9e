"""The language of patterns: words, alternatives, gaps and slots, read into elements.

A pattern is a row of elements between spaces::

    be (ready|willing|in (a|the) mood) to     alternatives, of several words or alternatives too
    not? before                               an optional element
    bear * brunt                              up to four words between
    only ** after                             any number of words between
    multilat~                                 words that begin so, of three letters or more
    ~ront                                     words that end so
    =left                                     this very form alone
    {actor} ball in {second} court            a slot: who or what is named there
    will @contact                             any word of a class of acts; @act of every class

Words in their dictionary form stand for all their forms, others for themselves. Articles,
adverbs of degree and what negates are passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.reading.article import Tongue
from detente.reading.cues.classes import forms_of_class
from detente.reading.cues.forms import forms_of_pattern
from detente.reading.cues.passed import passed
from detente.reading.grammar.lemmas import plain

SLOTS = ("actor", "second", "person", "office", "number", "day")
GAP = 4
MOST_ROWS = 200

_ELIDED = re.compile(r"\b((?:[cdjlnst]|qu|jusqu|lorsqu|puisqu)')(?=\w)")
_PIECE = re.compile(r"\*\*|[*()|?]|\{[a-z]+\}|[^\s(){}|*?]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word by the forms that it accepts, by its beginning or end, or by its very form."""

    forms: frozenset[str] = frozenset()
    begins: str = ""
    ends: str = ""
    exact: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place where somebody or something of a kind is named."""

    name: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to so many words."""

    most: int = GAP


Single = Word | Slot | Gap


Rows = tuple[tuple[Single, ...], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several rows of words; an empty row makes it optional."""

    rows: Rows


Segment = tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern: segments between which any number of words may stand.

    `keys` are forms, one of which is in every clause in which it is found; it is tried only there.
    `beginnings` and `endings` are likewise of words of which only these are known. `begins` are the
    forms with which it can begin, `later` those of its further segments; none if not known.
    """

    text: str
    segments: tuple[Segment, ...]
    keys: frozenset[str]
    beginnings: frozenset[str]
    endings: frozenset[str]
    begins: frozenset[str] | None
    later: tuple[frozenset[str] | None, ...] = ()


class PatternError(ValueError):
    """A pattern that says nothing, with the reason."""


def read_pattern(text: str, language: Tongue) -> Pattern:
    """Read a pattern.

    Parameters
    ----------
    text : str
    language : {"en", "fr"}

    Raises
    ------
    PatternError
        If it has a sign that means nothing there, or no word that must be found.
    """
    if language == "fr":
        text = _ELIDED.sub(r"\1 ", plain(text))
    parts: list[list[Choice]] = [[]]
    pieces = _pieces(text)
    while pieces:
        if pieces[0] == "**":
            pieces.pop(0)
            parts.append([])
        else:
            parts[-1].append(Choice(_element(pieces, language)))
    if not all(parts):
        raise PatternError("**")
    segments = tuple(tuple(part) for part in parts)
    narrowest = _narrowest(segments, passed(language).common)
    if not narrowest:
        raise PatternError(text)
    return Pattern(
        text,
        segments,
        frozenset().union(*(word.forms | _exact(word) for word in narrowest)),
        frozenset(word.begins for word in narrowest if word.begins),
        frozenset(word.ends for word in narrowest if word.ends),
        _begins(segments[0]),
        tuple(_begins(segment) for segment in segments[1:]),
    )


def _pieces(text: str) -> list[str]:
    pieces = _PIECE.findall(text)
    if "".join(pieces) != "".join(text.split()):
        raise PatternError(text)
    return pieces


def _element(pieces: list[str], language: Tongue) -> Rows:
    """Take one element from the front: a word, or alternatives between brackets."""
    piece = pieces.pop(0)
    if piece in {")", "|", "?", "**"}:
        raise PatternError(piece)
    rows: Rows = _alternatives(pieces, language) if piece == "(" else ((_single(piece, language),),)
    if pieces and pieces[0] == "?":
        pieces.pop(0)
        rows = (*rows, ())
    return rows


def _alternatives(pieces: list[str], language: Tongue) -> Rows:
    """What stands up to the closing bracket, each alternative as the rows that it allows."""
    found: list[tuple[Single, ...]] = []
    rows: Rows = ((),)
    while pieces and pieces[0] != ")":
        if pieces[0] == "|":
            pieces.pop(0)
            found += rows
            rows = ((),)
            continue
        following = _element(pieces, language)
        rows = tuple((*row, *more) for row in rows for more in following)
        if len(rows) > MOST_ROWS:
            raise PatternError("(")
    if not pieces:
        raise PatternError("(")
    pieces.pop(0)
    found += rows
    if not all(found):
        raise PatternError("()")
    return tuple(found)


def _single(text: str, language: Tongue) -> Single:
    text = plain(text)
    if text == "*":
        return Gap()
    if text.startswith("{"):
        if text[1:-1] not in SLOTS:
            raise PatternError(text)
        return Slot(text[1:-1])
    if text.startswith("@"):
        try:
            return Word(forms=forms_of_class(text[1:], language))
        except KeyError:
            raise PatternError(text) from None
    if text.startswith("=") and len(text) > 1:
        return Word(exact=text[1:])
    if text.startswith("~") and 2 < len(text) < 8:
        return Word(ends=text[1:])
    if text.endswith("~") and len(text) > 3:
        return Word(begins=text[:-1])
    if not any(sign.isalnum() for sign in text):
        raise PatternError(text)
    return Word(forms=forms_of_pattern(text, language))


def _narrowest(segments: tuple[Segment, ...], common: frozenset[str]) -> list[Word]:
    """Words of the element that narrows most: each of its rows has one that must be there."""
    found: list[tuple[int, int, list[Word]]] = []
    for choice in (choice for segment in segments for choice in segment):
        rows = [[one for one in row if isinstance(one, Word)] for row in choice.rows]
        if not all(rows):
            continue
        chosen = [min(row, key=lambda word: _breadth(word, common)) for row in rows]
        breadth = max(_breadth(word, common) for word in chosen)
        found.append((breadth, len(chosen), chosen))
    return min(found, key=lambda each: each[:2])[-1] if found else []


def _begins(segment: Segment) -> frozenset[str] | None:
    """Forms of the first words of a segment; none where it may begin with something else."""
    found: set[str] = set()
    for choice in segment:
        for row in choice.rows:
            if not row:
                continue
            head = row[0]
            if not isinstance(head, Word) or head.begins or head.ends:
                return None
            found |= head.forms | _exact(head)
        if all(choice.rows):
            return frozenset(found)
    return None


def _exact(word: Word) -> frozenset[str]:
    return frozenset({word.exact}) if word.exact else frozenset()


def _breadth(word: Word, common: frozenset[str]) -> int:
    return 2 if word.ends else int(bool((word.forms | _exact(word)) & common))
