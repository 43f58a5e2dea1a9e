"""The words in which the cues of a clause are looked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from detente.reading.clauses.own import own_tokens, owned
from detente.reading.cues.forms import forms
from detente.reading.cues.passed import passed
from detente.reading.grammar.lemmas import plain
from detente.reading.sentence import Clause, Day, Mention, Quantity, Sentence, Span

T = TypeVar("T")

_LENT = frozenset(
    {
        "condition",
        "unless",
        "once",
        "until",
        "before",
        "as-long-as",
        "in-return",
        "cause",
        "purpose",
    }
)
"""Kinds of clauses that are read together with the one that they depend on."""

_LIMITS = _LENT - {"cause", "purpose"}
"""Those that only say when something holds: what they name is said of the clause above."""

_BEHIND = frozenset({"relative", "reported"})
_HEAD = 8
"""A relative or reported clause is read with so many words before it, of which it says more."""

_AROUND = 32
_FAR = 60
_DEEP = 6
_STOPS = frozenset({".", ";", ":", "!", "?", "…"})


@dataclass(frozen=True, slots=True)
class Item:
    """A token of a line.

    `place` is its index in the sentence, `text` its very form in lower case; `over` says that
    patterns pass over it, `stop` that no gap reaches across it.
    """

    place: int
    text: str
    forms: frozenset[str]
    over: bool
    stop: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Tokens in which patterns are looked for, and which of them are the clause's own.

    `limits` are the tokens of the clauses that only say when it holds.
    `mentions`, `days` and `quantities` are by the indices of their tokens, `index` has the items
    with a form, `places` are the indices of all its tokens.
    """

    sentence: Sentence
    items: tuple[Item, ...]
    own: frozenset[int]
    limits: frozenset[int]
    mentions: Mapping[int, Mention]
    days: Mapping[int, Day]
    quantities: Mapping[int, Quantity]
    index: Mapping[str, tuple[int, ...]]
    places: frozenset[int]

    def starts(self, among: frozenset[str] | None) -> Sequence[int]:
        """Items that have one of some forms, in their order; all of them if none are given."""
        if among is None:
            return range(len(self.items))
        return sorted({at for form in among for at in self.index.get(form, ())})


def line(sentence: Sentence, clause: int) -> Line:
    """Words of a clause, with those around it that it shares its sense with.

    A clause and its conditions, causes and purposes are read together; what is reported or
    contrasted, or a relative clause, stands alone. What is found has a word of the clause itself.
    """
    own = frozenset(_own(sentence, clause))
    limits = frozenset(_limits(sentence, clause)) - own
    return _line(sentence, _places(sentence, clause), own, limits)


def own_line(sentence: Sentence, clause: int) -> Line:
    """Words that are a clause's own, without those that depend on it or on which it depends."""
    own = _own(sentence, clause)
    return _line(sentence, own, frozenset(own), frozenset())


def _line(
    sentence: Sentence, places: Sequence[int], own: frozenset[int], limits: frozenset[int]
) -> Line:
    over = passed(sentence.language).over
    items = tuple(
        Item(
            place,
            plain((token := sentence.tokens[place]).text),
            forms(token, sentence.language),
            over(token),
            token.text in _STOPS,
        )
        for place in places
    )
    return Line(
        sentence,
        items,
        own,
        limits,
        _by_place(items, ((mention.span, mention) for mention in sentence.mentions)),
        _by_place(items, ((day.span, day) for day in sentence.days)),
        _by_place(items, ((quantity.span, quantity) for quantity in sentence.quantities)),
        indexed(items),
        frozenset(places),
    )


def indexed(items: Sequence[Item]) -> dict[str, tuple[int, ...]]:
    """Items by their forms."""
    index: dict[str, list[int]] = {}
    for at, item in enumerate(items):
        for form in item.forms | {item.text}:
            index.setdefault(form, []).append(at)
    return {form: tuple(places) for form, places in index.items()}


def _by_place(items: Sequence[Item], marks: Iterable[tuple[Span, T]]) -> dict[int, T]:
    """Marks by the tokens that they cover, as far as they lie where the items do."""
    if not items:
        return {}
    first, last = items[0].place, items[-1].place
    return {
        place: mark
        for span, mark in marks
        if span.first <= last and first < span.last
        for place in range(span.first, span.last)
    }


def near(sentence: Sentence, clause: int) -> range:
    """Indices of the clauses around one; farther ones are not looked at, however long the text."""
    return range(max(clause - _AROUND, 0), min(clause + _AROUND + 1, len(sentence.clauses)))


def children(sentence: Sentence, clause: int) -> Iterator[tuple[int, Clause]]:
    """Clauses that depend on a clause."""
    return ((i, sentence.clauses[i]) for i in owned(sentence).below[clause])


def _own(sentence: Sentence, clause: int) -> Sequence[int]:
    """Tokens of a clause that are not of a clause within it; all where nothing is split."""
    if not sentence.clauses:
        return range(len(sentence.tokens))
    return own_tokens(sentence, clause)


def _places(sentence: Sentence, clause: int) -> Sequence[int]:
    """Tokens of the line: those of the clauses that are read together, not too far away."""
    own = _own(sentence, clause)
    if not sentence.clauses or not own:
        return own
    root = _root(sentence, clause)
    first, last = own[0] - _FAR, own[-1] + 1 + _FAR
    near = [
        (i, each)
        for i, each in enumerate(sentence.clauses)
        if each.span.first < last and first < each.span.last
    ]
    spans = [each.span for i, each in near if _root(sentence, i) == root]
    first = max(min(span.first for span in spans), first)
    last = min(max(span.last for span in spans), last)
    whole = sentence.clauses[root].span
    apart = [
        (each.span.first, each.span.last)
        for i, each in near
        if i != root and each.kind not in _LENT and whole not in each.span
    ]
    head = range(max(whole.first - _HEAD, 0), whole.first)
    before = head if sentence.clauses[root].kind in _BEHIND else ()
    return sorted({*_without(first, last, apart), *own, *before})


def _limits(sentence: Sentence, clause: int) -> Iterator[int]:
    """Tokens of clauses that say when a clause holds, not too far away."""
    if not sentence.clauses or sentence.clauses[clause].kind in _LIMITS:
        return
    whole = sentence.clauses[clause].span
    for _i, each in children(sentence, clause):
        if each.kind in _LIMITS and whole.first - _FAR < each.span.first < whole.last + _FAR:
            yield from range(each.span.first, min(each.span.last, each.span.first + _FAR))


def _root(sentence: Sentence, clause: int) -> int:
    """The clause that it depends on by ties that are read together; itself if there is none."""
    for _ in range(_DEEP):
        each = sentence.clauses[clause]
        if each.kind not in _LENT or each.parent < 0:
            break
        clause = each.parent
    return clause


def _without(first: int, last: int, holes: list[tuple[int, int]]) -> list[int]:
    kept: list[int] = []
    at = first
    for start, end in sorted(holes):
        kept += range(at, min(start, last))
        at = max(at, end)
    kept += range(at, last)
    return kept


def words_at(sentence: Sentence, places: tuple[int, ...]) -> tuple[str, ...]:
    """The text of tokens, neighbours together."""
    runs: list[list[int]] = []
    for place in sorted(set(places)):
        if runs and place == runs[-1][1]:
            runs[-1][1] = place + 1
        else:
            runs.append([place, place + 1])
    return tuple(sentence.words(Span(first, last)) for first, last in runs)
