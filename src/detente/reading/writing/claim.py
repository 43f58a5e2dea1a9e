"""A claim of the scenario: the table, and its passage in the brief."""

from __future__ import annotations

from dataclasses import dataclass

from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import quoted, semicolons
from detente.language.sentence import sentence
from detente.reading.proposal import Candidate, Proposal
from detente.reading.sentence import Sentence
from detente.reading.writing.called import short
from detente.reading.writing.desk import Built
from detente.reading.writing.toml import Table
from detente.reading.writing.voices import Voices
from detente.scaffold.wording import say

SURE, DOUBTED = 0.6, 0.3
"""Credences from which a passage says that something holds, and up to which it is doubted."""

FEWEST, MOST = 0.02, 0.98
"""Credences that a text alone can give."""

CARRIED = 0.5
"""Share of the credence that is left where the claim on which it depends does not hold."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposal that has been written.

    Parameters
    ----------
    proposal : Proposal
    candidate : Candidate
        The reading that was taken.
    built : Built
    condition : str
        In words; empty if there is none.
    passed : tuple of str
        Why likelier readings were not taken.
    """

    proposal: Proposal
    candidate: Candidate
    built: Built
    condition: str = ""
    passed: tuple[str, ...] = ()

    @property
    def clause(self) -> str:
        """The statement without its capital and stop."""
        text = say(*self.built.said, self.built.names)
        if not self.condition or self.built.timed:
            return text
        return fill(_("{what} ({condition})"), what=text, condition=self.condition)


def credence(proposal: Proposal) -> float:
    """The credence, to two digits; where nobody stated it, within what a text alone can give."""
    if proposal.sureness.by_hand:
        return round(proposal.sureness.credence, 2)
    return round(min(MOST, max(FEWEST, proposal.sureness.credence)), 2)


def table(claim: Claim, source: Sentence, voices: Voices, given: str, target: str | None) -> Table:
    """The claim as a table.

    Parameters
    ----------
    claim : Claim
    source : Sentence
        In which it stands.
    voices : Voices
    given : str
        Id of the claim on which its credence hangs; empty if on none.
    target : str, optional
        The outcome that it moves.
    """
    own = credence(claim.proposal)
    found: Table = {
        "id": claim.proposal.id,
        "statement": sentence("{text}", text=claim.clause),
        "voice": voices.id_of(claim.proposal.voice),
        "document": source.place.document,
        "sentence": source.place.number,
        "fingerprint": source.place.fingerprint,
        "credence": own,
        "credence_basis": reasons(claim.proposal),
    }
    if given:
        found |= {"given": given, "credence_otherwise": round(max(FEWEST, CARRIED * own), 2)}
    if claim.built.judgement is not None:
        words = short(" ".join(claim.candidate.words))
        found["judgement"] = claim.built.judgement | {
            "words": fill(_("the text: {words}"), words=quoted(words)) if words else _("a forecast")
        }
    if target is not None and claim.built.moves:
        found["signs"] = [{"forced": True, "target": target, "moves": claim.built.moves}]
    return found


def reasons(proposal: Proposal) -> str:
    """Why the credence is what it is."""
    if proposal.sureness.by_hand:
        return _("stated by whoever read it")
    found = [short(each) for each in proposal.sureness.reasons[:3]]
    said = semicolons(each for each in found if each) or _("as the text asserts it")
    return _("proposed by the reading: {reasons}").format(reasons=said)


def passage(claim: Claim, voices: Voices) -> str:
    """What the brief says of it: who asserts it, how firmly, and what."""
    voice = claim.proposal.voice
    named = {"voice": voices.name(voice), "what": claim.clause}
    own = credence(claim.proposal)
    if claim.proposal.sureness.negated:
        text = fill(_("disputed by {voice}: {what}"), **named)
    elif claim.proposal.sureness.concession:
        text = fill(_("conceded by {voice}: {what}"), **named)
    elif own >= SURE:
        text = fill(_("according to {voice}, {what}"), **named)
    elif own > DOUBTED:
        text = fill(_("thought possible by {voice}: {what}"), **named)
    else:
        text = fill(_("doubted by {voice}: {what}"), **named)
    if voice.through is not None:
        through = voices.name(voice.through)
        text = fill(_("{what} (as reported by {voice})"), what=text, voice=through)
    return sentence("{text}", text=text)
