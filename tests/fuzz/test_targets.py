"""The fuzz targets run on their seeds, and on some noise around them; Atheris is not needed."""

from __future__ import annotations

from pathlib import Path

import pytest

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
    results = [run(name, data) for data in noise(name, seeds(name, folder), 150, seed=1)]
    assert len(results) == 150


def test_a_crash_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(data: bytes) -> None:
        raise KeyError(data)

    monkeypatch.setitem(TARGETS, "acts", crash)
    with pytest.raises(KeyError):
        run("acts", b"x")


def test_words_can_be_put_into_a_dictionary() -> None:
    for name in TARGETS:
        assert all(0 < len(word.encode()) <= 64 for word in words(name))
