"""The act that a candidate for an announced or reported act stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from detente.reading.cues.acts import CodedAct, acts_in
from detente.reading.cues.line import line
from detente.reading.cues.timing import When
from detente.reading.proposal import Candidate
from detente.reading.sentence import Sentence

SCHEDULED = "scheduled-acts"
"""The effect of acts that are announced or reported."""
ANNOUNCED, DATED, NAMED = 2.4, 2.1, 1.0
"""Score of an act that the clause names and no cue announces: to come, of a day near that of the
text, or of none."""
UNCODED = 0.8
"""What an announcement loses that names neither an act nor a day."""

_SENSES: Mapping[When, str] = {"done": "reported", "ongoing": "reported", "announced": "announced"}


def with_act(candidate: Candidate, sentence: Sentence, clause: int) -> Candidate:
    """A candidate for an announced or reported act with the act, and with who does it to whom.

    Parameters
    ----------
    candidate : Candidate
        Of any effect; others come back as they are.
    sentence : Sentence
    clause : int
        Index of the clause in which it was found.
    """
    if candidate.effect != SCHEDULED:
        return candidate
    coded = _chosen(acts_in(sentence, clause), candidate.sense)
    if coded is None:
        if line(sentence, clause).days:
            return candidate
        return replace(candidate, score=round(candidate.score - UNCODED, 6))
    roles = {"actor": coded.source, "target": coded.target} | dict(candidate.roles)
    roles = {role: who for role, who in roles.items() if who} | {"act": coded.act}
    sense = candidate.sense
    if sense in _SENSES.values() or sense == "dated":
        sense = _SENSES.get(coded.when, sense)
    return replace(candidate, roles=roles, sense=sense)


def named_act(sentence: Sentence, clause: int) -> list[Candidate]:
    """The act that a clause names, as one that is announced or reported; at most one."""
    coded = [each for each in acts_in(sentence, clause) if each.when in _SENSES and each.source]
    if not coded:
        return []
    first = min(coded, key=lambda each: (each.when != "announced", each.day is None))
    score = NAMED
    if first.when == "announced":
        score = ANNOUNCED
    elif first.day is not None and first.day.relative:
        score = DATED
    roles = {"actor": first.source, "target": first.target, "act": first.act}
    filled = {role: who for role, who in roles.items() if who}
    return [Candidate(SCHEDULED, _SENSES[first.when], score, first.words, filled)]


def _chosen(acts: Sequence[CodedAct], sense: str) -> CodedAct | None:
    """The act that is meant: one of the time that the sense says, one that names both first."""
    ranked = sorted(
        acts,
        key=lambda each: (
            _SENSES.get(each.when) != sense,
            -(bool(each.source) + bool(each.target)),
            each.span.first,
        ),
    )
    return next(iter(ranked), None)
