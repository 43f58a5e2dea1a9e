"""Benchmarks for people (a table each) and for programs (JSON)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.protocol import Figure, Result

FORMAT = "detente-benchmarks"
VERSION = 1


def document(results: Mapping[str, Result], machine: Mapping[str, Any]) -> dict[str, Any]:
    """All results as plain data."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "machine": dict(machine),
        "benchmarks": {name: result.document() for name, result in results.items()},
    }


def show_machine(console: Console, machine: Mapping[str, Any]) -> None:
    """One line on the machine."""
    parts = [f"{name} {value}" for name, value in machine.items() if value is not None]
    console.print(", ".join(parts), style="dim", highlight=False)


def show(console: Console, result: Result) -> None:
    """Print a table: figure, spread over the rounds, target, whether it is reached."""
    table = Table(title=result.title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("What")
    table.add_column("Median", justify="right", no_wrap=True)
    table.add_column("Range", justify="right", no_wrap=True)
    table.add_column("Target", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for figure in result.figures:
        table.add_row(figure.what, _value(figure), _range(figure), *_target(figure))
    console.print()
    console.print(table, highlight=False)
    for note in result.notes:
        console.print(note, highlight=False, markup=False, style="dim")


def number(value: float) -> str:
    """Three significant digits, with a mark for thousands."""
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) < 1e-3:
        return f"{value:.0e}"
    return f"{value:.3g}"


def _value(figure: Figure) -> str:
    return f"{number(figure.value)} {figure.unit}".strip()


def _range(figure: Figure) -> str:
    if len(figure.rounds) < 2:
        return ""
    return f"{number(min(figure.rounds))}–{number(max(figure.rounds))}"


def _target(figure: Figure) -> tuple[str, str]:
    if figure.target is None:
        return "", ""
    reached = figure.target.reached(figure.value)
    return str(figure.target), "[green]reached[/]" if reached else "[red]missed[/]"
