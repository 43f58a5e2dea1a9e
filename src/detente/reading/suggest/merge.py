"""A language model's proposals beside those of the rules, which they never change unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from detente.effects.titles import kind_title
from detente.language.current import gettext as _
from detente.language.format import decimal
from detente.reading.proposal import Candidate, Limit, Proposal, Reading, Sureness
from detente.reading.sentence import AUTHOR, Sentence, Voice
from detente.reading.suggest.answer import Suggested
from detente.scaffold.cast import slug

LOW, HIGH = 0.05, 0.95
"""Bounds of a credence that nothing but a model's answer speaks for."""

BESIDE = 0.5
"""So much less than the last of the rules' effects scores that of a model beside them."""

APART = 0.2
"""Credences that lie further apart are told."""


def merged(reading: Reading, suggested: Mapping[int, Sequence[Suggested]], name: str) -> Reading:
    """A reading with what a model proposed, each proposal with its provenance.

    Where the rules have proposed something for the same clause, a model's effect becomes an
    alternative of it, the last one, and a credence that differs is told; the proposal itself stays
    what it was. Where they have not, a proposal of the model's own comes in.

    Parameters
    ----------
    reading : Reading
    suggested : mapping of int to sequence of Suggested
        By index of the sentence.
    name : str
        Of the model.
    """
    source = f"model {name}"
    by_clause = {(p.sentence, p.clause): p for p in reading.proposals}
    taken = {p.id for p in reading.proposals}
    own: list[Proposal] = []
    for index in sorted(suggested):
        sentence = reading.sentences[index]
        for each in suggested[index]:
            clause = _clause(sentence, each.words)
            place = (index, clause)
            if place in by_clause:
                by_clause[place] = _beside(by_clause[place], each, source)
            else:
                proposal = _own(sentence, index, clause, each, source, taken)
                by_clause[place] = proposal
                own.append(proposal)
    kept = [by_clause[p.sentence, p.clause] for p in reading.proposals]
    kept += [by_clause[p.sentence, p.clause] for p in own]
    proposed = {reading.sentences[p.sentence].place for p in kept}
    return replace(
        reading,
        proposals=sorted(kept, key=lambda p: (p.sentence, p.clause)),
        remarks=[remark for remark in reading.remarks if remark.place not in proposed],
    )


def _clause(sentence: Sentence, words: str) -> int:
    """The innermost clause in which some words begin."""
    at = sentence.text.find(words)
    token = next((i for i, t in enumerate(sentence.tokens) if t.end > at), 0)
    inside = [
        (clause.span.last - clause.span.first, i)
        for i, clause in enumerate(sentence.clauses)
        if token in clause.span
    ]
    return min(inside)[1] if inside else 0


def _beside(proposal: Proposal, each: Suggested, source: str) -> Proposal:
    """A proposal of the rules with a model's effect as its last alternative."""
    notes = proposal.notes
    if abs(each.credence - proposal.sureness.credence) > APART:
        told = _("{source} would give {credence}")
        notes = (*notes, told.format(source=source, credence=decimal(each.credence, 2)))
    candidates = proposal.candidates
    if each.effect not in {candidate.effect for candidate in candidates}:
        last = candidates[-1]
        candidates = (*candidates, replace(_candidate(each), score=round(last.score - BESIDE, 6)))
        told = _("{source} takes it for: {effect}")
        notes = (*notes, told.format(source=source, effect=kind_title(each.effect)))
    return replace(proposal, candidates=candidates, notes=notes)


def _own(
    sentence: Sentence, index: int, clause: int, each: Suggested, source: str, taken: set[str]
) -> Proposal:
    """A proposal that only the model makes."""
    base = slug(f"{each.effect}-{each.actor}", "claim")
    number = 2
    id = base
    while id in taken:
        id, number = f"{base}-{number}", number + 1
    taken.add(id)
    limit = None
    if each.condition != "none" and sentence.clauses:
        span = sentence.clauses[clause].span
        limit = Limit(each.condition, each.words, span)
    return Proposal(
        id=id,
        sentence=index,
        clause=clause,
        voice=_voice(sentence, clause, each.voice),
        candidates=(_candidate(each),),
        sureness=Sureness(min(max(each.credence, LOW), HIGH), (source,)),
        actor=each.actor,
        target=each.target,
        limit=limit,
        source=source,
    )


def _voice(sentence: Sentence, clause: int, who: str) -> Voice:
    """The voice that the model names; the reader's own, with its name, where they agree."""
    found = sentence.voices[clause] if clause < len(sentence.voices) else AUTHOR
    if found.who == who:
        return found
    if who == "author":
        return AUTHOR
    if who == "observers":
        return Voice(who, "observers")
    return Voice(who, "organisation" if who == "organisation" else "government")


def _candidate(each: Suggested) -> Candidate:
    roles = {role: id for role, id in (("actor", each.actor), ("target", each.target)) if id}
    return Candidate(each.effect, "", 1.0, (each.words,), roles)
