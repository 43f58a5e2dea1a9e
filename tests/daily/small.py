"""Small worlds, and the likelihood written down as DESIGN.md has it: plain Python, no arrays."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from detente.daily.effects import (
    Baseline,
    DyadCovariate,
    Effect,
    Inertia,
    JointMemory,
    OtherClasses,
    ReceiverActivity,
    Reciprocity,
    SenderActivity,
    Weekend,
)

FIRST = dt.date(2020, 1, 1)
ACTORS = ("A", "B", "C", "D", "E", "F")
CLOSE = pl.DataFrame(
    {"source": ["A", "B", "C"], "target": ["B", "A", "D"], "value": [1.0, 2.0, 0.5]}
)


def acts(days: int = 60, seed: int = 0, rate: float = 0.05, quiet: int = 2) -> pl.DataFrame:
    """Acts of two directed classes and a joint one; the last actors never act among themselves."""
    rng = np.random.default_rng(seed)
    rows = []
    n = len(ACTORS)
    for t in range(days):
        for i in range(n):
            for j in range(n):
                if i == j or (i >= n - quiet and j >= n - quiet) or (i + j == 3 and t < days // 2):
                    continue
                rows += [
                    (t, ACTORS[i], ACTORS[j], label, False)
                    for label in (1, 3)
                    if rng.random() < rate * (1 + (i == 0))
                ]
                if i < j and rng.random() < rate:
                    rows.append((t, ACTORS[i], ACTORS[j], 1, True))
    return frame(rows)


def frame(rows: list[tuple[int, str, str, Any, bool]]) -> pl.DataFrame:
    """Rows of (day, source, target, class, joint) as a frame."""
    return pl.DataFrame(
        rows, schema=["day", "source", "target", "class", "joint"], orient="row"
    ).select(
        (pl.lit(FIRST) + pl.duration(days="day")).cast(pl.Date).alias("date"),
        "source", "target", "class", "joint",
    )  # fmt: skip


def every_effect() -> list[Effect]:
    """All effects, with half-lives of their own."""
    return [
        Baseline(),
        Inertia((1, 7)),
        OtherClasses((3,)),
        Reciprocity((1, 7)),
        JointMemory((7,)),
        SenderActivity((7,)),
        ReceiverActivity((3,)),
        Weekend(),
        DyadCovariate("close", CLOSE),
    ]


Rates = Callable[[int, str, str, int, bool], float]
"""Usual daily rate on a day, of a source on a target, in a class, directed or joint."""


@dataclass
class Oracle:
    """Log-likelihood and chances from lists and loops."""

    rows: list[tuple[int, str, str, int, bool]]
    rates: Rates
    prior: float = 1.0

    def happened(self, t: int, i: str, j: str, label: int, joint: bool) -> bool:
        if joint:
            return (t, i, j, label, True) in self.seen or (t, j, i, label, True) in self.seen
        return (t, i, j, label, False) in self.seen

    def __post_init__(self) -> None:
        self.seen = set(self.rows)

    def level(self, t: int, i: str, j: str, label: int, joint: bool, h: float) -> float:
        memory = sum(
            2.0 ** (-(t - 1 - s) / h) for s in range(t) if self.happened(s, i, j, label, joint)
        )
        usual = self.rates(t, i, j, label, joint) / (1 - 2 ** (-1 / h))
        return math.log((self.prior + memory) / (self.prior + usual))

    def activity(self, t: int, actor: str, label: int, what: str, h: float) -> float:
        memory, usual = 0.0, 0.0
        for other in ACTORS:
            if other == actor:
                continue
            i, j = (other, actor) if what == "received" else (actor, other)
            joint = what == "joint"
            memory += sum(
                2.0 ** (-(t - 1 - s) / h) for s in range(t) if self.happened(s, i, j, label, joint)
            )
            usual += self.rates(-1, i, j, label, joint)
        return math.log((self.prior + memory) / (self.prior + usual / (1 - 2 ** (-1 / h))))

    def columns(self, t: int, i: str, j: str, label: int, joint: bool) -> dict[str, float]:
        """Values by name, of `every_effect`."""
        weekend = float((FIRST + dt.timedelta(days=t)).weekday() >= 5)
        close = {(s, r): v for s, r, v in CLOSE.iter_rows()}
        x = {
            "intercept": 1.0,
            "baseline": math.log(self.rates(t, i, j, label, joint)),
            "weekend": weekend,
        }
        for h in (1, 7):
            x[f"inertia {h} d"] = self.level(t, i, j, label, joint, h)
        both = [(i, j), (j, i)]
        if joint:
            for other in (1, 3):
                x[f"class {other} 3 d"] = sum(self.level(t, *d, other, False, 3) for d in both) / 2
            x["activity 7 d"] = sum(self.activity(t, k, label, "joint", 7) for k in (i, j)) / 2
            x["close"] = sum(close.get(d, 0.0) for d in both) / 2
            return x
        other = {1: 3, 3: 1}[label]
        x[f"class {other} 3 d"] = self.level(t, i, j, other, False, 3)
        for h in (1, 7):
            x[f"reciprocity {h} d"] = self.level(t, j, i, label, False, h)
        x["joint 1 7 d"] = self.level(t, i, j, 1, True, 7)
        x["sender's activity 7 d"] = self.activity(t, i, label, "sent", 7)
        x["receiver's activity 3 d"] = self.activity(t, j, label, "received", 3)
        x["close"] = close.get((i, j), 0.0)
        return x

    def hazard(self, theta: dict[str, float], t: int, *cell: Any) -> float:
        i, j, label, joint = cell
        layer = f"joint {label}" if joint else f"{label}"
        return math.exp(
            sum(theta[f"{k} [{layer}]"] * v for k, v in self.columns(t, i, j, label, joint).items())
        )

    def cells(self) -> list[tuple[str, str, int, bool]]:
        found = []
        for m, i in enumerate(ACTORS):
            for j in ACTORS:
                found += [(i, j, label, False) for label in (1, 3) if i != j]
            found += [(i, j, 1, True) for j in ACTORS[m + 1 :]]
        return found

    def log_likelihood(self, theta: dict[str, float], days: list[int]) -> float:
        value = 0.0
        for t in days:
            for cell in self.cells():
                hazard = self.hazard(theta, t, *cell)
                value += math.log(-math.expm1(-hazard)) if self.happened(t, *cell) else -hazard
        return value
