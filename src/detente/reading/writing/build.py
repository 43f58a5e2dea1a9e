"""Proposals one by one: the likeliest reading of each that can be written."""

from __future__ import annotations

from dataclasses import dataclass

from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.reading.proposal import Candidate, Proposal
from detente.reading.writing.called import called
from detente.reading.writing.claim import Claim
from detente.reading.writing.conditions import Condition, condition
from detente.reading.writing.desk import Desk
from detente.reading.writing.effects.registry import PIECES
from detente.reading.writing.lacking import LackingError
from detente.reading.writing.plan import Plan, owner


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A proposal that could not be written, and why not, for each of its readings."""

    proposal: Proposal
    why: tuple[str, ...]


def build(plan: Plan, proposal: Proposal) -> Claim | Unwritten:
    """Write a proposal by the first of its readings for which the text says enough."""
    passed: list[str] = []
    for candidate in proposal.candidates:
        before = plan.kept()
        try:
            return _build(plan, proposal, candidate, tuple(passed))
        except LackingError as lacking:
            plan.back(before)
            passed.append(
                fill(_("{effect}: {why}"), effect=called(candidate.effect), why=str(lacking))
            )
    return Unwritten(proposal, tuple(passed))


def _build(plan: Plan, proposal: Proposal, candidate: Candidate, passed: tuple[str, ...]) -> Claim:
    piece = PIECES.get(candidate.effect)
    if piece is None:
        raise LackingError(_("no text asserts it"))
    desk = Desk(plan, proposal, candidate)
    limit, lost = _limit(desk)
    if limit is not None:
        desk.condition, desk.condition_said = limit.needs, limit.what
    built = piece(desk)
    if limit is not None and built.timed and not _taken(desk, limit):
        lost = (*lost, _not_taken(desk, _("this effect takes none of its kind")))
    if limit is not None and not built.timed:
        for effect in plan.effects:
            if owner(effect) == proposal.id:
                effect["while"] = limit.holds
    said = limit.said if limit is not None else ""
    return Claim(proposal, candidate, built, said, (*passed, *lost))


def _limit(desk: Desk) -> tuple[Condition | None, tuple[str, ...]]:
    """The condition of the claim; where it cannot be written, why not."""
    limit = desk.proposal.limit
    if limit is None:
        return None, ()
    before = desk.plan.kept()
    try:
        found = condition(desk.plan, desk.proposal, desk.actor, desk.target)
    except LackingError as lacking:
        desk.plan.back(before)
        return None, (_not_taken(desk, str(lacking)),)
    if found is None and limit.by_hand:
        _not_taken(desk, _("it is so on every day that is played"))
    return found, ()


def _taken(desk: Desk, limit: Condition) -> bool:
    """Whether an effect that sees to its own time has the condition in it."""
    if desk.by_day:
        return True
    own = [each for each in desk.plan.effects if owner(each) == desk.proposal.id]
    return limit.needs is not None and any(limit.needs in each.values() for each in own)


def _not_taken(desk: Desk, why: str) -> str:
    """Why a condition is left out; of one that somebody stated the claim is not written without.

    Raises
    ------
    LackingError
        Of such a one.
    """
    said = fill(_("its condition: {why}"), why=why)
    if desk.proposal.limit is not None and desk.proposal.limit.by_hand:
        raise LackingError(said)
    return said
