"""The condition of a claim in the scenario's language."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import day as in_words
from detente.ontology.acts import Act
from detente.reading.proposal import Limit, Proposal
from detente.reading.writing.lacking import LackingError
from detente.reading.writing.plan import Plan
from detente.reading.writing.toml import Table
from detente.scaffold.cast import Member

FRESH = 90
"""Days for which an act that is a condition counts."""
LASTING = 30
"""Days within which an act that goes on has been done again."""


@dataclass(frozen=True, slots=True)
class Written:
    """A condition: on which days it lets the claim act, what has to be so, and both in words.

    `needs` is None of a date, which gates and offers take by themselves.
    """

    holds: Table
    needs: Table | None
    what: str
    said: str


def condition(plan: Plan, proposal: Proposal, actor: Member, target: Member) -> Written | None:
    """Write the condition of a claim.

    Parameters
    ----------
    plan : Plan
        To which a process is added, where nobody plays the act that is waited for.
    proposal : Proposal
    actor, target : Member
        Of the claim.

    Returns
    -------
    Written or None
        None if there is no condition, or if it has long been so.

    Raises
    ------
    LackingError
        If it cannot be so within the horizon, or names nothing that can be waited for.
    """
    limit = proposal.limit
    if limit is None:
        return None
    act = _act(limit)
    if act is None:
        return _by_date(plan, limit)
    by = plan.parts.members.get(limit.actor, target)
    plan.used.setdefault(by.actor.id, by)
    to = actor if by != actor else target
    process = plan.act(by, to, act)
    title = plan.playing[process].title
    on = [process]
    if limit.kind == "unless":
        said = fill(_("unless it is so: {what}"), what=title)
        return Written({"not": {"on": on, "within": FRESH}}, {"on": on}, title, said)
    if limit.kind == "as-long-as":
        said = fill(_("as long as it is so: {what}"), what=title)
        now: Table = {"on": on, "within": LASTING}
        return Written(now, now, title, said)
    if limit.kind == "before-date":
        said = fill(_("until it is so: {what}"), what=title)
        return Written({"not": {"on": on}}, None, title, said)
    said = fill(_("once it is so: {what}"), what=title)
    return Written({"on": on, "within": FRESH}, {"on": on}, title, said)


def _act(limit: Limit) -> Act | None:
    with suppress(InputError):
        return Act.parse(limit.act) if limit.act else None
    return None


def _by_date(plan: Plan, limit: Limit) -> Written | None:
    if limit.day is None:
        raise LackingError(_("the condition names no day and no act that is known"))
    first, end = limit.day.first, limit.day.end
    if limit.kind in ("before-date", "as-long-as", "unless"):
        until = max(first, end - dt.timedelta(days=1))
        if until <= plan.as_of + dt.timedelta(days=1):
            raise LackingError(_("its day has passed"))
        said = fill(_("until {day}"), day=in_words(until))
        return None if until > plan.end else Written({"until": until}, None, said, said)
    if first <= plan.as_of + dt.timedelta(days=1):
        return None
    if first > plan.end:
        raise LackingError(_("its day lies after the horizon"))
    said = fill(_("from {day} on"), day=in_words(first))
    return Written({"from": first}, None, said, said)
