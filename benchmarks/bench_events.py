"""The event record: importing ten million rows, and asking a hundred million for one dyad."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.command import Cost, detente, run
from benchmarks.gdelt_shaped import busiest_pair, write
from benchmarks.protocol import Figure, Options, Result, Target
from benchmarks.rounds import median, ratios
from detente.events.store.store import open_store

RATIO, MEMORY, ASKED = Target(2.5), Target(2_000), Target(2.0)
ROWS, FILES, STORED = 10_000_000, 13, 100_000_000
FIRST_YEAR = 2011


def measure(options: Options) -> Result:
    """Import one file in turn with the floor; then fill a store and ask it."""
    rows = ROWS // 50 if options.quick else ROWS
    files = 2 if options.quick else FILES
    rounds = 1 if options.quick else 3
    with tempfile.TemporaryDirectory(prefix="detente-bench-") as name:
        folder = Path(name)
        file = folder / "events.CSV"
        write(file, rows)
        ours, floor = [], []
        for i in range(rounds):
            floor.append(_bare(file, folder / "bare.parquet"))
            ours.append(_import(file, folder / f"alone-{i}"))
        figures = [
            *_import_figures(rows, ours, floor),
            *_asked(folder, file, rows, files, rounds),
        ]
    return Result(
        "The event record",
        figures,
        [
            "Files in the shape of GDELT's daily exports, made by benchmarks/gdelt_shaped.py. The "
            "floor reads the same columns with DuckDB alone and writes them to Parquet. Whole "
            "processes, wall time.",
        ],
    )


def _bare(file: Path, target: Path) -> Cost:
    return run([sys.executable, "-m", "benchmarks.bare_import", str(file), str(target)])


def _import(file: Path, store: Path) -> Cost:
    return detente("events", "import", str(file), "--store", str(store))


def _import_figures(rows: int, ours: list[Cost], floor: list[Cost]) -> list[Figure]:
    walls = tuple(cost.wall for cost in ours)
    bare = tuple(cost.wall for cost in floor)
    times = ratios(walls, bare)
    peak = max(cost.peak for cost in ours) / 1e6
    whole = rows == ROWS  # small files tell start-up, not reading
    return [
        Figure(f"import of {rows:,} rows", median(walls), "s", walls),
        Figure("the floor", median(bare), "s", bare),
        Figure("import / floor", median(times), "", times, RATIO if whole else None),
        Figure("peak memory of the import", peak, "MB", (), MEMORY if whole else None),
    ]


def _asked(folder: Path, file: Path, rows: int, files: int, rounds: int) -> list[Figure]:
    """Fill a store with a file a year and ask it for the busiest dyad."""
    store = folder / "store"
    for i in range(files):
        write(file, rows, f"{FIRST_YEAR + i}-01-01", 365, seed=i)
        _import(file, store)
    a, b = busiest_pair(store)
    facts = sum(segment.rows for segment in open_store(store).manifest.segments)
    arguments = ("relations", a, b, "--store", str(store))
    detente(*arguments)  # warm
    walls = tuple(detente(*arguments).wall for _ in range(rounds))
    what = f"relations of {a} and {b} in {facts:,} stored facts, whole command"
    return [Figure(what, median(walls), "s", walls, ASKED if facts >= STORED else None)]
