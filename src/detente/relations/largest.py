"""The largest days of a span, with their acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.relations.daily import Daily

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DAYS = 5
"""Days that are shown."""

ACTS = 4
"""Acts of a day that are shown; the others are counted."""

APART = 2
"""Days around a larger day within which no other is taken: one episode is shown once."""

_ACTS = """
WITH told AS (
  SELECT date, source, target, source_state, type, mode, context, rank, code, joint,
         any_value(quad) AS quad, any_value(goldstein) AS goldstein,
         count(*) AS acts, sum(abs(coalesce(goldstein, 0))) AS size
  FROM acts
  WHERE source_state IN ($a, $b) AND target_state IN ($a, $b) AND source_state <> target_state
    AND dataset IN (SELECT unnest($datasets)) AND date IN (SELECT unnest($days))
    AND quad IS NOT NULL AND NOT echo
  GROUP BY date, source, target, source_state, type, mode, context, rank, code, joint
)
SELECT date, source, target, source_state = $a, type, mode, context, rank, code, joint, quad,
       goldstein, acts
FROM told
QUALIFY row_number() OVER (
  PARTITION BY date ORDER BY size DESC, source, target, code, type, mode, context, rank
) <= $most
ORDER BY date, size DESC, source, target, code, type, mode, context, rank
"""


@dataclass(frozen=True, slots=True)
class ToldAct:
    """An act of a day, as the data source has it.

    Attributes
    ----------
    source, target : str or None
        Entities as the source spells them.
    forth : bool
        Whether the first actor of the pair is the source.
    joint : bool
    type, mode, context, rank : str or None
        In the words of the ontology.
    code : str
        As the source gives it.
    quad : int
    goldstein : float or None
    acts : int
        How many of the kind, between these entities, on the day.
    """

    source: str | None
    target: str | None
    forth: bool
    joint: bool
    type: str
    mode: str | None
    context: str | None
    rank: str | None
    code: str
    quad: int
    goldstein: float | None
    acts: int


@dataclass(frozen=True, slots=True)
class LargeDay:
    """A day on which much happened between two actors.

    Attributes
    ----------
    date : date
    acts : int
        Acts with a quad class.
    size : float
        Sum of the absolute Goldstein weights.
    times_usual : float
        `size` over the mean size of a day of the span.
    tone : float
        Mean Goldstein weight of the day's acts.
    told : tuple of ToldAct
        The weightiest.
    """

    date: dt.date
    acts: int
    size: float
    times_usual: float
    tone: float
    told: tuple[ToldAct, ...]


def largest_days(
    connection: DuckDBPyConnection,
    span: Daily,
    datasets: Sequence[str],
    missing: int,
    most: int = DAYS,
) -> tuple[LargeDay, ...]:
    """Find the days of a span with the largest sum of absolute Goldstein weights.

    Weight, not number: one attack counts more than three remarks. Days are only listed above
    the mean of the span, and not within `APART` days of a larger one, so that five days show five
    episodes. Equal days come in order of time.

    Parameters
    ----------
    connection : DuckDBPyConnection
        With the view ``acts``.
    span : Daily
        Cut to the span.
    datasets : sequence of str
    missing : int
        Days of the span without data.
    most : int
        Days that are found at most.

    Returns
    -------
    tuple of LargeDay
        The largest first.
    """
    size = span.size[:, :, 1:].sum(axis=(1, 2))
    tone, weighed = (values.sum(axis=1) for values in span.weights())
    acts = span.acts[:, :, 1:].sum(axis=(1, 2))
    usual = float(size.sum()) / max(span.days - missing, 1)
    chosen: list[int] = []
    for day in np.argsort(-size, kind="stable").tolist():
        if len(chosen) == most or size[day] <= usual:
            break
        if all(abs(day - other) > APART for other in chosen):
            chosen.append(day)
    told = _told(connection, span, datasets, chosen)
    return tuple(
        LargeDay(
            span.date_of(day),
            int(acts[day]),
            float(size[day]),
            float(size[day]) / usual,
            float(tone[day] / max(weighed[day], 1.0)),
            told.get(span.date_of(day), ()),
        )
        for day in chosen
    )


def _told(
    connection: DuckDBPyConnection, span: Daily, datasets: Sequence[str], days: Sequence[int]
) -> dict[dt.date, tuple[ToldAct, ...]]:
    if not days:
        return {}
    rows = connection.execute(
        _ACTS,
        {
            "a": span.a,
            "b": span.b,
            "datasets": list(datasets),
            "days": [span.date_of(day) for day in days],
            "most": ACTS,
        },
    ).fetchall()
    found: dict[dt.date, list[ToldAct]] = {}
    for (
        date,
        source,
        target,
        forth,
        kind,
        mode,
        context,
        rank,
        code,
        joint,
        quad,
        weight,
        n,
    ) in rows:
        found.setdefault(date, []).append(
            ToldAct(
                source, target, bool(forth), bool(joint), kind, mode, context, rank, code,
                int(quad), weight, int(n),
            )
        )  # fmt: skip
    return {date: tuple(acts) for date, acts in found.items()}
