"""Relational event models: the fits on which the R peers were timed."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.command import run
from benchmarks.protocol import Figure, Options, Result, Target
from benchmarks.rem_fit import MODELS, fit
from benchmarks.rem_records import made
from benchmarks.rounds import interleaved, median

SIZES = ((50, 10_000), (100, 20_000))

TARGETS = {
    ("choice", 50): Target(1.0),  # goldfish 17.6 s
    ("choice", 100): Target(3.0),  # goldfish 40.3 s
    ("ordered", 50): Target(1.0),  # goldfish 24.5 s
    ("timed", 50): Target(1.0),  # remstats and remstimate 15.5 s
}
"""Processor seconds. For 100 actors, remstats ran out of 14 GB."""

MEMORY = Target(300)
"""Megabytes of the whole process of the timed fit of 50 actors; remstats and remstimate 2.4 GB."""

PEERS = Path(__file__).parents[2] / "shared" / "data" / "peers"
"""The very records of the peers, where they are at hand."""


def measure(options: Options) -> Result:
    """Make records, fit each model to each, and fit once more in a process of its own."""
    figures: list[Figure] = []
    rounds = 1 if options.quick else 5
    sizes = ((20, 1_000),) if options.quick else SIZES
    for actors, events in sizes:
        figures += _fits(f"{actors} actors, {events:,} events", made(actors, events), rounds)
        peer = PEERS / f"synth_N{actors}_M{events}.csv"
        if peer.is_file():
            figures += _fits(f"the peers' record of {actors} actors", pl.read_csv(peer), rounds)
    actors, events = sizes[0]
    figures += _memory(made(actors, events), whole=not options.quick)
    return Result(
        "Relational event models: processor time of a fit, after compilation",
        figures,
        [
            "Records are made by detente's own simulator: DyNAM's rate and choice with the "
            "coefficients of the records on which the peers were timed. choice and ordered: "
            "inertia, reciprocity, transitivity, log1p; timed: intercept, inertia, reciprocity "
            "and two-paths by weight.",
            "Peers, on their own records: goldfish 17.6 s (choice, 50 actors), 40.3 s (100), "
            "24.5 s (ordered, 50); remstats and remstimate 15.5 s and 2.4 GB (timed, 50), out of "
            "memory at 14 GB (100).",
        ],
    )


def _fits(what: str, record: pl.DataFrame, rounds: int) -> list[Figure]:
    actors = int(max(record["sender"].max(), record["receiver"].max()))  # type: ignore[type-var,arg-type]
    columns = record.select("time", "sender", "receiver")

    def call(name: str) -> Callable[[], Any]:
        return lambda: fit(name, columns)

    seconds = interleaved({name: call(name) for name in MODELS}, rounds)
    return [
        Figure(f"{what}: {name}", median(each), "s", tuple(each), TARGETS.get((name, actors)))
        for name, each in seconds.items()
    ]


def _memory(record: pl.DataFrame, *, whole: bool) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="detente-bench-") as folder:
        path = Path(folder) / "record.csv"
        record.write_csv(path)
        cost = run([sys.executable, "-m", "benchmarks.rem_fit", "timed", str(path)])
    what = f"peak memory of a process that fits {record.height:,} events, timed"
    return [Figure(what, cost.peak / 1e6, "MB", (), MEMORY if whole else None)]
