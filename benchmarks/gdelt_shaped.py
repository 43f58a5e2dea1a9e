"""Files in the shape of GDELT's daily exports: 58 fields, no header, as skewed as the real ones.

Nothing in them is data of GDELT's. The shares are those counted in published files: a third of the
first actors and two thirds of the second have no country, one row in six joins two different
states, one in twenty is dated a year, a month or a week back, a sixth repeats another row's day,
actors and code, and a row has some 400 bytes.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pycountry

from detente.events.coding.table import coded
from detente.events.readers.base import literal
from detente.events.readers.gdelt import columns
from detente.events.store.store import open_store

ENTITIES = 20_000
"""Distinct names of actors."""

_FILLED = {
    "GLOBALEVENTID": "(1000000000 + i)::VARCHAR",
    "SQLDATE": "strftime(day - back::INTEGER, '%Y%m%d')",
    "MonthYear": "strftime(day - back::INTEGER, '%Y%m')",
    "Year": "strftime(day - back::INTEGER, '%Y')",
    "FractionDate": "printf('%.4f', year(day) + dayofyear(day) / 366)",
    "Actor1Code": "c1 || g1",
    "Actor1Name": "n1",
    "Actor1CountryCode": "c1",
    "Actor1Type1Code": "g1",
    "Actor2Code": "c2 || g2",
    "Actor2Name": "n2",
    "Actor2CountryCode": "c2",
    "Actor2Type1Code": "g2",
    "IsRootEvent": "'1'",
    "EventCode": "code",
    "EventBaseCode": "left(code, 3)",
    "EventRootCode": "left(code, 2)",
    "QuadClass": "'1'",
    "GoldsteinScale": "'1.0'",
    "NumMentions": "(1 + h5 % 20)::VARCHAR",
    "NumSources": "'1'",
    "NumArticles": "(1 + h5 % 20)::VARCHAR",
    "AvgTone": "printf('%.13f', (h5 % 100000) / 7000.0 - 7)",
    "Actor1Geo_Type": "'4'",
    "Actor1Geo_FullName": "'Place ' || (h6 % 4000) || ', Region ' || (h6 % 300) || ', Country'",
    "Actor1Geo_CountryCode": "'XX'",
    "Actor1Geo_ADM1Code": "'XX' || (h6 % 90)",
    "Actor1Geo_Lat": "printf('%.4f', (h6 % 1800000) / 10000.0 - 90)",
    "Actor1Geo_Long": "printf('%.4f', (h6 % 3600000) / 10000.0 - 180)",
    "Actor1Geo_FeatureID": "(h6 % 4000000)::VARCHAR",
    "ActionGeo_Type": "'4'",
    "ActionGeo_FullName": "'Place ' || (h6 % 4000) || ', Region ' || (h6 % 300) || ', Country'",
    "ActionGeo_CountryCode": "'XX'",
    "ActionGeo_ADM1Code": "'XX' || (h6 % 90)",
    "ActionGeo_Lat": "printf('%.4f', (h6 % 1800000) / 10000.0 - 90)",
    "ActionGeo_Long": "printf('%.4f', (h6 % 3600000) / 10000.0 - 180)",
    "ActionGeo_FeatureID": "(h6 % 4000000)::VARCHAR",
    "DATEADDED": "strftime(day, '%Y%m%d')",
    "SOURCEURL": "'http://news.example/' || (h7 % 400) || '/' || md5((i // 4)::VARCHAR)",
}
"""SQL for what a field holds; the others are empty."""


def write(path: Path, rows: int, first: str = "2024-01-01", days: int = 366, seed: int = 0) -> None:
    """Write a file.

    Parameters
    ----------
    path : Path
    rows : int
    first : str
        First day, ISO.
    days : int
        Days over which the rows are spread.
    seed : int
        Another seed, other rows.
    """
    states = [country.alpha_3 for country in pycountry.countries][:200]
    countries = "[" + ", ".join(literal(code) for code in states) + "]"
    codes = "[" + ", ".join(literal(code) for code in sorted(coded("cameo"))) + "]"
    # the cube of a uniform number leans towards 0: a few names and states act most of the time
    skew = "(floor(pow((({h} >> 8) % 1000000) / 1e6, 3) * {n})::BIGINT + 1)"

    def actor(h: str) -> str:
        return skew.format(h=h, n=ENTITIES)

    def country(number: str, without: int) -> str:
        """Of an actor, always the same; one in six actors belongs to the largest state."""
        which = skew.format(h=f"hash({number})", n=200)
        return f"CASE WHEN {number} % 100 < {without} THEN '' ELSE {countries}[{which}] END"

    def group(h: str) -> str:
        return f"['', 'GOV', 'MIL', 'COP', 'BUS', 'MED'][({h} % 6 + 1)::BIGINT]"

    # every sixth row tells again, under an id of its own, what the row before it tells
    drawn = ", ".join(
        f"hash(i - (i % 6 = 5)::INTEGER, {k + 10 * seed}) AS h{k}" for k in range(1, 8)
    )
    number = len(coded("cameo"))
    sql = (
        f"SELECT {', '.join(_FILLED.get(column, chr(39) * 2) for column in columns(58))} FROM ("
        f"SELECT i, h5, h6, h7, {group('h1')} AS g1, {group('h2')} AS g2, "
        f"DATE {literal(first)} + (h3 % {days})::INTEGER AS day, "
        "CASE WHEN h4 % 1000 < 20 THEN 365 WHEN h4 % 1000 < 30 THEN 30 "
        "WHEN h4 % 1000 < 50 THEN 7 WHEN h4 % 1000 < 80 THEN 1 ELSE 0 END AS back, "
        f"{country('a1', 35)} AS c1, {country('a2', 60)} AS c2, 'ACTOR ' || a1 AS n1, "
        "CASE WHEN h2 % 100 < 25 THEN '' ELSE 'ACTOR ' || a2 END AS n2, "
        f"{codes}[{skew.format(h='h4', n=number)}] AS code "
        f"FROM (SELECT *, {actor('h1')} AS a1, {actor('h2')} AS a2 "
        f"FROM (SELECT i, {drawn} FROM range({rows}) AS t(i))))"
    )
    connection = duckdb.connect()
    connection.execute(
        f"COPY ({sql}) TO {literal(str(path))} (FORMAT csv, DELIMITER '\t', HEADER false, QUOTE '')"
    )
    connection.close()


def busiest_pair(store: Path) -> tuple[str, str]:
    """The two states between which a store has the most acts."""
    with open_store(store).connect() as connection:
        row = connection.execute(
            "SELECT least(source_state, target_state), greatest(source_state, target_state) "
            "FROM acts WHERE source_state <> target_state GROUP BY ALL ORDER BY count(*) DESC, 1, 2"
        ).fetchone()
    assert row is not None
    return row
