"""What is seen and what it changes, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import integer, percent, points
from detente.seen.told import lines, note
from detente.terminal.analysts import believed_said
from detente.terminal.table import Table, flowing, numeric
from detente.terminal.text import clean

if TYPE_CHECKING:
    from detente.seen.answer import Beside, SeenAnswer

TOLD = 8
"""Claims that are listed."""


def show(console: Console, found: SeenAnswer) -> None:
    """Print what is seen, how many futures are left, outcomes and claims beside without it."""
    console.print()
    for line in lines(found):
        console.print(Text(line))
    believed_said(console, found.setting.scenario)
    console.print()
    words = found.setting.scenario.words
    listed = [each for each in found.outcomes if each.listed]
    console.print(_table(found, _("Outcome"), [(words.outcome(e.id), e) for e in listed]))
    console.print()
    moved = [each for each in found.claims if each.told][:TOLD]
    if moved:
        console.print(_table(found, _("Claim"), [(words.claim(e.id), e) for e in moved]))
    unmoved = len(found.claims) - len(moved)
    if unmoved:
        console.print(Text(_unmoved(unmoved, bool(moved)), style="dim"))
    console.print(Text(note(found), style="dim"))
    console.print()


def _table(found: SeenAnswer, name: str, rows: list[tuple[str, Beside]]) -> Table:
    columns = [
        flowing(name),
        numeric(_("All futures")),
        numeric(_("If seen")),
        numeric(_("95 %")),
        numeric(_("Points")),
    ]
    if found.intervention:
        columns.append(numeric(_("If forced")))
    table = Table(*columns)
    for title, each in rows:
        cells = [
            Text(clean(title)),
            Text(percent(each.probability)),
            Text(percent(each.given), style="bold"),
            Text(each.given_said),
            Text(points(each.difference), style="" if each.told else "dim"),
        ]
        if found.intervention:
            cells.append(Text("" if each.forced is None else percent(each.forced)))
        table.add_row(*cells)
    return table


def _unmoved(n: int, some: bool) -> str:
    if not some:
        return _("It tells nothing of any claim beyond the Monte Carlo error.")
    return ngettext(
        "{n} other claim is moved by less, or by no more than the Monte Carlo error.",
        "{n} other claims are moved by less, or by no more than the Monte Carlo error.",
        n,
    ).format(n=integer(n))
