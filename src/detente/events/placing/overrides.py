"""A user's own word on where an entity belongs."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from detente.errors import InputError
from detente.events.placing.fold import fold
from detente.events.placing.spans import Span
from detente.events.placing.states import GONE
from detente.files.reasons import reason
from detente.language.current import gettext as _
from detente.language.format import labelled
from detente.language.hints import did_you_mean, in_their_words
from detente.ontology._table import table
from detente.ontology.actors import resolve_actor, resolve_state

COLUMNS = ("entity", "state", "from", "until", "rank")


def read_overrides(path: Path) -> Mapping[str, tuple[Span, ...]]:
    """Read a file of overrides.

    Parameters
    ----------
    path : Path
        CSV in UTF-8 with the header ``entity,state`` and, as wanted, ``from``, ``until``,
        ``rank``, in any order. See `Places`.

    Returns
    -------
    mapping of str to tuple of Span
        By folded name of the entity; spans in order of time, not overlapping.

    Raises
    ------
    InputError
        If the file cannot be read, or a line names an unknown state or rank, a date that is
        none, or a time that another line of the same entity has.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _read(path, file.read())
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else _("it is not UTF-8")
        raise InputError(
            _("{path}: cannot be read as a file of overrides: {why}").format(path=path, why=why)
        ) from None


def _read(path: Path, text: str) -> dict[str, tuple[Span, ...]]:
    if "\0" in text:
        raise InputError(
            _("{path}: no text; overrides are CSV: entity,state,from,until,rank").format(path=path)
        )
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    found: dict[str, list[Span]] = {}
    header: list[str] = []
    try:
        for cells in reader:
            where = _("{path}, line {line}").format(path=path, line=reader.line_num)
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = _header(where, cells)
                continue
            if len(cells) > len(header):
                raise InputError(
                    _("{where}: {cells} cells under {columns} columns").format(
                        where=where, cells=len(cells), columns=len(header)
                    )
                )
            row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
            name = fold(row.get("entity", ""))
            if not name:
                raise InputError(
                    _("{where}: no entity, or one too long to be a name").format(where=where)
                )
            span = _span(where, row)
            if any(_overlap(span, other) for other in found.get(name, ())):
                raise InputError(
                    _("{where}: '{entity}' has another line for the same time").format(
                        where=where, entity=row["entity"]
                    )
                )
            found.setdefault(name, []).append(span)
    except csv.Error as error:
        raise InputError(
            _("{path}, line {line}: no CSV").format(path=path, line=reader.line_num)
            + in_their_words(error)
        ) from None
    if not header:
        raise InputError(
            _("{path}: empty; the first line is entity,state,from,until,rank").format(path=path)
        )
    return {
        name: tuple(sorted(spans, key=lambda s: s.start or dt.date.min))
        for name, spans in found.items()
    }


def _header(where: str, cells: list[str]) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    for name in header:
        if name not in COLUMNS:
            raise InputError(
                _("{where}: no column '{name}'").format(where=where, name=name)
                + did_you_mean(name, COLUMNS)
            )
    for name in ("entity", "state"):
        if name not in header:
            raise InputError(
                _("{where}: no column '{name}'; write entity,state,from,until,rank").format(
                    where=where, name=name
                )
            )
    if len(set(header)) < len(header):
        raise InputError(_("{where}: a column stands there twice").format(where=where))
    return header


def _span(where: str, row: Mapping[str, str]) -> Span:
    start, end = _day(where, row.get("from", "")), _day(where, row.get("until", ""))
    if start is not None and end is not None and end <= start:
        raise InputError(
            _("{where}: from {start} is not before until {end}").format(
                where=where, start=start, end=end
            )
        )
    rank = row.get("rank", "").lower() or None
    ranks = table().ranks
    if rank is not None and rank not in ranks:
        raise InputError(
            _("{where}: no rank '{rank}'").format(where=where, rank=rank)
            + did_you_mean(rank, ranks)
        )
    return Span(_state(where, row.get("state", "")), rank, start, end)


def _state(where: str, text: str) -> str | None:
    if not text:
        return None
    if text.upper() in GONE:
        return text.upper()
    with suppress(InputError):  # a code of ISO 3166 is always a state's: AU is Australia
        return resolve_state(text).id
    try:
        return resolve_actor(text).id
    except InputError as error:
        raise InputError(labelled(where, error)) from None


def _day(where: str, text: str) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise InputError(
            _("{where}: '{text}' is no date; write YYYY-MM-DD").format(where=where, text=text)
        ) from None


def _overlap(one: Span, other: Span) -> bool:
    starts = one.end is None or other.start is None or other.start < one.end
    ends = other.end is None or one.start is None or one.start < other.end
    return starts and ends
