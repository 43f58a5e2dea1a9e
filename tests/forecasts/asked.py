"""A world with every kind of forecast."""

from __future__ import annotations

import numpy as np

from detente.ensemble.ensemble import Ensemble
from detente.ensemble.simulate import simulate
from tests.engine.worlds import SEED, add, only, plain, rates, toy
from tests.ensemble.asked import STOCK, TRUCE, amount, cached, condition

MANY = {"on": ["call"], "at_least": 3}
AIDS = {"on": ["aid"], "at_least": 20}


@cached
def played(paths: int = 400) -> Ensemble:
    """Outcomes with and without what they are given, a number, a count, a state."""
    asked = [
        condition("calls", MANY),
        condition("calls-if-aid", MANY, given="many-aids"),
        condition("many-aids", AIDS),
        condition("unless", MANY, given={"not": AIDS}),
        condition("quiet", {"not": MANY}, throughout=True),
        condition("never", {"on": ["call"], "at_least": 100}),
        amount("measures", level="stock"),
        amount("all-calls", acts=["call"], given="many-aids"),
        amount("which", state="truce"),
        amount("upon-calls", acts=["aid"], upon="calls"),
        amount("upon-never", acts=["aid"], upon="never"),
    ]
    scenario = toy(
        only("aid"),
        plain,
        rates(call=12, aid=60, sanction=30),
        add(outcomes=asked, states=[TRUCE], levels=[STOCK]),
    )
    return simulate(scenario, paths=paths, seed=SEED)


def curve(ensemble: Ensemble, outcome: str) -> np.ndarray:
    """Share of the futures that have seen it by the end of each day, 0 before the first."""
    return np.concatenate(([0.0], ensemble.first_passage(outcome)))
