"""Whether a clause is only conceded."""

from __future__ import annotations

from detente.language.current import gettext as _
from detente.reading.cues.line import own_line
from detente.reading.cues.phrases import found_phrases
from detente.reading.sentence import Sentence


def conceded(sentence: Sentence, clause: int) -> str:
    """The words by which a clause is only conceded; empty if it is not.

    A connective does it, such as *although*, or a word such as *certes*; others, such as *it is
    true that*, only where something is set against it.
    """
    each = sentence.clauses[clause] if sentence.clauses else None
    if each is not None and each.kind == "concession":
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
