"""Chances of single days, and how well they did."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.daily._compiled_predict import predictors
from detente.daily.arrays import F64
from detente.daily.passes import Passes
from detente.daily.plan import Plan
from detente.daily.record import Record

if TYPE_CHECKING:
    import polars as pl

DAYS = 32
"""Days that are predicted at once."""


@dataclass(frozen=True, slots=True)
class Score:
    """How well chances did.

    Attributes
    ----------
    log_loss : float
        Mean over directed cells (dyad × class) and days; an act is one of either kind.
    acts, cells : int
        Cell-days with an act, and all.
    """

    log_loss: float
    acts: int
    cells: int


def hazards(passes: Passes, coefficients: F64, begin: int, end: int) -> F64:
    """λ of every pair and flow on the days [begin, end)."""
    pairs = passes.world.a.size
    out = np.empty((pairs, passes.columns.number.size, end - begin))
    predictors(
        passes.world, passes.columns, passes.theta(coefficients), 0, pairs, begin, end, out
    )  # fmt: skip
    return np.exp(np.minimum(out, 700.0))


def _classes(plan: Plan) -> list[tuple[object, int | None, int | None]]:
    """Label, number of the directed layer and flow of the joint one."""
    labels = list(dict.fromkeys([*plan.directed, *plan.joint]))
    return [
        (
            label,
            plan.directed.index(label) if label in plan.directed else None,
            2 * len(plan.directed) + plan.joint.index(label) if label in plan.joint else None,
        )
        for label in labels
    ]


def chances(
    record: Record, plan: Plan, passes: Passes, coefficients: F64, begin: int, end: int
) -> pl.DataFrame:
    """Chances of every directed cell on the days [begin, end)."""
    import polars as pl

    names = np.array(record.actors)
    parts = []
    for start in range(begin, end, DAYS):
        stop = min(start + DAYS, end)
        hazard = hazards(passes, coefficients, start, stop)
        dates = [record.date(t) for t in range(start, stop)]
        for label, c, joint in _classes(plan):
            for side in (0, 1):
                zero = np.zeros_like(hazard[:, 0])
                directed = hazard[:, 2 * c + side] if c is not None else zero
                both = hazard[:, joint] if joint is not None else zero
                ends = (record.ends[side], record.ends[1 - side])
                parts.append(
                    pl.DataFrame(
                        {
                            "source": np.repeat(names[ends[0]], len(dates)),
                            "target": np.repeat(names[ends[1]], len(dates)),
                            "directed": -np.expm1(-directed).ravel(),
                            "joint": -np.expm1(-both).ravel(),
                            "chance": -np.expm1(-directed - both).ravel(),
                        }
                    ).with_columns(
                        pl.Series("date", dates * record.pairs), pl.lit(label).alias("class")
                    )
                )
    columns = ("date", "source", "target", "class", "directed", "joint", "chance")
    return pl.concat(parts).select(columns).sort(columns[:4])


def scored(
    record: Record, plan: Plan, passes: Passes, coefficients: F64, begin: int, end: int
) -> Score:
    """Log loss of every directed cell on the covered days of [begin, end)."""
    loss, acts, cells = 0.0, 0, 0
    flow = np.repeat(np.arange(record.at.size - 1), np.diff(record.at))
    pair, flow = flow // record.flows, flow % record.flows
    for start in range(begin, end, DAYS):
        stop = min(start + DAYS, end)
        hazard = hazards(passes, coefficients, start, stop)
        acted = np.zeros(hazard.shape, dtype=bool)
        now = (record.days >= start) & (record.days < stop)
        acted[pair[now], flow[now], record.days[now] - start] = True
        covered = record.weight[start:stop] > 0
        for _, c, joint in _classes(plan):
            for side in (0, 1):
                total = np.zeros_like(hazard[:, 0])
                happened = np.zeros(total.shape, dtype=bool)
                for q in (None if c is None else 2 * c + side, joint):
                    if q is not None:
                        total = total + hazard[:, q]
                        happened |= acted[:, q]
                total, happened = total[:, covered], happened[:, covered]
                loss += total[~happened].sum()
                loss -= np.log(-np.expm1(-total[happened])).sum()
                acts += int(happened.sum())
                cells += total.size
    return Score(float(loss / cells) if cells else math.nan, acts, cells)
