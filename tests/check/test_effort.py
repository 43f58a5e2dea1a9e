"""A check of very many actors: what it plays, and what it must not do over and over."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from rich.console import Console

from benchmarks.crowd import crowd
from detente.baseline.coefficients import draw_values
from detente.baseline.standing_planes import StandingPlanes
from detente.check import background, hangs, signs
from detente.check.effort import FEWEST, affordable
from detente.check.report import check
from detente.kernel.radius import SMALL
from detente.kernel.stability import Elasticities
from detente.scenario.read import load
from detente.terminal.check_play import NAMED
from detente.terminal.checked import show

MANY = SMALL + 20
"""Actors of a scenario that counts as large, and is quickly played."""


def test_a_scenario_that_one_can_read_is_played_in_full() -> None:
    compiled = load("us-russia-2024").compiled()
    assert affordable(compiled, background.PATHS, background.WORK) == background.PATHS
    assert hangs.futures(compiled) == (hangs.SEARCHED, hangs.PATHS)
    assert signs.futures(compiled) == signs.PATHS


def test_of_very_many_processes_fewer_futures_are_played() -> None:
    compiled = crowd(2000, 3).compiled()
    cells = 2000 * 3
    assert affordable(compiled, 1000, 500.0 * cells) == 500
    assert affordable(compiled, 1000, 500.0 * cells, plays=5) == 100
    assert affordable(compiled, 1000, 0.0) == FEWEST
    assert affordable(compiled, 10, 0.0) == 10


def test_what_a_check_of_many_actors_does_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No matrix for each draw and level, no planes for each process."""
    made: list[int] = []
    begin = StandingPlanes.__init__

    def counted(self: StandingPlanes, *given: Any) -> None:
        made.append(1)
        begin(self, *given)

    monkeypatch.setattr(StandingPlanes, "__init__", counted)
    monkeypatch.setattr(Elasticities, "matrix", None)
    scenario = crowd(MANY, 20)
    begun: list[str] = []

    def stage(name: str) -> Any:
        begun.append(name)
        return lambda done, total: None

    found = check(scenario, stage=stage)
    assert found.faults == []
    assert len(found.background.rates) == MANY
    assert 0.0 < found.background.radius < 0.1
    assert len(begun) >= 3  # it says what it is at
    assert len(made) <= 10


def test_not_every_judged_rate_of_a_crowd_is_named() -> None:
    scenario = crowd(MANY, 20)
    printed = io.StringIO()
    show(Console(file=printed, width=100), scenario, check(scenario, quick=True))
    told = " ".join(printed.getvalue().split())
    assert f"{MANY} of {MANY} rates are judged" in told
    assert f"and {MANY - NAMED} more" in told


def test_chance_puts_no_rate_among_those_that_matter() -> None:
    """By three standard errors alone some two or three of a thousand rates would."""
    scenario = crowd(1000, 2)
    known = hangs._rated(scenario)
    indices = np.arange(400, dtype=np.int64)
    hits = np.random.default_rng(5).random((400, 1))
    assert hangs._matter(known, hits, indices, 1) == []
    seventh = next(rated for rated in known if rated.process == "p7")
    moved = hits + 0.3 * draw_values(known[seventh], 1, indices)[:, None]
    assert hangs._matter(known, moved, indices, 1)[0] == seventh
