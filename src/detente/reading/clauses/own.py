"""Which tokens are a clause's own."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

from detente.reading.identity import Same
from detente.reading.sentence import Clause, Sentence


class Owned(NamedTuple):
    """The clause of every token, the tokens of every clause, and the clauses below each."""

    clause: Sequence[int]
    tokens: Sequence[Sequence[int]]
    below: Sequence[Sequence[int]]


def owners(clauses: Sequence[Clause], size: int) -> list[int]:
    """Index of the innermost clause of each token; −1 where there is none."""
    found = [-1] * size
    order = sorted(
        range(len(clauses)),
        key=lambda at: (clauses[at].span.first - clauses[at].span.last, at),
    )
    for at in order:
        span = clauses[at].span
        found[span.first : span.last] = [at] * (span.last - span.first)
    return found


@functools.lru_cache(maxsize=256)
def _owned(same: Same[tuple[Clause, ...]], size: int) -> Owned:
    clauses = same.it
    clause = owners(clauses, size)
    tokens: list[list[int]] = [[] for _each in clauses]
    below: list[list[int]] = [[] for _each in clauses]
    for place, at in enumerate(clause):
        if at >= 0:
            tokens[at].append(place)
    for at, each in enumerate(clauses):
        if each.parent >= 0:
            below[each.parent].append(at)
    return Owned(clause, tokens, below)


def owned(sentence: Sentence) -> Owned:
    """Return what belongs to whom in a sentence with clauses."""
    return _owned(Same(sentence.clauses), len(sentence.tokens))


def own_tokens(sentence: Sentence, clause: int) -> Sequence[int]:
    """Indices of the tokens that are a clause's own, and not those of a clause within it."""
    return owned(sentence).tokens[clause]


def clause_of(sentence: Sentence, token: int) -> int:
    """Index of the innermost clause of a token."""
    return owned(sentence).clause[token]


def in_quotes(sentence: Sentence) -> list[bool]:
    """Whether each token stands between quotation marks."""
    found = [False] * len(sentence.tokens)
    covered = 0
    for quote in sentence.quotes:  # outer ones come first
        first = max(quote.first, covered)
        found[first : quote.last] = [True] * max(0, quote.last - first)
        covered = max(covered, quote.last)
    return found
