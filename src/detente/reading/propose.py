"""From analysed sentences to proposals, and a remark on every sentence that is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.language.current import gettext as _
from detente.reading.answers import answer
from detente.reading.cues.hypotheses import supposes
from detente.reading.cues.lasting import lasting
from detente.reading.cues.limits import limit
from detente.reading.cues.match import match
from detente.reading.cues.unsayable import unsayable
from detente.reading.proposal import Candidate, Proposal, Remark
from detente.reading.relations import relate
from detente.reading.same import said
from detente.reading.sentence import Clause, Sentence, Span
from detente.reading.sides.choose import sided
from detente.reading.sides.discourse import Discourse
from detente.reading.strength import strength
from detente.reading.sureness.claimed import answered, sureness_of
from detente.scaffold.cast import slug

LEAST = 1.0
"""Score of a candidate below which nothing is made of it; cues weigh from 1 to 3."""

STRONG = 0.3
"""Strength below which too little speaks for a proposal: with this bound some four of five claims
of the tuned texts are found, and some two of three proposals are right."""

MOST = 5
"""Candidates that are kept for a proposal."""

SAID = "scheduled-acts"
"""The effect of acts that are reported or announced."""

LIMITS = {"condition", "unless", "once", "until", "before", "as-long-as", "in-return"}
"""Clauses that say under what condition something holds; they assert nothing themselves."""


def propose(
    sentences: Sequence[Sentence], discourse: Discourse
) -> tuple[list[Proposal], list[Remark]]:
    """Proposals of a text in its order, related to each other, and remarks on all other sentences.

    Parameters
    ----------
    sentences : sequence of Sentence
    discourse : Discourse
        The same text, for whose claims are and towards whom.
    """
    found, remarks = asserted(sentences)
    return list(relate(sentences, _named(sided(discourse, found)))), remarks


def asserted(sentences: Sequence[Sentence]) -> tuple[list[Proposal], list[Remark]]:
    """What a text asserts, each by itself, in its order, and remarks on all other sentences.

    Of the clauses of a sentence each may assert something; those that ask or set a condition do
    not. What is said twice is proposed once, where the text is surest of it.
    """
    found: list[Proposal] = []
    remarks: list[Remark] = []
    for index, sentence in enumerate(sentences):
        if sentence.heading:
            remarks.append(Remark(sentence.place, "background", _("a heading")))
            continue
        own, why = _of_sentence(sentence, index)
        if index and not sentences[index - 1].heading:
            own = _answered(sentences[index - 1], sentence, index, own)
        found += own
        if not own:
            remarks.append(why)
    kept, said_before = _once(found, sentences)
    for proposal in said_before:
        if not any(p.sentence == proposal.sentence for p in kept):
            why_not = _("says again what another sentence says more surely")
            remarks.append(Remark(sentences[proposal.sentence].place, "background", why_not))
    place = {id(s.place): i for i, s in enumerate(sentences)}
    remarks.sort(key=lambda remark: place[id(remark.place)])
    return kept, remarks


def _of_sentence(sentence: Sentence, index: int) -> tuple[list[Proposal], Remark]:
    """What a sentence asserts; and if nothing, what became of it."""
    found: list[Proposal] = []
    asked = weak = False
    for number, clause in enumerate(sentence.clauses):
        if clause.kind in LIMITS or lasting(sentence, number) or supposes(sentence, number):
            continue
        if _reported(sentence, number) or _of_whoever(sentence, clause):
            continue
        candidates = _candidates(sentence, number)
        if not candidates:
            continue
        if clause.question:
            asked = True
            continue
        if candidates[0].score < LEAST:
            weak = True
            continue
        found.append(_proposal(sentence, index, number, candidates[:MOST]))
    found = _distinct(found)
    weighed = [replace(p, strength=strength(sentence, p, len(found) > 1)) for p in found]
    strong = [p for p in weighed if p.strength >= STRONG]
    return strong, _remark(sentence, asked=asked, weak=weak or len(strong) < len(found))


def _answered(
    question: Sentence, sentence: Sentence, index: int, own: list[Proposal]
) -> list[Proposal]:
    """What a sentence asserts by itself, or by answering with yes or no to the one before."""
    told = answer(question, sentence)
    if told is None or not sentence.clauses:
        return own
    asked = [
        (candidates, number)
        for number, clause in enumerate(question.clauses)
        if clause.kind not in LIMITS and not _reported(question, number)
        if (candidates := _candidates(question, number)) and candidates[0].score >= LEAST
    ]
    if not asked:
        return own
    candidates, number = max(asked, key=lambda each: each[0][0].score)
    put = _proposal(question, index - 1, number, candidates[:MOST])
    put = replace(put, strength=strength(question, put, False))
    if put.strength < STRONG:
        return own
    known = {each.effect for each in candidates}
    further = [c for each in own for c in each.candidates[:1] if c.effect not in known]
    return [
        replace(
            put,
            sentence=index,
            clause=0,
            voice=sentence.voices[0],
            candidates=(candidates[0], *further, *candidates[1:])[:MOST],
            sureness=answered(sentence, told, candidates[0]),
            limit=limit(sentence, 0) or put.limit,
            days=sentence.days or put.days,
        )
    ]


_WHOEVER = frozenset({"those", "anyone", "anybody", "everyone", "ceux", "celles", "quiconque"})


def _of_whoever(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause says who is meant, and nothing of anybody: *those who expect a deal*."""
    before = clause.span.first - 1
    return (
        clause.kind == "relative"
        and before >= 0
        and sentence.tokens[before].text.lower() in _WHOEVER
    )


