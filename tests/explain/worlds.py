"""A small scenario in which everything that explains has something to explain."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable
from pathlib import Path

import detente
from detente.ensemble.setting import Setting
from tests.kernel.test_kernel import (
    ANSWER_IN_KIND,
    CONSENT,
    MOOD,
    PERSISTENCE,
    RELUCTANCE,
    WINTER,
    offer,
    quantity,
)
from tests.scenario.mutated import Raw, by_id, changed, claim, rate

RED_LINE: Raw = {
    "effect": "red-line", "id": "line", "actor": "RUS", "on": ["answer"],
    "pressure": [
        {"source": "USA", "target": "UKR", "acts": "AID/military", "weight": 1.0},
        {"source": "USA", "target": "RUS", "acts": ["COERCE", "ACCUSE"], "weight": 0.5},
    ],
    "half_life": 20.0, "threshold": quantity(3.5, 0.5), "claim": "ready", "otherwise": 0.0,
    "presses": "closed", "presses_otherwise": 0.5, "coefficient": quantity(0.8, 0.2),
}  # fmt: skip
AJAR: Raw = {
    "effect": "offer", "id": "ajar", "actor": "USA", "on": ["contact"], "ajar": 0.3,
    "opens_after": "RETREAT", "opens_after_dyad": "USA>RUS", "claim": "cool", "otherwise": "open",
}  # fmt: skip


def lively(raw: Raw) -> None:
    """Gates closed and ajar, consent by a claim, a claim that is given another, a latch."""
    by_id(raw["processes"], "call")["rate"] = {**rate(5), "sd": 0.4}
    by_id(raw["outcomes"], "thaw").update(level=-1.0, days=10)
    raw["effects"] += [MOOD, ANSWER_IN_KIND, PERSISTENCE, RELUCTANCE, CONSENT, RED_LINE, AJAR]
    raw["effects"] += [offer("RUS", ["contact"])]
    raw["claims"] += [claim("both", 0.6), claim("closed", 0.5), claim("idle", 0.5)]
    raw["claims"] += [{**claim("cool", 0.8), "given": "ready", "credence_otherwise": 0.2}]
    raw["outcomes"] += [
        {"kind": "latch", "id": "crossed", "title": "The line is crossed", "of": "line"},
        {"kind": "acts", "id": "words", "title": "Accusations", "on": ["ru-accuses", "us-accuses"],
         "at_least": 12},
        {"kind": "acts", "id": "soon", "title": "A call after a sanction", "on": ["contact"],
         "after": "sanctions", "within": 30},
    ]  # fmt: skip


TALKED: Raw = {"act": "CONSULT", "by": ["USA~RUS"], "within": 20}
"""A condition that comes and goes in the play."""


def at_times(raw: Raw) -> None:
    """The same, and most of it acts only at times: gates, a rule, terms."""
    lively(raw)
    at = {"both": {"not": TALKED}, "held-out": {"act": "ACCUSE", "within": 9}, "in-kind": TALKED,
          "ajar": {"until": WINTER}, "reluctance": {"season": ["12-01", "01-20"]}}  # fmt: skip
    raw["effects"] = [
        {**each, "while": at[each["id"]]} if each["id"] in at else each for each in raw["effects"]
    ]


@functools.cache
def world(change: Callable[[Raw], object] = lively) -> detente.Scenario:
    """The toy with all of it."""
    with tempfile.TemporaryDirectory() as folder:
        return detente.load(changed(Path(folder), change))


@functools.cache
def ensemble(
    paths: int = 1200, seed: int = 3, change: Callable[[Raw], object] = lively
) -> detente.Ensemble:
    """Futures of it."""
    return world(change).simulate(paths, seed=seed)


def setting(paths: int = 1200, change: Callable[[Raw], object] = lively) -> Setting:
    """What they were played with."""
    return ensemble(change=change).setting.part(paths)
