"""The daily model on a generated record of the whole world, and cost against ever-active cells."""

from __future__ import annotations

import json
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.command import Cost, run
from benchmarks.protocol import REMEDY, Figure, NotInstalledError, Options, Result, Target

TIME, MEMORY = Target(300), Target(4_000)
STATES, YEARS = 200, 28
SHARES = (0.02, 0.1, 0.25, 0.5, 0.75, 1.0)
"""Of the pairs that ever act, the busiest: acts of the others are left out, their cells stay."""


def measure(options: Options) -> Result:
    """Fit the record of the whole world, then records with fewer active pairs."""
    if options.chart is not None:
        for package in ("altair", "vl_convert"):
            if find_spec(package) is None:
                raise NotInstalledError(f"--chart needs the package '{package}'; {REMEDY}")
    states, years = (40, 4) if options.quick else (STATES, YEARS)
    shares = (0.25, 1.0) if options.quick else SHARES
    with tempfile.TemporaryDirectory(prefix="detente-bench-") as name:
        _fit(Path(name), 40, 4, 1.0)  # compiles
        fits = [_fit(Path(name), states, years, share) for share in shares]
    cost, whole = fits[-1]
    points = [
        {
            "cells": found["active_cells"],
            "streamed": found["streamed"],
            "fit": found["cpu"],
            "pass": _pass_seconds(found),
            "peak": cost.peak / 1e6,
        }
        for cost, found in fits
    ]
    if options.chart is not None:
        from benchmarks.chart_world import draw

        draw(points, options.chart)
    full = not options.quick
    passes = sum(step[0] for step in whole["passes"])
    figures = [
        Figure(f"fit of {whole['cells']:,} cells", cost.wall, "s", (), TIME if full else None),
        Figure("processor time of it, whole process", cost.cpu, "s"),
        Figure("peak memory", cost.peak / 1e6, "MB", (), MEMORY if full else None),
        Figure("acts", whole["acts"]),
        Figure("cells ever active", whole["active_cells"]),
        Figure("cell-days streamed one by one", whole["streamed"]),
        Figure("whole passes", passes),
        Figure("processor time that was announced", whole["guess"], "s"),
        *(
            Figure(f"processor time with {point['cells']:,} cells ever active", point["fit"], "s")
            for point in points[:-1]
        ),
    ]
    share = whole["sparsity"]
    return Result(
        "The whole world: 20 columns, full risk set",
        figures,
        [
            f"Record of benchmarks/world_record.py: {share['cells a year']:.1%} of dyad × class "
            f"cells and {share['pairs a year']:.0%} of pairs act in a year, "
            f"{share['cells ever']:.0%} and {share['pairs ever']:.0%} ever.",
        ],
        {"points": points},
    )


def _fit(folder: Path, states: int, years: int, share: float) -> tuple[Cost, dict[str, Any]]:
    """Fit in a process of its own."""
    out = folder / "fit.json"
    cost = run(
        [
            *(sys.executable, "-m", "benchmarks.world_fit", str(out), "--pairs", str(share)),
            *("--states", str(states), "--years", str(years)),
        ]
    )
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return cost, found


def _pass_seconds(found: dict[str, Any]) -> float:
    """Wall time of a whole pass: the fastest."""
    return float(min(seconds for whole, seconds, _ in found["passes"] if whole))
