"""A record of acts for tests: the view ``acts``, from rows or from the samples."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path

import duckdb
import pytest

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "events"
DAY0 = dt.date(2020, 1, 1)

COLUMNS = """
date DATE, source VARCHAR, target VARCHAR, source_state VARCHAR, target_state VARCHAR,
type VARCHAR, mode VARCHAR, context VARCHAR, rank VARCHAR, code VARCHAR, scheme VARCHAR,
quad UTINYINT, goldstein DOUBLE, joint BOOLEAN, echo BOOLEAN, reports INTEGER, dataset VARCHAR,
event_id VARCHAR, file VARCHAR
"""

TYPES = {1: "AGREE", 2: "AID", 3: "ACCUSE", 4: "ASSAULT"}
CODES = {1: "030", 2: "070", 3: "112", 4: "180"}
WEIGHTS = {1: 4.0, 2: 7.0, 3: -2.0, 4: -9.0}


@dataclass(frozen=True)
class Told:
    """A row of the view."""

    date: dt.date
    source: str | None
    target: str | None
    source_state: str | None
    target_state: str | None
    type: str
    mode: str | None
    context: str | None
    rank: str | None
    code: str
    scheme: str
    quad: int | None
    goldstein: float | None
    joint: bool
    echo: bool
    reports: int
    dataset: str
    event_id: str | None
    file: str


def told(
    day: int,
    a: str,
    b: str,
    quad: int | None = 1,
    goldstein: float | None = None,
    *,
    joint: bool = False,
    echo: bool = False,
    dataset: str = "icews",
    source: str | None = None,
    target: str | None = None,
) -> Told:
    """An act on a day counted from `DAY0`."""
    if joint:
        a, b = sorted((a, b))
    kind, code = (TYPES[quad], CODES[quad]) if quad else ("STATEMENT", "010")
    if joint:
        kind, code = "CONSULT", "040"
    weight = goldstein if goldstein is not None or quad is None else WEIGHTS[quad]
    return Told(
        DAY0 + dt.timedelta(days=day), source or a, target or b, a, b, kind, None, None, None,
        code, "cameo", quad, weight, joint, echo, 1, dataset, None, "made.csv",
    )  # fmt: skip


def connect(rows: Iterable[Told]) -> duckdb.DuckDBPyConnection:
    """A connection whose `acts` are these rows."""
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE acts ({COLUMNS})")
    values = [astuple(row) for row in rows]
    if values:
        # many rows at once: one statement for each would take minutes
        names = [name.split()[0] for name in COLUMNS.replace("\n", " ").split(",")]
        columns = {name: [value[i] for value in values] for i, name in enumerate(names)}
        picked = ", ".join(f"unnest(${name})" for name in names)
        connection.execute(f"INSERT INTO acts SELECT {picked}", columns)
    return connection


def sample(name: str = "icews-2018-september") -> duckdb.DuckDBPyConnection:
    """The acts of a sample file; the test is skipped where there is none."""
    file = SHARED / f"{name}.parquet"
    if not file.is_file():
        pytest.skip(f"no {file}")
    connection = duckdb.connect()
    connection.execute(
        """
        CREATE TABLE acts AS
        WITH raw AS (
          SELECT *, cameo LIKE '04%' OR cameo = '057' AS joint,
                 coalesce(plover, CASE WHEN cameo LIKE '01%' THEN 'STATEMENT' ELSE 'APPEAL' END)
                   AS kind
          FROM read_parquet($file)
        ),
        once AS (
          SELECT date, any_value(source) AS source, any_value(target) AS target,
                 least(source_state, target_state) AS source_state,
                 greatest(source_state, target_state) AS target_state,
                 kind, cameo, any_value(quad) AS quad, any_value(goldstein) AS goldstein,
                 true AS joint, count(*) AS reports
          FROM raw WHERE joint AND source_state <> target_state
          GROUP BY date, least(source_state, target_state), greatest(source_state, target_state),
                   kind, cameo
          UNION ALL
          SELECT date, source, target, source_state, target_state, kind, cameo, quad, goldstein,
                 false, 1
          FROM raw WHERE NOT joint OR source_state IS NULL OR target_state IS NULL
                   OR source_state = target_state
        )
        SELECT date, source, target, source_state, target_state, kind AS type,
               NULL::VARCHAR AS mode, NULL::VARCHAR AS context, NULL::VARCHAR AS rank,
               cameo AS code, 'cameo' AS scheme, quad::UTINYINT AS quad, goldstein, joint,
               false AS echo, reports::INTEGER AS reports, 'icews' AS dataset,
               NULL::VARCHAR AS event_id, 'sample' AS file
        FROM once ORDER BY source_state, target_state, date
        """,
        {"file": str(file)},
    )
    return connection
