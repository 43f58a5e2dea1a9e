"""What a killed process leaves is swept; what another one writes is let be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from detente.files.parts import STALE, abandoned, part

KILLED = """
import os, signal, sys
from pathlib import Path
from detente.files.parts import part

with part(Path("."), "run", folder=bool(int(sys.argv[1]))) as unfinished:
    if unfinished.is_dir():
        (unfinished / "half").touch()
    print(unfinished, flush=True)
    sys.stdin.read()
"""


def holding(folder: Path, kind: str) -> subprocess.Popen[str]:
    """A process that holds a part until its input ends, or it is killed."""
    return subprocess.Popen(
        [sys.executable, "-c", KILLED, kind],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def aged(path: Path, seconds: float) -> None:
    """Make a part as old as that."""
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))


@pytest.mark.skipif(os.name == "nt", reason="there, age tells")
@pytest.mark.parametrize("kind", ["0", "1"])
def test_a_part_that_is_held_stays_and_one_of_the_dead_goes(tmp_path: Path, kind: str) -> None:
    with holding(tmp_path, kind) as process:
        assert process.stdout is not None
        name = process.stdout.readline().strip()
        aged(tmp_path / name, 2 * STALE)
        with part(tmp_path, "run", folder=True) as mine:
            assert {path.name for path in tmp_path.iterdir()} == {name, mine.name}
        process.kill()
    assert abandoned(tmp_path, "run") == [tmp_path / name]
    assert abandoned(tmp_path, "ru") == []
    with part(tmp_path, "run", folder=False) as mine:
        assert list(tmp_path.iterdir()) == [mine]
    assert list(tmp_path.iterdir()) == []


def test_a_part_that_was_just_made_is_let_be(tmp_path: Path) -> None:
    """Its process may not hold it yet."""
    (tmp_path / ".run.0123abcd.part").mkdir()
    assert abandoned(tmp_path, "run") == []


def test_what_only_looks_like_one_is_let_be(tmp_path: Path) -> None:
    for name in (".run.part", ".run.0123abcd.part.bak", "run.0123abcd.part", ".run.0123ABCD.part"):
        (tmp_path / name).touch()
        aged(tmp_path / name, 2 * STALE)
    assert abandoned(tmp_path, "run") == []


def test_it_is_gone_whatever_happens(tmp_path: Path) -> None:
    def interrupted() -> None:
        with part(tmp_path, "x" * 200, folder=True) as mine:
            (mine / "half").touch()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []
