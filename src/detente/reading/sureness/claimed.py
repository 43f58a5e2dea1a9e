"""How sure a claim is that a candidate stands for."""

from __future__ import annotations

from dataclasses import replace

from detente.language.current import gettext as _
from detente.reading.answers import Answer
from detente.reading.cues.load import JUDGEMENT
from detente.reading.proposal import Candidate, Sureness
from detente.reading.sentence import Sentence
from detente.reading.sureness.bands import bands
from detente.reading.sureness.names import class_name
from detente.reading.sureness.weigh import voiced, weigh
from detente.reading.sureness.weight import FLAT, Weight, reason

_CLASSES = {"likely": "probable", "perhaps": "perhaps", "unlikely": "unlikely"}


def sureness_of(sentence: Sentence, clause: int, candidate: Candidate) -> Sureness:
    """Weigh a clause as the claim that a candidate stands for.

    The words of a cue are part of the claim; a doubt in them counts no second time. A judgement of
    chances is the doubt itself: its credence is the chance that the text gives what it judges, low
    where it denies it.
    """
    if candidate.effect == JUDGEMENT:
        return replace(weigh(sentence, clause), negated=False)
    return weigh(sentence, clause, candidate.words)


def answered(sentence: Sentence, told: Answer, candidate: Candidate) -> Sureness:
    """Weigh what a sentence answers with yes or no, as the claim that was asked for.

    A judgement of chances is as likely as the answer says; of other claims *no* is the denial.
    """
    weight = Weight(FLAT, reasons=(reason(told.words, _("an answer")),))
    kind = _CLASSES.get(told.kind)
    if kind is not None:
        weight = weight.at(bands("modality")[kind].credence, class_name(kind))
    if told.kind == "no":
        denied = candidate.effect != JUDGEMENT
        reasons = (*weight.reasons, _("negated"))
        weight = Weight(1 - FLAT, negated=denied, reasons=reasons)
    weight = voiced(sentence, weight, 0)
    return Sureness(weight.rounded, weight.reasons, weight.negated)
