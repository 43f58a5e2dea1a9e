"""A condition that a person states of a proposal, in the place of the one that the text gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal, get_args

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.format import labelled
from detente.language.hints import did_you_mean
from detente.language.safe import printable
from detente.ontology.acts import Act
from detente.reading.proposal import ConditionKind, Limit, Proposal
from detente.reading.sentence import Day, Span
from detente.reading.writing.called import short

NO_CONDITION: Literal["none"] = "none"
KINDS: tuple[ConditionKind, ...] = get_args(ConditionKind)
LONGEST = 200
"""Characters of a condition in words."""
NOWHERE = Span(0, 0)
"""Of a condition whose words stand nowhere in the text."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A condition as a person states it: its kind, and on what it hangs.

    Of a day, an act and words the first that is given is what it hangs on.

    Parameters
    ----------
    kind : str
        `none` where the claim holds on no condition, else a `ConditionKind`.
    day : date, optional
    act : str
        In PLOVER's notation.
    actor : str
        Id of who does it; by default towards whom the claim is.
    words : str
        For what no act and no day says.
    """

    kind: ConditionKind | Literal["none"]
    day: dt.date | None = None
    act: str = ""
    actor: str = ""
    words: str = ""


def as_stated(limit: Limit) -> Stated:
    """The condition that the text gives, as a person would state it."""
    day = None if limit.day is None else limit.day.first
    return Stated(limit.kind, day, limit.act, limit.actor, limit.words)


def limited(proposal: Proposal, stated: Stated, actors: Collection[str]) -> Proposal:
    """Put a stated condition in the place of the one that a proposal has.

    Parameters
    ----------
    proposal : Proposal
    stated : Stated
    actors : collection of str
        Ids of those who can act.

    Raises
    ------
    InputError
        If it cannot be a condition, with what would be right.
    """
    if stated.kind == NO_CONDITION:
        return replace(proposal, limit=None)
    try:
        check_condition(stated, actors)
    except InputError as error:
        raise InputError(labelled(proposal.id, error)) from None
    before = proposal.limit
    if before is not None:
        same = as_stated(before)
        if stated == same:
            return proposal
        if stated == replace(same, kind=stated.kind):  # what it hangs on is still the text's
            return replace(proposal, limit=replace(before, kind=stated.kind, by_hand=True))
    words = stated.words.strip()
    if before is not None and words == before.words:
        words = short(words)  # no more of the text than is quoted elsewhere
    return replace(
        proposal,
        limit=Limit(
            stated.kind,
            words,
            NOWHERE,
            None if stated.day is None else _one_day(stated.day),
            str(Act.parse(stated.act)) if stated.act else "",
            stated.actor,
            by_hand=True,
        ),
    )


def _one_day(day: dt.date) -> Day:
    return Day(NOWHERE, day, day + dt.timedelta(days=1), day.isoformat())


def check_condition(stated: Stated, actors: Collection[str]) -> None:
    """Refuse what cannot be a condition, whatever claim it is of.

    Raises
    ------
    InputError
        With what would be right.
    """
    if stated.kind == NO_CONDITION:
        return
    if why := _wrong(stated, actors):
        raise InputError(_("its condition: {why}").format(why=why))


def _wrong(stated: Stated, actors: Collection[str]) -> str:
    if stated.kind not in KINDS:
        kind = str(stated.kind)
        proposal = did_you_mean(kind, [NO_CONDITION, *KINDS])
        return _("no condition '{kind}'").format(kind=kind[:40]) + proposal
    if stated.kind == "after-date" and stated.day is None:
        return _("say from which day on")
    if stated.kind in ("after-act", "in-return") and stated.day is not None:
        return _("one of this kind hangs on an act, not on a day; leave out the day")
    if stated.day is None and not stated.act and not stated.words.strip():
        return _("say on what it hangs: a day, an act, or a few words")
    if stated.day == dt.date.max:
        return _("its day lies after the horizon")
    if len(stated.words) > LONGEST or not printable(stated.words):
        return _("write it in one line of at most {n} printable characters").format(n=LONGEST)
    if stated.act:
        try:
            Act.parse(stated.act)
        except InputError as error:
            return str(error)
    if stated.actor and stated.actor not in actors:
        unknown = _("no actor '{id}' in this reading").format(id=stated.actor[:60])
        return unknown + did_you_mean(stated.actor, actors)
    return ""
