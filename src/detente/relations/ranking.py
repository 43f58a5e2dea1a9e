"""The warmest, the coldest and the fastest-moving pairs of the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.option import option
from detente.relations.index import HALF_LIFE, PRIOR, check_settings
from detente.relations.ranked import Ranked, RankingData
from detente.relations.spans import Coverage, chosen_datasets, coverage

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from detente.charts.figure import Figure

SPAN = 90
"""Days over which a change is looked at if no span is given."""

FEWEST = 10
"""Acts in the span of a pair that is ranked."""

MOST_TOP = 1000

_RANKING = """
WITH pairs AS (
  SELECT least(source_state, target_state) AS a, greatest(source_state, target_state) AS b,
         sum(goldstein) AS total, count(goldstein) AS acts,
         count(*) FILTER (date BETWEEN $first AND $last) AS spanned,
         sum(goldstein * pow(2, -($last - date) / $h)) FILTER (date <= $last) AS tone_then,
         sum(pow(2, -($last - date) / $h)) FILTER (date <= $last) AS acts_then,
         sum(goldstein * pow(2, -($first - date) / $h)) FILTER (date <= $first) AS tone_before,
         sum(pow(2, -($first - date) / $h)) FILTER (date <= $first) AS acts_before
  FROM acts
  WHERE source_state <> target_state AND quad IS NOT NULL AND goldstein IS NOT NULL AND NOT echo
    AND dataset IN (SELECT unnest($datasets))
  GROUP BY ALL
  HAVING spanned >= $fewest
),
toned AS (SELECT *, total / (acts + $c) AS usual FROM pairs),
indexed AS (
  SELECT a, b, spanned, usual,
         (coalesce(tone_before, 0) + $c * usual) / (coalesce(acts_before, 0) + $c) AS before,
         (coalesce(tone_then, 0) + $c * usual) / (coalesce(acts_then, 0) + $c) AS now
  FROM toned
),
ranked AS (
  SELECT *, count(*) OVER () AS pairs,
         row_number() OVER (ORDER BY round(now, 9) DESC, a, b) AS warmest,
         row_number() OVER (ORDER BY round(now, 9), a, b) AS coldest,
         row_number() OVER (ORDER BY round(abs(now - before), 9) DESC, a, b) AS fastest
  FROM indexed
)
SELECT a, b, round(before, 9), round(now, 9), spanned, round(usual, 9), warmest, coldest, fastest,
       pairs
FROM ranked
WHERE least(warmest, coldest, fastest) <= $top
"""


class Ranking(RankingData):
    """The ends of the list of all pairs; see `RankingData` for its attributes."""

    __slots__ = ()

    def document(self) -> dict[str, Any]:
        """Return everything as plain data (docs/json.md)."""
        from detente.relations.document import ranking_document

        return ranking_document(self)

    def figure(self) -> Figure:
        """The three lists, each pair with its index at both ends of the span."""
        from detente.charts.figure import Figure
        from detente.relations import ranking_chart

        return Figure(ranking_chart.figure(self), ranking_chart.counted(self))


def check_top(top: int) -> None:
    """Refuse a length of the lists that makes no sense.

    Raises
    ------
    InputError
        If it is out of range.
    """
    if not 1 <= top <= MOST_TOP:
        raise InputError(
            _("{given}: give a number from 1 to {most}").format(
                given=option("--top", top), most=MOST_TOP
            )
        )


def ranking(
    connection: DuckDBPyConnection,
    first: dt.date | None = None,
    last: dt.date | None = None,
    top: int = 20,
    *,
    datasets: Sequence[str] | None = None,
    half_life: float = HALF_LIFE,
    prior: float = PRIOR,
    fewest: int = FEWEST,
    record: Coverage | None = None,
) -> Ranking:
    """Find the warmest, coldest and fastest-moving pairs.

    The index is that of `relations`, to the same decimals; the prior draws pairs of few acts to
    their usual tone, and that to 0, so that noise does not win. A pair needs `fewest` acts in the
    span to be in the list at all.

    Parameters
    ----------
    connection : DuckDBPyConnection
        With the view ``acts``.
    first, last : date, optional
        Span; by default the last `SPAN` days of the record.
    top : int
        Length of each list.
    datasets : sequence of str, optional
        May be left out if there is only one.
    half_life, prior : float
        Of the relation index: h in days, c in acts.
    fewest : int
        Acts that a pair must have in the span.
    record : Coverage, optional
        What the data sources cover; by default found by looking through all dates.

    Raises
    ------
    InputError
        If a setting is out of range, no single data source is meant, the span lies outside of the
        record, or no pair has enough acts in it.
    """
    check_settings(half_life, prior, None)
    check_top(top)
    chosen = chosen_datasets(connection, datasets, record)
    record = record or coverage(connection, chosen)
    begin, end = record.within(first, last)
    if first is None:
        begin = max(begin, end - dt.timedelta(days=SPAN))
    rows = connection.execute(
        _RANKING,
        {
            "first": begin,
            "last": end,
            "datasets": list(chosen),
            "h": float(half_life),
            "c": float(prior),
            "fewest": fewest,
            "top": top,
        },
    ).fetchall()
    if not rows:
        raise InputError(
            _(
                "no pair has {fewest} acts from {begin} to {end} in {chosen}; give a longer span"
            ).format(fewest=fewest, begin=begin, end=end, chosen=", ".join(chosen))
        )
    found = {row: Ranked(*row[:6]) for row in rows}

    def listed(column: int) -> tuple[Ranked, ...]:
        places = sorted((row for row in rows if row[column] <= top), key=lambda row: row[column])
        return tuple(found[row] for row in places)

    return Ranking(
        begin,
        end,
        chosen,
        half_life,
        prior,
        fewest,
        int(rows[0][9]),
        record.missing_between(begin, end),
        listed(6),
        listed(7),
        listed(8),
    )
