"""Whatever is raised for people goes through `gettext`: no error can forget the other languages.

`detente.rem` and `detente.daily` have no command; what they say stays English (docs/bad-input.md).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import detente

ROOT = Path(detente.__file__).parent
OF_PYTHON = {"rem", "daily"}
"""Rooms without a command."""

INTERNAL = {"numerics/philox.py", "reading/cues/act_ways.py", "reading/cues/load.py"}
"""Files with errors that nobody meets: seeds are refused before they come there; and those that
name keys of the files of cues, which are the same in every language."""

OF_PROGRAMS = {"AttributeError", "BadZipFile", "EOFError", "KeyError"}
"""What is raised for programs, and caught before it is shown."""

MARKED = {"_", "gettext", "ngettext", "marked"}
WORDS = re.compile(r"[^\W\d_]{2,}")
NAMES = re.compile(r"--?[\w-]+|\.[a-z_]+\b")
"""What is the same in every language: options, keys of files."""


def unmarked(node: ast.expr) -> Iterator[str]:
    """Words in a text that does not go through `gettext`."""
    if isinstance(node, ast.Call):
        called = node.func
        name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
        if name in MARKED:
            return
        if name == "format":  # of a template, its values are data
            yield from unmarked(called.value) if isinstance(called, ast.Attribute) else ()
            return
        if name in ("hint", "labelled", "cannot_write", "semicolons", "join"):
            for part in node.args:
                yield from unmarked(part)
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if WORDS.search(NAMES.sub("", node.value)):
            yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            if isinstance(part, ast.Constant):
                yield from unmarked(part)
    elif isinstance(node, ast.BinOp):
        yield from unmarked(node.left)
        yield from unmarked(node.right)
    elif isinstance(node, ast.IfExp):
        yield from unmarked(node.body)
        yield from unmarked(node.orelse)
    elif isinstance(node, ast.List | ast.Tuple):
        for each in node.elts:
            yield from unmarked(each)


def raised(tree: ast.AST) -> Iterator[tuple[str, ast.expr, int]]:
    """Texts that are raised, warned of or told, with the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            call, name = node.exc, ast.unparse(node.exc.func).rpartition(".")[2]
        elif isinstance(node, ast.Call):
            call, name = node, ast.unparse(node.func).rpartition(".")[2]
            if name not in ("warn", "tell", "InputError", "ScenarioError", "cannot_write"):
                continue
        else:
            continue
        if name not in OF_PROGRAMS:
            yield from ((name, text, node.lineno) for text in call.args[:2])


def test_every_error_goes_through_gettext() -> None:
    wrong: dict[str, list[str]] = {}
    for path in sorted(ROOT.rglob("*.py")):
        file = path.relative_to(ROOT).as_posix()
        if file.split("/")[0] in OF_PYTHON:
            continue
        for _name, text, line in raised(ast.parse(path.read_text(encoding="utf-8"))):
            for each in unmarked(text):
                wrong.setdefault(file, []).append(f"{file}:{line}: {each!r}")
    assert wrong.keys() >= INTERNAL, "take what is gone out of INTERNAL"
    forgotten = [line for file, lines in wrong.items() if file not in INTERNAL for line in lines]
    assert not forgotten, "\n" + "\n".join(forgotten)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("raise InputError('no such file')", ["no such file"]),
        ("raise InputError(f'{path}: no such file')", [": no such file"]),
        ("raise InputError(_('{path}: no such file').format(path=path))", []),
        ("raise InputError(_('no effect') + did_you_mean(a, b))", []),
        ("raise InputError(labelled(where, 'gone'))", ["gone"]),
        ("raise InputError(f'{where}: {error}')", []),
        ("raise ValueError('a' if x else 'two words')", ["two words"]),
        ("faults.tell(f'{place}: twice')", [": twice"]),
        ("raise cannot_write(path, 'a folder')", ["a folder"]),
    ],
)
def test_what_the_test_finds(code: str, found: list[str]) -> None:
    told = [each for _, text, _ in raised(ast.parse(code)) for each in unmarked(text)]
    assert list(dict.fromkeys(told)) == found
