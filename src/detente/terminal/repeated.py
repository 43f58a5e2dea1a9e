"""Whether a run that was played again is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from detente.terminal.text import clean

if TYPE_CHECKING:
    from detente.runs.run import Repeat, Run


def show(console: Console, run: Run, repeat: Repeat) -> None:
    """Print the verdict, and what differs."""
    manifest = run.manifest
    what = f"{manifest.paths:,} futures of {manifest.scenario.id}, seed {manifest.seed}"
    verdict = "Identical, bit for bit" if repeat.identical else "Not identical"
    console.print(Text(clean(f"{verdict}: {what}."), style="bold"))
    if not repeat.identical:
        for outcome, paths in repeat.differing.items():
            console.print(Text(f"  {outcome}: another day in {paths:,} futures"))
        console.print(Text(f"  daily means differ by at most {repeat.largest:.3g}"))
    for name, (then, now) in repeat.versions.items():
        console.print(Text(clean(f"  {name}: {then} then, {now} now"), style="dim"))


def document(run: Run, repeat: Repeat) -> dict[str, Any]:
    """The verdict as plain data (docs/json.md)."""
    return {
        "format": "detente-repeat",
        "version": 1,
        "run": str(run.folder),
        "identical": repeat.identical,
        "differing_paths": dict(repeat.differing),
        "largest_difference": repeat.largest,
        "versions": {
            name: {"then": then, "now": now} for name, (then, now) in repeat.versions.items()
        },
    }
