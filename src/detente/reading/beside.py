"""Which claims are related by where they stand and what they say, rather than by a connective."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from detente.reading.grammar.lemmas import plain
from detente.reading.proposal import Proposal
from detente.reading.sentence import Clause, Sentence
from detente.reading.words.table import table

Key = Literal["given", "example_of", "contrast_with"]

JUDGEMENT = "judgement"
_LAST = 2
_LISTED = 2
"""So many clauses behind a colon are a list."""

_PARTICULAR = "scheduled-acts"
"""The effect of acts that are announced or reported."""


def opposed(proposal: Proposal, earlier: Sequence[Proposal]) -> Proposal | None:
    """Of the last claims of a paragraph that which one stands against by what it says.

    It is of the same effect and points the other way; or it is the one before, and of the other
    side about the first, and points the other way; or both judge the chances.

    Parameters
    ----------
    proposal : Proposal
    earlier : sequence of Proposal
        Those before it in its paragraph, in order.
    """
    own = proposal.candidates[0]
    for away, each in enumerate(reversed(earlier[-_LAST:])):
        other = each.candidates[0]
        against = _way(each) * _way(proposal) < 0
        answered = (proposal.actor, proposal.target) == (each.target, each.actor)
        judged = own.effect == other.effect == JUDGEMENT
        same = own.effect == other.effect
        if (against and (same or (answered and not away))) or (judged and not away):
            return each
    return None


def _way(proposal: Proposal) -> int:
    """Which way a claim points, as it is held."""
    return proposal.candidates[0].direction * (-1 if proposal.sureness.negated else 1)


def beside(
    sentence: Sentence, here: Sequence[Proposal]
) -> Iterator[tuple[Key, Proposal, Proposal]]:
    """Relations between claims of a sentence that no connective states.

    Particular acts that are listed behind a colon are examples of what stands before it. *It was
    not A, it was B* sets the two against each other.
    """
    for one, other in pairwise(here):
        first, second = sentence.clauses[one.clause], sentence.clauses[other.clause]
        if second.span.first < first.span.last:
            continue
        if _cleft(sentence, first) and _cleft(sentence, second) and first.negated != second.negated:
            yield "contrast_with", other, one
    for one, other in _behind_colon(sentence, here):
        yield "example_of", other, one


def _behind_colon(
    sentence: Sentence, here: Sequence[Proposal]
) -> Iterator[tuple[Proposal, Proposal]]:
    """Particular claims in a list behind a colon, each with the general one before it."""
    colon = next((i for i, token in enumerate(sentence.tokens) if token.text == ":"), -1)
    if colon < 0:
        return
    ahead = [each for each in here if sentence.clauses[each.clause].span.first < colon]
    behind = [each for each in here if sentence.clauses[each.clause].span.first > colon]
    listed = [
        each
        for each in sentence.clauses
        if each.span.first > colon and each.verb >= 0 and each.kind in {"main", "reported"}
    ]
    if not ahead or len(listed) < _LISTED or _is_particular(ahead[-1]):
        return
    for each in behind:
        if _is_particular(each):
            yield ahead[-1], each


def _is_particular(proposal: Proposal) -> bool:
    return proposal.candidates[0].effect == _PARTICULAR


def _cleft(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause begins like *it was …* or *ce n’est pas …*."""
    words = [
        plain(token.text)
        for token in sentence.tokens[clause.span.first : clause.span.first + 4]
        if any(sign.isalnum() for sign in token.text)
    ]
    opening = table(sentence.language, "relations")["cleft"]
    return bool(words) and words[0] in opening["it"] and any(w in opening["be"] for w in words[1:])


def reason(sentence: Sentence, clause: Clause) -> bool:
    """Whether a word that may say why does: *since May* and *as was agreed* do not."""
    vague = table(sentence.language, "relations")["vague"]
    if clause.words not in vague["words"]:
        return True
    before = sentence.tokens[clause.span.first - 1].text if clause.span.first else ","
    begin = clause.span.first + len(clause.words.split())
    follows = plain(sentence.tokens[begin].text) if begin < len(sentence.tokens) else ""
    if before not in {",", "—", "–", ";"} or follows in vague["followed"]:
        return False
    dated = any(day.span in clause.span for day in sentence.days)
    return clause.verb >= begin and not dated
