"""A scenario played for some days, whatever came to be in it."""

from __future__ import annotations

import numpy as np

from detente.ensemble.design import nested
from detente.ensemble.runner import Runner
from detente.ensemble.setting import Setting
from detente.kernel.stability import Elasticities
from detente.scenario.scenario import Scenario

DAYS = 8
"""Days that a scenario is played."""

CELLS = 200_000
"""Planes times days of a scenario that is small enough to be played here."""

NO_STORE = "/dev/null/no-store"
"""An event store that cannot be there: no input may read that of whoever runs this."""


def play(scenario: Scenario) -> None:
    """Play two paths of a few days: every number must be finite."""
    days = min(scenario.file.horizon, DAYS)
    compiled = scenario.compiled(days)
    if len(compiled.planes) * days > CELLS:
        return
    setting = Setting(scenario, days, 1, {}, nested(2))
    played = Runner(setting, tally=True, capacity=100).block().played
    assert np.isfinite(played.watch).all()
    assert np.isfinite(played.hazard).all()
    assert (played.hazard >= 0).all()
    assert (played.hazard <= days).all()
    assert ((played.first >= -1) & (played.first < days)).all()
    assert np.isfinite(Elasticities.of(compiled).radius())
