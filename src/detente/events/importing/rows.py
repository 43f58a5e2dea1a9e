"""From a text file to a table of raw events: one pass of DuckDB, and the lines that it refuses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from detente.events.coding.table import WITH_ZEROS, lost_zero
from detente.events.importing.lines import Rewritten
from detente.events.importing.quarantine import SHOWN, Quarantine, fields_instead
from detente.events.readers.base import Check, Fields, Layout, Note, literal, name
from detente.events.readers.cells import unread, whole
from detente.events.schema import ECHO_DAYS

RAW = "raw"
"""Table of raw events: what a file says of who did what to whom and when, and how often."""

# Names of the import's own begin with a blank, which those of a file never do.

LINE = " line number"
"""Column of a rewritten file."""

AS_IT_STANDS = " row as it stands"
"""Column of a file whose fields have quotation marks taken off: the line before that."""

_ROW = " row"
"""Column of the number of a row, where rows are sought that fail."""

_CODE, _REASON = " code", " reason"
"""Columns of the table of codes that are unknown: what stands in a file, and what is said of it."""

EARLIEST = "DATE '1800-01-01'"
LARGEST_LINE = 2 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file ready for DuckDB.

    Attributes
    ----------
    path : Path
    layout : Layout
        Of the file as it came.
    rewritten : bool
        Whether it is the clean copy that `rewrite` makes.
    parquet : bool
    """

    path: Path
    layout: Layout
    rewritten: bool = False
    parquet: bool = False

    @classmethod
    def of(cls, copy: Rewritten, layout: Layout) -> Source:
        """The clean copy of a file."""
        return cls(copy.path, layout, rewritten=True)

    def table(self) -> str:
        """SQL of the table function that reads it."""
        path = literal(str(self.path))
        if self.parquet:
            cells = ", ".join(f"{_as_text(name(c))} AS {name(c)}" for c in self.layout.columns)
            return f"(SELECT {cells} FROM read_parquet({path}))"
        columns = [LINE, *self.layout.columns] if self.rewritten else list(self.layout.columns)
        separator = "\t" if self.rewritten else self.layout.separator
        types = ", ".join(f"{literal(column)}: 'VARCHAR'" for column in columns)
        header = 0 if self.rewritten else self.layout.header
        table = (
            f"read_csv({path}, auto_detect = false, delim = {literal(separator)}, quote = '', "
            f"escape = '', header = false, skip = {header}, columns = {{{types}}}, "
            f"store_rejects = true, rejects_limit = 0, max_line_size = {LARGEST_LINE}, "
            "null_padding = false)"
        )
        if not self.layout.marks:
            return table
        number = f"{name(LINE)}, " if self.rewritten else ""
        cells = ", ".join(f"{_unmarked(name(c))} AS {name(c)}" for c in self.layout.columns)
        return f"(SELECT {number}{cells}, {self._joined()} AS {name(AS_IT_STANDS)} FROM {table})"

    def row(self) -> str:
        """SQL of a row as it stands in the file."""
        return name(AS_IT_STANDS) if self.layout.marks and not self.parquet else self._joined()

    def _joined(self) -> str:
        cells = ", ".join(f"coalesce({name(column)}, '')" for column in self.layout.columns)
        return f"concat_ws({literal(self.layout.separator)}, {cells})"


def _as_text(cell: str) -> str:
    """A value of a Parquet file as text; whole numbers are whole, whatever their type."""
    kind = f"split_part(typeof({cell}), '(', 1)"
    # A list of texts, as of several actors, is what stands between its brackets.
    listed = f"ends_with(typeof({cell}), '[]')"
    return (
        f"CASE WHEN {kind} IN ('DOUBLE', 'FLOAT', 'DECIMAL') "
        f"THEN coalesce({whole(f'{cell}::VARCHAR')}, '') "
        f"WHEN {listed} THEN coalesce(({cell}::VARCHAR)[2:-2], '') "
        f"ELSE coalesce({cell}::VARCHAR, '') END"
    )


def _unmarked(cell: str) -> str:
    """A field that stands whole in quotation marks, without them; any other as it is."""
    inner = f"{cell}[2:-2]"
    return (
        f"CASE WHEN length({cell}) > 1 AND {cell}[1] = '\"' AND {cell}[-1] = '\"' "
        f"AND NOT contains(replace({inner}, '\"\"', ''), '\"') "
        f"THEN replace({inner}, '\"\"', '\"') ELSE {cell} END"
    )


