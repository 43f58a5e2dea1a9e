"""Worlds of which it is known what tells about what."""

from __future__ import annotations

import functools

import numpy as np

import detente
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.simulate import simulate
from detente.watch.watch import watch
from tests.engine.worlds import SEED, add, held, only, plain, quantity, rates, toy
from tests.ensemble.asked import STOCK, TRUCE, condition
from tests.scenario.mutated import Raw

cached = functools.cache

MOST = 1_000


def by_claim(effect: str, process: str, theta: float, actor: str = "RUS") -> Raw:
    """A constant term on an act, if the claim holds that is called like the effect."""
    return {
        "effect": "disposition", "id": f"if-{effect}", "actor": actor, "on": [process],
        "coefficient": quantity(theta), "claim": effect, "otherwise": 0.0,
    }  # fmt: skip
