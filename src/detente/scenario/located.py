"""On which line of which file an error stands, and under which key.

An error is told by whoever finds it: with the file, and with keys or with the name of what it is
about. What all of them have in common is looked up here, in the text of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from detente.errors import InputError, Location, ScenarioError
from detente.language.current import gettext as _
from detente.language.faults import summed
from detente.ontology.dyads import pair_key
from detente.ontology.toml import parse_toml
from detente.ontology.toml_lines import Path, line_of, lines_of
from detente.scenario.short.owned import within

_LABEL = r"(?:\s\(['«][^)]*\))?"
_DOT = re.compile(_LABEL + r"\.(?=\w)")
_COLON = re.compile(_LABEL + r"\s?:\s")
_NUMBER = re.compile(r"\[(\d+)\]")
_WORD = re.compile(r"[\w+-]+")
_QUOTED = re.compile(r"(?:'|«\s)([^'»]+?)(?:'|\s»)")
_LINE = re.compile(r"(?:[^:]*:\s)?(?:line|ligne)\s(\d+)")


@contextmanager
def located(name: str, texts: Mapping[str, str]) -> Iterator[None]:
    """Put the line into every error of a scenario that is raised within, where one has it.

    Parameters
    ----------
    name : str
        What messages call the scenario; a text is ``name/file``.
    texts : mapping of str to str
        Its files by name; those that have been read until an error is raised count.
    """
    try:
        yield
    except ScenarioError as error:
        files = _Files(name, texts)
        found = [files.locate(line) for line in error.faults]
        lines = [line for line, _where in found]
        raise ScenarioError(summed(lines), lines, [where for _line, where in found]) from None


def locations(
    name: str, texts: Mapping[str, str], lines: Sequence[str]
) -> list[tuple[str, Location | None]]:
    """Some errors with the numbers of their lines, and where each stands; None if in no file.

    Parameters
    ----------
    name, texts
        As of `located`.
    lines : sequence of str
        Each begins with the file.
    """
    files = _Files(name, texts)
    return [files.locate(line) for line in lines]


class _Files:
    """The files of a scenario, read as far as errors are about them."""

    def __init__(self, name: str, texts: Mapping[str, str]) -> None:
        self.name = name
        self.texts = texts
        self._read: dict[str, tuple[Any, Mapping[Path, int]]] = {}

    def locate(self, line: str) -> tuple[str, Location | None]:
        """An error with the number of its line in it, and where it stands."""
        for file in sorted(self.texts, key=len, reverse=True):
            start = f"{self.name}/{file}"
            if line.startswith(start) and (colon := _COLON.match(line, len(start))):
                break
        else:
            return line, None
        rest = line[colon.end() :]
        if (told := _LINE.match(rest)) is not None:
            return line, Location(start, int(told[1]), None)
        tree, lines = self._tree(file)
        path = _path(rest, tree)
        if not path:
            return line, Location(start, None, None)
        number = line_of(lines, path)
        where = Location(start, number, _key(path, tree))
        if number is None:
            return line, where
        place = _("{file}, line {line}").format(file=start, line=number)
        return place + line[colon.start() :], where

    def _tree(self, file: str) -> tuple[Any, Mapping[Path, int]]:
        if file not in self._read:
            tree: Any = {}
            if file.endswith(".toml"):
                try:
                    tree = parse_toml(self.texts[file], file)
                except InputError:
                    tree = {}
            self._read[file] = tree, lines_of(self.texts[file]) if tree else {}
        return self._read[file]


def _path(text: str, tree: Any) -> Path:
    """Keys that an error begins with; else of what it names first."""
    missing = _("{place}: this key is missing").format(place="")
    head, lacks = text.removesuffix(missing), text.endswith(missing)
    begun, at = _named(text, tree)
    path = _followed(head if lacks else text, at, begun, tree, lacks)
    return path or _mentioned(text, tree)


def _named(text: str, tree: Any) -> tuple[Path, int]:
    """The entry whose kind and id a text begins with, and where that ends."""
    kinds = {
        "effects": _("effect '{effect}'").format(effect="\0"),
        "processes": _("process '{process}'").format(process="\0"),
        "states": _("state '{state}'").format(state="\0"),
        "levels": _("level '{level}'").format(level="\0"),
        "outcomes": _("outcome '{outcome}'").format(outcome="\0"),
        "claims": _("claim '{claim}'").format(claim="\0"),
        "holders": _("office holder '{holder}'").format(holder="\0"),
    }
    for path, name in _entries(tree):
        table = path[-2]
        start = kinds.get(str(table), "").replace("\0", name)
        if start and text.startswith(start):
            after = _COLON.match(text, len(start))
            return path, after.end() if after else len(text)
    return (), 0


def _entries(tree: Any) -> Iterator[tuple[Path, str]]:
    """Entries of tables that have an id, the holders of offices too."""
    if not isinstance(tree, Mapping):
        return
    for table, entries in tree.items():
        if not isinstance(entries, list):
            continue
        for number, entry in enumerate(entries):
            if not isinstance(entry, Mapping):
                continue
            match entry:
                case {"id": str(name)}:
                    yield (table, number), name
                case {"pair": [str(a), str(b)]}:
                    yield (table, number), pair_key(a, b)
            if table == "offices":
                inner = _entries(entry)
                yield from (((table, number, *path), name) for path, name in inner)
    for claim, number, name, _effect in within(tree):
        yield ("claims", claim - 1, "effects", number - 1), name


def _followed(text: str, at: int, begun: Path, tree: Any, lacks: bool) -> Path:
    """The keys that come one after the other in a text, as long as they are in the file."""
    path, node = begun, _at(tree, begun)
    dotted = False
    while True:
        key = _next(text, at, node)
        if key is None and (dotted or lacks) and (word := _WORD.match(text, at)) is not None:
            key = word[0]
        if key is None:
            return path
        path, at = (*path, key), at + len(key)
        node = node.get(key) if isinstance(node, Mapping) else None
        while (number := _NUMBER.match(text, at)) is not None and isinstance(node, list):
            entry = int(number[1]) - 1
            if not 0 <= entry < len(node):
                return path
            path, at, node = (*path, entry), number.end(), node[entry]
        if (dot := _DOT.match(text, at)) is not None:
            at, dotted = dot.end(), True
        elif (colon := _COLON.match(text, at)) is not None:
            at, dotted = colon.end(), False
        else:
            return path


def _next(text: str, at: int, node: Any) -> str | None:
    """The longest key of a table that a text goes on with."""
    if not isinstance(node, Mapping):
        return None
    keys = [key for key in node if key and text.startswith(key, at)]
    whole = [key for key in keys if not _WORD.match(text[at + len(key) : at + len(key) + 1])]
    return max(whole, key=len, default=None)


def _mentioned(text: str, tree: Any) -> Path:
    """The entry that a text names first in quotation marks; of two of one name the second.

    What comes behind a semicolon only says what would be right.
    """
    entries = {name: path for path, name in _entries(tree)}
    subject = re.split(r"\s?;", text)[0]
    names = (match[1] for match in _QUOTED.finditer(subject))
    return next((entries[name] for name in names if name in entries), ())


def _at(tree: Any, path: Path) -> Any:
    for key in path:
        tree = tree[key]
    return tree


def _key(path: Path, tree: Any) -> str:
    """A path in words: entries by their id, where they have one."""
    text, node = "", tree
    for part in path:
        try:
            node = node[part]
        except (KeyError, IndexError, TypeError):
            node = None
        if isinstance(part, str):
            text += f".{part}" if text else part
        elif isinstance(node, Mapping) and isinstance(node.get("id"), str):
            text += f".{node['id']}"
        else:
            text += f"[{part + 1}]"
    return text
