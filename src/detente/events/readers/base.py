"""What a reader of event files is: it recognises a file, and says where in a row what stands.

A reader never touches a row. It names the fields of a line and gives SQL expressions (DuckDB's
dialect) for the dozen values that every event has; the import runs them over the whole file at
once, and what they cannot read goes to quarantine. A package of its own adds a reader through
the entry point group ``detente.readers``; the built-in ones are named in `registry.py`, and come in
by the same door.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from detente.events.coding.table import Coded
from detente.events.readers.rules import Rule
from detente.language.current import gettext as _

NO_DATE = "NULL::DATE"
NO_REVISION = "NULL::BIGINT"
NO_COUNT = "NULL::INTEGER"


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
    dates : frozenset of str
        Those of the columns whose type is one of dates or times.
    """

    name: str
    lines: tuple[str, ...]
    columns: tuple[str, ...] = ()
    dates: frozenset[str] = frozenset()


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
    marks : bool
        Of lines that are not `quoted`: whether a field that stands whole in quotation marks has
        them taken off, and may hold tabs.
    named : bool
        Whether the file names its columns, so that they may stand in any order.
    dates : frozenset of str
        Columns of a Parquet file that are dates or times by their type; the import fills it in.
    """

    columns: tuple[str, ...]
    separator: str = "\t"
    quoted: bool = False
    header: int = 0
    surplus: int = 0
    marks: bool = False
    named: bool = False
    dates: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Check:
    """A row for which `fails` holds cannot be read; `reason` says why. Both are SQL.

    `foreseen`: the format has such rows; however many they are, the file is not damaged.
    """

    fails: str
    reason: str
    foreseen: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What is said of rows that are read and may be taken for what they are not.

    `holds` is SQL; `said` tells what they are, `remedy` what would read them better.
    """

    holds: str
    said: str
    remedy: str


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
    published : str or None
        DATE on which the source first had it, told late or not, by which what was known on a day
        can be had; None is that of `added`. NULL where the source does not say.
    revision : str
        BIGINT that grows with every correction of an event of the same id, of which the newest
        alone holds; of those that are alike the first. NULL where the source does not say: then
        rows of one id are one event only if they say the same.
    deaths : str
        INTEGER, how many died; NULL where the source does not say.
    lateral : str
        What follows the table in FROM, for rows that stand for several events.
    checks : tuple of Check
        What else makes a row unreadable.
    notes : tuple of Note
        What is said of rows that are read, after their number.
    keys_in : str
        Where a user says how a table is to be read, for messages.
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
    published: str | None = None
    revision: str = NO_REVISION
    deaths: str = NO_COUNT
    lateral: str = ""
    checks: tuple[Check, ...] = ()
    notes: tuple[Note, ...] = ()
    keys_in: str = "in a mapping (--map)"

    @property
    def told(self) -> str:
        """SQL of the day of publication."""
        return self.added if self.published is None else self.published


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
        """Scheme of the codes: ``cameo``, ``weis``, ``plover``, ``acled``, ``ucdp``."""

    @property
    def countries(self) -> str:
        """Scheme of `Fields.source_country`, as `detente.events.placing` has it."""

    @property
    def identity(self) -> Literal["fact", "id"]:
        """What makes two rows one act.

        ``fact``: date, entities and code. ``id``: the id in the source, and what
        `Fields.revision` says of rows that share one.
        """

    @property
    def rules(self) -> Mapping[Rule, bool]:
        """Of every rule that formats share, whether this one has it."""

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


def literal(value: str) -> str:
    """Text as SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def title_of(reader: Reader) -> str:
    """What a reader reads, in the language in force."""
    named = getattr(reader, "named", None)
    if named is not None:
        return _("a table as {named} describes it").format(named=named)
    return _(reader.title)
