"""Worlds that ask conditions and amounts, with their acts in full."""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.ensemble import Ensemble
from detente.ensemble.runner import Runner
from detente.ensemble.simulate import simulate
from tests.engine.worlds import SEED, add, only, plain, rates, toy
from tests.scenario.mutated import Raw

PATHS, DAYS = 400, 120
Bools = NDArray[np.bool_]


TRUCE: Raw = {
    "id": "truce", "title": "The truce", "values": ["in-force", "breached", "over"],
    "titles": {"breached": "broken"}, "start": "in-force",
    "transitions": [
        {"from": "in-force", "to": "breached", "when": {"on": ["sanction"], "at_least": 2}},
        {"from": "breached", "to": "over", "for": 20},
    ],
}  # fmt: skip
STOCK: Raw = {
    "id": "stock", "title": "Measures", "unit": "measures", "start": 10.0,
    "changes": [{"on": ["sanction"], "amount": 2.0}],
}  # fmt: skip


def condition(name: str, when: Raw, **more: object) -> Raw:
    """An outcome of kind condition."""
    return {"kind": "condition", "id": name, "title": f"It is {name}", "when": when} | more


def amount(name: str, **more: object) -> Raw:
    """An amount."""
    return {"kind": "amount", "id": name, "title": f"How much {name}"} | more


def world(*outcomes: Raw, paths: int = PATHS) -> Ensemble:
    """Calls, aid and sanctions at constant rates, and what is asked of them."""
    scenario = toy(
        only("aid"), plain, rates(call=12, aid=60, sanction=30), add(outcomes=list(outcomes))
    )
    return simulate(scenario, paths=paths, seed=SEED)


def acts(ensemble: Ensemble) -> dict[str, Bools]:
    """Days on which each row happened, shape (paths, days)."""
    setting = ensemble.setting
    compiled = setting.compiled
    rows = len(compiled.rows)
    block = Runner(setting, capacity=setting.days * rows).block()
    found = np.zeros((ensemble.paths, setting.days * rows), dtype=bool)
    for path, codes in enumerate(block.acts):
        found[path, codes] = True
    happened = found.reshape(ensemble.paths, setting.days, rows)
    return {name: happened[:, :, i] for i, name in enumerate(compiled.rows)}


def days_of(ensemble: Ensemble, outcome: str) -> NDArray[np.int32]:
    """First passage of an outcome."""
    return ensemble.first[:, [o.id for o in ensemble.scenario.outcomes].index(outcome)]


cached = functools.cache
