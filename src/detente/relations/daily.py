"""The acts of a pair by day: all that the measures need, added up inside the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.format import semicolons

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FORTH, BACK, JOINT = 0, 1, 2
"""Flows: acts of the first actor on the second, of the second on the first, of both together."""

FLOWS, QUADS = 3, 5
"""Quad class 0 holds the acts without one: statements and appeals."""

MOST_PARTNERS = 8
"""Counterparts that a message about an unknown pair names."""

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]

_DAILY = """
SELECT date,
       CASE WHEN joint THEN 2 WHEN source_state = $a THEN 0 ELSE 1 END AS flow,
       coalesce(quad, 0) AS quad,
       count(*) FILTER (NOT echo) AS acts,
       count(goldstein) FILTER (NOT echo) AS weighed,
       coalesce(sum(goldstein) FILTER (NOT echo), 0) AS tone,
       coalesce(sum(abs(goldstein)) FILTER (NOT echo), 0) AS size,
       count(*) FILTER (echo) AS late
FROM acts
WHERE source_state IN ($a, $b) AND target_state IN ($a, $b) AND source_state <> target_state
  AND dataset IN (SELECT unnest($datasets))
GROUP BY ALL
ORDER BY ALL
"""

_PARTNERS = """
SELECT CASE WHEN source_state = $a THEN target_state ELSE source_state END AS partner
FROM acts
WHERE (source_state = $a OR target_state = $a) AND source_state <> target_state
  AND dataset IN (SELECT unnest($datasets)) AND NOT echo
GROUP BY partner
ORDER BY count(*) DESC, partner
LIMIT $most
"""


@dataclass(frozen=True, slots=True)
class Daily:
    """Acts of a pair by day, flow and quad class.

    All arrays begin on the day `first`, the earliest on which the record has acts of the pair,
    and end with the day `last`.

    Attributes
    ----------
    a, b : str
        Ids of the actors.
    first, last : date
    acts : array of int, shape (days, 3 flows, 5 quad classes)
        Acts, those told long after their date left out.
    weighed : array of int, same shape
        Acts that have a Goldstein weight.
    tone, size : array of float, same shape
        Sum of the Goldstein weights, and of their absolute values.
    late : int
        Acts told long after their date.
    """

    a: str
    b: str
    first: dt.date
    last: dt.date
    acts: I64
    weighed: I64
    tone: F64
    size: F64
    late: I64

    @property
    def days(self) -> int:
        """Length of the arrays."""
        return len(self.acts)

    def day_of(self, date: dt.date) -> int:
        """Position of a date in the arrays."""
        return (date - self.first).days

    def date_of(self, day: int) -> dt.date:
        """Date of a position."""
        return self.first + dt.timedelta(days=day)

    def between(self, first: dt.date, last: dt.date) -> Daily:
        """The same with the days of a span only; days before any act have none."""
        lead = max((self.first - first).days, 0)
        start, stop = max(self.day_of(first), 0), self.day_of(last) + 1

        def cut(values: NDArray[Any]) -> NDArray[Any]:
            rows = values[start : max(stop, start)]
            length = (last - first).days + 1
            found = np.zeros((length, *values.shape[1:]), dtype=values.dtype)
            found[lead : lead + len(rows)] = rows
            return found

        return Daily(
            self.a,
            self.b,
            first,
            last,
            cut(self.acts),
            cut(self.weighed),
            cut(self.tone),
            cut(self.size),
            cut(self.late),
        )

    def weights(self) -> tuple[F64, F64]:
        """What enters the relation index: sums of weights and numbers of acts, by day and flow.

        Acts without a quad class do not enter it, nor those without a Goldstein weight.
        """
        tone = self.tone[:, :, 1:].sum(axis=2)
        return tone, self.weighed[:, :, 1:].sum(axis=2).astype(np.float64)


def daily(
    connection: DuckDBPyConnection,
    a: str,
    b: str,
    datasets: Sequence[str],
    last: dt.date,
    everyone: Callable[[], DuckDBPyConnection] | None = None,
) -> Daily:
    """Add up the acts of a pair by day.

    Parameters
    ----------
    connection : DuckDBPyConnection
        With the view ``acts``.
    a, b : str
        Ids of two actors.
    datasets : sequence of str
    last : date
        Last day of the record.
    everyone : callable, optional
        Gives a connection with the acts of all, where this one has those of the pair alone.

    Raises
    ------
    InputError
        If the record has no acts of the pair; the message names pairs that it has.
    """
    found = connection.execute(_DAILY, {"a": a, "b": b, "datasets": list(datasets)}).fetchnumpy()
    dates = np.ma.getdata(found["date"]).astype("datetime64[D]")
    if not len(dates):
        whole = connection if everyone is None else everyone()
        raise InputError(_unknown_pair(whole, a, b, datasets))
    first = dates[0].astype(dt.date)
    place = (dates - dates[0]).astype(np.int64)
    days = max(int(place[-1]), (last - first).days) + 1
    flow, quad = (np.ma.getdata(found[name]).astype(np.int64) for name in ("flow", "quad"))

    def spread(name: str, kind: type) -> NDArray[Any]:
        values = np.zeros((days, FLOWS, QUADS), dtype=kind)
        values[place, flow, quad] = np.ma.getdata(found[name])
        return values

    return Daily(
        a,
        b,
        first,
        first + dt.timedelta(days=days - 1),
        spread("acts", np.int64),
        spread("weighed", np.int64),
        # sums of parallel threads differ in their last bits; nobody's weights have nine decimals
        np.round(spread("tone", np.float64), 9),
        np.round(spread("size", np.float64), 9),
        spread("late", np.int64).sum(axis=(1, 2)),
    )


def _unknown_pair(connection: DuckDBPyConnection, a: str, b: str, datasets: Sequence[str]) -> str:
    """Say that the record has nothing about a pair, and with whom it has something."""
    known = []
    for actor in (a, b):
        rows = connection.execute(
            _PARTNERS, {"a": actor, "datasets": list(datasets), "most": MOST_PARTNERS}
        ).fetchall()
        partners = ", ".join(str(partner) for (partner,) in rows if partner is not None)
        known.append(
            _("{actor} has acts with {partners}").format(actor=actor, partners=partners)
            if partners
            else _("{actor} is not in the record").format(actor=actor)
        )
    text = _("no acts between {a} and {b} in {datasets}")
    return semicolons([text.format(a=a, b=b, datasets=", ".join(datasets)), *known])
