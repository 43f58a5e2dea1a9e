"""A proposal as the page shows it: who says it, what it does, how sure, and what may be changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import percent, quoted, semicolons
from detente.language.safe import clean
from detente.reading.decide import Decision
from detente.reading.proposal import Candidate, Proposal, Reading
from detente.reading.writing.build import Unwritten
from detente.reading.writing.called import called, short
from detente.reading.writing.claim import Claim
from detente.reading.writing.voices import Voices
from detente.web.read.conditions import Choice, Conditioned, conditioned
from detente.web.read.marked import HUES


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal of the page.

    Attributes
    ----------
    id : str
    number, hue : int
    statement : str
        What the scenario says, or would if it were accepted; empty where it says nothing of it.
    words : str
        The text's own.
    voice : str
    accepted, changed : bool
    effects : sequence of Choice
        What it may stand for.
    credence, given : int
        In per cent; the latter that of the text's words.
    given_said : str
    reasons : str
        Why.
    directions : sequence of Choice
        Which way it moves its acts; empty where that is not its kind.
    condition : Conditioned
    notes : sequence of str
        What it hangs on, who proposes it, and why it is not modelled.
    """

    id: str
    number: int
    hue: int
    statement: str
    words: str
    voice: str
    accepted: bool
    changed: bool
    effects: Sequence[Choice]
    credence: int
    given: int
    given_said: str
    reasons: str
    directions: Sequence[Choice]
    condition: Conditioned
    notes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Desk:
    """What all proposals of a page are shown with."""

    reading: Reading
    voices: Voices
    decisions: Mapping[str, Decision]
    found: Mapping[str, Claim | Unwritten]
    numbers: Mapping[str, int]


def per_cent(credence: float) -> int:
    """A credence as the form has it."""
    return round(100 * credence)


def taken(proposal: Proposal, made: Claim | Unwritten | None) -> int:
    """Which of its candidates a proposal is written by where nobody chose one."""
    if not isinstance(made, Claim):
        return 0
    effects = [each.effect for each in proposal.candidates]
    return effects.index(made.candidate.effect)


def proposed(desk: Desk, proposal: Proposal) -> Proposed:
    """Show a proposal with what was decided of it."""
    decision = desk.decisions.get(proposal.id, Decision())
    made = desk.found.get(proposal.id)
    chosen = proposal.candidates[decision.candidate or taken(proposal, made)]
    credence = proposal.sureness.credence if decision.credence is None else decision.credence
    number = desk.numbers[proposal.id]
    sentence = desk.reading.sentences[proposal.sentence]
    said = [short(each) for each in proposal.sureness.reasons]
    return Proposed(
        id=proposal.id,
        number=number,
        hue=(number - 1) % HUES,
        statement=_capital(made.clause) if isinstance(made, Claim) else "",
        words=clean(sentence.words(sentence.clauses[proposal.clause].span)),
        voice=_voice(desk, proposal),
        accepted=not decision.rejected,
        changed=decision != Decision(),
        effects=[
            Choice(str(at), _effect(each), each is chosen)
            for at, each in enumerate(proposal.candidates)
        ],
        credence=per_cent(credence),
        given=per_cent(proposal.sureness.credence),
        given_said=percent(proposal.sureness.credence, 0),
        reasons=clean(semicolons(each for each in said if each)) or _("as the text asserts it"),
        directions=list(_directions(chosen, decision.direction)),
        condition=conditioned(proposal, decision, made, desk.voices.parts),
        notes=[clean(each) for each in _notes(desk, proposal, made)],
    )


def _voice(desk: Desk, proposal: Proposal) -> str:
    voice = proposal.voice
    named = _capital(desk.voices.name(voice))
    if voice.through is not None:
        through = desk.voices.name(voice.through)
        named = fill(_("{what} (as reported by {voice})"), what=named, voice=through)
    return clean(named)


def _effect(candidate: Candidate) -> str:
    words = short(" ".join(candidate.words))
    title = _capital(called(candidate.effect))
    return clean(f"{title} ({quoted(words)})" if words else title)


def _directions(candidate: Candidate, chosen: int | None) -> Iterator[Choice]:
    if candidate.direction == 0:
        return
    words = {1: _("makes it likelier"), -1: _("makes it less likely")}
    as_read = _("as read: {direction}").format(direction=words[candidate.direction])
    yield Choice("", as_read, chosen is None)
    for value, text in words.items():
        yield Choice(str(value), text, chosen == value)


def _notes(desk: Desk, proposal: Proposal, made: Claim | Unwritten | None) -> Iterator[str]:
    if proposal.sureness.negated:
        yield _("The text denies it: the credence is that of the claim itself.")
    if proposal.sureness.concession:
        yield _("The text only concedes it.")
    for other, text in (
        (proposal.given, _("Depends on proposal {n}")),
        (proposal.example_of, _("An example of proposal {n}")),
        (proposal.contrast_with, _("Against proposal {n}")),
    ):
        if other in desk.numbers:
            yield text.format(n=desk.numbers[other])
    if proposal.source != "rules":
        yield fill(_("Proposed by {what}"), what=proposal.source)
    yield from proposal.notes
    if isinstance(made, Unwritten):
        yield fill(_("Not modelled: {why}"), why=semicolons(made.why))
    elif made is not None:
        yield from (fill(_("Not taken: {why}"), why=each) for each in made.passed)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
