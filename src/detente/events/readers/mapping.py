"""Any table of events, by a small TOML file that says what its columns mean.

::

    dataset = "icews-2014"      # the name under which the store keeps it
    scheme = "cameo"            # or weis, plover; or a table of codes, see below
    countries = "iso3"          # what the columns of countries hold

    [columns]
    date = "date"
    source = "source"
    target = "target"
    code = "cameo"
    source_country = "source_state"
    target_country = "target_state"

Tables are text of one row a line, or Parquet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from detente.errors import InputError
from detente.events.coding.acled import coded_acled, parted
from detente.events.coding.table import Coded, coded
from detente.events.readers import header
from detente.events.readers.base import Fields, Head, Layout
from detente.events.readers.mapped import MappedTable
from detente.events.readers.mapping_file import MappingFile, parse
from detente.events.readers.polecat import plover
from detente.events.readers.rules import Rule, having
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean, hint

LARGEST = 1_000_000
"""Bytes of the largest mapping."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """Reads the tables that a mapping describes.

    Attributes
    ----------
    file : MappingFile
        The mapping.
    named : str
        What messages call it.
    own : dict of str to Coded
        What the mapping's own codes mean; empty if the codes are of a known scheme.
    """

    file: MappingFile
    named: str
    own: dict[str, Coded]

    rules: ClassVar[Mapping[Rule, bool]] = having(*Rule)

    @property
    def identity(self) -> Literal["fact", "id"]:
        """What makes two rows one act: where the mapping does not say, it goes with the codes.

        Ids of a table with codes of its own are those of events that people have coded one by one;
        in data coded from the news each story has an id, and many tell one fact.
        """
        file = self.file
        by_hand = file.columns.event_id is not None and file.scheme in (None, "acled")
        return file.identity or ("id" if by_hand else "fact")

    @property
    def dataset(self) -> str:
        """Name of the data source."""
        return self.file.dataset

    @property
    def title(self) -> str:
        """What it reads."""
        return f"a table as {self.named} describes it"

    @property
    def scheme(self) -> str:
        """Scheme of the codes; acts of a table of its own are PLOVER's."""
        return self.file.scheme or "plover"

    @property
    def countries(self) -> str:
        """Scheme of the columns of countries."""
        return self.file.countries

    def layout(self, head: Head) -> Layout:
        """Find the columns.

        Raises
        ------
        InputError
            If one is missing.
        """
        if head.columns:
            layout = Layout(header.columns([c for c in head.columns if c], head.name))
        elif not head.lines:
            raise InputError(_("{head}: the file is empty").format(head=head.name))
        else:
            layout = self._text(head)
        for key, column in self.file.columns.given():
            self._column(layout, column, f"columns.{key}", head.name)
        return layout

    def _text(self, head: Head) -> Layout:
        file = self.file
        first = header.cells(head.lines[0], file.separator, quoted=file.quotes)
        if file.header:
            names = header.columns(first, head.name)
        else:
            names = tuple(
                _("column {number}").format(number=number) for number in range(1, len(first) + 1)
            )
        # Told that marks are text, or that they are none, a user is believed.
        marks = file.quoted is None and not file.quotes
        return Layout(
            names, file.separator, quoted=file.quotes, header=int(file.header), marks=marks
        )

    def _column(self, layout: Layout, column: str | int, key: str, file: str) -> str:
        """Name of a column in the layout."""
        names = layout.columns
        if isinstance(column, int):
            if column > len(names):
                raise InputError(
                    _("{file}: {names} columns, and {named} ({key}) names column {column}").format(
                        file=file, names=len(names), named=self.named, key=key, column=column
                    )
                )
            return names[column - 1]
        if column not in names:
            more = self._undivided(names) or did_you_mean(column, names)
            raise InputError(
                _("{file}: no column '{column}', as {named} ({key}) has it{more}").format(
                    file=file, column=column, named=self.named, key=key, more=more
                )
            )
        return column

    def _undivided(self, names: Sequence[str]) -> str:
        """What is said of a first line that another separator divides; nothing of any other."""
        sign = next(
            (sign for sign in ("\t", ";", ",", "|") if len(names) == 1 and sign in names[0]), ""
        )
        shown = "\\t" if sign == "\t" else sign
        if not sign:
            return ""
        text = _('the first line is one column, separator = "{sign}" divides it')
        return hint(text.format(sign=shown))

    def fields(self, layout: Layout) -> Fields:
        """Columns as the mapping names them."""

        def columns(key: str) -> list[str]:
            given = self.file.columns.of(key)
            return [self._column(layout, column, f"columns.{key}", "") for column in given]

        return MappedTable(self.file, layout, self.named, columns, self.own).fields()

    def code(self, code: str) -> Coded | None:
        """By the mapping's own codes, or the scheme that it names."""
        if self.own:
            return self.own.get(code)
        if self.scheme == "acled":
            return coded_acled(*parted(code))
        return plover(code) if self.scheme == "plover" else coded(self.scheme).get(code)


def read_mapping(path: Path) -> Mapped:
    """Read a mapping.

    Parameters
    ----------
    path : Path

    Raises
    ------
    InputError
        If it cannot be read, or a key of it is missing, unknown or wrong; the message names it.
    """
    from detente.files.read import read_text

    return mapped(read_text(path, LARGEST), str(path))


def mapped(content: str, named: str) -> Mapped:
    """Read the text of a mapping.

    Parameters
    ----------
    content : str
        TOML.
    named : str
        What messages call it.

    Raises
    ------
    InputError
    """
    return of_file(parse(content, named), named)


def of_file(file: MappingFile, named: str) -> Mapped:
    """Make the reader of a mapping.

    Raises
    ------
    InputError
        If it takes the name of another data source, or one of its codes is no act.
    """
    taken = _datasets()
    if file.dataset in taken:
        raise InputError(
            _(
                "{named}: dataset: '{dataset}' is what {taken} are called; take a name of your own"
            ).format(named=named, dataset=file.dataset, taken=taken[file.dataset])
        )
    return Mapped(file, Path(named).name, file.own(named))


def _datasets() -> dict[str, str]:
    """Names of the data sources that have a reader of their own."""
    from detente.events.readers.registry import readers

    return {reader.dataset: reader.title for reader in readers().values()}
