"""Progress: on a terminal only, and never in the way of the result."""

from __future__ import annotations

import pytest
from rich.console import Console

from detente.cli import progress


def test_nothing_is_shown_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.stages() as stage:
        assert stage("playing futures") is None
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("compiled", [True, False])
def test_a_bar_is_shown_on_a_terminal(
    compiled: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("detente.kernel.cache.is_compiled", lambda: compiled)
    monkeypatch.setattr(
        progress, "Console", lambda stderr: Console(stderr=stderr, force_terminal=True)
    )
    with progress.stages() as stage:
        report = stage("playing futures")
        assert report is not None
        report(256, 1000)
        report(1000, 1000)
    shown = capsys.readouterr().err
    assert "playing futures" in shown
    assert ("compiling the kernel" in shown) is not compiled
