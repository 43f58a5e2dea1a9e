"""`python -m benchmarks [NAME …]`: run benchmarks, print tables, write JSON."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from rich.console import Console

from benchmarks.machine import describe
from benchmarks.protocol import NotInstalledError, Options, Result
from benchmarks.registry import BENCHMARKS, load
from benchmarks.report import document, show, show_machine
from detente.errors import InputError
from detente.files.targets import check_target

DRAWN = ("growth", "world")
"""Benchmarks that draw a chart."""


def main() -> None:
    """Run the benchmarks that are named, or all."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Without a name, all of them run, for some minutes.",
        epilog="\n".join(f"{name:8} {what}" for name, what in BENCHMARKS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", nargs="*", help="benchmarks to run")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--chart", type=Path, metavar="FILE.svg", help="draw it (svg or png)")
    parser.add_argument("--overwrite", action="store_true", help="replace files that are there")
    parser.add_argument("--quick", action="store_true", help="few rounds, to see that it runs")
    options = parser.parse_args()
    names = options.name or list(BENCHMARKS)
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"no benchmark '{unknown[0]}'; there are {', '.join(BENCHMARKS)}")
    if options.chart is not None and len(set(DRAWN) & set(names)) != 1:
        parser.error(f"--chart is drawn by one benchmark: {' or '.join(DRAWN)}")
    try:
        for target in (options.json, options.chart):
            if target is not None:
                check_target(str(target), options.overwrite, "--overwrite")
    except InputError as error:
        parser.error(str(error))
    try:
        chosen = {name: load(name) for name in names}
    except NotInstalledError as error:
        parser.exit(2, f"{error}\n")
    console = Console()
    machine = describe()
    show_machine(console, machine)
    results: dict[str, Result] = {}
    for name, measure in chosen.items():
        results[name] = measure(Options(options.quick, options.chart))
        show(console, results[name])
    if options.json is not None:
        text = json.dumps(document(results, machine), ensure_ascii=False, indent=1) + "\n"
        options.json.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