def _reported(sentence: Sentence, number: int) -> list[int]:
    """Clauses that a clause reports; it only says who says so, or how likely he thinks it."""
    return [
        i
        for i, each in enumerate(sentence.clauses)
        if each.kind == "reported" and each.parent == number
    ]


def _candidates(sentence: Sentence, number: int) -> tuple[Candidate, ...]:
    """Effects of a clause; what is reported has those of the words that report it, too.

    "Observers doubt that they sign" judges the signing. That somebody says so is no act by itself.
    """
    best = {each.effect: each for each in match(sentence, number)}
    clause = sentence.clauses[number]
    if clause.kind == "reported" and clause.parent >= 0:
        for each in match(sentence, clause.parent):
            if each.effect != SAID and (
                each.effect not in best or each.score > best[each.effect].score
            ):
                best[each.effect] = each
    return tuple(sorted(best.values(), key=lambda each: -each.score))


def _proposal(
    sentence: Sentence, index: int, number: int, candidates: tuple[Candidate, ...]
) -> Proposal:
    clause = sentence.clauses[number]
    roles = candidates[0].roles
    return Proposal(
        id="",
        sentence=index,
        clause=number,
        voice=sentence.voices[number],
        candidates=candidates,
        sureness=sureness_of(sentence, number, candidates[0]),
        actor=roles.get("actor", ""),
        target=roles.get("target", ""),
        limit=limit(sentence, number),
        days=tuple(day for day in sentence.days if _belongs(day.span, clause)),
        quantities=tuple(q for q in sentence.quantities if _belongs(q.span, clause)),
    )


def _belongs(span: Span, clause: Clause) -> bool:
    return span in clause.span


def _distinct(found: Sequence[Proposal]) -> list[Proposal]:
    """One proposal for each effect, direction and actor of a sentence: the best supported."""
    best: dict[tuple[str, int, str], Proposal] = {}
    for each in found:
        first = each.candidates[0]
        key = (first.effect, first.direction, each.actor)
        if key not in best or first.score > best[key].candidates[0].score:
            best[key] = each
    return [each for each in found if each in best.values()]


def _remark(sentence: Sentence, *, asked: bool, weak: bool) -> Remark:
    """What became of a sentence that asserts nothing that is proposed."""
    place = sentence.place
    if asked or (sentence.clauses and sentence.clauses[0].question):
        return Remark(place, "unused", _("it asks; a question asserts nothing"))
    if mechanism := unsayable(sentence):
        why = _("no effect can say it: {mechanism}").format(mechanism=mechanism)
        return Remark(place, "unused", why, mechanism)
    if weak:
        return Remark(place, "unused", _("too little in it speaks for one effect"))
    return Remark(place, "background", _("nothing in it makes an act likelier or less likely"))


def _once(
    found: Sequence[Proposal], sentences: Sequence[Sentence]
) -> tuple[list[Proposal], list[Proposal]]:
    """Of proposals that say the same in the same voice the surest, wherever it stands."""

    def rank(proposal: Proposal) -> tuple[float, str]:
        strength = abs(proposal.sureness.credence - 0.5) + proposal.candidates[0].score
        return strength, sentences[proposal.sentence].place.fingerprint

    best: dict[tuple[object, ...], Proposal] = {}
    for each in found:
        key = said(each)
        if key not in best or rank(each) > rank(best[key]):
            best[key] = each
    chosen = {id(each) for each in best.values()}
    return [p for p in found if id(p) in chosen], [p for p in found if id(p) not in chosen]


def _named(found: Sequence[Proposal]) -> list[Proposal]:
    """Proposals with ids: sense and actor, numbered where that says too little."""
    taken: dict[str, int] = {}
    named = []
    for each in found:
        base = slug("-".join(filter(None, [each.candidates[0].sense, each.actor])), "claim")
        taken[base] = taken.get(base, 0) + 1
        number = f"-{taken[base]}" if taken[base] > 1 else ""
        named.append(replace(each, id=f"{base}{number}"))
    return named
