"""Kinds of future, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from detente.ensemble.tell import asked_about
from detente.language.current import gettext as _
from detente.language.format import day, decimal, integer, interval, labelled, percent
from detente.storylines.said import compared_by, interval_note, lead, lift_note
from detente.storylines.storylines import tell_named
from detente.terminal.analysts import believed_said
from detente.terminal.relations import note
from detente.terminal.result import a_future
from detente.terminal.table import Table, flowing, numeric
from detente.terminal.text import clean

if TYPE_CHECKING:
    from detente.storylines.storylines import Came, Storyline, Storylines

OUTCOMES = 6
"""Outcomes that are listed of a kind."""


def show(console: Console, found: Storylines) -> None:
    """Print the kinds with their chances, then each with what tells it apart and an example."""
    for line in lead(found):
        console.print(Text(line, style="bold"))
    note(console, compared_by(found))
    believed_said(console, found.ensemble.scenario)
    several = len(found.kinds) > 1
    if several:
        _chances(console, found)
    for kind, name in zip(found.kinds, found.names, strict=True):
        _kind(console, found, kind, name)
    if several and any((*kind.claims, *kind.acts) for kind in found.kinds):
        note(console, lift_note())


def times(lift: float, ends: tuple[float, float]) -> tuple[str, str]:
    """A lift and its interval: ×2.4, 1.8–3.1."""
    low, high = (decimal(end, 2) for end in ends)
    return f"×{decimal(lift, 2)}", f"{low}–{high}"


def telling(kind: Storyline) -> list[Came]:
    """The outcomes whose chance in a kind differs most from that in all, in their own order."""
    ranked = sorted(kind.outcomes, key=lambda came: -abs(came.share - came.overall))[:OUTCOMES]
    return [came for came in kind.outcomes if came in ranked]


def _chances(console: Console, found: Storylines) -> None:
    table = Table(
        flowing(_("Kind of future")),
        numeric(_("Likely")),
        numeric(_("95 %")),
        numeric(_("Futures")),
    )
    for kind, name in zip(found.kinds, found.names, strict=True):
        table.add_row(
            labelled(integer(kind.number), name),
            percent(kind.probability),
            interval(*kind.interval),
            integer(kind.futures),
        )
    console.print(table)
    note(console, interval_note())


def _kind(console: Console, found: Storylines, kind: Storyline, name: str) -> None:
    ensemble = found.ensemble
    scenario = ensemble.scenario
    several = len(found.kinds) > 1
    if several:
        console.print(Text(labelled(integer(kind.number), name), style="bold"))
        console.print()
    outcomes = Table(
        flowing(_("Outcome")),
        numeric(_("Here"), _("here")),
        *([numeric(_("Of all"), _("of all"))] if several else []),
        numeric(_("Half by"), _("half by")),
    )
    for came in telling(kind) if several else kind.outcomes:
        outcomes.add_row(
            clean(scenario.words.outcome(came.outcome)),
            percent(came.share),
            *([percent(came.overall)] if several else []),
            "—" if came.median is None else day(came.median),
        )
    console.print(outcomes)
    console.print()
    for heading, tells in (
        (_("Claim that holds"), kind.claims),
        (_("Act seen by {date}").format(date=day(found.early)), kind.acts),
    ):
        if tells:
            table = Table(
                flowing(heading),
                numeric(_("Here"), _("here")),
                numeric(_("Of all"), _("of all")),
                numeric(_("Times"), _("times")),
                numeric(_("95 %")),
            )
            for tell in tells:
                table.add_row(
                    tell_named(scenario, tell),
                    percent(tell.among),
                    percent(tell.share),
                    *times(tell.lift, tell.interval),
                )
            console.print(table)
            console.print()
    title = _("An example") if several else _("The future nearest to the middle")
    future = ensemble.future(kind.example)
    a_future(console, scenario, title, future, asked_about(scenario))
