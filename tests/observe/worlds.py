"""Small worlds of which the posterior is known, and futures of theirs as acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from detente.ensemble.ensemble import Ensemble
from detente.ontology.acts import Act
from detente.planes.record import PastAct
from detente.scenario.scenario import Scenario
from tests.fitting.worlds import AS_OF, made, quantity, tables
from tests.scenario.mutated import Raw, claim

SURE = 0.0
"""Standard deviation of what is not drawn."""


def owned(name: str, on: str, claimed: str, theta: float, sd: float = SURE) -> Raw:
    """Something that raises a hazard where a claim holds."""
    process = {"talk": "RUS", "accuse": "USA", "answer": "RUS", "aid": "USA"}
    return {
        "effect": "disposition", "id": name, "actor": process[on], "on": [on], "claim": claimed,
        "otherwise": 0.0, "coefficient": quantity(theta, sd),
    }  # fmt: skip


def world(
    effects: Sequence[Raw],
    claims: Sequence[Raw],
    *,
    rate_sd: float = 0.0,
    horizon: int = 60,
    **changes: object,
) -> Scenario:
    """Four processes whose rates hold where every claim is false."""
    raw = tables(effects, horizon)
    for process in raw["processes"]:
        process["rate"] |= {"sd": rate_sd, "holds": "claims-false"}
    raw["claims"] = list(claims)
    raw |= changes
    return made(raw)


def three_claims() -> Scenario:
    """Two claims of one voice that go together, and one that is given another."""
    keen, angry = claim("keen", 0.3), claim("angry", 0.6)
    heard = claim("heard", 0.8) | {"given": "keen", "credence_otherwise": 0.25}
    return world(
        [
            owned("readiness", "talk", "keen", 0.9),
            owned("anger", "accuse", "angry", 0.5),
            owned("hearing", "talk", "heard", -0.6),
            owned("answering", "answer", "heard", 0.4),
        ],
        [keen, angry, heard],
        voices=[{"id": "author", "name": "The author", "correlation": 0.4}],
    )


def acts_of(ensemble: Ensemble, path: int, days: int | None = None) -> list[PastAct]:
    """The acts of one future, as a record has them."""
    last = ensemble.dates[-1] if days is None else AS_OF + dt.timedelta(days=days)
    return [
        PastAct(act.date, act.source, act.target, Act.parse(act.act), others=act.others)
        for act in ensemble.future(path).acts
        if act.date <= last
    ]


def days_of(acts: Sequence[PastAct], source: str, kind: str) -> int:
    """Days on which somebody did something."""
    return len({act.date for act in acts if act.source == source and str(act.act) == kind})


def log_likelihood(hazard: float, came: int, days: int) -> float:
    """Of so many event-days in so many days."""
    return came * float(np.log(-np.expm1(-hazard))) - (days - came) * hazard
