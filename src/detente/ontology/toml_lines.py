"""On which line each key of a TOML text stands: its parser tells no places."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import suppress

Path = tuple[str | int, ...]
"""Keys and, from 0, numbers in lists, from the top down."""

_SPACE = re.compile(r"[ \t]*")
_FILLING = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_COMMENT = re.compile(r"[ \t\r]*(?:#[^\n]*)?")
_KEY = re.compile(r"[\w-]+|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*'", re.ASCII)
_TEXT = re.compile(
    r"\"\"\"(?:\\.|[^\\])*?\"{3,5}(?!\")"
    r"|'''.*?'{3,5}(?!')"
    r"|\"(?:\\.|[^\"\\\n])*\""
    r"|'[^'\n]*'",
    re.DOTALL,
)
_PLAIN = re.compile(r"[^,\]}\n#]*")


def lines_of(text: str) -> dict[Path, int]:
    """Line, from 1, of every table, key and entry of a list; a table's own is that of its head.

    Parameters
    ----------
    text : str
        Of which TOML's parser has made tables: mistakes are not looked for.
    """
    if "\n" not in text:
        text = text.replace("\r", "\n")  # as the parser's reader has it
    scan = _Scan(text)
    with suppress(RecursionError):  # what stands deeper has the line of what it stands in
        scan.document()
    return scan.found


def line_of(lines: Mapping[Path, int], path: Path) -> int | None:
    """Line of a key, or of the innermost table on the way to it; None where there is none."""
    for end in range(len(path), 0, -1):
        if path[:end] in lines:
            return lines[path[:end]]
    return None


class _Scan:
    """A reader of keys, which passes over values."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.ends = [match.start() for match in re.finditer("\n", text)]
        self.found: dict[Path, int] = {}
        self.entries: dict[Path, int] = {}

    def document(self) -> None:
        """Read everything."""
        table: Path = ()
        while self._skip(_FILLING) < len(self.text):
            if self._ahead("["):
                table = self._head()
            else:
                self._pair(table)
            self._skip(_COMMENT)

    def _head(self) -> Path:
        """Read ``[a.b]`` or ``[[a.b]]``; the path of the table that begins."""
        several = self._ahead("[[")
        line, self.at = self._line(), self.at + (2 if several else 1)
        *outer, last = self._dotted()
        self.at += 2 if several else 1
        path: Path = ()
        for key in outer:
            path = self._entered((*path, key))
            self.found.setdefault(path, line)
        path = (*path, last)
        self.found.setdefault(path, line)
        if several:
            number = self.entries[path] = self.entries.get(path, -1) + 1
            path = (*path, number)
            self.found[path] = line
        return self._entered(path)

    def _entered(self, path: Path) -> Path:
        """The table of a path: of a list of tables the last."""
        return (*path, self.entries[path]) if path in self.entries else path

    def _pair(self, table: Path) -> None:
        """Read ``a.b = value``."""
        line, path = self._line(), table
        for key in self._dotted():
            path = (*path, key)
            self.found.setdefault(path, line)
        self.at += 1  # the equals sign
        self._skip(_SPACE)
        self._value(path)

    def _value(self, path: Path) -> None:
        if self._ahead("["):
            self._list(path)
        elif self._ahead("{"):
            self._inline(path)
        else:
            self._skip(_TEXT if self._ahead('"') or self._ahead("'") else _PLAIN)

    def _list(self, path: Path) -> None:
        for number, _each in enumerate(self._several("]")):
            self.found[*path, number] = self._line()
            self._value((*path, number))

    def _inline(self, path: Path) -> None:
        for _each in self._several("}"):
            self._pair(path)

    def _several(self, end: str) -> Iterator[None]:
        """Stop before each entry of a list or of a table in braces."""
        self.at += 1
        while self._skip(_FILLING) < len(self.text) and not self._ahead(end):
            yield
            self._skip(_FILLING)
            if self._ahead(","):
                self.at += 1
        self.at += 1

    def _dotted(self) -> list[str]:
        """Read a key of one part or several."""
        keys = []
        while True:
            self._skip(_SPACE)
            written = _KEY.match(self.text, self.at)
            assert written is not None, "the parser has read it"
            self.at = written.end()
            keys.append(_plain(written[0]))
            self._skip(_SPACE)
            if not self._ahead("."):
                return keys
            self.at += 1

    def _skip(self, what: re.Pattern[str]) -> int:
        found = what.match(self.text, self.at)
        assert found is not None, "the parser has read it"
        self.at = found.end()
        return self.at

    def _ahead(self, sign: str) -> bool:
        return self.text.startswith(sign, self.at)

    def _line(self) -> int:
        return bisect_right(self.ends, self.at - 1) + 1


def _plain(written: str) -> str:
    """A part of a key without its quotation marks."""
    if written[0] not in "\"'":
        return written
    (key,) = tomllib.loads(f"{written} = 0")
    return key
