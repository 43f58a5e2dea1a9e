"""A page of Markdown on a terminal: its tables and lines as wide as the terminal is."""

from __future__ import annotations

import re

from rich.console import Console
from rich.text import Text

from detente.terminal.table import Table, flowing

_CELL = re.compile(r"(?<!\\)\|")
_LINK = re.compile(r"\[([^\]]*)\]\(#[^)]*\)")
_APART = ("#", "|", "- ", "> ")
"""Beginnings of lines that are no part of a paragraph."""


def show(console: Console, page: str) -> None:
    """Print a page that the program has written."""
    rows: list[list[str]] = []
    paragraph: list[str] = []
    for line in [*page.splitlines(), ""]:
        if rows and not line.startswith("|"):
            console.print(_table(rows))
            rows = []
        if paragraph and (not line or line.startswith(_APART)):
            console.print(Text(" ".join(paragraph)))
            paragraph = []
        if line.startswith("|"):
            rows.append([_plain(cell) for cell in _CELL.split(line)[1:-1]])
        elif line.startswith("#"):
            console.print(Text(_plain(line.lstrip("# ")), style="bold"))
        elif not line or line.startswith(_APART):
            console.print(Text(_plain(line)))
        else:
            paragraph.append(_plain(line))


def _plain(text: str) -> str:
    """Text without the signs of Markdown."""
    text = _LINK.sub(r"\1", text).replace("<br>", "; ").replace("\\|", "|")
    return text.replace("`", "").strip()


def _table(rows: list[list[str]]) -> Table:
    heading, _rule, *others = rows
    table = Table(*map(flowing, heading))
    for row in others:
        table.add_row(*row)
    return table
