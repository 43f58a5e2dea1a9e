"""Stores that cannot be written, or that someone else is writing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.events import import_files
from detente.events import open as open_store
from detente.events.export import export
from detente.events.store.folder import WORK, writing
from tests.events.made import icews_days, put
from tests.forms import only_whole


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return put(tmp_path / "events.tab", icews_days(20))


def test_two_imports_at_once(tmp_path: Path, file: Path) -> None:
    store = tmp_path / "store"
    with writing(store), pytest.raises(InputError, match="another import is writing"):
        import_files([file], store)
    assert import_files([file], store).files[0].kept > 0


def test_two_processes_at_once(tmp_path: Path, file: Path) -> None:
    """One waits for nothing and says so; the other's content is whole."""
    store = tmp_path / "store"
    other = put(tmp_path / "other.tab", icews_days(20, seed=5, a=30))
    program = "import sys; from detente.cli import main; sys.argv[0] = 'detente'; main()"
    both = [
        subprocess.Popen(
            [sys.executable, "-c", program, "events", "import", str(f), "--store", str(store)],
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for f in (file, other)
    ]
    said = [process.communicate()[1] for process in both]
    codes = [process.returncode for process in both]
    assert set(codes) <= {0, 2}
    for code, text in zip(codes, said, strict=True):
        assert (text == "") if code == 0 else "another import is writing" in text
    assert len(open_store(store).manifest.imports) == codes.count(0)
    for each in (file, other):
        import_files([each], store)
    import_files([file, other], tmp_path / "alone")
    export(open_store(store), tmp_path / "a.csv")
    export(open_store(tmp_path / "alone"), tmp_path / "b.csv")
    assert sorted((tmp_path / "a.csv").read_text().splitlines()) == sorted(
        (tmp_path / "b.csv").read_text().splitlines()
    )


def test_reading_while_another_import_writes(tmp_path: Path, file: Path) -> None:
    store = tmp_path / "store"
    import_files([file], store)
    other = put(tmp_path / "other.tab", icews_days(20, seed=5, a=30))
    opened = open_store(store)
    before = opened.dyad("RUS", "USA").frame()
    with writing(store):
        assert opened.dyad("RUS", "USA").frame().equals(before)
    import_files([other], store)
    assert opened.dyad("RUS", "USA").frame().equals(before)
    assert open_store(store).dyad("RUS", "USA").frame().height > before.height


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_protected_folder(tmp_path: Path, file: Path) -> None:
    folder = tmp_path / "protected"
    folder.mkdir(mode=0o500)
    with pytest.raises(InputError, match="cannot write in the store"):
        import_files([file], folder / "store")


@pytest.mark.parametrize("there", [False, True])
def test_a_failed_import_leaves_nothing(tmp_path: Path, file: Path, there: bool) -> None:
    """Neither a folder with a lock nor those above it; what was there before stays."""
    store = tmp_path / "new" / "store"
    if there:
        store.mkdir(parents=True)
    bad = put(tmp_path / "bad.tab", icews_days(3).replace("2018-", "13y-"))
    assert import_files([bad], store).failed
    assert sorted(tmp_path.rglob("*")) == sorted([bad, file, *([store.parent, store] * there)])
    assert import_files([file, bad], store).files[0].kept > 0
    assert not (store / WORK).exists()
    assert open_store(store).datasets() == ["icews"]
    before = sorted(store.rglob("*"))
    assert import_files([bad], store).failed
    assert sorted(store.rglob("*")) == before


def test_an_import_that_breaks_off_leaves_nothing(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("detente.events.store.folder.write_manifest", broken)
    with pytest.raises(KeyboardInterrupt):
        import_files([file], tmp_path / "store")
    assert list(tmp_path.iterdir()) == [file]


def test_a_store_that_is_a_file(tmp_path: Path, file: Path) -> None:
    with pytest.raises(InputError, match="cannot write in the store"):
        import_files([file], file)


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write beyond the limit fails, as on a full disk
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
from detente.cli import main
sys.argv = ["detente", "events", "import", sys.argv[1], "--store", sys.argv[2]]
main()
"""


@pytest.mark.parametrize(
    "largest", [0, *(pytest.param(n, marks=only_whole) for n in (300, 2_000)), 4_000]
)
def test_a_full_disk(tmp_path: Path, file: Path, largest: int) -> None:
    store = tmp_path / "store"
    first = put(tmp_path / "first.tab", icews_days(3, seed=9, a=100))
    import_files([first], store)
    export(open_store(store), tmp_path / "before.csv")
    ran = subprocess.run(
        [sys.executable, "-c", FULL, str(file), str(store), str(largest)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2, ran.stdout
    assert ran.stderr.startswith("error: ")
    assert ran.stderr.count("\n") == 1
    assert "Traceback" not in ran.stderr
    export(open_store(store), tmp_path / "after.csv")
    assert (tmp_path / "after.csv").read_bytes() == (tmp_path / "before.csv").read_bytes()
    assert not (store / WORK).exists()
    assert import_files([file], store).files[0].kept > 0
