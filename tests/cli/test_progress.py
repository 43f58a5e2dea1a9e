"""Progress: on a terminal only, and never in the way of the result."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

import detente
from detente.cli import progress as bars
from tests.effects.toy import TOY


def test_nothing_is_shown_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with bars.stages() as stage:
        assert stage("playing futures") is None
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("compiled", [True, False])
def test_a_bar_is_shown_on_a_terminal(
    compiled: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("detente.kernel.cache.is_compiled", lambda: compiled)
    monkeypatch.setattr(bars, "Console", lambda stderr: Console(stderr=stderr, force_terminal=True))
    with bars.stages() as stage:
        report = stage("playing futures")
        assert report is not None
        report(256, 1000)
        report(1000, 1000)
    shown = capsys.readouterr().err
    assert "playing futures" in shown
    assert ("compiling the kernel" in shown) is not compiled


def test_what_is_public_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    begun: list[str] = []

    def stage(name: str) -> None:
        begun.append(name)

    ensemble = detente.load(TOY).simulate(
        20, progress=lambda done, total: told.append((done, total))
    )
    assert told[-1] == (20, 20)
    ensemble.explain("contact", stage=stage)
    assert "what each claim is worth" in begun
    explained = len(begun)
    ensemble.report(tmp_path / "page.html", stage=stage)
    assert len(begun) > explained
