"""The benchmarks by name, in the order in which they run. Each is imported when it is asked for."""

from __future__ import annotations

import importlib

from benchmarks.protocol import REMEDY, Benchmark, NotInstalledError

BENCHMARKS = {
    "kernel": "the kernel against a bare loop with the same hazards and draws",
    "states": "ten states with thirty transitions and five levels against the same play without",
    "mesa": "the simulator against the same one written with Mesa 3",
    "process": "the whole command: start-up, 10,000 futures, the first run with compilation",
    "memory": "peak memory of the whole command at 100,000 futures",
    "explain": "saying why, against the play that is explained",
    "events": "importing ten million rows against bare DuckDB; asking a hundred million for a dyad",
    "world": "the daily model: 200 states, 28 years of days, and cost against ever-active cells",
    "rem": "relational event models, on records like those on which the R peers were timed",
    "crowd": "checking and playing 2,000 actors",
    "serve": "the brief in the browser: a page for one person and for twenty, errors, memory",
    "asking": "questions to 10,000 stored futures",
    "kinds": "how much kinds of future hang on the seed and on the number of futures",
    "claims": "switches and sliders of claims on stored futures, against playing all of them",
    "reading": "articles read, against texts whose claims people have written down",
    "behaviour": "what becomes of claims when a text is reworded in a known way",
    "growth": "time against futures, days, processes and terms",
}
"""Name → what it measures. The module of `NAME` is `benchmarks/bench_NAME.py`."""


def load(name: str) -> Benchmark:
    """Benchmark by name.

    Raises
    ------
    NotInstalledError
        If a package is missing that only the benchmarks need.
    """
    try:
        module = importlib.import_module(f"benchmarks.bench_{name}")
    except ModuleNotFoundError as error:
        raise NotInstalledError(
            f"benchmark '{name}' needs the package '{error.name}'; {REMEDY}"
        ) from None
    measure: Benchmark = module.measure
    return measure
