"""Whether a run that was played again is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import general, integer
from detente.terminal.text import clean

if TYPE_CHECKING:
    from detente.runs.run import Repeat, Run


def show(console: Console, run: Run, repeat: Repeat) -> None:
    """Print the verdict, and what differs."""
    manifest = run.manifest
    text = (
        ngettext(
            "Identical, bit for bit: {n} future of {scenario}, seed {seed}.",
            "Identical, bit for bit: {n} futures of {scenario}, seed {seed}.",
            manifest.paths,
        )
        if repeat.identical
        else ngettext(
            "Not identical: {n} future of {scenario}, seed {seed}.",
            "Not identical: {n} futures of {scenario}, seed {seed}.",
            manifest.paths,
        )
    )
    text = text.format(
        n=integer(manifest.paths), scenario=manifest.scenario.title, seed=manifest.seed
    )
    console.print(Text(clean(text), style="bold"))
    if not repeat.identical:
        for outcome, paths in repeat.differing.items():
            text = ngettext(
                "  {outcome}: another day in {n} future",
                "  {outcome}: another day in {n} futures",
                paths,
            )
            title = clean(run.scenario.words.outcome(outcome))
            console.print(Text(text.format(outcome=title, n=integer(paths))))
        text = _("  daily means differ by at most {value}")
        console.print(Text(text.format(value=general(repeat.largest, 3))))
    for name, (then, now) in repeat.versions.items():
        text = _("  {name}: {then} then, {now} now").format(name=name, then=then, now=now)
        console.print(Text(clean(text), style="dim"))
