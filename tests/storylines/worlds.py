"""Worlds whose futures fall into kinds that were planted, or into none."""

from __future__ import annotations

from functools import cache

from detente.ensemble.ensemble import Ensemble
from detente.ensemble.simulate import simulate
from detente.public.kind import as_kind
from detente.public.storylines import Storylines
from detente.storylines.storylines import storylines
from tests.engine.worlds import add, only, plain, quantity, rates, toy
from tests.scenario.mutated import Raw
from tests.states.worlds import hazard, move, state, world

ROADS = {"west": 0.5, "east": 0.3, "south": 0.2}
"""The value that the state takes within days, with its chance."""

ROAD = state(
    "road",
    title="The road",
    values=["open", *ROADS],
    start="open",
    transitions=[move(from_="open", to=ROADS, rate=hazard(3650))],
)


@cache
def roads(paths: int = 600, seed: int = 1) -> Ensemble:
    """Futures that go one of three roads, and are alike otherwise."""
    asked = world(add(states=[ROAD]), call=150, sanction=150, aid=60)
    return simulate(asked, paths=paths, seed=seed)


def kinds_of(ensemble: Ensemble, kinds: int | None = None) -> Storylines:
    """Kinds by the date of contact, with their pages."""
    return as_kind(Storylines, storylines(ensemble, kinds, ["contact"]))


@cache
def of_roads(paths: int = 600, seed: int = 1) -> Storylines:
    """The kinds of the same."""
    return as_kind(Storylines, storylines(roads(paths, seed), outcomes=["contact", "sanctions"]))


@cache
def alike() -> Ensemble:
    """Futures in which everything happens often, here more and there less."""
    return simulate(world(call=60, sanction=60, aid=30), paths=400, seed=1)


def _ready(raw: Raw) -> None:
    raw["effects"] = [
        {
            "effect": "disposition", "id": "readiness", "claim": "ready", "otherwise": 0.0,
            "actor": "RUS", "on": ["contact"], "coefficient": quantity(4.0),
        }
    ]  # fmt: skip


@cache
def claimed() -> Ensemble:
    """Leaders speak once in a while, or every week where the claim holds."""
    scenario = toy(only("call", "sanction"), plain, rates(call=2, sanction=10), _ready)
    return simulate(scenario, paths=600, seed=3)
