"""Acts that the words of a claim, or of its condition, name."""

from __future__ import annotations

from detente.reading.cues.acts import CodedAct, acts_in
from detente.reading.proposal import Limit, Proposal
from detente.reading.sentence import Sentence


def said_act(sentence: Sentence, proposal: Proposal) -> CodedAct | None:
    """The act that a claim reports or announces: one with a day before others."""
    if not sentence.clauses:
        return None
    found = acts_in(sentence, proposal.clause)
    return next((each for each in found if each.day is not None), next(iter(found), None))


def awaited_act(sentence: Sentence, limit: Limit) -> CodedAct | None:
    """The act that a condition waits for."""
    for number, clause in enumerate(sentence.clauses):
        if clause.span in limit.span or limit.span in clause.span:
            for each in acts_in(sentence, number):
                if each.span in limit.span:
                    return each
    return None
