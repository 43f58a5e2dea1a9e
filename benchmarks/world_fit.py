"""Fits the daily model to a generated record, as a process of its own; writes JSON.

`python -m benchmarks.world_fit OUT.json [--states N] [--years N] [--pairs SHARE] [--threads N]`
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import polars as pl

from benchmarks.world_record import Generated, generate, sparsity
from detente.daily import (
    Baseline,
    DailyModel,
    DyadCovariate,
    Inertia,
    JointMemory,
    OtherClasses,
    ReceiverActivity,
    Reciprocity,
    SenderActivity,
    Weekend,
)


def model(record: Generated) -> DailyModel:
    """Twenty columns in every directed class; one coefficient each, and an intercept a class."""
    return DailyModel(
        [
            Baseline(),
            Inertia((1, 7, 60)),
            OtherClasses((7,)),
            Reciprocity((1, 7, 60)),
            JointMemory((1, 7)),
            SenderActivity((7,)),
            ReceiverActivity((7,)),
            Weekend(),
            DyadCovariate("contiguous", record.contiguous, symmetric=True),
            DyadCovariate("allied", record.allied, symmetric=True),
            DyadCovariate("major power", record.majors, symmetric=True),
            DyadCovariate("log capability product", record.capability, symmetric=True),
        ],
        by_class=False,
    )


def busiest(acts: pl.DataFrame, share: float) -> pl.DataFrame:
    """Acts of the busiest pairs: that share of the pairs that ever act."""
    pair = [
        pl.min_horizontal("source", "target").alias("a"),
        pl.max_horizontal("source", "target").alias("b"),
    ]
    ranked = acts.with_columns(pair).group_by("a", "b").len().sort("len", "a", "b", descending=True)
    chosen = ranked.head(max(1, round(share * len(ranked)))).select("a", "b")
    return acts.with_columns(pair).join(chosen, on=["a", "b"], how="semi").drop("a", "b")


def main() -> None:
    """Generate, fit, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--states", type=int, default=200)
    parser.add_argument("--years", type=int, default=28)
    parser.add_argument("--pairs", type=float, default=1.0)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    record = generate(given.states, given.years)
    acts = busiest(record.acts, given.pairs)
    wall, cpu = time.perf_counter(), time.process_time()
    fitted = model(record).fit(
        acts,
        actors=record.actors,
        first=record.first,
        last=record.last,
        progress=True,
        threads=given.threads,
    )
    size = fitted.size_
    found = {
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "passes": [[step.whole, step.seconds, step.gain] for step in fitted.steps_],
        "cells": size.cells,
        "streamed": size.streamed,
        "active_pairs": size.ever_active_pairs,
        "active_cells": size.ever_active_cells,
        "acts": size.event_days,
        "guess": size.seconds,
        "memory_guess": size.memory,
        "sparsity": sparsity(record),
        "coefficients": fitted.params_,
    }
    given.out.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
