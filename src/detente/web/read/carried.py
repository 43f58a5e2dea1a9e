"""What was decided of proposals, carried over to a reading of other articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.reading.same import said

if TYPE_CHECKING:
    from detente.reading.decide import Decision
    from detente.reading.proposal import Proposal, Reading


def carried(
    before: Reading, after: Reading, decisions: Mapping[str, Decision]
) -> dict[str, Decision]:
    """Find for each decision the proposal that it is of now.

    The ids of proposals hang on all articles, and what several say is proposed once: so it is the
    one of the same clause, else the one that says the same.

    Parameters
    ----------
    before, after : Reading
    decisions : mapping of str to Decision
        By the ids that proposals had before.

    Returns
    -------
    dict of str to Decision
        By the ids that they have now; what is no longer proposed is left out.
    """
    placed = {_place(after, each): each for each in after.proposals}
    same = {said(each): each for each in after.proposals}
    found = {}
    for each in before.proposals:
        now = placed.get(_place(before, each), same.get(said(each)))
        if each.id in decisions and now is not None:
            found[now.id] = _of_another(decisions[each.id], each, now)
    return found


def _place(reading: Reading, proposal: Proposal) -> tuple[str, int, int]:
    place = reading.sentences[proposal.sentence].place
    return place.document, place.number, proposal.clause


def _of_another(decision: Decision, before: Proposal, now: Proposal) -> Decision:
    """The decision with the number that the chosen effect has among those of a proposal."""
    if not decision.candidate:
        return decision
    chosen = before.candidates[decision.candidate].effect
    effects = [each.effect for each in now.candidates]
    return replace(decision, candidate=effects.index(chosen) if chosen in effects else 0)
