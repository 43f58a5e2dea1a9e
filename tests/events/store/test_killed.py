"""An import that is killed at any moment leaves the store as it was, or as it was to be."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from detente.events import import_files
from detente.events import open as open_store
from detente.events.export import export
from detente.events.store.folder import GRACE, WORK
from detente.events.store.manifest import NAME
from tests.events.made import icews_days, put
from tests.forms import size

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")

IMPORT = """
import sys
from detente.events.importing import run
run.GROUP = 200  # every file is written and counted by itself
run.import_files(sys.argv[2:], sys.argv[1])
"""

DYING = (
    """
import os, signal, sys
store, left = sys.argv[1], [int(os.environ["STEP"])]
WATCHED = ("open", "os.rename", "os.mkdir", "os.remove", "shutil.rmtree")
def hook(event, arguments):
    if event in WATCHED and store in str(arguments[0]):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
"""
    + IMPORT
    + """
print(int(os.environ["STEP"]) - left[0])
"""
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("files")
    return [put(folder / f"{i}.tab", icews_days(15, seed=i, a=12 * i)) for i in range(4)]


@pytest.fixture(scope="module")
def whole(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What an import that nothing disturbed has in the end."""
    folder = tmp_path_factory.mktemp("whole")
    import_files(files, folder / "store")
    return exported(folder)


def exported(folder: Path) -> bytes:
    export(open_store(folder / "store"), folder / "acts.csv", overwrite=True)
    return (folder / "acts.csv").read_bytes()


def command(program: str, folder: Path, files: list[Path]) -> list[str]:
    return [sys.executable, "-c", program, str(folder / "store"), *map(str, files)]


def opens_clean(folder: Path, files: list[Path]) -> None:
    """The store has the first so many files, each whole."""
    if not (folder / "store" / NAME).exists():
        return
    store = open_store(folder / "store")
    names = [entry.file for entry in store.manifest.imports]
    assert names == [path.name for path in files][: len(names)]
    facts = store.connect().execute("SELECT count(*), sum(reports) FROM acts").fetchone()
    assert facts is not None
    assert (facts[0] > 0) == bool(names)
    clean = folder / "clean"
    import_files(files[: len(names)], clean / "store")
    assert exported(folder) == exported(clean)


def repeated(folder: Path, files: list[Path], whole: bytes) -> None:
    """After one more import the content is the same, and nothing is left over."""
    import_files(files, folder / "store")
    assert exported(folder) == whole
    assert not (folder / "store" / WORK).exists()


def test_killed_at_every_kind_of_step(files: list[Path], whole: bytes, tmp_path: Path) -> None:
    ran = subprocess.run(
        command(DYING, tmp_path / "all", files),
        env={**os.environ, "STEP": "1000000"},
        capture_output=True,
        text=True,
        check=True,
    )
    steps = int(ran.stdout)
    assert steps > 20
    picked = sorted({1, 2, steps, *random.Random(1).sample(range(3, steps), size(1, 9))})
    for step in picked:
        folder = tmp_path / str(step)
        died = subprocess.run(
            command(DYING, folder, files),
            env={**os.environ, "STEP": str(step)},
            capture_output=True,
            check=False,
        )
        assert died.returncode == -signal.SIGKILL, died.stderr
        opens_clean(folder, files)
        repeated(folder, files, whole)


def test_killed_over_and_over(files: list[Path], whole: bytes, tmp_path: Path) -> None:
    """The same store again and again, at some moment of its work."""
    draw = random.Random(2)
    work = tmp_path / "store" / WORK
    killed = 0
    for attempt in range(size(2, 8)):
        process = subprocess.Popen(command(IMPORT, tmp_path, files))
        while process.poll() is None and not any(work.glob("*")):
            time.sleep(0.002)
        time.sleep(draw.uniform(0.0, 0.3) if attempt else 0.0)  # at first while it surely works
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        opens_clean(tmp_path, files)
    assert killed > 0
    repeated(tmp_path, files, whole)


def test_what_was_left_over_is_cleared(files: list[Path], tmp_path: Path) -> None:
    store = tmp_path / "store"
    import_files(files[:1], store)
    counted = [store / s.path for s in open_store(store).manifest.segments]
    old = put(store / "segments" / "icews" / "2018" / "facts-0.parquet", "x")
    new = put(store / "segments" / "icews" / "2018" / "facts-1.parquet", "x")
    os.utime(old, (time.time() - 2 * GRACE,) * 2)
    import_files(files[1:2], store)
    assert all(path.exists() for path in counted)
    assert new.exists(), "someone may still be reading it"
    assert not old.exists()
