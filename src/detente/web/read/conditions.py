"""The condition of a proposal on the page: what it is, and the fields by which it is changed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import quoted
from detente.language.safe import bare, clean
from detente.ontology.acts import Act, describe
from detente.reading.condition import KINDS, NO_CONDITION, Stated, as_stated
from detente.reading.writing.acts import PROCESSES
from detente.reading.writing.called import short
from detente.reading.writing.claim import Claim

if TYPE_CHECKING:
    from detente.reading.decide import Decision
    from detente.reading.proposal import Proposal
    from detente.reading.writing.build import Unwritten
    from detente.reading.writing.cast import Parts

FIELDS = ("condition", "day", "act", "actor", "words")
"""Of the form, each with the id of its proposal."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a list: what is sent, what is shown, whether it is chosen."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Conditioned:
    """The condition of a proposal.

    Attributes
    ----------
    said : str
        In a line.
    stated : bool
        Whether somebody has put it in the place of the text's.
    kind : str
        Of the text's own.
    own : str
        On what that hangs, as the fields have it: a list in JSON.
    kinds, acts, actors : sequence of Choice
    day : str
        In ISO notation; empty if it hangs on none.
    words : str
    """

    said: str
    stated: bool
    kind: str
    own: str
    kinds: Sequence[Choice]
    acts: Sequence[Choice]
    actors: Sequence[Choice]
    day: str
    words: str


def conditioned(
    proposal: Proposal, decision: Decision, made: Claim | Unwritten | None, parts: Parts
) -> Conditioned:
    """Show the condition of a proposal, with what was decided of it."""
    stated = decision.condition
    limit = proposal.limit
    own = Stated(NO_CONDITION) if limit is None else as_stated(limit)
    found = stated or own
    none = found.kind == NO_CONDITION
    quote = "" if limit is None else quoted(short(limit.words))
    said = made.condition if isinstance(made, Claim) else ""
    if not said and not none:
        said = quote if stated is None else short(found.words) or _kinds()[found.kind]
    as_read = fill(_("as read: {what}"), what=quote or _("no condition"))
    return Conditioned(
        clean(_("No condition") if none else fill(_("Condition: {what}"), what=said)),
        stated is not None,
        own.kind,
        json.dumps([_iso(own.day), own.act, own.actor, bare(own.words)]),
        [
            Choice("", clean(as_read), stated is None),
            *(
                Choice(kind, words, stated is not None and stated.kind == kind)
                for kind, words in _kinds().items()
                if kind != NO_CONDITION or limit is not None
            ),
        ],
        list(_acts(found.act)),
        [
            Choice("", _("the other side"), not found.actor),
            *(
                Choice(id, clean(member.name), id == found.actor)
                for id, member in parts.members.items()
            ),
        ],
        _iso(found.day),
        bare(found.words),
    )


def condition_sent(
    form: Mapping[str, str], proposal: Proposal, before: Stated | None
) -> Stated | None:
    """The condition that a form states of a proposal; None of the one that the text gives.

    Parameters
    ----------
    form : mapping of str to str
    proposal : Proposal
    before : Stated, optional
        What was stated when the form was shown.

    Raises
    ------
    InputError
        If a day is none, or it is not said how what was changed limits the claim.
    """
    kind, day, act, actor, words = (form.get(f"{each}-{proposal.id}", "") for each in FIELDS)
    if f"condition-{proposal.id}" not in form:
        return before
    read = None if proposal.limit is None else as_stated(proposal.limit)
    shown = before or read or Stated(NO_CONDITION)
    given = Stated(kind or shown.kind, _day(day), act, actor, words.strip())  # type: ignore[arg-type]
    if kind == NO_CONDITION:
        return Stated(NO_CONDITION)
    if not kind:
        if before is None and _hangs_on(given) != _hangs_on(shown):
            raise InputError(_("its condition was changed; choose which kind it is, too"))
        return None
    if read is not None and given.kind == read.kind and _hangs_on(given) == _hangs_on(read):
        return None
    if _hangs_on(given) == _hangs_on(shown):  # with what a form cannot show
        return Stated(given.kind, shown.day, shown.act, shown.actor, shown.words)
    return given


def _hangs_on(stated: Stated) -> tuple[object, ...]:
    """On what it hangs, as a form sends it back."""
    return stated.day, stated.act, stated.actor, bare(stated.words)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise InputError(
            _("'{day}' is no day; write it as 2026-03-31").format(day=text[:40])
        ) from None


def _iso(day: dt.date | None) -> str:
    return "" if day is None else day.isoformat()


def _kinds() -> dict[str, str]:
    """Kinds of condition in words, by what is sent."""
    words = {
        NO_CONDITION: _("no condition"),
        "if": _("if this is so"),
        "unless": _("unless this is so"),
        "after-date": _("from this day on"),
        "before-date": _("until then"),
        "after-act": _("once this has been done"),
        "as-long-as": _("as long as this is so"),
        "in-return": _("in return for this"),
    }
    return {kind: words[kind] for kind in (NO_CONDITION, *KINDS)}


def _acts(chosen: str) -> Iterator[Choice]:
    yield Choice("", _("no act"), not chosen)
    known = [each.act for each in PROCESSES.values()]
    for act in dict.fromkeys([*known, *([chosen] if chosen else [])]):
        yield Choice(act, describe(Act.parse(act)), act == chosen)
