"""The state of a relationship: index, classes, largest days, turning points, reciprocity."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.relations.classes import quad_classes
from detente.relations.daily import BACK, FORTH, JOINT, Daily, daily
from detente.relations.data import Counted, RelationsData
from detente.relations.index import HALF_LIFE, PRIOR, check_settings, relation_index
from detente.relations.largest import largest_days
from detente.relations.reciprocity import answers, balances
from detente.relations.spans import Coverage, chosen_datasets, coverage
from detente.relations.turning import turning_points

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from detente.charts.figure import Figure


class Relations(RelationsData):
    """The state of a relationship over a span; see `RelationsData` for its attributes."""

    __slots__ = ()

    def document(self) -> dict[str, Any]:
        """Return everything as plain data (docs/json.md)."""
        from detente.relations.document import relations_document

        return relations_document(self)

    def figure(self) -> Figure:
        """The index over time, its turning points and largest days, and acts by quad class."""
        from detente.charts.figure import Figure
        from detente.relations import chart

        return Figure(chart.figure(self), chart.counted(self))


def relations(
    connection: DuckDBPyConnection,
    a: str,
    b: str,
    first: dt.date | None = None,
    last: dt.date | None = None,
    *,
    datasets: Sequence[str] | None = None,
    half_life: float = HALF_LIFE,
    prior: float = PRIOR,
    usual: float | None = None,
    record: Coverage | None = None,
    everyone: Callable[[], DuckDBPyConnection] | None = None,
) -> Relations:
    """Read the state of a relationship from the record.

    Parameters
    ----------
    connection : DuckDBPyConnection
        With the view ``acts``.
    a, b : str
        Ids of two different actors.
    first, last : date, optional
        Span; by default from the pair's first act to the end of the record. It is cut to what
        the record covers. Acts before it count in the index, with their age.
    datasets : sequence of str, optional
        May be left out if there is only one.
    half_life : float
        h of the relation index, in days.
    prior : float
        c of the relation index: how many acts the usual tone is worth.
    usual : float, optional
        Usual tone G_0; by default the mean Goldstein weight of the acts in the whole record,
        drawn to 0 where they are few.
    record : Coverage, optional
        What the data sources cover; by default found by looking through all dates.
    everyone : callable, optional
        Gives a connection with the acts of all, where `connection` has those of the pair alone
        (``store.connect(datasets, pair)``); with it, `record` is needed as well. It is asked with
        whom the two do have acts, if not with each other.

    Raises
    ------
    InputError
        If a setting is out of range, no single data source is meant, the span lies outside of the
        record, or the record has nothing about the pair; the message says what would be right.
    """
    if a == b:
        raise InputError(_("{a} and {b} are the same actor; name two").format(a=a, b=b))
    check_settings(half_life, prior, usual)
    chosen = chosen_datasets(connection, datasets, record)
    record = record or coverage(connection, chosen)
    begin, end = record.within(first, last)
    whole = daily(connection, a, b, chosen, record.last, everyone)
    if first is None:
        begin = min(max(begin, whole.first), end)
    span = whole.between(begin, end)
    missing = record.missing_between(begin, end)
    absent = np.zeros(span.days, dtype=np.bool_)
    absent[[span.day_of(day) for day in missing]] = True
    index = relation_index(whole, begin, end, half_life, prior, usual)
    return Relations(
        a=a,
        b=b,
        first=begin,
        last=end,
        record=record,
        datasets=chosen,
        half_life=half_life,
        prior=prior,
        missing=missing,
        counted=_counted(span),
        index=index,
        classes=quad_classes(span, missing),
        largest=largest_days(connection, span, chosen, len(missing)),
        turning=turning_points(span, index.usual_pair, prior),
        balances=balances(span),
        answers=answers(span, absent),
    )


def _counted(span: Daily) -> Counted:
    classed = span.acts[:, :, 1:]
    forth, back, joint = (int(classed[:, flow].sum()) for flow in (FORTH, BACK, JOINT))
    return Counted(
        forth,
        back,
        joint,
        int(span.acts[:, :, 0].sum()),
        int(span.late.sum()),
        forth + back + joint - int(span.weighed[:, :, 1:].sum()),
    )
