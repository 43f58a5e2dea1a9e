"""Worlds of which it is known what tells about what."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence

from detente.ensemble.ensemble import Ensemble
from detente.ensemble.simulate import simulate
from tests.engine.worlds import SEED, Change, add, held, only, plain, quantity, rates, toy
from tests.ensemble.asked import STOCK, TRUCE, condition
from tests.scenario.mutated import Raw, by_id

cached = functools.cache

SIGNED, HELD = dt.date(2024, 12, 1), dt.date(2025, 2, 1)


def readier(claim: str, actor: str, on: str, theta: float) -> Raw:
    """An act is more frequent where a claim holds."""
    return {
        "effect": "disposition", "id": f"{claim}-{on}", "actor": actor, "on": [on],
        "coefficient": quantity(theta), "claim": claim, "otherwise": 0.0,
    }  # fmt: skip


def sign(name: str, claim: str, act: str, chance: float) -> Raw:
    """An act on one day, by its chance where a claim holds, and never else."""
    return {
        "effect": "scheduled-acts", "id": name, "source": "USA", "target": "CHN", "act": act,
        "prose": f"There is {name}", "claim": claim, "otherwise": "absent",
        "occasions": [{"date": SIGNED, "probability": quantity(chance)}],
    }  # fmt: skip


def spread(**sds: float) -> Change:
    """How uncertain the logarithms of some rates are."""

    def change(raw: Raw) -> None:
        for name, sd in sds.items():
            by_id(raw["processes"], name)["rate"]["sd"] = sd

    return change


def another(raw: Raw) -> None:
    """A second act of the class of sanctions."""
    like = by_id(raw["processes"], "sanction")
    raw["processes"].append({**like, "id": "seizure", "title": "a seizure", "act": "COERCE.seize"})


@cached
def mixed(paths: int = 400) -> Ensemble:
    """Acts, one or many, joint and scheduled, a state, a level and an index; outcomes of kinds."""
    scenario = toy(
        only("aid", "ease"),
        another,
        plain,
        rates(call=1, sanction=6, aid=40, ease=20),
        held("tied"),
        add(
            effects=[
                readier("tied", "RUS", "call", 1.5),
                readier("tied", "USA", "sanction", 0.7),
                {**sign("aid-again", "tied", "AID/military", 0.5), "target": "UKR"},
                sign("warning", "tied", "THREATEN", 0.5),
            ],
            states=[TRUCE],
            levels=[{**STOCK, "changes": [*STOCK["changes"], {"on": ["aid"], "amount": -0.5}]}],
            outcomes=[
                condition("holds", {"not": {"on": ["call"]}}, throughout=True, until=HELD),
                {"kind": "acts", "id": "soon", "on": ["call"], "after": "first", "within": 20},
                {"kind": "acts", "id": "first", "on": ["sanction"]},
            ],
        ),
    )
    return simulate(scenario, paths=paths, seed=SEED)


@cached
def apart(paths: int, seed: int, sds: Sequence[tuple[str, float]] = ()) -> Ensemble:
    """Acts that have nothing to do with each other."""
    scenario = toy(
        only("aid", "summit", "china-trade"),
        plain,
        rates(call=4, sanction=6, aid=8, summit=10, china_trade=12),
        spread(**dict(sds)),
    )
    return simulate(scenario, paths=paths, seed=seed)


@cached
def signs(paths: int, *chances: float) -> Ensemble:
    """Signs of a claim at one half, which come with these chances where it holds, never else."""
    acts = ("THREATEN", "ACCUSE", "REJECT")
    scenario = toy(
        only(),
        plain,
        held("tied"),
        add(
            effects=[
                sign(f"sign-{act.lower()}", "tied", act, chance)
                for act, chance in zip(acts, chances, strict=False)
            ]
        ),
    )
    return simulate(scenario, paths=paths, seed=SEED)
