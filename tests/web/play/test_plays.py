"""A view is played by way of the futures that are nearest to it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import detente
from detente.web.plays import nearest, played, setting_of
from detente.web.view import View


def test_only_the_futures_that_a_change_touches_are_played(talks: Path) -> None:
    scenario = detente.load(talks)
    view = View("talks", paths=300)
    start = played(scenario, view)
    one = view.but(forced={"ready": True})
    first = played(scenario, one, [start])
    assert first.replayed == int((start.truth[:, 0] == 0).sum())
    two = one.but(credences={"wary": 0.9})
    second = played(scenario, two, [start, first])
    anew = scenario.simulate(300, force={"ready": True}, credences={"wary": 0.9})
    assert np.array_equal(second.first, anew.first)
    assert np.array_equal(second.histogram, anew.histogram)
    assert second.replayed == int((first.truth != second.truth).any(axis=1).sum())
    # another seed, or another number, is another play
    assert nearest([start, first], setting_of(scenario, view.but(seed=2))) == (None, None)
    assert nearest([start, first], setting_of(scenario, view.but(paths=200))) == (None, None)
