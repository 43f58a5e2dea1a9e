"""Which tokens are a clause's own."""

from __future__ import annotations

from collections.abc import Sequence

from detente.reading.sentence import Clause, Sentence


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


def own_tokens(sentence: Sentence, clause: int) -> list[int]:
    """Indices of the tokens that are a clause's own, and not those of a clause within it."""
    found = owners(sentence.clauses, len(sentence.tokens))
    span = sentence.clauses[clause].span
    return [at for at in range(span.first, span.last) if found[at] == clause]


def clause_of(sentence: Sentence, token: int) -> int:
    """Index of the innermost clause of a token."""
    best, size = -1, len(sentence.tokens) + 1
    for at, clause in enumerate(sentence.clauses):
        width = clause.span.last - clause.span.first
        if token in clause.span and width <= size:
            best, size = at, width
    return best
