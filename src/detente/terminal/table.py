"""A table that can be read at any width: in columns, or as a name with labelled values below."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions
from rich.text import Text

from detente.language.format import labelled
from detente.language.signs import nearest
from detente.terminal.text import lines_of, longest_word, written

GAP, NARROW_GAP = 3, 2
"""Cells between two columns, and where there is little room."""

PHRASE = 20
"""Cells into which a text of several words may be squeezed."""

LABELLED = 60
"""Cells of a terminal below which values are labelled rather than headed."""

INDENT = 2
"""Cells by which values stand in from their name."""


@dataclass(frozen=True, slots=True)
class Column:
    """What stands in a column.

    Attributes
    ----------
    heading : str
    flows : bool
        Whether its texts may be broken between words.
    right : bool
        Whether it ends, rather than begins, in line.
    label : str or None
        What its values are called where they stand below the name; the heading without it.
    joins : bool
        Whether a value there follows the one before it, as an error does.
    shorter : callable or None
        Makes a text of little room from the usual one.
    """

    heading: str
    flows: bool = False
    right: bool = False
    label: str | None = None
    joins: bool = False
    shorter: Callable[[Text], Text] | None = None


def flowing(heading: str) -> Column:
    """A column of names or other texts, which may take several lines."""
    return Column(heading, flows=True)


def numeric(heading: str, label: str | None = None) -> Column:
    """A column of numbers, which stay on their line."""
    return Column(heading, right=True, label=label)


@dataclass(frozen=True, slots=True)
class _Row:
    cells: list[Text]
    style: str


@dataclass(frozen=True, slots=True)
class _Layout:
    widths: list[int]
    gap: int
    short: bool = False
    above: bool = False
    """Whether names too long for their column stand on lines of their own."""


def _in_lines(text: str, most: int) -> int:
    """Cells that a text needs to stand in so many lines."""
    width = max(longest_word(text), cell_len(text) // most)
    while len(lines_of(Text(text), width)) > most:
        width += 1
    return width


class Table:
    """Rows of names and values, printed as the width of the console lets them be read.

    In columns, where no word has to be broken for that; else with long names on lines of their
    own, above the numbers; on a narrow terminal each row is its name, with labelled values below.

    Parameters
    ----------
    *columns : Column
    names : int
        How many of the first columns together name a row.
    """

    def __init__(self, *columns: Column, names: int = 1) -> None:
        self.columns = columns
        self.names = names
        self._rows: list[_Row] = []

    def add_row(self, *cells: str | Text, style: str = "") -> None:
        """Add a row; cells that are left out at its end are empty."""
        texts = [cell if isinstance(cell, Text) else Text(cell) for cell in cells]
        texts += [Text() for _ in self.columns[len(texts) :]]
        self._rows.append(_Row(texts, style))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Print it."""
        table = self._written(options.encoding)
        layout = table._layout(options.max_width)
        lines = table._labelled(options.max_width) if layout is None else table._columns(layout)
        for line in lines:
            line.no_wrap, line.overflow = True, "ignore"
            yield line

    def _written(self, encoding: str) -> Table:
        """The table of what the output can write."""
        columns = (
            replace(
                column,
                heading=nearest(column.heading, encoding),
                label=None if column.label is None else nearest(column.label, encoding),
            )
            for column in self.columns
        )
        table = Table(*columns, names=self.names)
        for row in self._rows:
            table.add_row(*(written(cell, encoding) for cell in row.cells), style=row.style)
        return table

    def _layout(self, room: int) -> _Layout | None:
        """The widths of the columns, if there is room for them."""
        flowing = {i: self._flowing(i) for i, column in enumerate(self.columns) if column.flows}
        for wide, gap, short in (
            (True, GAP, False),
            (False, GAP, False),
            (False, NARROW_GAP, False),
            (False, NARROW_GAP, True),
        ):
            least = [
                flowing[i] if i in flowing else self._fixed(i, wide, short)
                for i in range(len(self.columns))
            ]
            spare = room - sum(least) - gap * (len(least) - 1)
            if spare >= 0:
                return _Layout(self._grown(least, spare), gap, short)
        left = spare + least[0]
        if room >= LABELLED and left >= INDENT - gap:
            least[0] = max(left, 0)
            return _Layout(least, gap, True, True)
        return None

    def _texts(self, i: int, short: bool) -> Iterator[Text]:
        shorter = self.columns[i].shorter
        for row in self._rows:
            yield shorter(row.cells[i]) if short and shorter is not None else row.cells[i]

    def _fixed(self, i: int, wide: bool, short: bool) -> int:
        """Cells of a column whose texts stay on their lines, its heading in one line or two."""
        heading = self.columns[i].heading
        cells = (cell_len(text.plain) for text in self._texts(i, short))
        return max(cell_len(heading) if wide else _in_lines(heading, 2), *cells, 0)

    def _flowing(self, i: int) -> int:
        """Cells that a column of texts has to have: its words, and two lines or a phrase.

        A name takes three lines at most.
        """
        texts = [self.columns[i].heading, *(text.plain for text in self._texts(i, False))]
        words = max(longest_word(text) for text in texts)
        three = max(_in_lines(text, 3) for text in texts) if i < self.names else 0
        return max(words, min(max(_in_lines(text, 2) for text in texts), max(PHRASE, three)))

    def _grown(self, widths: list[int], spare: int) -> list[int]:
        """Share out what room is left between the columns of texts, as far as they need it."""
        needs = {}
        for i, column in enumerate(self.columns):
            if column.flows:
                texts = [Text(column.heading), *self._texts(i, False)]
                needs[i] = max(cell_len(text.plain) for text in texts) - widths[i]
        for n, i in enumerate(sorted(needs, key=needs.__getitem__)):
            more = max(min(needs[i], spare // (len(needs) - n)), 0)
            widths[i] += more
            spare -= more
        return widths

    def _columns(self, layout: _Layout) -> Iterator[Text]:
        """Headings, a rule, and the rows below one another."""
        if any(column.heading for column in self.columns):
            yield from self._line([Text(c.heading) for c in self.columns], layout, bottom=True)
            yield Text("─" * (sum(layout.widths) + layout.gap * (len(layout.widths) - 1)))
        for row in self._rows:
            yield from self._line(self._cells(row, layout.short), layout, row.style)

    def _cells(self, row: _Row, short: bool) -> list[Text]:
        return [
            column.shorter(cell) if short and column.shorter is not None else cell
            for column, cell in zip(self.columns, row.cells, strict=True)
        ]

    def _line(
        self, cells: Sequence[Text], layout: _Layout, style: str = "", *, bottom: bool = False
    ) -> Iterator[Text]:
        """One row, in as many lines as its highest cell; `bottom` for cells that end together."""
        cells = list(cells)
        whole = sum(layout.widths) + layout.gap * (len(layout.widths) - 1)
        if layout.above and cell_len(cells[0].plain) > layout.widths[0]:
            for line in lines_of(cells[0], whole):
                yield Text(style=style).append_text(line)
            cells[0] = Text()
            if not any(cell.plain for cell in cells):
                return
        stacks = [lines_of(cell, width) for cell, width in zip(cells, layout.widths, strict=True)]
        height = max(len(stack) for stack in stacks)
        for n in range(height):
            line = Text(style=style)
            for i, (stack, width) in enumerate(zip(stacks, layout.widths, strict=True)):
                at = n - (height - len(stack) if bottom else 0)
                cell = stack[at] if 0 <= at < len(stack) else Text()
                blank = " " * max(width - cell_len(cell.plain), 0)
                line.append(" " * layout.gap if i else "")
                line = (
                    line.append(blank).append_text(cell)
                    if self.columns[i].right
                    else (line.append_text(cell).append(blank))
                )
            line.rstrip()
            yield line

    def _labelled(self, room: int) -> Iterator[Text]:
        """Each row: its name, and below it what else is known, each with its label."""
        heading = ", ".join(c.heading for c in self.columns[: self.names] if c.heading)
        if heading:
            yield from lines_of(Text(heading), room)
            yield Text("─" * room)
        for row in self._rows:
            names = [cell for cell in row.cells[: self.names] if cell.plain.strip()]
            name = Text(", ").join(names) if len(names) != 1 else names[0]
            margin = cell_len(name.plain) - cell_len(name.plain.lstrip(" ")) + INDENT
            for line in lines_of(name, room):
                yield Text(style=row.style).append_text(line)
            for line in self._values(row, room - margin):
                yield Text(" " * margin, style=row.style).append_text(line)

    def _values(self, row: _Row, room: int) -> Iterator[Text]:
        """The values of a row with their labels, as many on a line as fit."""
        line = Text()
        for column, cell in zip(self.columns[self.names :], row.cells[self.names :], strict=True):
            if not cell.plain.strip():
                continue
            if column.joins and line.plain:
                line.append(f" {column.heading} ").append_text(cell)
                continue
            label = column.heading if column.label is None else column.label
            text = Text.assemble(labelled(label, " ").rstrip(), " ", cell) if label else cell
            if line.plain and cell_len(line.plain) + GAP + cell_len(text.plain) <= room:
                line.append(" " * GAP).append_text(text)
                continue
            yield from lines_of(line, room) if line.plain else ()
            line = text
        yield from lines_of(line, room) if line.plain else ()
