"""Ctrl-C and its like end a command within a moment, at any time, and leave nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import detente
from tests.forms import only_whole

SOURCE = Path(detente.__file__).parents[1]
PATIENCE = 100.0
"""Seconds that a stop may take. It takes a tenth of one; left alone, the command takes many
minutes, so that a machine may be busy or slow a hundred times over."""

PROGRAM = """
import contextlib, sys, time
from detente.cli import main, progress

@contextlib.contextmanager
def bar():
    if when == "begin":
        print("now", file=sys.stderr, flush=True)
    yield lambda name: lambda done, total: print("now", file=sys.stderr, flush=True)

progress.stages = bar
def pause(path, content):
    print("now", file=sys.stderr, flush=True)
    time.sleep(600)

when = sys.argv.pop(1)
if when == "writing":
    from detente.runs import write
    write._write_json = pause
    progress.stages = lambda: contextlib.nullcontext(lambda name: None)
main()
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")


def heard() -> None:
    """Ctrl-C is heard even where these tests run in the background of a shell, which ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def interrupted(
    arguments: list[str],
    tmp_path: Path,
    *,
    when: str = "playing",
    wait: float = 0.0,
    by: signal.Signals = signal.SIGINT,
    **env: str,
) -> tuple[int, str, float]:
    """Exit code, standard error and seconds after a signal, sent once the work is under way."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, when, *arguments],
        env={**os.environ, "PYTHONPATH": str(SOURCE), **env},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heard,
    )
    assert process.stderr is not None
    assert process.stderr.readline() == "now\n"
    time.sleep(wait)
    begin = time.monotonic()
    process.send_signal(by)
    out, err = process.communicate(timeout=600)
    assert out == ""
    return process.returncode, err.replace("now\n", ""), time.monotonic() - begin


def test_while_it_plays(tmp_path: Path) -> None:
    arguments = ["simulate", "us-russia-2024", "--paths", "3000000"]
    arguments += ["--out", "run", "--json", "result.json"]
    code, err, seconds = interrupted(arguments, tmp_path)
    assert (code, err) == (130, "interrupted\n")
    assert seconds < PATIENCE
    assert list(tmp_path.iterdir()) == []


def test_while_it_compiles(tmp_path: Path) -> None:
    """The compiler cannot be told to stop, so the program ends without it."""
    cache = tmp_path / "cache"
    arguments = ["simulate", "us-russia-2024", "--paths", "3000000", "--out", "run"]
    code, err, seconds = interrupted(
        arguments, tmp_path, when="begin", wait=1.5, NUMBA_CACHE_DIR=str(cache)
    )
    assert (code, err) == (130, "interrupted\n")
    assert seconds < PATIENCE
    assert {path.name for path in tmp_path.iterdir()} <= {"cache"}


@pytest.mark.parametrize(
    ("by", "code"),
    [
        (signal.SIGTERM, 143),
        pytest.param(signal.SIGHUP, 129, marks=only_whole),
        pytest.param(signal.SIGINT, 130, marks=only_whole),
    ]
    if os.name != "nt"
    else [],
)
def test_while_it_writes(tmp_path: Path, by: signal.Signals, code: int) -> None:
    """As ``timeout``, a container that is stopped, and a terminal that is closed do it."""
    arguments = ["simulate", "us-russia-2024", "--paths", "20", "--until", "2024-12-01"]
    found = interrupted([*arguments, "--out", "run"], tmp_path, when="writing", by=by)
    assert found[:2] == (code, "interrupted\n")
    assert list(tmp_path.iterdir()) == []
