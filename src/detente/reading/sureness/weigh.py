"""How far the text commits itself to what a clause says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.language.current import gettext as _
from detente.reading.cues.hypotheses import supposes
from detente.reading.cues.limits import condition
from detente.reading.cues.line import own_line
from detente.reading.grammar.lemmas import plain
from detente.reading.proposal import Sureness
from detente.reading.sentence import AUTHOR, Clause, ClauseKind, Sentence, Span, Voice
from detente.reading.sureness.bands import bands
from detente.reading.sureness.conceded import conceded
from detente.reading.sureness.hedges import Hedge, evidence, hedges
from detente.reading.sureness.names import class_name
from detente.reading.sureness.negation import denied, has_negator, refuted
from detente.reading.sureness.weight import FLAT, Weight, reason
from detente.reading.words.negation import negating
from detente.reading.words.speech import spoken

NOT_SAID = 0.4
"""Credence of what somebody has not said."""
SECOND_HAND = 0.9
"""What is kept of the weight of what somebody says that another one said."""
_SUPPOSED: frozenset[ClauseKind] = frozenset({"condition", "unless", "purpose", "in-return"})
_DOUBTING = frozenset({"unlikely", "remote", "impossible", "doubted", "denied"})
_DEEP = 8


def weigh(sentence: Sentence, clause: int, spent: Sequence[str] = ()) -> Sureness:
    """Weigh a clause by its hedges, its negation, who says it, and what it is part of.

    A hedge governs its own clause and what is reported in it; that of a neighbour does not matter.

    Parameters
    ----------
    sentence : Sentence
        With tokens, clauses and voices.
    clause : int
    spent : sequence of str
        Words of the text that say already what the claim is (`Candidate.words`), such as *no sign*
        of a cue for poor chances: a doubt or a negation in them is part of the claim, which is then
        as likely as the doubt is strong.

    Returns
    -------
    Sureness
        Where it is negated, the credence is that of the claim without the negation.
    """
    used = frozenset(plain(word) for words in spent for word in words.split())
    chain = tuple(_chain(sentence, clause))
    voice = sentence.voices[clause] if clause < len(sentence.voices) else AUTHOR
    weight = _own(sentence, clause, used)
    for outer in chain[1:]:
        weight = _embedded(sentence, weight, outer, used)
    weight = _voiced(sentence, weight, voice, chain)
    around = [_clause(sentence, each) for each in chain]
    supposed = next((each for each in around if each.kind in _SUPPOSED), None)
    if supposed is not None:
        weight = weight.at(_level("supposed"), reason(supposed.words, class_name("supposed")))
    elif sentence.clauses and any(supposes(sentence, each) for each in chain):
        weight = weight.at(_level("supposed"), class_name("supposed"))
    granted = next((words for each in chain if (words := conceded(sentence, each))), "")
    if granted:
        weight = weight.conceded(reason(granted, _("conceded")))
    if any(each.question for each in around):
        weight = weight.at(_level("question"), class_name("question"))
    return Sureness(weight.rounded, weight.reasons, weight.negated, bool(granted))


def voiced(sentence: Sentence, weight: Weight, clause: int) -> Weight:
    """Weigh what a clause says by who says it."""
    return _voiced(sentence, weight, sentence.voices[clause], (clause,))


def _level(kind: str) -> float:
    return bands("modality")[kind].credence


def _clause(sentence: Sentence, clause: int) -> Clause:
    if not sentence.clauses:
        return Clause(Span(0, len(sentence.tokens)))
    return sentence.clauses[clause]


def _chain(sentence: Sentence, clause: int) -> Iterator[int]:
    """The clause, then those in which it is reported, from the inside out."""
    for _step in range(_DEEP):
        yield clause
        each = _clause(sentence, clause)
        if each.parent < 0 or not (each.kind == "reported" or _governed(sentence, each)):
            return
        clause = each.parent
        if _beside(sentence, each, sentence.clauses[clause]):
            clause = sentence.clauses[clause].parent


def _governed(sentence: Sentence, each: Clause) -> bool:
    """Whether a clause with *that* follows words of sureness, and so is no relative one."""
    if each.kind != "relative" or each.words not in {"that", "que"}:
        return False
    line = own_line(sentence, each.parent)
    said = [hedge.places for hedge in hedges(line, past=False, limited=True)]
    said += [found.places for _kind, found in evidence(line, -1)]
    return any(max(places) == each.span.first - 1 for places in said)


def _beside(sentence: Sentence, each: Clause, outer: Clause) -> bool:
    """Whether a clause is reported beside another one, and not in it: *that …, and that …*."""
    before = each.span.first - 1
    return (
        outer.kind == "reported"
        and outer.parent >= 0
        and bool(each.words)
        and each.words == outer.words
        and before >= 0
        and plain(sentence.tokens[before].text) in {"and", "et", "or", "ou"}
    )


def _spent(sentence: Sentence, places: Sequence[int], used: frozenset[str]) -> bool:
    """Whether words are part of what the claim says; a negation beside them is, too."""
    said = [plain(sentence.tokens[place].text) for place in places]
    telling = [word for word in said if word not in negating(sentence.language)]
    return all(word in used for word in telling or said)


def _level_of(sentence: Sentence, hedge: Hedge, used: frozenset[str]) -> float:
    """What a hedge makes of a claim: one that doubts makes a claim of the doubt the likelier."""
    if hedge.kind in _DOUBTING and _spent(sentence, hedge.places, used):
        return 1 - hedge.credence
    return hedge.credence


def _denies(sentence: Sentence, hedge: Hedge, used: frozenset[str]) -> bool:
    """Whether a hedge is as good as a negation: *hardly*, *no sign*, *impossible*."""
    if _spent(sentence, hedge.places, used):
        return False
    return hedge.kind == "impossible" or (
        hedge.kind == "remote" and has_negator(sentence, hedge.places)
    )


def _own(sentence: Sentence, clause: int, used: frozenset[str]) -> Weight:
    each = _clause(sentence, clause)
    line = own_line(sentence, clause)
    found = hedges(
        line,
        past=_reported_in_past(sentence, clause),
        limited=condition(sentence, clause) is not None,
    )
    within = any(has_negator(sentence, hedge.places) for hedge in found)
    negated = (each.negated and not within) or refuted(sentence, each)
    negated = negated and used.isdisjoint(negating(sentence.language))
    negated = negated != (not found and denied(line))
    weight = Weight(FLAT)
    if found:
        first = found[0]
        level = _level_of(sentence, first, used)
        weight = weight.at(level, _said(sentence, first.places, first.kind))
        if _denies(sentence, first, used):
            return replace(weight, negated=True)
    if negated:
        weight = replace(
            weight,
            credence=1 - weight.credence,
            negated=True,
            reasons=(*weight.reasons, _("negated")),
        )
    return weight


def _reported_in_past(sentence: Sentence, clause: int) -> bool:
    """Whether a clause reports what was said, so that its conditional is a future of then."""
    each = _clause(sentence, clause)
    if each.kind != "reported" or each.parent < 0:
        return False
    verb = _clause(sentence, each.parent).verb
    if verb < 0:
        return False
    word = plain(sentence.tokens[verb].text)
    return word.endswith(_PAST[sentence.language]) and word not in {"va", "a"}


_PAST = {
    "en": (
        *("ed", "said", "told", "thought", "knew", "wrote", "held", "made", "swore", "felt"),
        *("was", "were", "had", "spoke", "saw", "put", "let", "bet", "understood", "found"),
    ),
    "fr": ("ait", "aient", "é", "ée", "a", "it", "is", "u", "èrent", "irent"),
}


def _embedded(sentence: Sentence, weight: Weight, outer: int, used: frozenset[str]) -> Weight:
    """Weigh what is reported by the clause that reports it."""
    line = own_line(sentence, outer)
    parent = _clause(sentence, outer)
    found = hedges(line, past=False, limited=True)
    hedging = {place for each in found for place in each.places}
    verbs = [each for each in evidence(line, parent.verb) if hedging.isdisjoint(each[1].places)]
    negation = parent.negated and not any(has_negator(sentence, each.places) for each in found)
    if verbs and has_negator(sentence, verbs[0][1].places):
        negation = False
    left = [each for each in found if each.kind not in {"future", "dependent"}]
    if left:
        first = left[0]
        level = _level_of(sentence, first, used)
        level = 1 - level if negation else level
        weight = weight.hedged(level, _said(sentence, first.places, first.kind))
        if _denies(sentence, first, used):
            weight = replace(weight, negated=not weight.negated)
        negation = False
    if verbs:
        kind, said = verbs[0]
        flat = bands("evidence")[kind].credence
        turned = kind in _DOUBTING and _spent(sentence, said.places, used)
        flat = 1 - flat if turned else flat
        weight = weight.discounted(flat, _said(sentence, said.places, kind))
        if kind == "denied" and not turned:
            weight = replace(weight, negated=not weight.negated)
        negation = negation and kind != "known"
    if negation and (verbs or _says(sentence, parent)):
        weight = weight.hedged(NOT_SAID, _("not said"))
    return weight


def _kind_of(who: str) -> str:
    return who if who in {"observers", "organisation"} else "party"


def _says(sentence: Sentence, clause: Clause) -> bool:
    """Whether the verb of a clause is one of saying or thinking."""
    return clause.verb >= 0 and sentence.tokens[clause.verb].lemma in spoken(sentence.language)


def _voiced(sentence: Sentence, weight: Weight, voice: Voice, chain: tuple[int, ...]) -> Weight:
    """Discount what others say, unless the verb by which they say it has done so."""
    if voice.who == "author":
        return weight
    told = (evidence(own_line(sentence, at), _clause(sentence, at).verb) for at in chain[1:])
    if not any(told):
        kind = _kind_of(voice.who)
        weight = weight.discounted(bands("voice")[kind].credence, class_name(kind))
    if voice.through is not None:
        weight = weight.discounted(0.5 + SECOND_HAND * (FLAT - 0.5), _("at second hand"))
    return weight


def _said(sentence: Sentence, places: tuple[int, ...], kind: str) -> str:
    words = " ".join(sentence.tokens[place].text for place in sorted(set(places)))
    return reason(words, class_name(kind))
