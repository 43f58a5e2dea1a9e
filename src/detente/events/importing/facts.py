"""From raw events to facts: codes and entities looked up once each, repeats counted, states found.

Everything runs in DuckDB on temporary tables; Python sees only distinct codes and entities.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb

from detente.events.coding.table import Coded
from detente.events.importing.rows import RAW
from detente.events.placing.places import Places
from detente.events.placing.several import between
from detente.events.readers.base import Reader, literal
from detente.events.schema import BETWEEN

NEVER, ALWAYS = "DATE '0001-01-01'", "DATE '9999-12-31'"

IDENTITY = ("date", "source", "target", "source_state", "target_state", "code", "echo")
"""What makes two facts of a source one."""

_SAID = ("date", "source", "target", "code", "echo")
"""What two rows of one id say, where there are no revisions of which the newest holds."""

_KEY = "date, source, source_country, target, target_country, code, echo"


def distinct_codes(connection: duckdb.DuckDBPyConnection, file: int) -> list[tuple[str, int]]:
    """Codes of a file and how often each occurs, rows that are unreadable anyway left out."""
    return connection.execute(
        f"SELECT code, sum(reports)::BIGINT FROM {RAW} WHERE file = {file} AND NOT bad "
        "GROUP BY 1 ORDER BY 1"
    ).fetchall()


def codes_table(connection: duckdb.DuckDBPyConnection, coded: Mapping[str, Coded]) -> None:
    """Make the table of what the codes mean."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE codes (code VARCHAR, label VARCHAR, type VARCHAR, "
        "mode VARCHAR, context VARCHAR, quad UTINYINT, goldstein DOUBLE, counterpart VARCHAR)"
    )
    rows = [
        (code, c.code, c.type, c.mode, c.context, c.quad, c.goldstein, c.counterpart)
        for code, c in coded.items()
    ]
    if rows:
        connection.executemany("INSERT INTO codes VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def places_table(
    connection: duckdb.DuckDBPyConnection,
    reader: Reader,
    places: Places,
    folder: Path,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Make the table of states and ranks: a row for each entity, its country, and span of time.

    Parameters
    ----------
    connection : DuckDBPyConnection
    reader : Reader
    places : Places
    folder : Path
        For a file by which the rows reach DuckDB.
    progress : callable, optional
        Told entities done and all entities.
    """
    import polars as pl

    pairs = connection.execute(
        f"SELECT source, source_country FROM {RAW} UNION SELECT target, target_country FROM {RAW} "
        "ORDER BY ALL"
    ).fetchall()
    rows = []
    for number, (entity, country) in enumerate(pairs):
        rows += [
            (entity, country, span.state, span.rank, span.start, span.end)
            for span in places.place(entity or None, country or None, reader.countries)
        ]
        if progress is not None and number % 5_000 == 0:
            progress(number, len(pairs))
    frame = pl.DataFrame(
        rows,
        schema={
            "entity": pl.String,
            "country": pl.String,
            "state": pl.String,
            "rank": pl.String,
            "start": pl.Date,
            "end": pl.Date,
        },
        orient="row",
    )
    path = folder / "places.parquet"
    try:
        frame.write_parquet(path)
    except pl.exceptions.PolarsError as error:
        raise OSError(str(error)) from None
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE places AS SELECT entity, country, state, rank, "
        f'coalesce("start", {NEVER}) AS "from", coalesce("end", {ALWAYS}) AS until '
        f"FROM read_parquet({literal(str(path))})"
    )


def several_actors(
    connection: duckdb.DuckDBPyConnection, reader: Reader, places: Places
) -> tuple[int, str, str] | None:
    """Look for cells that name several actors, which the reader takes for one.

    Returns
    -------
    tuple of (int, str, str) or None
        Rows, the longest such cell, and what stands in it between two actors.
    """
    pairs = connection.execute(
        "SELECT entity, country FROM places WHERE state IS NULL ORDER BY ALL"
    ).fetchall()
    found: dict[tuple[str, str], str] = {}
    for entity, country in pairs:
        sign = between(places, entity, country, reader.countries)
        if sign is not None:
            found[entity, country] = sign
    if not found:
        return None
    connection.execute("CREATE OR REPLACE TEMP TABLE several (entity VARCHAR, country VARCHAR)")
    connection.executemany("INSERT INTO several VALUES (?, ?)", list(found))
    ends = ("source", "target")
    sides = " OR ".join(f"({end}, {end}_country) IN (FROM several)" for end in ends)
    row = connection.execute(
        f"SELECT coalesce(sum(reports), 0)::BIGINT FROM {RAW} WHERE NOT bad AND ({sides})"
    ).fetchone()
    assert row is not None
    cells = {
        entity if sign in entity else country: sign for (entity, country), sign in found.items()
    }
    longest = max(cells, key=len)
    return row[0], longest, cells[longest]


def facts_table(connection: duckdb.DuckDBPyConnection, reader: Reader, several: bool) -> None:
    """Make the table of facts, each once, with states.

    Rows of unknown codes and unreadable rows are left out. A fact of several files belongs to the
    first of them, whose rows alone its reports count: so it does not matter which files are
    imported together. Of an event with revisions, the newest holds.

    Parameters
    ----------
    connection : DuckDBPyConnection
    reader : Reader
    several : bool
        Whether there is more than one file.
    """
    once = f"SELECT * FROM {RAW} SEMI JOIN codes USING (code) WHERE NOT bad"
    if reader.identity == "id":
        # Of an event the rows of its newest revision, one for each pair of actors; where there
        # are no revisions, those that say something else.
        said = "CASE WHEN revision IS NULL THEN concat_ws('|', date, code, echo) END"
        newest = "(PARTITION BY event_id ORDER BY revision DESC)"
        sides = "source, source_country, target, target_country"
        first = f"(PARTITION BY event_id, {sides}, {said} ORDER BY revision DESC, {_KEY}, file)"
        numbered = (
            f"SELECT *, rank() OVER {newest} AS r, row_number() OVER {first} AS n FROM ({once})"
        )
        once = f"SELECT * FROM ({numbered}) WHERE r = 1 AND n = 1"
    elif several:
        once = (
            f"SELECT {_KEY}, min(file) AS file, arg_min(reports, file) AS reports, "
            "arg_min(event_id, file) AS event_id, NULL::BIGINT AS revision, "
            "arg_min_null(deaths, file) AS deaths, arg_min_null(published, file) AS published "
            f"FROM ({once}) GROUP BY ALL"
        )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE facts AS SELECT f.date, f.source, f.target, "
        "a.state AS source_state, b.state AS target_state, a.rank AS source_rank, "
        "b.rank AS target_rank, f.code, f.echo, f.reports, f.event_id, f.revision, f.deaths, "
        "f.published, f.file "
        f"FROM ({once}) AS f "
        "JOIN places AS a ON a.entity = f.source AND a.country = f.source_country "
        'AND f.date >= a."from" AND f.date < a.until '
        "JOIN places AS b ON b.entity = f.target AND b.country = f.target_country "
        'AND f.date >= b."from" AND f.date < b.until'
    )
    if reader.identity == "fact":
        _join_spellings(connection)


def _join_spellings(connection: duckdb.DuckDBPyConnection) -> None:
    """Make facts one that differ in the source's country alone, where it leads to the same state.

    Else they would be two if they came in one import, and one if they came in two.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE spellings AS SELECT DISTINCT entity FROM (SELECT entity "
        "FROM places GROUP BY entity, state HAVING count(DISTINCT country) > 1)"
    )
    some = connection.execute("SELECT count(*) FROM spellings").fetchone()
    if some == (0,):
        return
    touched = "source IN (FROM spellings) OR target IN (FROM spellings)"
    key = ", ".join(IDENTITY)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE joined AS "
        f"SELECT {key}, arg_min(source_rank, file) AS source_rank, "
        "arg_min(target_rank, file) AS target_rank, arg_min(reports, file)::INTEGER AS reports, "
        "arg_min(event_id, file) AS event_id, NULL::BIGINT AS revision, "
        "arg_min_null(deaths, file) AS deaths, arg_min_null(published, file) AS published, "
        "min(file) AS file FROM ("
        f"SELECT {key}, file, min(source_rank) AS source_rank, min(target_rank) AS target_rank, "
        "sum(reports) AS reports, min(event_id) AS event_id, max(deaths) AS deaths, "
        "min(published) AS published "
        f"FROM facts WHERE {touched} "
        "GROUP BY ALL) GROUP BY ALL"
    )
    connection.execute(f"DELETE FROM facts WHERE {touched}")
    connection.execute("INSERT INTO facts BY NAME SELECT * FROM joined")
    connection.execute("DROP TABLE joined")


