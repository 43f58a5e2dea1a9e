"""Whether a clause is only conceded."""

from __future__ import annotations

from detente.language.current import gettext as _
from detente.reading.cues.line import own_line
from detente.reading.cues.phrases import found_phrases
from detente.reading.grammar.lemmas import plain
from detente.reading.sentence import Clause, Sentence


def conceded(sentence: Sentence, clause: int) -> str:
    """The words by which a clause is only conceded; empty if it is not.

    A connective does it, such as *although*, or a word such as *certes*; others, such as *it is
    true that*, only where something is set against it.
    """
    each = sentence.clauses[clause] if sentence.clauses else None
    if each is not None and each.kind == "concession":
        if _compares(sentence, each):
            return ""
        return each.words or _("concession")
    if each is not None and (each.negated or each.kind == "contrast"):
        return ""
    opposed = any(
        other.kind == "contrast" and each is not None and other.span.first > each.span.first
        for other in sentence.clauses
    )
    for kind, found in found_phrases(own_line(sentence, clause), "negation", "phrases"):
        if kind == "conceded" or (kind == "opposed" and opposed):
            return " ".join(sentence.tokens[place].text for place in sorted(set(found.places)))
    return ""


def _compares(sentence: Sentence, clause: Clause) -> bool:
    """Whether it only compares: *as though*."""
    before = clause.span.first - 1
    return before >= 0 and plain(sentence.tokens[before].text) == "as"
