"""Files and folders are written whole or not at all, wherever they are to lie."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.files.folders import new_folder
from detente.files.targets import check_new_folder
from detente.files.write import write_text
from tests.files.mounts import disk, mounted

posix = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX system")


def fill(target: Path) -> None:
    """Write two files and a folder."""
    with new_folder(target, last="run.json") as home:
        (home / "run.json").touch()
        (home / "sub").mkdir()
        (home / "sub" / "text").write_text("whole", encoding="utf-8")


def assert_whole(target: Path) -> None:
    assert {path.name for path in target.iterdir()} == {"run.json", "sub"}
    assert (target / "sub" / "text").read_text(encoding="utf-8") == "whole"


@posix
def test_an_empty_folder_stays_the_one_that_it_is(tmp_path: Path) -> None:
    target = tmp_path / "run"
    target.mkdir()
    target.chmod(0o750)
    before = target.stat()
    fill(target)
    assert_whole(target)
    assert (target.stat().st_ino, target.stat().st_mode) == (before.st_ino, before.st_mode)


@posix
def test_a_link_to_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    fill(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert_whole(tmp_path / "real")
    assert {path.name for path in tmp_path.iterdir()} == {"link", "real"}


def test_the_folder_one_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fill(Path())
    assert_whole(tmp_path)


@posix
def test_a_mounted_folder(tmp_path: Path) -> None:
    """Also one that its file system does not leave quite empty."""
    target = tmp_path / "out"
    target.mkdir()
    with disk(target, "size=1m"):
        (target / "lost+found").mkdir()
        fill(target)
        (target / "lost+found").rmdir()
        assert_whole(target)


@posix
def test_a_mounted_folder_that_is_read_only(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    with disk(target, "ro"), pytest.raises(InputError, match=r"out: the folder is protected"):
        check_new_folder(target)


@posix
def test_a_mounted_file_is_filled(tmp_path: Path) -> None:
    for name in ("there", "here"):
        (tmp_path / name).touch()
    with mounted(tmp_path / "here", "--bind", str(tmp_path / "there")):
        write_text(str(tmp_path / "here"), "whole")
    assert (tmp_path / "there").read_text(encoding="utf-8") == "whole"
    assert {path.name for path in tmp_path.iterdir()} == {"there", "here"}


@posix
def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("missing")
    with pytest.raises(InputError, match=r"it is a link to missing, which is not there"):
        check_new_folder(tmp_path / "link")


def test_what_fails_leaves_an_empty_folder_empty(tmp_path: Path) -> None:
    def fails() -> None:
        with new_folder(tmp_path) as home:
            (home / "half").touch()
            raise OSError(28, "No space left on device")

    with pytest.raises(InputError, match="No space left"):
        fails()
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_moved_is_taken_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def fails_at_the_last(self: Path, target: Path) -> Path:
        if self.name == "run.json":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails_at_the_last)
    with pytest.raises(InputError, match="No space left"):
        fill(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_another_has_put_there_meanwhile_is_let_be(tmp_path: Path) -> None:
    def both() -> None:
        with new_folder(tmp_path) as home:
            (home / "mine").touch()
            (tmp_path / "theirs").touch()

    with pytest.raises(InputError, match="not empty"):
        both()
    assert [path.name for path in tmp_path.iterdir()] == ["theirs"]


@posix
def test_what_a_killed_process_left_counts_as_nothing(tmp_path: Path) -> None:
    left = tmp_path / f".{tmp_path.name[:40]}.0123abcd.part"
    left.mkdir()
    os.utime(left, (0, 0))
    fill(tmp_path)
    assert_whole(tmp_path)
