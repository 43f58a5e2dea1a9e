"""How sure a claim is that a candidate stands for."""

from __future__ import annotations

from dataclasses import replace

from detente.reading.cues.load import JUDGEMENT
from detente.reading.proposal import Candidate, Sureness
from detente.reading.sentence import Sentence
from detente.reading.sureness.weigh import weigh


def sureness_of(sentence: Sentence, clause: int, candidate: Candidate) -> Sureness:
    """Weigh a clause as the claim that a candidate stands for.

    The words of a cue are part of the claim; a doubt in them counts no second time. A judgement of
    chances is the doubt itself: its credence is the chance that the text gives what it judges, low
    where it denies it.
    """
    if candidate.effect == JUDGEMENT:
        return replace(weigh(sentence, clause), negated=False)
    return weigh(sentence, clause, candidate.words)
