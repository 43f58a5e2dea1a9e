"""The fuzz targets run on their seeds, and on some noise around them; Atheris is not needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzz import events
from fuzz.events import EVENT_TARGETS
from fuzz.seeds import seeds, small_run, words
from fuzz.targets import TARGETS, noise, run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fuzz") / "run"
    small_run(folder)
    return folder


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_are_accepted(name: str, folder: Path) -> None:
    """Otherwise the fuzzer would begin outside the code that it is to reach."""
    accepted = [run(name, data) for data in seeds(name, folder)]
    assert sum(accepted) >= (5 if name == "tables" else len(accepted))


@pytest.mark.parametrize("name", TARGETS)
def test_noise_is_accepted_or_refused(name: str, folder: Path) -> None:
    number = 25 if name == "reading" else 150  # of which each takes as long as ten others
    results = [run(name, data) for data in noise(name, seeds(name, folder), number, seed=1)]
    assert len(results) == number


def test_a_crash_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(data: bytes) -> None:
        raise KeyError(data)

    monkeypatch.setitem(TARGETS, "acts", crash)
    with pytest.raises(KeyError):
        run("acts", b"x")


def test_words_can_be_put_into_a_dictionary() -> None:
    for name in TARGETS:
        assert all(0 < len(word.encode()) <= 64 for word in words(name))


@pytest.mark.parametrize("name", [name for name in EVENT_TARGETS if name != "mapping"])
def test_batches_are_imported(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines that are clean, which DuckDB reads as they are, and lines that are written anew."""
    imported: list[int] = []
    load = events.Lines.load

    def count(self: events.Lines, batch: list[bytes]) -> None:
        imported.append(len(batch))
        load(self, batch)

    events._lines.cache_clear()
    monkeypatch.setattr(events, "BATCH", 20)
    monkeypatch.setattr(events.Lines, "load", count)
    for data in [seeds(name, Path())[0]] * 25 + noise(name, seeds(name, Path()), 60, seed=2):
        run(name, data)
    assert len(imported) >= 2
    assert set(imported) == {20}


def test_the_input_that_is_to_blame_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: events.Lines, batch: list[bytes]) -> None:
        assert not any(b"evil" in lines for lines in batch)

    monkeypatch.setattr(events.Lines, "load", fail)
    monkeypatch.setattr(events, "KEPT", tmp_path)
    target = events.Lines("icews")
    batch = [b"good %d" % i for i in range(50)]
    batch[17] = b"evil"
    with pytest.raises(AssertionError):
        target.work_off(batch)
    (path,) = tmp_path.iterdir()
    assert path.read_bytes() == b"\x80evil"
    assert str(path) in capsys.readouterr().out
