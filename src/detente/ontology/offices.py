"""Offices: who speaks for an actor, and from when until when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import combinations

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean


@dataclass(frozen=True, slots=True)
class Holder:
    """One person's time in an office, [start, end).

    Parameters
    ----------
    id : str
        Unique in the office; a second term after a gap has an id of its own.
    name : str
        The name in prose.
    start : date
        First day in office.
    end : date, optional
        First day no longer in office; None if still there.
    elected : date, optional
        Day of election; from then until `start` the person is elect.
    only : tuple of (state, values), optional
        Of one of several possible holders: states that must have one of these values, as far as
        that is known. None of a holder who is certain.

    Raises
    ------
    InputError
        If the election is not before the start, or the start not before the end.
    """

    id: str
    name: str
    start: dt.date
    end: dt.date | None = None
    elected: dt.date | None = None
    only: tuple[tuple[str, frozenset[str]], ...] | None = None

    def excludes(self, other: Holder) -> bool:
        """Whether the two can never hold an office both: a state would need two values."""
        return any(
            state == another and not values & others
            for state, values in self.only or ()
            for another, others in other.only or ()
        )

    def __post_init__(self) -> None:
        """Refuse dates out of order."""
        if self.elected is not None and self.elected >= self.start:
            raise InputError(
                _("holder '{id}' is elected on {elected}, not before the start on {start}").format(
                    id=self.id, elected=self.elected, start=self.start
                )
            )
        if self.end is not None and self.end <= self.start:
            raise InputError(
                _("holder '{id}' starts on {start}, not before the end on {end}").format(
                    id=self.id, start=self.start, end=self.end
                )
            )


@dataclass(frozen=True, slots=True)
class Office:
    """An office of an actor, and those who hold it in order of time.

    Parameters
    ----------
    id : str
        Such as ``usa-president``.
    actor : str
        Id of the actor for whom the holder speaks.
    title : str
        The office in prose.
    holders : tuple of Holder
        In any order; kept in order of start. Gaps are allowed (a vacancy).

    Raises
    ------
    InputError
        If there is no holder, two have the same id, or two overlap that do not exclude each other.
    """

    id: str
    actor: str
    title: str
    holders: tuple[Holder, ...]

    def __post_init__(self) -> None:
        """Sort the holders; refuse overlaps and ids that occur twice."""
        holders = tuple(sorted(self.holders, key=lambda holder: holder.start))
        object.__setattr__(self, "holders", holders)
        if not holders:
            raise InputError(_("office '{id}' has no holder").format(id=self.id))
        ids = [holder.id for holder in holders]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise InputError(
                _("office '{id}' has two holders '{twice}'").format(id=self.id, twice=twice[0])
            )
        for before, after in combinations(holders, 2):
            if before.excludes(after):
                continue
            if before.end is None or before.end > after.start:
                if before.only is not None and after.only is not None:
                    raise InputError(
                        _(
                            "office '{id}': '{before}' and '{after}' could hold it at one time; "
                            "let their `if` need different values of one state"
                        ).format(id=self.id, before=before.id, after=after.id)
                    )
                until = _("without end")
                if before.end:
                    until = _("until {end}").format(end=before.end)
                raise InputError(
                    _(
                        "office '{id}': '{before}' holds it {until}, and '{after}' already from "
                        "{start}"
                    ).format(
                        id=self.id, before=before.id, until=until, after=after.id, start=after.start
                    )
                )

    def holder_on(self, date: dt.date) -> Holder | None:
        """Find who holds the office on a day, whatever happens.

        Parameters
        ----------
        date : date
            Any day.

        Returns
        -------
        Holder or None
            None if it is vacant, or may be held by one or another.
        """
        for holder in self.holders:
            began = holder.only is None and holder.start <= date
            if began and (holder.end is None or date < holder.end):
                return holder
        return None

    def holder(self, id: str) -> Holder:
        """Find a holder by id.

        Parameters
        ----------
        id : str
            Of the holder.

        Returns
        -------
        Holder
            The holder.

        Raises
        ------
        InputError
            If the office never has such a holder.
        """
        for holder in self.holders:
            if holder.id == id:
                return holder
        known = [holder.id for holder in self.holders]
        raise InputError(
            _("office '{id}' has no holder '{holder}'").format(id=self.id, holder=id)
            + did_you_mean(id, known)
        )

    def counterpart_window(self, id: str) -> tuple[dt.date, dt.date | None]:
        """Span in which others can deal with a holder: from the election on.

        Parameters
        ----------
        id : str
            Of the holder.

        Returns
        -------
        tuple of date and (date or None)
            [election, or start if there was none; end), the end open if None.

        Raises
        ------
        InputError
            If the office never has such a holder.
        """
        holder = self.holder(id)
        return holder.elected or holder.start, holder.end
