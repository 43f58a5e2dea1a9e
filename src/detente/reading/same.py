"""Whether two proposals say the same."""

from __future__ import annotations

from detente.reading.proposal import Proposal


def said(proposal: Proposal) -> tuple[object, ...]:
    """What a proposal says, and in whose voice, wherever and however surely it is said."""
    first = proposal.candidates[0]
    roles = tuple(sorted(first.roles.items()))
    days = tuple((day.first, day.end) for day in proposal.days)
    kind = proposal.limit.kind if proposal.limit else ""
    return (first.effect, first.sense, first.direction, roles, proposal.voice.who, days, kind)
