"""What the commands do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

import detente
from detente.cli.app import dump
from detente.ensemble.runner import Progress as Report
from detente.errors import InputError
from detente.files import check_target


@contextmanager
def progress_bar() -> Iterator[Report | None]:
    """Show a bar with the time to go on a terminal; nothing in a pipe."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    from detente.kernel.cache import is_compiled

    if not is_compiled():
        console.print("First run: compiling the kernel, once (about 20 seconds) …", style="dim")
    with Progress(
        TextColumn("playing futures"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    ) as bar:
        task = bar.add_task("paths", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def run_simulate(
    name: str,
    paths: int,
    seed: int,
    until: str | None,
    forced: dict[str, bool],
    json: str | None,
) -> None:
    """Load, play, print."""
    from detente.ensemble.document import document
    from detente.ensemble.simulate import simulate
    from detente.terminal.result import show

    if json is not None:
        check_target(json)
    last = None
    if until is not None:
        try:
            last = dt.date.fromisoformat(until)
        except ValueError:
            raise InputError(f"--until {until}: no date; write it like 2025-06-30") from None
    scenario = detente.load(name)
    with progress_bar() as report:
        ensemble = simulate(
            scenario, paths=paths, seed=seed, until=last, forced=forced, progress=report
        )
    if json is not None:
        dump(json, document(ensemble))
    if json != "-":
        show(Console(highlight=False), ensemble)


def run_check(name: str, sources: list[str], json: str | None) -> None:
    """Load, check, print; exit code 2 on a fault."""
    from detente.check.locators import verify
    from detente.check.report import check
    from detente.terminal.checked import show

    if json is not None:
        check_target(json)
    scenario = detente.load(name)
    locators: dict[str, list[str]] = {}
    for source in sources:
        document, sign, file = source.partition("=")
        if not sign:
            raise InputError(f"--source {source}: write DOCUMENT=FILE")
        locators[document] = verify(scenario, document, Path(file))
    report = check(scenario, locators)
    if json is not None:
        dump(json, report.document())
    if json != "-":
        show(Console(highlight=False), scenario, report)
    if report.faults:
        raise InputError(f"{len(report.faults)} fault(s) in {name}")
