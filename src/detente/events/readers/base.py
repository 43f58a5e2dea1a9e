"""What a reader of event files is: it recognises a file, and says where in a row what stands.

A reader never touches a row. It names the fields of a line and gives SQL expressions (DuckDB's
dialect) for the dozen values that every event has; the import runs them over the whole file at
once, and what they cannot read goes to quarantine. A package of its own adds a reader through
the entry point group ``detente.readers``; the built-in ones are named in `registry.py`, and come in
by the same door.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from detente.events.coding.table import Coded

NO_DATE = "NULL::DATE"


@dataclass(frozen=True, slots=True)
class Head:
    """What a file begins with.

    Attributes
    ----------
    name : str
        File name, without its folder.
    lines : tuple of str
        The first lines without their ends, at most a hundred; empty for Parquet.
    columns : tuple of str
        Of a Parquet file; empty for text.
    """

    name: str
    lines: tuple[str, ...]
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of a recognised file are divided.

    Attributes
    ----------
    columns : tuple of str
        Names of the fields of a line, each once.
    separator : str
        One character.
    quoted : bool
        Whether a field may stand in quotation marks, and then hold separators and line ends.
        Otherwise a quotation mark is text.
    header : int
        Lines before the first row.
    surplus : int
        Further empty fields that a line may have at its end.
    """

    columns: tuple[str, ...]
    separator: str = "\t"
    quoted: bool = False
    header: int = 0
    surplus: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """A row for which `fails` holds cannot be read; `reason` says why. Both are SQL.

    `foreseen`: the format has such rows; however many they are, the file is not damaged.
    """

    fails: str
    reason: str
    foreseen: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """SQL expressions for the values of an event, over the columns of a layout.

    Text is ``''`` where it is missing, never NULL.

    Attributes
    ----------
    date : str
        DATE of the act; NULL where it cannot be read.
    date_text : str
        What stands there, for the message.
    source, target : str
        Entities as they are spelled.
    source_country, target_country : str
        The data's own word for their states.
    code : str
        Code of the act.
    event_id : str
        Id in the source.
    added : str
        DATE on which the event was told, where the source says so: an act that is told more
        than a day after its date is an echo. NULL otherwise.
    revision : str
        BIGINT that grows with every correction of an event of the same id; NULL otherwise.
    lateral : str
        What follows the table in FROM, for rows that stand for several events.
    checks : tuple of Check
        What else makes a row unreadable.
    """

    date: str
    date_text: str
    source: str
    target: str
    source_country: str
    target_country: str
    code: str
    event_id: str
    added: str = NO_DATE
    revision: str = "NULL::BIGINT"
    lateral: str = ""
    checks: tuple[Check, ...] = ()


class Reader(Protocol):
    """A format of event files."""

    @property
    def dataset(self) -> str:
        """Name of the data source, under which the store keeps its acts: ``icews``."""

    @property
    def title(self) -> str:
        """What it reads, in a few words."""

    @property
    def scheme(self) -> str:
        """Scheme of the codes: ``cameo``, ``weis``, ``plover``, ``acled``."""

    @property
    def countries(self) -> str:
        """Scheme of `Fields.source_country`, as `detente.events.placing` has it."""

    @property
    def identity(self) -> Literal["fact", "id"]:
        """What makes two rows one act.

        ``fact``: date, entities and code. ``id``: the id in the source, of which the newest
        revision holds.
        """

    def layout(self, head: Head) -> Layout | None:
        """Recognise a file.

        Returns
        -------
        Layout or None
            None if the file is of another format.

        Raises
        ------
        InputError
            If it is of this format, but damaged as a whole.
        """

    def fields(self, layout: Layout) -> Fields:
        """Say where in a row what stands."""

    def code(self, code: str) -> Coded | None:
        """Say what a code means; None if it is unknown."""


def name(column: str) -> str:
    """Column name as SQL identifier."""
    return '"' + column.replace('"', '""') + '"'


def text(column: str, *missing: str) -> str:
    """Text of a column without blanks around it; '' if it is one of the words for missing."""
    trimmed = f"trim({name(column)})"
    if not missing:
        return f"coalesce({trimmed}, '')"
    words = ", ".join(literal(word) for word in missing)
    return f"CASE WHEN {trimmed} IN ({words}) THEN '' ELSE coalesce({trimmed}, '') END"


def literal(value: str) -> str:
    """Text as SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def date(column: str, *formats: str) -> str:
    """DATE of a column in the first of the formats that fits (those of strptime); else NULL."""
    forms = ", ".join(literal(form) for form in formats)
    return f"try_strptime(trim({name(column)}), [{forms}])::DATE"
