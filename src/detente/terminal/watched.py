"""What to watch, for people."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.text import Text

from detente.language.counted import futures
from detente.language.current import gettext as _
from detente.language.format import day, decimal, interval, percent, short_day
from detente.language.listing import listing
from detente.terminal.analysts import believed_said
from detente.terminal.relations import note
from detente.terminal.result import chosen_said
from detente.terminal.table import Table, flowing, numeric
from detente.watch.said import explained, nothing_said, target, title, together_said

if TYPE_CHECKING:
    from detente.watch.result import Indicator, Watch


def show(console: Console, found: Watch) -> None:
    """Print what to watch, what each thing would tell, and how to ask for it."""
    console.print(Text(_("What to watch: {what}").format(what=target(found)), style="bold"))
    console.print(
        Text(
            _("{p} ({span}); {n}. Counted on the evening of {dates}.").format(
                p=percent(found.estimate.probability),
                span=interval(*found.estimate.interval),
                n=futures(found.futures),
                dates=listing([day(each.date) for each in found.evenings]),
            )
        )
    )
    believed_said(console, found.setting.scenario)
    for line in chosen_said(found.setting):
        console.print(Text(line))
    console.print()
    if not found.indicators:
        console.print(Text(nothing_said(found)))
        return
    console.print(_table(found))
    note(console, explained(found))
    if found.together is not None:
        console.print(Text(together_said(found.setting.scenario, found.together)))
        console.print()
    _texts(console, found)


def _table(found: Watch) -> Table:
    table = Table(
        flowing(_("If this is seen")),
        numeric(_("By"), _("by")),
        numeric(_("Chance of that"), _("chance of that")),
        numeric(_("Then")),
        numeric(_("95 %")),
        numeric(_("Else")),
        numeric(_("95 %")),
        numeric(_("Tells"), _("tells")),
    )
    for each in found.indicators:
        table.add_row(title(found.setting.scenario, each.candidate), *_cells(each))
    return table


def _cells(each: Indicator) -> tuple[str, ...]:
    return (
        f"{short_day(each.by)} {each.by.year}",
        percent(each.chance),
        percent(each.if_seen),
        interval(each.if_seen_low, each.if_seen_high),
        percent(each.if_not),
        interval(each.if_not_low, each.if_not_high),
        f"{percent(each.entropy_share, 1)} ±{decimal(100.0 * each.entropy_error, 1)}",
    )


def _texts(console: Console, found: Watch) -> None:
    """How each is asked for, one a line whatever the width, so that it can be pasted."""
    console.print(Text(_("To see what follows from one of them:"), style="bold"))
    only = found.setting.only
    before = () if only is None else tuple(each.said for each in only.seen)
    lines = (
        " ".join(f"--seen {shlex.quote(text)}" for text in (*before, *each.seen))
        for each in found.indicators
        if each.seen
    )
    console.print(Group(*(Text(line, no_wrap=True, overflow="ignore") for line in lines)))
    console.print()
