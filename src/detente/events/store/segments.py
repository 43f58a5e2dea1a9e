"""Segments: files of facts of one data source and one year, sorted; written, merged, thinned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import duckdb

from detente.events.readers.base import NO_COUNT, NO_DATE, literal
from detente.events.schema import FACT, FORMAT
from detente.events.store.folder import SEGMENTS, Writing
from detente.events.store.manifest import Segment

ORDER = "source_state, target_state, date"
"""How facts between states are sorted: what is asked of one dyad lies together."""

MOST = 8
"""Segments of a data source and year; more are merged into one."""

LARGE = 8_000_000
"""Rows of a segment that is no longer merged."""


_CAME = ((2, "deaths", NO_COUNT), (4, "published", NO_DATE))
"""Columns of facts, with the format in which each came, and what older ones have instead."""

_REVISED = "(SELECT event_id FROM facts WHERE revision IS NOT NULL)"


def write_segment(
    connection: duckdb.DuckDBPyConnection,
    writing: Writing,
    dataset: str,
    year: int,
    facts: str,
    *,
    between: bool,
) -> list[Segment]:
    """Write facts of one year as a segment.

    Parameters
    ----------
    connection : DuckDBPyConnection
    writing : Writing
    dataset : str
    year : int
    facts : str
        SQL that selects them, in the columns of `FACT`.
    between : bool
        Whether they are facts between two states, which are sorted.

    Returns
    -------
    list of Segment
        One, or none if there are no facts.
    """
    name = writing.new_name(SEGMENTS, dataset, str(year), "facts.parquet")
    path = writing.folder / name
    order = f"ORDER BY {ORDER}" if between else ""
    connection.execute(
        f"COPY (SELECT {', '.join(FACT)} FROM ({facts}) {order}) TO {literal(str(path))} "
        "(FORMAT parquet)"
    )
    counts = connection.execute(
        "SELECT date, count(*), count(*) FILTER (NOT echo) "
        f"FROM read_parquet({literal(str(path))}) GROUP BY 1 ORDER BY 1"
    ).fetchall()
    if not counts:
        path.unlink()
        return []
    told = {day: n for day, _, n in counts if n}
    first = min(told, default=dt.date(year, 1, 1))
    length = (max(told) - first).days + 1 if told else 0
    segment = Segment(
        path=name,
        dataset=dataset,
        year=year,
        between=between,
        format=FORMAT,
        rows=sum(n for _, n, _ in counts),
        first=first,
        days=[told.get(first + dt.timedelta(days=i), 0) for i in range(length)],
    )
    return [segment]


def reading(folder: Path, segments: Sequence[Segment]) -> str:
    """SQL of a table over segments; those of older formats lack what came with the newer."""
    old: dict[int, list[Segment]] = {}
    for segment in segments:
        old.setdefault(min(segment.format, _CAME[-1][0]), []).append(segment)
    if len(old) == 1 and min(old) == _CAME[-1][0]:
        return _files(folder, segments)
    parts = []
    for number, alike in sorted(old.items()):
        lacking = [f"{nothing} AS {column}" for came, column, nothing in _CAME if number < came]
        parts.append(f"SELECT {', '.join(['*', *lacking])} FROM {_files(folder, alike)}")
    return f"({' UNION ALL BY NAME '.join(parts)})"


def _files(folder: Path, segments: Sequence[Segment]) -> str:
    paths = ", ".join(literal(str(folder / segment.path)) for segment in segments)
    return f"read_parquet([{paths}])"


def merged(
    connection: duckdb.DuckDBPyConnection,
    writing: Writing,
    segments: Sequence[Segment],
) -> list[Segment]:
    """Merge small segments of one data source and year, if there are many."""
    result: list[Segment] = []
    for between in (True, False):
        alike = [segment for segment in segments if segment.between == between]
        small = [segment for segment in alike if segment.rows < LARGE]
        if len(small) <= MOST:
            result += alike
            continue
        facts = f"SELECT * FROM {reading(writing.folder, small)}"
        result += [segment for segment in alike if segment.rows >= LARGE]
        result += write_segment(
            connection, writing, small[0].dataset, small[0].year, facts, between=between
        )
    return result


def without_revised(
    connection: duckdb.DuckDBPyConnection,
    writing: Writing,
    segments: Sequence[Segment],
) -> tuple[list[Segment], int]:
    """Take out of segments the facts of which a newer revision is among the new ones.

    Returns
    -------
    tuple of (list of Segment, int)
        The segments that are left, and how many facts were taken out.
    """
    left: list[Segment] = []
    revised = 0
    for segment in segments:
        there = reading(writing.folder, [segment])
        found = connection.execute(
            f"SELECT count(*) FROM {there} SEMI JOIN {_REVISED} USING (event_id)"
        ).fetchone()
        assert found is not None
        if not found[0]:
            left.append(segment)
            continue
        revised += int(found[0])
        facts = f"SELECT * FROM {there} ANTI JOIN {_REVISED} USING (event_id)"
        left += write_segment(
            connection, writing, segment.dataset, segment.year, facts, between=segment.between
        )
    return left, revised
