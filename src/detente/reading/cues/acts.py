"""Acts that a clause names, coded in the notation of acts: which, by whom, to whom, when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from detente.ontology.acts import Act
from detente.ontology.quads import Quad
from detente.reading.article import Tongue
from detente.reading.cues.act_ways import Said, act_book
from detente.reading.cues.contexts import context_near
from detente.reading.cues.find import Found, find
from detente.reading.cues.line import Line, line, words_at
from detente.reading.cues.nouns import fits
from detente.reading.cues.parties import parties
from detente.reading.cues.timing import When, when
from detente.reading.grammar.lemmas import plain
from detente.reading.sentence import Day, Mention, Quantity, Role, Sentence, Span
from detente.reading.words.table import table

T = TypeVar("T")

_RANKS: dict[Role, str] = {
    "leader": "leader",
    "minister": "minister",
    "ministry": "minister",
    "official": "official",
    "spokesperson": "official",
    "mediator": "official",
}
_IF = frozenset({"condition", "unless", "once", "until", "before", "as-long-as", "in-return"})
_SPOKEN = ("THREATEN", "REQUEST", "REJECT")
"""Acts in words about other acts, which are not done thereby."""
_CLITICS = frozenset({"se", "s'"})
_NEAR = 6
"""So many words from those of the act its number stands at most."""


@dataclass(frozen=True, slots=True)
class CodedAct:
    """An act that a text names.

    Parameters
    ----------
    act : str
        In the notation of acts, such as `CONSULT.visit@minister`.
    source, target : str
        Ids of who does it and to whom; empty where the clause does not say.
    when : str
        `done`, `ongoing`, `announced`, or `possible` where it hangs on something.
    words : tuple of str
        The words that name it.
    span : Span
        From the first to the last of them.
    day : Day, optional
        When, where the clause names a day.
    number : Quantity, optional
        How many.
    """

    act: str
    source: str
    target: str
    when: When
    words: tuple[str, ...]
    span: Span
    day: Day | None = None
    number: Quantity | None = None


def acts_in(sentence: Sentence, clause: int) -> tuple[CodedAct, ...]:
    """Acts that a clause names, in its order; what is denied, refused or asked is none.

    Parameters
    ----------
    sentence : Sentence
        With tokens, mentions and clauses.
    clause : int
        Index of the clause.
    """
    this = sentence.clauses[clause] if sentence.clauses else None
    if this is not None and this.question:
        return ()
    words = line(sentence, clause)
    hits = list(_hits(words))
    coded = []
    for said, found in _apart(hits):
        time: When | None = when(words, *_place(said, found, words), noun=said.kind == "noun")
        if said.way.when and time not in {None, "possible"}:
            time = said.way.when
        if time is None or (this is not None and this.negated and this.verb in found.places):
            continue
        if this is not None and this.kind in _IF and time != "done":
            time = "possible"
        coded.append(_coded(said, words, found, time))
    return tuple(sorted(coded, key=lambda each: (each.span.first, each.act)))


def _hits(words: Line) -> Iterator[tuple[Said, Found]]:
    book = act_book(words.sentence.language)
    tried: set[int] = set()
    for form in words.index:
        tried.update(book.keys.get(form, ()))
        for end in range(3, len(form) + 1):
            tried.update(book.beginnings.get(form[:end], ()))
    for number in sorted(tried):
        said = book.said[number]
        found = find(said.pattern, words)
        if found is None or not all(place in words.own for place in found.places):
            continue
        if fits(words, found, _place(said, found, words)[0], said.kind):
            yield said, found


def _place(said: Said, found: Found, words: Line) -> tuple[int, int]:
    """Where the verb, or the noun, stands, and where the words end."""
    last = max(found.places)
    if said.kind == "passive":
        return last, last
    tokens = words.sentence.tokens
    verbs = (at for at in sorted(found.places) if plain(tokens[at].text) not in _CLITICS)
    return next(verbs, min(found.places)), last


def _apart(hits: list[tuple[Said, Found]]) -> Iterator[tuple[Said, Found]]:
    """Of those that share words the one that says most: what is demanded or refused is not done."""
    taken: set[int] = set()
    for said, found in sorted(hits, key=_order):
        if taken.isdisjoint(found.places):
            taken.update(found.places)
            yield said, found


def _order(hit: tuple[Said, Found]) -> tuple[bool, int, int, bool, int]:
    said, found = hit
    places = sorted(set(found.places))
    spoken = said.way.act.startswith(_SPOKEN) and len(places) > 1
    return not spoken, -len(places), places[0], said.kind == "noun", places[-1]


def _coded(said: Said, words: Line, found: Found, time: When) -> CodedAct:
    first, last = min(found.places), max(found.places)
    source, target = parties(said, words, found)
    act = Act.parse(said.way.act)
    if act.context is None and said.way.contexts:
        act = replace(act, context=context_near(words, first, last, said.way.contexts))
    if act.rank is None:
        act = replace(act, rank=_rank(act, source) or _rank_named(act, words, first))
    return CodedAct(
        str(act),
        source.actor if source else "",
        target.actor if target else "",
        time,
        words_at(words.sentence, found.places),
        Span(first, last + 1),
        _nearest(words.days, words, first, last, len(words.items)),
        _nearest(words.quantities, words, first, last, _NEAR),
    )


def _rank(act: Act, source: Mention | None) -> str | None:
    """The rank of who speaks; deeds are those of the actor as a whole."""
    if source is None or act.quad not in {Quad.VERBAL_COOPERATION, Quad.VERBAL_CONFLICT}:
        return None
    return _RANKS.get(source.role)


def _rank_named(act: Act, words: Line, first: int) -> str | None:
    """The rank that stands before the words of an act, whosever it is: *the two ministers met*."""
    if act.quad is not Quad.VERBAL_COOPERATION:
        return None
    known, tokens = _called(words.sentence.language), words.sentence.tokens
    before = (at for at in range(first - 1, max(first - _NEAR, 0) - 1, -1) if at in words.own)
    return next((known[tokens[at].lemma] for at in before if tokens[at].lemma in known), None)


@cache
def _called(language: Tongue) -> Mapping[str, str]:
    """Ranks by the nouns, of one word, that name them."""
    roles = table(language, "roles")
    return {
        noun: rank
        for rank in ("official", "minister", "leader")
        for noun in roles[rank]
        if " " not in noun
    }


def _nearest(marks: Mapping[int, T], words: Line, first: int, last: int, far: int) -> T | None:
    """What a clause names nearest to the words of an act, within some words of them."""
    near = [
        (max(first - place, place - last, 0), place)
        for place in sorted(marks)
        if place in words.own and max(first - place, place - last) <= far
    ]
    return marks[min(near)[1]] if near else None
