"""What an actor is: a state, a bloc with its members, or another party."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean

Kind = Literal["state", "bloc", "party"]


@dataclass(frozen=True, slots=True)
class Membership:
    """A member's time in a bloc: [start, end), either side open if None.

    The member is a state, or a bloc of its own, as the European Union is in the G20.
    """

    member: str
    start: dt.date | None = None
    end: dt.date | None = None

    def covers(self, date: dt.date) -> bool:
        """Whether the day lies in the span."""
        return (self.start is None or self.start <= date) and (self.end is None or date < self.end)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts.

    Parameters
    ----------
    id : str
        ISO 3166-1 alpha-3 for a state (XKX for Kosovo), else a short name such as ``OPEC+``.
    name : str
        The name in prose, such as ``Russia``.
    kind : {"state", "bloc", "party"}
        A party is anyone who is neither state nor bloc.
    members : tuple of str
        Of a bloc: ids of those who belong to it at the end of the table.
    spans : tuple of Membership
        Of a bloc: who belonged from when until when; if empty, `members` always did.
    suspended : tuple of Membership
        Of a bloc: members that took no part in it for a time.

    Raises
    ------
    InputError
        If the kind is unknown, or something other than a bloc has members.
    """

    id: str
    name: str
    kind: Kind = "state"
    members: tuple[str, ...] = ()
    spans: tuple[Membership, ...] = ()
    suspended: tuple[Membership, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an unknown kind, and members of what is not a bloc."""
        if self.kind not in get_args(Kind):
            raise InputError(
                _("actor '{id}': no kind '{kind}'").format(id=self.id, kind=self.kind)
                + did_you_mean(self.kind, get_args(Kind))
            )
        if self.kind != "bloc" and (self.members or self.spans):
            raise InputError(
                _("actor '{id}' is a {kind}; only a bloc has members").format(
                    id=self.id, kind=self.kind
                )
            )

    def members_on(self, date: dt.date) -> tuple[str, ...]:
        """List who takes part in a bloc on a day: its members that are not suspended.

        Parameters
        ----------
        date : date
            Any day.

        Returns
        -------
        tuple of str
            Ids in alphabetical order; empty for what is not a bloc.
        """
        belong = {span.member for span in self.spans if span.covers(date)}
        away = set(self.suspended_on(date))
        return tuple(sorted((belong if self.spans else set(self.members)) - away))

    def suspended_on(self, date: dt.date) -> tuple[str, ...]:
        """List the members of a bloc that take no part in it on a day.

        Parameters
        ----------
        date : date
            Any day.

        Returns
        -------
        tuple of str
            Ids in alphabetical order.
        """
        return tuple(sorted({span.member for span in self.suspended if span.covers(date)}))
