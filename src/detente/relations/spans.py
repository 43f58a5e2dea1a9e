"""What the data sources cover: from which day to which, and which days are missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.language.option import option

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Coverage:
    """Days that data sources cover.

    Attributes
    ----------
    first, last : date
        First and last day with acts.
    missing : frozenset of date
        Days between them on which the source has nothing about anybody.
    """

    first: dt.date
    last: dt.date
    missing: frozenset[dt.date] = frozenset()

    @classmethod
    def of(cls, first: dt.date, last: dt.date, missing: Iterable[dt.date]) -> Coverage:
        """Coverage with the days that are missing between its ends."""
        return cls(first, last, frozenset(day for day in missing if first <= day <= last))

    def missing_between(self, first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
        """Missing days of a span, in order."""
        return tuple(sorted(day for day in self.missing if first <= day <= last))

    def within(self, first: dt.date | None, last: dt.date | None) -> tuple[dt.date, dt.date]:
        """A span that was asked for, cut to what is covered.

        Raises
        ------
        InputError
            If it ends before it begins, or nothing of it is covered.
        """
        begin, end = first or self.first, last or self.last
        if first is not None and last is not None and last < first:
            raise InputError(
                _("the span ends on {last}, before it begins on {first}; swap them").format(
                    last=last, first=first
                )
            )
        if end < self.first or begin > self.last:
            if first is None:
                text = _("nothing to {last}: the record goes from {begin} to {end}")
            elif last is None:
                text = _("nothing from {first}: the record goes from {begin} to {end}")
            else:
                text = _("nothing from {first} to {last}: the record goes from {begin} to {end}")
            raise InputError(text.format(first=first, last=last, begin=self.first, end=self.last))
        return max(begin, self.first), min(end, self.last)


def chosen_datasets(
    connection: DuckDBPyConnection,
    datasets: Sequence[str] | None,
    record: Coverage | None = None,
) -> tuple[str, ...]:
    """Names of the data sources to be read.

    Whoever knows what the named ones cover knows that they are there; otherwise every row is
    looked at.

    Raises
    ------
    InputError
        If none is named though there are several, or one is not there.
    """
    if datasets and record is not None:
        return tuple(dict.fromkeys(datasets))
    rows = connection.execute("SELECT DISTINCT dataset FROM acts ORDER BY dataset").fetchall()
    return one_of([str(name) for (name,) in rows], datasets)


def one_of(known: Sequence[str], datasets: Sequence[str] | None) -> tuple[str, ...]:
    """Choose among the data sources that are there.

    Counts of different sources are not comparable, so that two are read together only when both
    are named.

    Raises
    ------
    InputError
        If none is named though there are several, or one is not there.
    """
    if not known:
        raise InputError(_("the record is empty: import event files first"))
    if datasets:
        for name in datasets:
            if name not in known:
                raise InputError(
                    _("no data source '{name}' in the record").format(name=name)
                    + did_you_mean(name, known)
                )
        return tuple(dict.fromkeys(datasets))
    if len(known) > 1:
        raise InputError(
            _(
                "the record holds several data sources, whose counts do not compare: name one "
                "with {option}; known: {known}"
            ).format(option=option("--dataset"), known=", ".join(known))
        )
    return tuple(known)


def coverage(connection: DuckDBPyConnection, datasets: Sequence[str]) -> Coverage:
    """Read from the acts which days are covered.

    A day is missing if no data source has any act on it. This looks at the date of every row; who
    has a store knows the same without looking.

    Raises
    ------
    InputError
        If there are no acts.
    """
    rows = connection.execute(
        "SELECT DISTINCT date FROM acts WHERE dataset IN (SELECT unnest($datasets)) "
        "AND NOT echo ORDER BY date",
        {"datasets": list(datasets)},
    ).fetchall()
    days = [day for (day,) in rows if day is not None]
    if not days:
        raise InputError(
            _("no acts in {datasets}; import event files first").format(
                datasets=", ".join(datasets)
            )
        )
    there = set(days)
    span = (days[-1] - days[0]).days
    every = (days[0] + dt.timedelta(days=n) for n in range(span))
    return Coverage(days[0], days[-1], frozenset(day for day in every if day not in there))
