"""One file into the table of raw events, or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from detente.errors import InputError
from detente.events.coding.table import WITH_ZEROS, Coded, lost_zero
from detente.events.importing.facts import distinct_codes
from detente.events.importing.lines import rewrite
from detente.events.importing.quarantine import Quarantine
from detente.events.importing.reasons import keys_place, retold
from detente.events.importing.rows import (
    RAW,
    Source,
    failing_rows,
    foreseen_rows,
    forget_refused,
    noted_rows,
    refused_lines,
    stage,
    unknown_codes,
    unreadable,
)
from detente.events.importing.vet import Vetted, has_empty_lines
from detente.events.readers.base import Check, Layout, Note, Reader, title_of
from detente.events.store.connect import said
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import integer, labelled
from detente.language.hints import hint
from detente.progress import Progress

MOST_DAMAGED = 0.5
"""Share of unreadable rows above which a file is not what it seems, and is refused."""

MOST_LOST = 0.01
"""Share of codes without their leading zero above which a file has been through a spreadsheet."""

MOST_UNKNOWN = 1_000
"""Distinct unknown codes above which a file that is mostly unreadable is not written down row by
row to say so.
"""


@dataclass(slots=True)
class Staged:
    """A file whose events stand in the table of raw events.

    `events` counts those that can be read, `codes` what their codes mean; `notes` is what is said
    of rows that may be taken for what they are not; `one_actor`: the reader takes a cell for one.
    """

    name: str
    number: int
    sha256: str
    reader: Reader
    events: int
    recoded: int
    quarantine: Quarantine
    codes: dict[str, Coded]
    first: dt.date | None = None
    last: dt.date | None = None
    missing_days: int = 0
    notes: tuple[str, ...] = ()
    one_actor: bool = True
    keys_in: str = "in a mapping (--map)"


@dataclass(slots=True)
class Staging:
    """Reads files into the table of raw events, one at a time.

    Parameters
    ----------
    connection : DuckDBPyConnection
    work : Path
        For temporary files.
    """

    connection: duckdb.DuckDBPyConnection
    work: Path

    def stage(
        self,
        path: Path,
        name: str,
        number: int,
        vetted: Vetted,
        reader: Reader,
        layout: Layout,
        progress: Progress | None = None,
    ) -> Staged:
        """Read a file.

        Parameters
        ----------
        path : Path
        name : str
            What messages call it.
        number : int
            By which its rows are known in the table.
        vetted : Vetted
        reader : Reader
        layout : Layout
        progress : callable, optional
            Told bytes done and all bytes, where the file must be written anew.

        Raises
        ------
        InputError
            If it is not what it seems; nothing of it is left in the table.
        """
        copy = self.work / f"{number}.tsv"
        # DuckDB divides at every tab, those inside a field in quotation marks as well.
        divided = layout.quoted or layout.surplus or (layout.marks and vetted.marks)
        straight = vetted.parquet or (vetted.clean and not divided)
        try:
            if straight:
                source = Source(path, layout, parquet=vetted.parquet)
                quarantine = self._quarantine(number)
                try:
                    return self._read(source, name, number, vetted, reader, quarantine, 0)
                except (_EmptyLinesError, duckdb.InvalidInputException):
                    self._forget(number)
                    quarantine.close()
                    if vetted.parquet:
                        raise
            quarantine = self._quarantine(number)
            anew = rewrite(path, copy, layout, quarantine, progress)
            source = Source.of(anew, layout)
            return self._read(source, name, number, vetted, reader, quarantine, anew.recoded)
        except InputError:
            self._forget(number)
            raise
        except duckdb.Error as error:
            self._forget(number)
            raise InputError(
                _("{name}: cannot be read ({said})").format(name=name, said=said(error))
            ) from None
        finally:
            copy.unlink(missing_ok=True)
            quarantine.close()

    def _quarantine(self, number: int) -> Quarantine:
        return Quarantine(self.work / f"{number}.quarantine.csv")

    def _forget(self, number: int) -> None:
        self.connection.execute(f"DELETE FROM {RAW} WHERE file = {number}")
        forget_refused(self.connection)

    def _read(
        self,
        source: Source,
        name: str,
        number: int,
        vetted: Vetted,
        reader: Reader,
        quarantine: Quarantine,
        recoded: int,
    ) -> Staged:
        connection = self.connection
        fields = reader.fields(source.layout)
        tomorrow = f"DATE '{dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)}'"
        if reader.identity == "id":
            nameless = Check(f"({fields.event_id}) = ''", "'the event has no id'")
            fields = replace(fields, checks=(nameless, *fields.checks))
        checks = unreadable(fields, tomorrow)
        taken, failing = stage(
            connection, source, fields, checks, number, once=reader.identity == "fact"
        )
        refused = refused_lines(connection, source, quarantine)
        found = distinct_codes(connection, number)
        codes = {code: coded for code, _ in found if (coded := reader.code(code)) is not None}
        unknown = {code: n for code, n in found if code not in codes}
        taken -= sum(unknown.values())
        failing += sum(unknown.values())
        total = taken + failing + quarantine.rows
        if reader.scheme in WITH_ZEROS:
            _check_zeros(name, reader.scheme, unknown, total, fields.keys_in)
        numbered = source.rewritten or source.parquet
        if (failing or len(refused)) and not numbered and has_empty_lines(source.path):
            raise _EmptyLinesError
        if len(unknown) > MOST_UNKNOWN and taken < (1 - MOST_DAMAGED) * total:
            raise InputError(
                _(
                    "{name}: {unknown} different unknown codes in {total} rows; no {title}, "
                    "and nothing of it was taken{remedy}"
                ).format(
                    name=name,
                    unknown=integer(len(unknown)),
                    total=integer(total),
                    title=title_of(reader),
                    remedy=_remedy("the code", fields.keys_in),
                )
            )
        if failing:
            unknown_codes(connection, unknown, reader.scheme, self.work)
            checks = unreadable(fields, tomorrow, codes=True)
            failing_rows(connection, source, fields, checks, refused, quarantine)
        if total == 0:
            raise InputError(_("{name}: no rows in it").format(name=name))
        foreseen = 0
        if taken < (1 - MOST_DAMAGED) * total:
            foreseen = foreseen_rows(connection, source, unreadable(fields, tomorrow))
        if taken + foreseen < (1 - MOST_DAMAGED) * total:
            assert quarantine.first is not None, "every row that is not taken is in quarantine"
            line, why = quarantine.first
            raise InputError(
                _(
                    "{name}: {lost} of {total} rows cannot be read as {title} (line "
                    "{line}: {why}); nothing of it was taken{remedy}"
                ).format(
                    name=name,
                    lost=integer(total - taken),
                    total=integer(total),
                    title=title_of(reader),
                    line=line,
                    why=retold(why),
                    remedy=_remedy(why, fields.keys_in),
                )
            )
        first, last, days = _days(connection, number)
        missing = 0 if first is None or last is None else (last - first).days + 1 - days
        return Staged(
            name=name,
            number=number,
            sha256=vetted.sha256,
            reader=reader,
            events=taken,
            recoded=recoded,
            quarantine=quarantine,
            codes=codes,
            first=first,
            last=last,
            missing_days=missing,
            notes=tuple(_notes(connection, source, name, fields.notes)),
            one_actor=not fields.lateral,
            keys_in=fields.keys_in,
        )


def told(number: int) -> str:
    """So many rows."""
    return ngettext("{n} row", "{n} rows", number).format(n=integer(number))


def _notes(
    connection: duckdb.DuckDBPyConnection, source: Source, name: str, notes: Sequence[Note]
) -> Iterator[str]:
    """What is said of rows that are read."""
    if notes:
        for note, number in zip(notes, noted_rows(connection, source, notes), strict=True):
            if number:
                yield labelled(name, labelled(told(number), note.said)) + hint(note.remedy)


def _remedy(why: str, keys_in: str) -> str:
    """The keys of a mapping that would read what cannot be read; nothing where it is said."""
    if keys_in in why:
        return ""
    if why.startswith("the date"):
        return hint(
            _("date_format {keys_in} says how dates are written").format(
                keys_in=keys_place(keys_in)
            )
        )
    if why.startswith("the code"):
        return hint(
            _("scheme or codes {keys_in} say what codes mean").format(keys_in=keys_place(keys_in))
        )
    if " instead of " in why or "quot" in why:
        text = _("separator and quoted {keys_in} say how lines are divided")
        return hint(text.format(keys_in=keys_place(keys_in)))
    return ""


class _EmptyLinesError(Exception):
    """A file with rows for quarantine has empty lines as well, so rows do not tell lines."""


def _check_zeros(name: str, scheme: str, unknown: dict[str, int], total: int, keys_in: str) -> None:
    """Refuse a file whose codes have been through a spreadsheet."""
    full = {
        code: whole for code in unknown if (whole := lost_zero(code, scheme=scheme)) is not None
    }
    lost = sum(unknown[code] for code in full)
    if lost > MOST_LOST * total:
        code = next(iter(full))
        raise InputError(
            _(
                "{name}: {lost} of {total} codes have lost a leading zero ('{code}' for "
                "'{full}'), as where codes are taken for numbers; take the file as it was "
                "published, or write that column as text ({as_text}); a table [codes] "
                "{keys_in} can say as well what these codes mean"
            ).format(
                name=name,
                lost=integer(lost),
                total=integer(total),
                code=code,
                full=full[code],
                as_text=_("spreadsheet: import as text; pandas: dtype=str; BigQuery: a STRING"),
                keys_in=keys_place(keys_in),
            )
        )


def _days(
    connection: duckdb.DuckDBPyConnection, number: int
) -> tuple[dt.date | None, dt.date | None, int]:
    """First and last day of a file, and how many days it has; echoes left out."""
    row = connection.execute(
        f"SELECT min(date), max(date), count(DISTINCT date) FROM {RAW} "
        f"WHERE file = {number} AND NOT bad AND NOT echo"
    ).fetchone()
    assert row is not None
    return row
