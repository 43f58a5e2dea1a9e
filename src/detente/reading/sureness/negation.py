"""Words that negate, and what they negate."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from detente.reading.article import Tongue
from detente.reading.cues.line import Line
from detente.reading.cues.phrases import found_phrases
from detente.reading.grammar.lemmas import plain
from detente.reading.sentence import Clause, Sentence
from detente.reading.words.negation import negating
from detente.reading.words.table import table


def has_negator(sentence: Sentence, places: Iterable[int]) -> bool:
    """Whether one of some tokens negates, so that a phrase of them has its negation in it."""
    words = [plain(sentence.tokens[place].text) for place in sorted(set(places))]
    if " ".join(words) in _idioms(sentence.language):
        return False
    return not negating(sentence.language).isdisjoint(words)


@cache
def _idioms(language: Tongue) -> frozenset[str]:
    return frozenset(table(language, "negation")["negators"]["idioms"])


def denied(line: Line) -> bool:
    """Whether a clause negates by other words: *has yet to*, *is far from*."""
    return any(True for _found in found_phrases(line, "negation", "denials"))


def refuted(sentence: Sentence, clause: Clause) -> bool:
    """Whether a cause is named only to say that it is none: *not because of the sanctions*.

    So is what *it was not the sanctions that did it* names.
    """
    known = negating(sentence.language)
    if clause.kind == "relative":
        return _cleft(sentence, clause, known)
    if clause.kind != "cause":
        return False
    if clause.words.split()[:1] and clause.words.split()[0] in known:
        return True
    before = clause.span.first - 1
    return before >= 0 and plain(sentence.tokens[before].text) in known


_CLEFT = {"en": ("it", frozenset({"that", "who", "which"})), "fr": ("ce", frozenset({"qui"}))}
"""With which words *it is not the sanctions that …* begins, and goes on."""


def _cleft(sentence: Sentence, clause: Clause, known: Iterable[str]) -> bool:
    """Whether what follows is denied of what is named: *it was not the sanctions that …*."""
    parent = sentence.clauses[clause.parent] if clause.parent >= 0 else None
    first, relative = _CLEFT[sentence.language]
    if parent is None or not parent.negated or clause.words not in relative or parent.verb < 0:
        return False
    before = sentence.tokens[parent.span.first : clause.span.first]
    words = [plain(token.text).strip("'") for token in before[:6]]
    opened = first in words or (first == "ce" and "c" in words)
    copula = sentence.tokens[parent.verb].lemma in {"be", "être"}
    return opened and copula and not {*words}.isdisjoint(known)
