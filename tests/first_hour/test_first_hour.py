"""A newcomer follows README and tutorial in a clean folder, in English and in French."""

from __future__ import annotations

import contextlib
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.test_cli import Cli, Result, cli
from tools.generate_docs import DOCS

__all__ = ["cli"]  # the fixture

README = DOCS.parent / "README.md"
_BLOCK = re.compile(r"^```([^\n]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

PATHS = 60
"""Futures of each play: few, for what is asked is whether the commands are understood."""

PLAYS = ("simulate", "explain", "compare", "report")

ASKS = ("watch", "branch", "storylines", "questions", "pledge")
"""Commands that play before they answer."""

ELSEWHERE = (
    *("events.2018.tab", "my-table.csv", "news.csv", "came.csv", "article.pdf"),
    *("fetch", "FILE", "relations", "summary", "detente serve"),
)
"""What no newcomer has at hand: files of events, articles, results, a network, a filled store; what
goes on until it is ended."""

SETTING_UP = {
    "git clone ADDRESS detente",
    "cd detente",
    "make demo",
    ". .venv/bin/activate",
    "pip install '.[read]'",
    "make bench",
    "make test",
}
"""Commands before `detente` is one; the Makefile and the shell have them."""

Newcomer = Callable[[list[str], str], Result]


def commands() -> list[list[str]]:
    """Commands of the README in order, as the shell takes them apart."""
    blocks = _BLOCK.finditer(README.read_text(encoding="utf-8"))
    lines = [line for b in blocks if b[1] == "sh" for line in b[2].splitlines()]
    return [words for line in lines if (words := shlex.split(line, comments=True))]


@pytest.fixture
def newcomer(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newcomer:
    """Someone who types commands in a clean folder, in a language."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DETENTE_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("COLUMNS", "80")

    def types(words: list[str], language: str) -> Result:
        monkeypatch.setenv("DETENTE_LANGUAGE", language)
        given = list(words[1:])
        if given[0] in (*PLAYS, *ASKS) and "--again" not in given:
            if "--paths" in given:
                del given[given.index("--paths") : given.index("--paths") + 2]
            given += ["--paths", str(PATHS)]
        return cli(*given)

    return types


def said(done: Result) -> str:
    """Everything that a command said."""
    return done.out + done.err


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_readme_can_be_followed(newcomer: Newcomer, tmp_path: Path, language: str) -> None:
    typed = [w for w in commands() if w[0] == "detente"]
    there = [w for w in typed if not any(part in " ".join(w) for part in ELSEWHERE)]
    assert {w[1] for w in there} >= {*PLAYS, "claims", "effects", "check", "new"}
    for words in there:
        if words[1] == "check" and "--quick" not in words:
            words = [*words, "--quick"]  # what it plays for long is tried elsewhere
        done = newcomer(words, language)
        assert done.code == 0, f"{words}: {said(done)}"
        assert "Traceback" not in said(done)
    assert (tmp_path / "report.html").read_text(encoding="utf-8").count(f'lang="{language}"')
    assert (tmp_path / "my-run" / "run.json").is_file()
    assert (tmp_path / "my-scenario" / "scenario.toml").is_file()


def test_every_other_line_of_the_readme_is_one_that_is_known() -> None:
    others = {shlex.join(w) for w in commands() if w[0] != "detente"}
    assert others <= SETTING_UP, others - SETTING_UP


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_tutorial_can_be_followed(newcomer: Newcomer, tmp_path: Path, language: str) -> None:
    """Every file is written and every command run; those that shall fail fail in one line."""
    page = (DOCS / "tutorial.md").read_text(encoding="utf-8")
    run = set()
    for block in _BLOCK.finditer(page):
        words, content = block[1].split(), block[2]
        for word in words[1:]:
            how, _, file = word.partition("=")
            with (tmp_path / file).open("a" if how == "append" else "w", encoding="utf-8") as out:
                out.write(content)
        if words[0] != "console":
            continue
        for line, printed in _entered(content):
            typed = shlex.split(line)
            run.add(typed[1])
            done = newcomer(typed, language)
            wrong = printed.startswith("error:")
            assert done.code == (2 if wrong else 0), f"{line}: {said(done)}"
            assert said(done).strip(), line
            assert not wrong or len(said(done).splitlines()) == 1
    assert run >= {*PLAYS, "check", "sentences"}


def _entered(content: str) -> Iterator[tuple[str, str]]:
    """Commands of a block, each with what it prints."""
    for part in re.split(r"^\$ ", content, flags=re.MULTILINE)[1:]:
        line, _, printed = part.partition("\n")
        yield line, printed


def test_the_python_of_the_readme_runs(tmp_path: Path) -> None:
    """Statement by statement, in one session, with few futures."""
    blocks = [b[2] for b in _BLOCK.finditer(README.read_text(encoding="utf-8"))
              if b[1].split()[0] == "python"]  # fmt: skip
    assert blocks
    names: dict[str, object] = {}
    with contextlib.chdir(tmp_path):
        for block in blocks:
            exec(compile(block.replace("10_000", str(PATHS)), "README", "exec"), names)
    assert "ensemble" in names
