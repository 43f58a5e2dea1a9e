"""Runs a tutorial from an empty folder and writes down what it prints.

Blocks of a page, by the words behind the fence:

- ``LANGUAGE file=NAME`` becomes the file NAME; ``LANGUAGE append=NAME`` is put behind it;
- ``console`` holds commands behind ``$``, each with what it prints: only `detente` is run;
- ``pycon`` holds Python behind ``>>>``, with what it prints.

Other blocks are left alone. A SHA-256 among what commands print is left out, since it may
hang on the hour.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import detente

SOURCE = Path(detente.__file__).parents[1]
WIDTH = 80
_BLOCK = re.compile(r"^```([^\n]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HASH = re.compile(r"\b[0-9a-f]{64}\b")
COMMAND = "import sys; from detente.cli import main; sys.argv[0] = 'detente'; main()"


def run_page(text: str, files: Iterable[Path] = (), pictures: Path | None = None) -> str:
    """Run a page in a folder of its own and return it with fresh output.

    Parameters
    ----------
    text : str
        Markdown.
    files : iterable of Path
        What lies in the folder at the beginning; it is empty by default.
    pictures : Path, optional
        Folder into which pictures that the commands make are copied.

    Returns
    -------
    str
        The same page; equal to `text` if that is current.
    """
    names: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name, contextlib.chdir(name):
        for file in files:
            Path(file.name).symlink_to(file)

        def block(found: re.Match[str]) -> str:
            words, content = found[1].split(), found[2]
            if words[0] == "console":
                content = _console(content)
            elif words[0] == "pycon":
                content = _pycon(content, names)
            for word in words[1:]:
                how, _, file = word.partition("=")
                with Path(file).open("a" if how == "append" else "w", encoding="utf-8") as out:
                    out.write(content)
            return f"```{found[1]}\n{content}```"

        page = _BLOCK.sub(block, text)
        if pictures is not None:
            for picture in Path().glob("*.png"):
                shutil.copy(picture, pictures)
        return page


def _console(content: str) -> str:
    """Commands, each with what it prints."""
    commands = [line for line in content.splitlines() if line.startswith("$ ")]
    return "".join(f"{line}\n{_run(shlex.split(line[2:]))}" for line in commands)


def _run(words: list[str]) -> str:
    if words[0] != "detente":
        raise ValueError(f"a tutorial runs detente, not {words[0]}")
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *words[1:]],
        env={
            **os.environ,
            "PYTHONPATH": str(SOURCE),
            "COLUMNS": str(WIDTH),
            "DETENTE_LANGUAGE": "en",
            "DETENTE_STORE": "store",
            "NO_COLOR": "1",
            "PYTHONIOENCODING": "utf-8",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if "Traceback" in done.stdout:
        raise RuntimeError(done.stdout)
    printed = _HASH.sub("(64 digits)", done.stdout)
    return "".join(f"{line.rstrip()}\n" for line in printed.strip("\n").splitlines())


def _pycon(content: str, names: dict[str, Any]) -> str:
    """Statements, each with what it prints."""
    lines = []
    for example in doctest.DocTestParser().get_examples(content):
        first, *rest = example.source.rstrip("\n").split("\n")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(example.source, "tutorial", "single"), names)
        lines += [f">>> {first}\n", *(f"... {line}\n" for line in rest), printed.getvalue()]
    return "".join(lines)
