"""Cut a sentence into clauses: parts with a verb of their own, and what joins them."""

from __future__ import annotations

from dataclasses import replace

from detente.reading.clauses.builder import build
from detente.reading.clauses.polarity import Polarity
from detente.reading.sentence import Clause, Sentence, Span


def split(sentence: Sentence) -> Sentence:
    """Fill in the clauses.

    Every token belongs to the innermost clause that contains it. A clause that depends on another
    has that one as its parent; what somebody says, knows or hopes is `reported`, and its parent is
    the clause that says so, which may also stand behind it or within it. Clauses that are joined
    by *and* or *but* are siblings. A connective before a noun alone (*in return for relief*) opens
    a clause without a verb.

    A question is marked on all clauses that it holds.
    """
    if not sentence.tokens:
        return replace(sentence, clauses=(Clause(Span(0, 0)),))
    drafts = build(sentence)
    found = replace(sentence, clauses=tuple(drafts))
    polarity = Polarity(found)
    marked = tuple(
        replace(clause, negated=polarity.denies(place), question=polarity.asks(place))
        for place, clause in enumerate(drafts)
    )
    return replace(sentence, clauses=marked)
