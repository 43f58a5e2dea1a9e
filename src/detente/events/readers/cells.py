"""What stands in a cell: SQL (DuckDB's) that every reader makes its values of.

The rules that all formats share are kept here, so that a reader has them without asking: words for
nothing, forms of dates, numbers that a program has written with a point, several actors in a cell.
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.events.readers.base import Layout, literal, name

MISSING = (
    *("NA", "N/A", "n/a", "#N/A", "<NA>", "NULL", "Null", "null", "None", "NONE", "none"),
    *("NaN", "nan", "NaT", "-", "--", "."),
)
"""Words that stand for nothing, beside an empty cell: those that R, pandas, databases and
spreadsheets write.
"""

_NEVER_SHORT = "%Y%m%d"
"""Digits alone: a year of two digits does not fit."""

_PARTY = " one actor of a cell"
"""Column of an actor; no file has one whose name begins with a blank."""

_POINT = r"^(-?[0-9]+)\.0+$"


def text(column: str, missing: Sequence[str] = MISSING) -> str:
    """Text of a column without blanks around it; '' if it is one of the words for nothing."""
    return known(name(column), missing)


def known(sql: str, missing: Sequence[str] = MISSING) -> str:
    """Text without blanks around it; '' if it is one of the words for nothing."""
    trimmed = f"trim({sql})"
    if not missing:
        return f"coalesce({trimmed}, '')"
    words = ", ".join(literal(word) for word in missing)
    return f"CASE WHEN {trimmed} IN ({words}) THEN '' ELSE coalesce({trimmed}, '') END"


def whole(sql: str) -> str:
    """Text of a number without the point and the noughts that frames write: ``112.0`` is 112."""
    return f"regexp_replace({sql}, {literal(_POINT)}, '\\1')"


def number(column: str) -> str:
    """BIGINT of a column; NULL where there is no number."""
    return f"try_cast(try_cast({text(column)} AS DOUBLE) AS BIGINT)"


def count(column: str) -> str:
    """INTEGER of a column, from 0 on; NULL where there is none."""
    return f"try_cast(CASE WHEN {number(column)} >= 0 THEN {number(column)} END AS INTEGER)"


def negative(column: str) -> str:
    """Whether a number is below 0."""
    return f"try_cast({name(column)} AS DOUBLE) < 0"


def date(layout: Layout, column: str, *formats: str, iso: bool = True) -> str:
    """DATE of a column, of UTC where a time zone is told; NULL where it cannot be read.

    Parameters
    ----------
    layout : Layout
    column : str
    *formats : str
        As in strptime; the first that fits holds. Four digits must be there for ``%Y``.
    iso : bool
        Whether ISO 8601 is read as well, before the formats. It always is where the column of a
        Parquet file is one of dates or times.
    """
    cell = f"trim({name(column)})"
    if column in layout.dates or not formats:
        return _iso(cell)
    forms = [_fitting(cell, formats)]
    return f"coalesce({', '.join([_iso(cell), *forms] if iso else forms)})"


def _iso(cell: str) -> str:
    return (
        f"CASE WHEN {cell}[5] = '-' AND contains({cell}, ':') "
        f"THEN try_cast({cell} AS TIMESTAMPTZ)::DATE "
        f"WHEN {cell}[5] = '-' AND length({cell}) <= 10 THEN try_cast({cell} AS DATE) END"
    )


def _fitting(cell: str, formats: Sequence[str]) -> str:
    """The first format that fits."""
    forms = ", ".join(literal(form) for form in formats)
    parsed = f"try_strptime({cell}, [{forms}])::DATE"
    if all("%y" in form or form == _NEVER_SHORT for form in formats):
        return parsed
    safe = [form for form in formats if "%y" in form]
    other = f"try_strptime({cell}, [{', '.join(map(literal, safe))}])::DATE" if safe else "NULL"
    return f"CASE WHEN regexp_matches({cell}, '[0-9]{{4}}') THEN {parsed} ELSE {other} END"


def short_year(column: str, year: str) -> str:
    """DATE of ``1-May-24``, as spreadsheets write it, where a column beside it tells the year."""
    cell = f"trim({name(column)})"
    told = whole(text(year))
    fits = (
        f"regexp_full_match({cell}, '[0-9]{{1,2}}[-/ ][A-Za-z]{{3,9}}[-/ ][0-9]{{2}}') "
        f"AND regexp_full_match({told}, '[0-9]{{4}}') AND right({told}, 2) = right({cell}, 2)"
    )
    full = f"regexp_replace(left({cell}, length({cell}) - 2), '[/ ]', '-', 'g') || {told}"
    return f"CASE WHEN {fits} THEN try_strptime({full}, ['%d-%b-%Y', '%d-%B-%Y'])::DATE END"


_NAMED = "([0-9]{1,2})([-/. ])[A-Za-z]{3,9}([-/. ])[0-9]{2}"
_NUMBERS = "([0-9]{1,2})([-/.])([0-9]{1,2})[-/.]([0-9]{2}|[0-9]{4})( .*)?"
_CLOCKS = {
    "": "",
    " [0-9]{1,2}:[0-9]{2}": " %H:%M",
    " [0-9]{1,2}:[0-9]{2}:[0-9]{2}": " %H:%M:%S",
    " [0-9]{1,2}:[0-9]{2}:[0-9]{2} [AaPp][Mm]": " %I:%M:%S %p",
}
"""What may follow a date in a spreadsheet, and its format."""


def unread(day: str, keys_in: str) -> str:
    """SQL of why a date cannot be read: what was seen, and what would read it.

    Parameters
    ----------
    day : str
        SQL of what stands there.
    keys_in : str
        Where the key ``date_format`` belongs.
    """

    def group(number: int) -> str:
        return f"regexp_extract({day}, {literal(f'^{_NUMBERS}$')}, {number})"

    reads = literal(f" {keys_in} reads it")
    clocks = " ".join(
        f"WHEN regexp_full_match({group(5)}, {literal(seen)}) THEN {literal(form)}"
        for seen, form in _CLOCKS.items()
    )
    year = f"CASE WHEN length({group(4)}) = 2 THEN '%y' ELSE '%Y' END"
    rest = f"{group(2)} || {year} || CASE {clocks} ELSE '' END || '\"'"
    first_day = f"'\"%d' || {group(2)} || '%m' || {rest}"
    first_month = f"'\"%m' || {group(2)} || '%d' || {rest}"
    forms = (
        f"CASE WHEN try_cast({group(1)} AS INTEGER) > 12 THEN {first_day} "
        f"WHEN try_cast({group(3)} AS INTEGER) > 12 THEN {first_month} "
        f"ELSE {first_day} || ' or ' || {first_month} END"
    )
    named = f"regexp_replace({day}, {literal(f'^{_NAMED}$')}, '%d\\2%b\\3%y')"
    two = "' has a year of two digits; date_format = '"
    order = "' does not say whether day or month comes first; date_format = '"
    return (
        f"CASE WHEN {day} = '' THEN 'the date is missing' "
        f"WHEN regexp_full_match({day}, {literal(_NAMED)}) "
        f"THEN 'the date ' || {day} || {two} || '\"' || {named} || '\"' || {reads} "
        f"WHEN regexp_full_match({day}, {literal(_NUMBERS)}) "
        f"THEN 'the date ' || {day} || CASE WHEN length({group(4)}) = 2 THEN {two} "
        f"ELSE {order} END || {forms} || {reads} "
        f"WHEN regexp_full_match({day}, '[34][0-9]{{4}}') THEN 'the date ' || {day} || "
        "' is a number of days, as a spreadsheet counts them; write it as 2024-05-01' "
        f"ELSE 'the date ' || {day} || ' is none' END"
    )


def parts(columns: Sequence[str], day: int | None = None) -> str:
    """DATE of three columns: year, month, day; NULL where one of them is none.

    Parameters
    ----------
    columns : sequence of str
        Three.
    day : int, optional
        Day that is taken where it is not known (`unknown_day`).
    """
    year, month, given = map(number, columns)
    if day is not None:
        given = f"CASE WHEN {unknown_day(columns)} THEN {day} ELSE {given} END"
    told = f"printf('%04d-%02d-%02d', {year}, {month}, {given})"
    return f"CASE WHEN {year} BETWEEN 1 AND 9999 THEN try_cast({told} AS DATE) END"


def unknown_day(columns: Sequence[str]) -> str:
    """Whether year and month are known and the day is not: nothing, a word for it, 0, below 0."""
    year, month, day = map(number, columns)
    return f"({year} > 0 AND {month} BETWEEN 1 AND 12 AND coalesce({day}, 0) <= 0)"


def parts_text(columns: Sequence[str]) -> str:
    """What stands in the columns of a date, for messages; '' where none has anything."""
    cells = ", ".join(f"coalesce(trim({name(column)}), '')" for column in columns)
    empty = " AND ".join(f"{text(column)} = ''" for column in columns)
    return f"CASE WHEN {empty} THEN '' ELSE concat_ws(' ', {cells}) END"


def parties(
    alias: str,
    entities: str,
    countries: str,
    separator: str,
    missing: Sequence[str] = MISSING,
    *,
    together: bool = True,
) -> str:
    """SQL of one row for each actor in a cell, of which `party` gives the name and the country.

    Names go with countries where they are as many. One name has each of the countries, and names
    without any are actors each. Otherwise nothing tells which belongs to which: the cell as it
    stands has each of the countries.

    Parameters
    ----------
    alias : str
        Name of the table of actors.
    entities, countries : str
        SQL of text; '' where there is none.
    separator : str
        What stands between two actors, blanks apart.
    missing : sequence of str
        Words for nothing between separators.
    together : bool
        Whether names and countries are in the same order. If not, several names stand alone.
    """
    words = ", ".join(literal(word) for word in ("", *missing))

    def split(sql: str) -> str:
        cells = f"[trim(x) FOR x IN string_split({sql}, {literal(separator)})]"
        return f"[x FOR x IN {cells} IF x NOT IN ({words})]"

    names, states = split(entities), split(countries)
    alone = f"len({names}) > 1" + (f" AND len({states}) = 0" if together else "")
    one = f"CASE WHEN len({names}) < 2 THEN coalesce(({names})[1], '') ELSE {entities} END"
    each = f"CASE WHEN len({states}) = 0 THEN [''] ELSE list_distinct({states}) END"
    paired = (
        f"WHEN len({names}) > 1 AND len({names}) = len({states}) "
        f"THEN [{{'name': ({names})[i], 'country': ({states})[i]}} "
        f"FOR i IN range(1, len({names}) + 1)] "
    )
    rows = (
        f"CASE WHEN {alone} THEN [{{'name': x, 'country': ''}} FOR x IN list_distinct({names})] "
        f"{paired if together else ''}ELSE [{{'name': {one}, 'country': x}} FOR x IN {each}] END"
    )
    return f"unnest({rows}) AS {name(alias)}({name(_PARTY)})"


def party(alias: str) -> tuple[str, str]:
    """SQL of name and country of an actor, of the table that `parties` makes."""
    actor = f"{name(alias)}.{name(_PARTY)}"
    return f"{actor}.name", f"{actor}.country"
