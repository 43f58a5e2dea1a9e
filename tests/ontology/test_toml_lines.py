"""The line of a key is the line on which it stands."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.ontology.toml_lines import Path, line_of, lines_of
from detente.scenario.folder import BUILT_IN
from tests.forms import size

SCENARIOS = sorted(BUILT_IN.glob("*/*.toml"))


def paths(tree: Any, path: Path = ()) -> Iterator[Path]:
    """Every key and every entry of a list."""
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in pairs:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from paths(value, (*path, key))


# ------------------------------------------------------------------------- texts written at random


class Writer:
    """Writes a tree in any of the ways that TOML has, and notes on which line each key comes."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.text = ""
        self.lines: dict[Path, int] = {}

    def note(self, path: Path) -> None:
        self.lines.setdefault(path, self.text.count("\n") + 1)

    def gap(self, breaks: bool) -> None:
        """What may stand anywhere: space, and in lists new lines and comments."""
        self.text += self.random.choice(["", " ", "\t"])
        if breaks and self.random.random() < 0.4:
            self.text += self.random.choice(["\n", "\r\n", '# a = [1, "]\n', "# '''\n \n"])

    def key(self, key: str) -> str:
        bare = key.isascii() and key.replace("-", "a").replace("_", "a").isalnum()
        forms = [json.dumps(key, ensure_ascii=False).replace("\x7f", "\\u007f")]
        if bare:
            forms.append(key)
        if key.isprintable() and "'" not in key:
            forms.append(f"'{key}'")
        return self.random.choice(forms)

    def value(self, path: Path, value: Any) -> None:
        if isinstance(value, list):
            self.text += "["
            for number, each in enumerate(value):
                self.gap(True)
                self.note((*path, number))
                self.value((*path, number), each)
                self.gap(True)
                self.text += "," if number + 1 < len(value) or self.random.random() < 0.3 else ""
            self.gap(True)
            self.text += "]"
        elif isinstance(value, dict):
            self.text += "{"
            for number, (key, each) in enumerate(value.items()):
                self.text += " , " if number else " "
                self.pair(path, key, each)
            self.text += " }"
        else:
            self.text += value

    def pair(self, path: Path, key: str, value: Any) -> None:
        path = (*path, key)
        self.note(path)
        written = self.key(key)
        while isinstance(value, dict) and len(value) == 1 and self.random.random() < 0.5:
            ((key, value),) = value.items()
            path = (*path, key)
            self.note(path)
            written += self.random.choice([".", " . "]) + self.key(key)
        self.text += f"{written}{self.random.choice(['=', ' = '])}"
        self.value(path, value)

    def table(self, tree: dict[str, Any], path: Path, name: str) -> None:
        """Its own values first, then tables of their own."""
        later = []
        for key, value in tree.items():
            tables = isinstance(value, list) and value and all(isinstance(v, dict) for v in value)
            if (isinstance(value, dict) or tables) and self.random.random() < 0.7:
                later.append(key)
                continue
            self.pair(path, key, value)
            self.text += self.random.choice(["", " ", "# b = 2"]) + self.random.choice(
                ["\n", "\r\n", "\n\n# c\n"]
            )
        for key in later:
            value, full = tree[key], f"{name}.{self.key(key)}" if name else self.key(key)
            for number, each in enumerate(value if isinstance(value, list) else [value]):
                here: Path = (*path, key)
                self.note(here)
                self.text += f"[[{full}]]\n" if isinstance(value, list) else f"[ {full} ]\n"
                if isinstance(value, list):
                    here = (*here, number)
                    self.lines.setdefault(here, self.text.count("\n"))
                self.table(each, here, full)


SCALARS = st.sampled_from(
    ["1", "-2.5e3", "true", "2024-11-18", "2024-11-18 12:00:00", '"a # ] } \\" b"', "'c, = [d'",
     '"""\n x = 1\n["""', "'''\n[[y]]\n'''", '""', '"""a\\"""b"""', '""""q""""', "'''''q'''"]
)  # fmt: skip
KEYS = st.one_of(
    st.sampled_from(["a", "b-c", "7", "d e", "f.g", "é", 'h"i', "j'k", "#", "[l]", "m=n"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=4),
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)
    ),
    max_leaves=14,
)  # fmt: skip


@settings(max_examples=size(60, 1500), deadline=None)
@given(st.dictionaries(KEYS, TREES, max_size=5), st.randoms(use_true_random=False))
def test_of_texts_written_in_any_way(tree: dict[str, Any], random: Random) -> None:
    writer = Writer(random)
    writer.table(tree, (), "")
    read = tomllib.loads(writer.text.replace("\r\n", "\n"))
    assert sorted(map(str, paths(read))) == sorted(map(str, paths(tree)))
    found = lines_of(writer.text)
    assert found == writer.lines, writer.text


# ----------------------------------------------------------------------------------- files that are


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_of_the_files_of_the_built_in_scenarios(file: Any) -> None:
    text = file.read_text(encoding="utf-8")
    lines, found = text.split("\n"), lines_of(text)
    tree = tomllib.loads(text)
    assert set(found) == set(paths(tree))
    for path, line in found.items():
        key = next(part for part in reversed(path) if isinstance(part, str))
        if isinstance(path[-1], str):
            assert key in lines[line - 1], (path, line)


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("a = 1\n\n[[b]]\nc = 2\n[[b]]\nc = 3", ("b", 1, "c"), 6),
        ("[[b]]\n[b.d]\ne = 1\n[[b]]\n[b.d]\ne = 2", ("b", 1, "d", "e"), 6),
        ("a = [\n  1,\n  { b = 2 },\n]", ("a", 1, "b"), 3),
        ("x.y.z = 1", ("x", "y", "z"), 1),
        ("a = 1\rb = 2", ("b",), 2),
        ('a = """\nb = 1\n"""\nb = 2', ("b",), 4),
        ("[t]\na = 1", ("t", "missing", "deeper"), 1),
        ("a = 1", ("missing",), None),
        ("", ("missing",), None),
    ],
)
def test_of_one_key(text: str, path: Path, line: int | None) -> None:
    assert line_of(lines_of(text), path) == line


def test_what_is_nested_deeply_has_some_line() -> None:
    deep = 400
    found = lines_of("a = 1\nb = " + "[" * deep + "]" * deep)
    assert found["b",] == 2
