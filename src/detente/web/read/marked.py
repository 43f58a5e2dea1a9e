"""The text of an article with the words of its proposals marked, each by number and colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from detente.language.safe import clean
from detente.reading.proposal import Proposal
from detente.reading.sentence import Place, Sentence

HUES = 6
"""Colours, after which they begin anew; the number tells proposals apart."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words: of a proposal, or of none.

    Attributes
    ----------
    text : str
    proposal : str
        Its id; empty of none.
    number, hue : int
        Of the proposal.
    begins : bool
        Whether they are its first ones.
    rejected : bool
    """

    text: str
    proposal: str = ""
    number: int = 0
    hue: int = 0
    begins: bool = False
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence: its id on the page, and its pieces in order."""

    id: str
    pieces: Sequence[Piece]


def anchor(place: Place) -> str:
    """Id of a sentence on the page."""
    return f"s-{place.document}-{place.number}"


def marked(
    sentence: Sentence, proposals: Sequence[Proposal], numbers: Mapping[str, int], out: set[str]
) -> Marked:
    """Mark the clauses of a sentence that proposals were made from.

    Parameters
    ----------
    sentence : Sentence
    proposals : sequence of Proposal
        Those of it.
    numbers : mapping of str to int
        Of all proposals, by id.
    out : set of str
        Ids of those that are rejected.
    """
    return Marked(anchor(sentence.place), list(_pieces(sentence, proposals, numbers, out)))


def _pieces(
    sentence: Sentence, proposals: Sequence[Proposal], numbers: Mapping[str, int], out: set[str]
) -> Iterator[Piece]:
    told: set[str] = set()
    runs = groupby(enumerate(_owners(sentence, proposals)), key=lambda pair: pair[1])
    for owner, run in runs:
        places = [place for place, _owner in run]
        text = clean(sentence.text[places[0] : places[-1] + 1])
        if not owner:
            yield Piece(text)
            continue
        number = numbers[owner]
        yield Piece(text, owner, number, (number - 1) % HUES, owner not in told, owner in out)
        told.add(owner)


def _owners(sentence: Sentence, proposals: Sequence[Proposal]) -> list[str]:
    """For each character the proposal whose clause has it, the innermost first."""
    owners = [""] * len(sentence.text)
    spans = sorted(
        ((sentence.clauses[each.clause].span, each.id) for each in proposals),
        key=lambda pair: pair[0].first - pair[0].last,
    )
    for span, name in spans:  # the longest first, so that those within it write over it
        if span.first < span.last:
            first, last = sentence.tokens[span.first], sentence.tokens[span.last - 1]
            owners[first.start : last.end] = [name] * (last.end - first.start)
    return owners
