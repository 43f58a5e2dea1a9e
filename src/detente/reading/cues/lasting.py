"""Conditions that reach farther than their clause, or that words for something else state."""

from __future__ import annotations

from collections.abc import Iterator

from detente.reading.clauses.own import clause_of, own_tokens
from detente.reading.cues.condition_kinds import KINDS, refuses
from detente.reading.cues.line import near
from detente.reading.grammar.lemmas import plain
from detente.reading.sentence import Clause, Sentence
from detente.reading.words.negation import negating
from detente.reading.words.table import table

_FEW = 8
_ENDS = frozenset({";", ":", ".", "!", "?"})
_SIGNS = frozenset({",", "—", "–", '"', "«", "“"})


def lasting(sentence: Sentence, clause: int) -> bool:
    """Whether *while* says how long rather than sets against.

    It does with a verb such as *lasts*, and behind what is denied, with no comma before it: *it
    sees no reason to pause while the port lies within reach*.

    Parameters
    ----------
    sentence : Sentence
    clause : int
    """
    each = sentence.clauses[clause]
    listed = table(sentence.language, "limits")["lasting"]
    if each.words not in listed["joins"] or each.verb < 0:
        return False
    if each.span.last - each.span.first <= _FEW and (
        sentence.tokens[each.verb].lemma in listed["verbs"]
    ):
        return True
    before = each.span.first - 1
    if before < 0 or sentence.tokens[before].text in _SIGNS:
        return False
    return _denied(sentence, clause_of(sentence, before))


def excepting(sentence: Sentence, clause: int, governing: int) -> bool:
    """Whether a clause names the exception to what is denied: *rien sans que l’autre y consente*.

    Parameters
    ----------
    sentence : Sentence
    clause : int
    governing : int
        On which it depends.
    """
    joins = table(sentence.language, "limits")["lasting"]["excepting"]
    return sentence.clauses[clause].words in joins and _denied(sentence, governing)


def _denied(sentence: Sentence, clause: int) -> bool:
    words = {plain(sentence.tokens[at].text) for at in own_tokens(sentence, clause)}
    return not words.isdisjoint(negating(sentence.language)) or refuses(sentence, clause)


def shared(sentence: Sentence, clause: int) -> Iterator[tuple[int, Clause]]:
    """The condition that stands in front of several clauses and holds for each of them.

    *As long as the lease runs, A keeps others out, and B sees to it.* It is in front of all that
    follows up to a semicolon.

    Parameters
    ----------
    sentence : Sentence
    clause : int
        One that has no condition of its own.
    """
    own = sentence.clauses[clause]
    if own.kind not in {"main", "contrast"}:
        return
    tokens = sentence.tokens
    start = own.span.first
    while start > 0 and tokens[start - 1].text not in _ENDS:
        start -= 1
    joins = table(sentence.language, "limits")["hypotheses"]["joined"]
    opening = tokens[own.span.first]
    if start == own.span.first or plain(opening.text) not in joins:
        return
    for i in near(sentence, clause):
        each = sentence.clauses[i]
        ahead = tokens[start : each.span.first]
        if (
            (each.kind in KINDS or lasting(sentence, i))
            and each.span.last <= own.span.first
            and each.span.first >= start
            and all(plain(t.text) in {*joins, *_SIGNS} for t in ahead)
        ):
            yield i, each