def drop_known(
    connection: duckdb.DuckDBPyConnection, year: int | None, there: str, identity: str
) -> None:
    """Take out of the facts of a year, or of all years, what the store already has.

    For data with ids, only what is there in the same or a newer revision, or says the same.

    Parameters
    ----------
    connection : DuckDBPyConnection
    year : int or None
    there : str
        SQL table function over what the store has.
    identity : {"fact", "id"}
    """
    if identity == "fact":
        same = " AND ".join(f"k.{c} IS NOT DISTINCT FROM f.{c}" for c in IDENTITY)
    else:
        said = " AND ".join(f"k.{c} IS NOT DISTINCT FROM f.{c}" for c in _SAID)
        same = (
            "k.event_id = f.event_id AND (k.revision >= f.revision "
            f"OR k.revision IS NULL AND f.revision IS NULL AND {said})"
        )
    connection.execute(
        f"DELETE FROM facts AS f WHERE {'true' if year is None else f'year(f.date) = {year}'} "
        f"AND EXISTS (SELECT 1 FROM {there} AS k WHERE {same})"
    )


def mirrors(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, int, int]]:
    """Count, label by label, the facts between two states, and those with a mirror on the same day.

    The mirror of a fact is one of its label, or the counterpart of that, with the entities
    exchanged: a visit is written down as a hosting by the other side.

    Returns
    -------
    list of (label, facts, mirrored)
    """
    between = (
        "SELECT date, source, target, label, counterpart FROM facts JOIN codes USING (code) "
        f"WHERE {BETWEEN} AND NOT echo"
    )
    return connection.execute(
        f"WITH f AS ({between}) SELECT label, count(*), count(*) FILTER (mirrored) FROM ("
        "SELECT f.label, EXISTS (SELECT 1 FROM f AS m WHERE m.date = f.date "
        "AND m.source = f.target AND m.target = f.source AND m.label = f.counterpart) AS mirrored "
        "FROM f) GROUP BY 1 ORDER BY 1"
    ).fetchall()


def segment_facts(year: int, *, between: bool) -> str:
    """SQL of a year's facts, those between two states or the others, in a segment's columns."""
    return (
        "SELECT f.date, f.source, f.target, f.source_state, f.target_state, f.source_rank, "
        "f.target_rank, f.code, c.type, c.mode, c.context, c.quad, c.goldstein, f.echo, "
        "f.reports, f.event_id, f.revision, f.deaths, f.published, n.name AS file "
        "FROM facts AS f JOIN codes AS c USING (code) JOIN files AS n ON n.number = f.file "
        f"WHERE f.date >= DATE '{year:04d}-01-01' AND f.date <= DATE '{year:04d}-12-31' "
        f"AND {'' if between else 'NOT '}({BETWEEN})"
    )