def unreadable(fields: Fields, tomorrow: str, *, codes: bool = False) -> tuple[Check, ...]:
    """Everything that makes a row unreadable, in the order in which it is said.

    Parameters
    ----------
    fields : Fields
    tomorrow : str
        SQL DATE after which no act can lie.
    codes : bool
        Whether codes count that the scheme does not have; `unknown_codes` says which.
    """
    day = fields.date_text
    checks = [
        Check(f"({fields.date}) IS NULL", unread(day, fields.keys_in)),
        Check(f"({fields.date}) > {tomorrow}", f"'the date ' || {day} || ' lies in the future'"),
        Check(f"({fields.date}) < {EARLIEST}", f"'the date ' || {day} || ' lies before 1800'"),
        *fields.checks,
    ]
    if codes:
        code, reason = name(_CODE), name(_REASON)
        said = f"(SELECT {reason} FROM unknown_codes WHERE {code} = ({fields.code}))"
        checks.append(Check(f"({fields.code}) IN (SELECT {code} FROM unknown_codes)", said))
    return tuple(checks)


def unknown_codes(
    connection: duckdb.DuckDBPyConnection, unknown: Iterable[str], scheme: str, folder: Path
) -> None:
    """Make the table of codes that a scheme does not have, and what is said of each.

    Parameters
    ----------
    connection : DuckDBPyConnection
    unknown : iterable of str
    scheme : str
    folder : Path
        For a file by which the rows reach DuckDB.
    """
    import polars as pl

    frame = pl.DataFrame(
        [(code, _unknown(code, scheme)) for code in unknown],
        schema={_CODE: pl.String, _REASON: pl.String},
        orient="row",
    )
    path = folder / "unknown.parquet"
    frame.write_parquet(path)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE unknown_codes AS "
        f"SELECT * FROM read_parquet({literal(str(path))})"
    )


def _unknown(code: str, scheme: str) -> str:
    if not code:
        return "the code is missing"
    full = lost_zero(code, scheme=scheme) if scheme in WITH_ZEROS else None
    if full is not None:
        return f"the code {code} is unknown; {full} without its zero?"
    return f"the code {code} is unknown"


def _fails(checks: Sequence[Check]) -> str:
    return " OR ".join(f"coalesce({check.fails}, false)" for check in checks)


def _reason(checks: Sequence[Check]) -> str:
    cases = " ".join(f"WHEN {check.fails} THEN {check.reason}" for check in checks)
    return f"CASE {cases} END"


def stage(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    fields: Fields,
    checks: Sequence[Check],
    file: int,
    *,
    once: bool,
) -> tuple[int, int]:
    """Append the events of a file to the table of raw events.

    Parameters
    ----------
    connection : DuckDBPyConnection
    source : Source
    fields : Fields
    checks : sequence of Check
        Rows that fail one are `bad`.
    file : int
        Number of the file.
    once : bool
        Count rows that tell the same fact, instead of keeping each.

    Returns
    -------
    tuple of int
        Rows that can be read, and rows that fail a check.
    """
    lateral = f", {fields.lateral}" if fields.lateral else ""
    key = (
        f"({fields.date}) AS date, ({fields.source}) AS source, "
        f"({fields.source_country}) AS source_country, ({fields.target}) AS target, "
        f"({fields.target_country}) AS target_country, ({fields.code}) AS code, "
        f"coalesce(({fields.added}) - ({fields.date}) > {ECHO_DAYS}, false) AS echo, "
        f"{file} AS file, ({_fails(checks)}) AS bad"
    )
    event, revision = fields.event_id, fields.revision
    if once:
        counts = (
            f"count(*)::INTEGER, min({event}), NULL::BIGINT, max({fields.deaths}), "
            f"min({fields.told})"
        )
        group = "GROUP BY ALL"
    else:
        counts, group = f"1, {event}, {revision}, {fields.deaths}, {fields.told}", ""
    connection.execute(
        f"INSERT INTO {RAW} SELECT {key}, {counts} FROM {source.table()}{lateral} {group}"
    )
    counted = connection.execute(
        "SELECT coalesce(sum(reports) FILTER (NOT bad), 0), coalesce(sum(reports) FILTER (bad), 0) "
        f"FROM {RAW} WHERE file = {file}"
    ).fetchone()
    assert counted is not None
    return int(counted[0]), int(counted[1])


