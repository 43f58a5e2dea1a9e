"""Compiled code on disk is used while it is whole and of the same source, and else made anew."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import numba
import pytest

from detente.numerics.jit import is_kept

INNER = """
from detente.numerics.jit import njit

STEP = 2

@njit(cache=True)
def inner(x):
    return x + STEP
"""
OUTER = """
from inner_of_test import STEP, inner
from detente.numerics.jit import njit

@njit(cache=True)
def outer(x):
    return 10 * inner(x) + STEP
"""


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    """Gives a compiled function as a process that has just begun has it."""
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "inner_of_test.py").write_text(INNER, encoding="utf-8")
    (tmp_path / "outer_of_test.py").write_text(OUTER, encoding="utf-8")

    def load(name: str) -> ModuleType:
        spec = spec_from_file_location(name, tmp_path / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, module)
        spec.loader.exec_module(module)
        return module

    def outer() -> Any:
        from detente.numerics import kept

        kept._source.cache_clear()
        load("inner_of_test")
        return load("outer_of_test").outer

    return outer


def files(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "cache").rglob("*") if path.is_file())


def empty(path: Path) -> None:
    path.write_bytes(b"")


def short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def garbled(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x55
    path.write_bytes(content)


def foreign(path: Path) -> None:
    path.write_bytes(pickle.dumps("0.1") + pickle.dumps(("stamp", {})))


def gone(path: Path) -> None:
    path.unlink()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def test_it_is_kept_and_used(fresh: Callable[[], Any], tmp_path: Path) -> None:
    first = fresh()
    assert not is_kept(first)
    assert first(1) == 32
    assert [path.suffix for path in files(tmp_path)] == [".nbc", ".nbi"] * 2
    again = fresh()
    assert is_kept(again)
    assert again(1) == 32
    assert sum(again.stats.cache_hits.values()) == 1


@pytest.mark.parametrize("damage", [empty, short, garbled, foreign, gone, a_folder])
@pytest.mark.parametrize("suffix", [".nbi", ".nbc"])
def test_what_cannot_be_read_is_compiled_anew(
    fresh: Callable[[], Any], tmp_path: Path, damage: Callable[[Path], None], suffix: str
) -> None:
    fresh()(1)
    for file in files(tmp_path):
        if file.suffix == suffix:
            damage(file)
    found = fresh()
    assert not is_kept(found)
    assert found(1) == 32
    assert sum(found.stats.cache_misses.values()) == 1
    assert is_kept(fresh()) == (damage is not a_folder)  # whoever made it may have meant it


def test_a_change_in_another_file_is_seen(fresh: Callable[[], Any], tmp_path: Path) -> None:
    fresh()(1)
    (tmp_path / "inner_of_test.py").write_text(
        INNER.replace("= 2", "= 3") + "# longer, or Python would take its own old bytecode\n",
        encoding="utf-8",
    )
    assert fresh()(1) == 43
    assert len(files(tmp_path)) == 4  # what is of no use any more is written over


def test_a_disk_that_takes_nothing_stops_nobody(
    fresh: Callable[[], Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert fresh()(1) == 32
    assert files(tmp_path) == []


def test_every_compiled_function_is_kept_so() -> None:
    """No file but that of the decorator knows Numba."""
    import detente

    root = Path(detente.__file__).parent
    knowing = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if "import numba" in path.read_text("utf-8") or "from numba" in path.read_text("utf-8")
    }
    assert knowing == {"numerics/jit.py", "numerics/kept.py"}
