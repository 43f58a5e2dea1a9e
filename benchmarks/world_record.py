"""A generated record of the whole world, as sparse and as skewed as the real one.

No row of it is data of anybody's. What it imitates was counted in a year of published event data
(some 190 states, four quad classes, acts that the record writes down for both sides taken once):
about 5,500 joint acts of pairs on distinct days, and 4,800, 600, 1,800 and 1,800 directed ones in
the four classes; 3 % of all dyad × class cells and 10 % of all pairs act in a year; the busiest
thousand of 160,000 cells have three quarters of the acts; weekends have a little over half of a
weekday's. Activity of sources and targets, and closeness of pairs, are lognormal; relations warm
and cool from year to year; half of the acts follow another in the same cell within days.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import polars as pl

FIRST = dt.date(1995, 1, 1)
PER_YEAR = {1: 4_800, 2: 600, 3: 1_800, 4: 1_800}
JOINT_PER_YEAR = 5_500
ACTOR, PAIR, CELL, YEAR = 1.25, 1.3, 0.5, 0.6
"""Standard deviations of log rates: of actors, pairs, cells, and of a pair from year to year."""
PERSISTENCE = 0.85
"""Correlation of a pair's warmth from one year to the next."""
FOLLOWERS, LAG = 0.5, 3.0
"""Acts that follow an act, on average, and their mean lag in days."""
WEEKEND = 0.55
KEPT = (5 + 2 * WEEKEND) / 7


@dataclass(frozen=True, slots=True)
class Generated:
    """Acts, and what is fixed about dyads."""

    acts: pl.DataFrame
    actors: tuple[str, ...]
    first: dt.date
    last: dt.date
    contiguous: pl.DataFrame
    allied: pl.DataFrame
    majors: pl.DataFrame
    capability: pl.DataFrame


def generate(states: int = 200, years: int = 28, seed: int = 1) -> Generated:
    """Draw a record.

    Parameters
    ----------
    states, years : int
        Volume falls with the number of pairs, so that sparsity stays.
    seed : int
    """
    rng = np.random.default_rng(seed)
    n = states
    a, b = np.triu_indices(n, 1)
    size = rng.normal(0.0, 1.0, n)
    sends, receives = (ACTOR * (0.85 * size + 0.53 * rng.normal(0.0, 1.0, n)) for _ in range(2))
    near = rng.random(a.size) < 0.02
    ally = rng.random(a.size) < 0.08
    close = PAIR * rng.normal(0.0, 1.0, a.size) + 1.5 * near + 0.6 * ally
    share = a.size / (200 * 199 / 2)
    last = FIRST + dt.timedelta(days=round(365.25 * years) - 1)
    parts = []
    for kind in (*PER_YEAR, 0):
        flows = [(a, b), (b, a)] if kind else [(a, b)]
        rate = np.stack(
            [
                np.exp(sends[i] + receives[j] + close + CELL * rng.normal(0.0, 1.0, a.size))
                for i, j in flows
            ]
        )
        volume = PER_YEAR[kind] if kind else JOINT_PER_YEAR
        rate *= share * volume * (1.0 - FOLLOWERS) / KEPT / rate.sum()
        warmth = rng.normal(0.0, 1.0, a.size)
        for year in range(years):
            # roots by cell and year, then generations of followers
            factor = np.exp(YEAR * warmth - 0.5 * YEAR**2)
            number = rng.poisson(rate * factor)
            cell = np.repeat(np.arange(rate.size), number.ravel())
            day = rng.integers(0, 365, cell.size) + round(365.25 * year)
            while cell.size:
                parts.append(_frame(kind, cell, day, flows))
                children = rng.poisson(FOLLOWERS, cell.size)
                cell = np.repeat(cell, children)
                day = np.repeat(day, children) + rng.geometric(1.0 / LAG, cell.size)
            warmth = PERSISTENCE * warmth + (1 - PERSISTENCE**2) ** 0.5 * rng.normal(
                0.0, 1.0, a.size
            )
    names = np.array([f"S{i:03}" for i in range(n)])
    acts = pl.concat(parts)
    weekday = (FIRST.weekday() + acts["day"].to_numpy()) % 7
    kept = (weekday < 5) | (rng.random(len(acts)) < WEEKEND)
    acts = acts.filter(pl.Series(kept)).filter(pl.col("day") <= (last - FIRST).days).unique()
    acts = acts.sort("day", "source", "target", "class", "joint")
    acts = acts.select(
        (pl.lit(FIRST) + pl.duration(days="day")).cast(pl.Date).alias("date"),
        pl.Series("source", names[acts["source"]]),
        pl.Series("target", names[acts["target"]]),
        "class",
        "joint",
    )
    great = size >= np.sort(size)[-8:].min()
    pairs = pl.DataFrame({"source": names[a], "target": names[b]})
    return Generated(
        acts=acts,
        actors=tuple(names),
        first=FIRST,
        last=last,
        contiguous=pairs.with_columns(value=pl.Series(near.astype(float))),
        allied=pairs.with_columns(value=pl.Series(ally.astype(float))),
        majors=pairs.with_columns(value=pl.Series((great[a] | great[b]).astype(float))),
        capability=pairs.with_columns(value=pl.Series(size[a] + size[b])),
    )


def _frame(
    kind: int, cell: np.ndarray, day: np.ndarray, flows: list[tuple[np.ndarray, np.ndarray]]
) -> pl.DataFrame:
    pairs = flows[0][0].size
    side, pair = np.divmod(cell, pairs)
    sources = np.stack([i for i, _ in flows])
    targets = np.stack([j for _, j in flows])
    return pl.DataFrame(
        {
            "day": day.astype(np.int64),
            "source": sources[side, pair].astype(np.int64),
            "target": targets[side, pair].astype(np.int64),
        }
    ).with_columns(
        pl.lit(kind or 1, dtype=pl.UInt8).alias("class"), pl.lit(kind == 0).alias("joint")
    )


def sparsity(record: Generated) -> dict[str, float]:
    """Shares of cells and pairs that act in a year (on average) and ever, and acts a day."""
    acts = record.acts.with_columns(pl.col("date").dt.year().alias("year"))
    both = pl.concat(
        [
            acts.select("year", "source", "target", "class"),
            acts.filter("joint").select(
                "year", pl.col("target").alias("source"), pl.col("source").alias("target"), "class"
            ),
        ]
    )
    pair = (pl.min_horizontal("source", "target"), pl.max_horizontal("source", "target").alias("b"))
    n = len(record.actors)
    cells, pairs = 4 * n * (n - 1), n * (n - 1) / 2
    years = (record.last - record.first).days / 365.25
    cell = ("source", "target", "class")
    by_cell = both.group_by(cell).len()["len"].sort(descending=True)
    return {
        "cells a year": both.unique().height / years / cells,
        "pairs a year": acts.select("year", *pair).unique().height / years / pairs,
        "cells ever": both.select(cell).unique().height / cells,
        "pairs ever": acts.select(*pair).unique().height / pairs,
        "acts a day": len(acts) / ((record.last - record.first).days + 1),
        "share of the busiest cells": float(by_cell.head(cells // 160).sum())
        / float(by_cell.sum()),
    }