def raw_table(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table of raw events, with nothing in it."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {RAW} (date DATE, source VARCHAR, source_country VARCHAR, "
        "target VARCHAR, target_country VARCHAR, code VARCHAR, echo BOOLEAN, file INTEGER, "
        "bad BOOLEAN, reports INTEGER, event_id VARCHAR, revision BIGINT, deaths INTEGER, "
        "published DATE)"
    )


def refused_lines(
    connection: duckdb.DuckDBPyConnection, source: Source, quarantine: Quarantine
) -> NDArray[np.int64]:
    """Put the lines that the parser refused into quarantine; return their numbers."""
    if source.parquet:
        return np.zeros(0, dtype=np.int64)
    rows = connection.execute(
        "SELECT line, any_value(csv_line), any_value(error_message), any_value(error_type::VARCHAR)"
        " FROM reject_errors GROUP BY line ORDER BY line"
    ).fetchall()
    forget_refused(connection)
    width = len(source.layout.columns)
    for line, text, message, kind in rows:
        found = (text or "").count(source.layout.separator) + 1
        reason = (
            fields_instead(found, width) if "COLUMNS" in kind else (message or kind).splitlines()[0]
        )
        quarantine.add(line, reason, (text or "").strip("\r\n")[:SHOWN])
    return np.array([row[0] for row in rows], dtype=np.int64)


def failing_rows(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    fields: Fields,
    checks: Sequence[Check],
    refused: NDArray[np.int64],
    quarantine: Quarantine,
) -> None:
    """Put the rows that fail a check into quarantine, with their line numbers.

    A second pass over the file, in order, which only files with such rows need.
    """
    row = source.row()
    number = f"{name(LINE)}::BIGINT" if source.rewritten else "row_number() OVER ()"
    lateral = f", {fields.lateral}" if fields.lateral else ""
    once = f"DISTINCT ON ({name(_ROW)})" if lateral else ""
    inner = f"SELECT *, {number} AS {name(_ROW)} FROM {source.table()}"
    connection.execute("SET preserve_insertion_order = true")
    try:
        cursor = connection.execute(
            f"SELECT {once} {name(_ROW)}, {_reason(checks)}, left({row}, {SHOWN}) "
            f"FROM ({inner}){lateral} WHERE {_fails(checks)} ORDER BY 1, 2"
        )
        while found := cursor.fetchmany(10_000):
            numbers = np.array([row[0] for row in found], dtype=np.int64)
            if not source.rewritten and not source.parquet:
                numbers = line_numbers(numbers, refused, source.layout.header)
            for line, (_, reason, text) in zip(numbers.tolist(), found, strict=True):
                quarantine.add(line, reason, text)
    finally:
        connection.execute("SET preserve_insertion_order = false")
        forget_refused(connection)


def noted_rows(
    connection: duckdb.DuckDBPyConnection, source: Source, notes: Sequence[Note]
) -> list[int]:
    """Count the rows of each note."""
    counts = ", ".join(f"count(*) FILTER (coalesce({note.holds}, false))" for note in notes)
    try:
        row = connection.execute(f"SELECT {counts} FROM {source.table()}").fetchone()
    finally:
        forget_refused(connection)
    assert row is not None
    return [int(number) for number in row]


def foreseen_rows(
    connection: duckdb.DuckDBPyConnection, source: Source, checks: Sequence[Check]
) -> int:
    """Count the rows that fail checks which are no sign of damage, and no others."""
    foreseen = [check for check in checks if check.foreseen]
    if not foreseen:
        return 0
    others = [check for check in checks if not check.foreseen]
    try:
        row = connection.execute(
            f"SELECT count(*) FROM {source.table()} "
            f"WHERE ({_fails(foreseen)}) AND NOT ({_fails(others)})"
        ).fetchone()
    finally:
        forget_refused(connection)
    assert row is not None
    return int(row[0])


def forget_refused(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop what the parser has noted of lines that it refused."""
    connection.execute("DROP TABLE IF EXISTS reject_errors")
    connection.execute("DROP TABLE IF EXISTS reject_scans")


def line_numbers(
    rows: NDArray[np.int64], refused: NDArray[np.int64], header: int
) -> NDArray[np.int64]:
    """Line numbers of the n-th rows that the parser took.

    Parameters
    ----------
    rows : array of int, shape (n,)
        From 1.
    refused : array of int, shape (m,)
        Lines that it did not take, ascending.
    header : int
        Lines before the first row.
    """
    taken_before = refused - header - 1 - np.arange(len(refused))
    return rows + header + np.searchsorted(taken_before, rows - 1, side="right")
