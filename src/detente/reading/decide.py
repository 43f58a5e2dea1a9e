"""A reading with what a person decides of its proposals: what is left out, or taken otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.reading.condition import Stated, limited
from detente.reading.proposal import Proposal, Reading, Remark


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person makes of a proposal; by default it is taken as it was proposed.

    Parameters
    ----------
    rejected : bool
        Whether it is left out.
    candidate : int
        Which of its candidates it stands for, from 0.
    credence : float, optional
        How far it is believed, in the place of what the text's words give.
    direction : int, optional
        1 if it makes its acts likelier, −1 if less likely; by default as the candidate has it.
    condition : Stated, optional
        On what it hangs, in the place of the text's condition.
    """

    rejected: bool = False
    candidate: int = 0
    credence: float | None = None
    direction: int | None = None
    condition: Stated | None = None


def decided(reading: Reading, decisions: Mapping[str, Decision]) -> Reading:
    """Carry out decisions; proposals of which none is said stay as they are.

    A claim that hung on one that is left out stands alone then. A chosen effect is taken or none
    is: the others are not tried in its place. So it is with a condition that is stated.

    Parameters
    ----------
    reading : Reading
    decisions : mapping of str to Decision
        By the ids of proposals.

    Returns
    -------
    Reading

    Raises
    ------
    InputError
        If there is no such proposal or candidate, or a number is none that it can be.
    """
    ids = [each.id for each in reading.proposals]
    for name in decisions:
        if name not in ids:
            raise InputError(
                _("no proposal '{name}' in this reading").format(name=name[:60])
                + did_you_mean(name, ids)
            )
    actors = [each.id for each in reading.actors]
    kept = {name for name in ids if not decisions.get(name, Decision()).rejected}
    proposals = [
        _decided(each, decisions.get(each.id), kept, actors)
        for each in reading.proposals
        if each.id in kept
    ]
    return replace(reading, proposals=proposals, remarks=_remarks(reading, proposals))


def _decided(
    proposal: Proposal, decision: Decision | None, kept: set[str], actors: Sequence[str]
) -> Proposal:
    """One that is taken, free of those that are not."""
    alone = replace(
        proposal,
        given=proposal.given if proposal.given in kept else "",
        example_of=proposal.example_of if proposal.example_of in kept else "",
        contrast_with=proposal.contrast_with if proposal.contrast_with in kept else "",
    )
    if decision is None or decision == Decision():
        return alone
    found = _stated(_chosen(alone, decision), decision)
    return found if decision.condition is None else limited(found, decision.condition, actors)


def _chosen(proposal: Proposal, decision: Decision) -> Proposal:
    """With the candidate and the direction that were chosen."""
    candidates, number = proposal.candidates, decision.candidate
    if not 0 <= number < len(candidates):
        raise InputError(
            _("{id}: candidate {n} is not there; they are counted from 0 to {last}").format(
                id=proposal.id, n=number, last=len(candidates) - 1
            )
        )
    if number:
        candidates = (candidates[number],)
    if decision.direction is not None:
        if decision.direction not in (1, -1):
            raise InputError(
                _("{id}: a direction is 1 or -1, not {n}").format(
                    id=proposal.id, n=decision.direction
                )
            )
        if decision.direction != candidates[0].direction:
            candidates = (replace(candidates[0], direction=decision.direction),)
    return replace(proposal, candidates=candidates)


def _stated(proposal: Proposal, decision: Decision) -> Proposal:
    """With the credence that was stated."""
    if decision.credence is None:
        return proposal
    if not 0.0 <= decision.credence <= 1.0:  # NaN is neither
        raise InputError(
            _("{id}: a credence is a number from 0 to 1, not {p}").format(
                id=proposal.id, p=decision.credence
            )
        )
    sureness = replace(proposal.sureness, credence=decision.credence, by_hand=True)
    return replace(proposal, sureness=sureness)


def _remarks(reading: Reading, proposals: Sequence[Proposal]) -> list[Remark]:
    """Those there are, and one on each sentence of which every proposal was left out."""
    left = {each.sentence for each in reading.proposals} - {each.sentence for each in proposals}
    remarks = [
        *reading.remarks,
        *(
            Remark(reading.sentences[each].place, "unused", _("left out by whoever read it"))
            for each in left
        ),
    ]
    order = {
        (sentence.place.document, sentence.place.number): at
        for at, sentence in enumerate(reading.sentences)
    }
    remarks.sort(key=lambda remark: order[remark.place.document, remark.place.number])
    return remarks
