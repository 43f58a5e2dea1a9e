"""How far the text commits itself to what a clause says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.language.current import gettext as _
from detente.reading.cues.forms import plain
from detente.reading.cues.line import children, own_line
from detente.reading.cues.phrases import found_phrases
from detente.reading.proposal import Sureness
from detente.reading.sentence import AUTHOR, Clause, ClauseKind, Sentence, Span, Voice
from detente.reading.sureness.bands import bands
from detente.reading.sureness.hedges import Hedge, consumed, evidence, hedges
from detente.reading.sureness.names import class_name

FLAT = 0.85
"""Credence of what the author says flatly, against which other voices are discounted."""
CONCEDED = 0.5
"""What a concession keeps of the odds of a main claim."""
NOT_SAID = 0.4
"""Credence of what somebody has not said."""
THROUGH = 0.9
"""What is kept of the weight of what somebody says that another one said."""

_SUPPOSED: frozenset[ClauseKind] = frozenset({"condition", "unless", "purpose", "in-return"})
_LIMITS: frozenset[ClauseKind] = frozenset(
    {"condition", "unless", "once", "until", "before", "as-long-as", "in-return"}
)
_PAST = (
    "ed",
    "said",
    "told",
    "thought",
    "knew",
    "wrote",
    "held",
    "made",
    "swore",
    "felt",
    "was",
    "were",
    "had",
)
_DEEP = 8


@dataclass(frozen=True, slots=True)
class _Weight:
    """A credence while it is weighed."""

    credence: float
    negated: bool
    reasons: tuple[str, ...]

    def discounted(self, flat: float, reason: str) -> _Weight:
        """As a voice has it whose flat word is worth so much; below one half it turns it round."""
        share = (flat - 0.5) / (FLAT - 0.5)
        return replace(
            self,
            credence=0.5 + (self.credence - 0.5) * share,
            reasons=(*self.reasons, reason),
        )

    def hedged(self, level: float, reason: str) -> _Weight:
        """Under a hedge: what it says, in the sense in which it says it, is so likely."""
        held = 1 - self.credence if self.negated else self.credence
        held = min(held / FLAT, 1.0) * level
        return replace(
            self,
            credence=1 - held if self.negated else held,
            reasons=(*self.reasons, reason),
        )


def weigh(sentence: Sentence, clause: int) -> Sureness:
    """Weigh a clause by its hedges, its negation, who says it, and what it is part of.

    A hedge governs its own clause and what is reported in it; that of a neighbour does not matter.

    Parameters
    ----------
    sentence : Sentence
        With tokens, clauses and voices.
    clause : int

    Returns
    -------
    Sureness
        Where it is negated, the credence is that of the claim without the negation.
    """
    chain = tuple(_chain(sentence, clause))
    weight = _own(sentence, clause)
    for outer in chain[1:]:
        weight = _embedded(sentence, weight, outer)
    weight = _voiced(sentence, weight, clause, chain)
    around = [_clause(sentence, each) for each in chain]
    supposed = next((each for each in around if each.kind in _SUPPOSED), None)
    if supposed is not None:
        level = bands("modality")["supposed"].credence
        weight = replace(
            weight,
            credence=level,
            reasons=(*weight.reasons, _reason(supposed.words, class_name("supposed"))),
        )
    conceded = next((words for each in chain if (words := _conceded(sentence, each))), "")
    if conceded:
        odds = CONCEDED * weight.credence / max(1 - weight.credence, 1e-9)
        held = odds / (1 + odds) if not weight.negated else weight.credence
        weight = replace(
            weight, credence=held, reasons=(*weight.reasons, _reason(conceded, _("conceded")))
        )
    if any(each.question for each in around):
        level = bands("modality")["question"].credence
        weight = _Weight(level, weight.negated, (*weight.reasons, class_name("question")))
    return Sureness(
        round(min(max(weight.credence, 0.02), 0.98), 3),
        weight.reasons,
        weight.negated,
        bool(conceded),
    )


def _clause(sentence: Sentence, clause: int) -> Clause:
    if not sentence.clauses:
        return Clause(Span(0, len(sentence.tokens)))
    return sentence.clauses[clause]


def _chain(sentence: Sentence, clause: int) -> Iterator[int]:
    """The clause, then those in which it is reported, from the inside out."""
    for _step in range(_DEEP):
        yield clause
        each = _clause(sentence, clause)
        if each.kind != "reported" or each.parent < 0:
            return
        clause = each.parent


def _own(sentence: Sentence, clause: int) -> _Weight:
    line = own_line(sentence, clause)
    each = _clause(sentence, clause)
    limited = any(child.kind in _LIMITS for _i, child in children(sentence, clause))
    found = hedges(line, past=_reported_in_past(sentence, clause), limited=limited)
    negated = each.negated and not consumed(sentence, found)
    credence, reasons = FLAT, []
    if found:
        first = found[0]
        credence = first.credence
        reasons.append(_said(sentence, first.places, class_name(first.kind)))
    if negated:
        credence = 1 - credence
        reasons.append(_("negated"))
    return _Weight(credence, negated, tuple(reasons))


def _reported_in_past(sentence: Sentence, clause: int) -> bool:
    each = _clause(sentence, clause)
    if each.kind != "reported" or each.parent < 0:
        return False
    verb = _clause(sentence, each.parent).verb
    if verb < 0:
        return False
    word = plain(sentence.tokens[verb].text)
    if sentence.language == "en":
        return word.endswith(_PAST)
    before = plain(sentence.tokens[verb - 1].text) if verb else ""
    return word.endswith(("ait", "aient", "é", "a", "it", "èrent", "rent")) and (
        word not in {"va", "a"} or before in {"a", "ont"}
    )


def _embedded(sentence: Sentence, weight: _Weight, outer: int) -> _Weight:
    """Weigh what is reported by the clause that reports it."""
    line = own_line(sentence, outer)
    parent = _clause(sentence, outer)
    found = hedges(line, past=False, limited=True)
    found = [each for each in found if each.kind not in {"future", "dependent"}]
    verbs = evidence(line)
    by_verb = verbs[0] if verbs else None
    negation = parent.negated and not consumed(sentence, found)
    if by_verb is not None and negation:
        kind, places = by_verb[0], by_verb[1].places
        if consumed(sentence, [Hedge(kind, places)]):
            negation = False
    if found:
        first = found[0]
        level = 1 - first.credence if negation else first.credence
        weight = weight.hedged(level, _said(sentence, first.places, class_name(first.kind)))
        negation = False
    if by_verb is not None:
        kind, places = by_verb[0], by_verb[1].places
        flat = bands("evidence")[kind].credence
        weight = weight.discounted(flat, _said(sentence, places, class_name(kind)))
        if kind == "denied":
            weight = replace(weight, negated=not weight.negated)
        negation = negation and kind != "known"
    if negation:
        weight = weight.hedged(NOT_SAID, _("not said"))
    return weight


def _voiced(sentence: Sentence, weight: _Weight, clause: int, chain: tuple[int, ...]) -> _Weight:
    """Discount what others say, unless the verb by which they say it has done so."""
    voice = sentence.voices[clause] if clause < len(sentence.voices) else AUTHOR
    if voice.who == "author":
        return weight
    told = any(evidence(own_line(sentence, outer)) for outer in chain[1:])
    if not told:
        kind = voice.who if voice.who in {"observers", "organisation"} else "party"
        weight = weight.discounted(bands("voice")[kind].credence, class_name(kind))
    if _nested(voice):
        weight = weight.discounted(0.5 + THROUGH * (FLAT - 0.5), _("at second hand"))
    return weight


def _nested(voice: Voice) -> bool:
    return voice.through is not None


def _conceded(sentence: Sentence, clause: int) -> str:
    """The words by which a clause is only conceded; empty if it is not."""
    each = _clause(sentence, clause)
    if each.kind == "concession":
        return each.words or _("concession")
    for kind, found in found_phrases(own_line(sentence, clause), "negation", "phrases"):
        if kind == "conceded":
            return _words(sentence, found.places)
    return ""


def _words(sentence: Sentence, places: tuple[int, ...]) -> str:
    return " ".join(sentence.tokens[place].text for place in sorted(set(places)))


def _said(sentence: Sentence, places: tuple[int, ...], name: str) -> str:
    return _reason(_words(sentence, places), name)


def _reason(words: str, name: str) -> str:
    return _("{name}: {words}").format(name=name, words=words) if words else name
