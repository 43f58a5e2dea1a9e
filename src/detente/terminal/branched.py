"""Continuations with and without acts that are put in or taken out, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from detente.branch.branches import came_before
from detente.ensemble.branch_said import told
from detente.ensemble.tell import asked_about
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import (
    day,
    decimal,
    difference,
    error_points,
    integer,
    percent,
    plus,
    points,
)
from detente.terminal import result
from detente.terminal.analysts import believed_said
from detente.terminal.placeholders import placeholders
from detente.terminal.table import Table, flowing, numeric
from detente.terminal.text import clean, together

if TYPE_CHECKING:
    from detente.branch.branches import Branches


def show(console: Console, found: Branches) -> None:
    """Print the future until the day, and how likely the outcomes are from there."""
    ensemble = found.changed
    scenario = ensemble.scenario
    console.print()
    console.print(Text(clean(scenario.words.title), style="bold"))
    text = ngettext(
        "{n} continuation from {on} to {last}, seed {seed}.",
        "{n} continuations from {on} to {last}, seed {seed}.",
        ensemble.paths,
    ).format(
        n=integer(ensemble.paths),
        on=day(found.on),
        last=day(ensemble.dates[-1]),
        seed=ensemble.seed,
    )
    console.print(Text(text))
    placeholders(console, scenario)
    believed_said(console, scenario)
    _weighed(console, found)
    for line in result.intervention_said(ensemble):
        console.print(Text(line))
    _chances(console, found)
    console.print()
    _past(console, found)
    if found.outcomes:
        _differences(console, found)
    else:
        result.outcomes(console, ensemble)


def _weighed(console: Console, found: Branches) -> None:
    """That beliefs are drawn anew: nothing else says of such continuations what they go on from."""
    branch = found.plain.branched
    if found.past is None or (branch is not None and branch.path is not None):
        return
    text = _(
        "Branch: future {path} goes on from the evening of {date}. Until then all is as in that "
        "future; its claims and coefficients are drawn anew, weighed by what it has seen until "
        "then, and so are the days after."
    ).format(path=found.past.path, date=day(found.on))
    console.print(Text(text))


def _past(console: Console, found: Branches) -> None:
    if found.past is None:
        return
    scenario = found.source
    heading = _("Future {path} until {date}").format(
        path=found.past.path,
        date=day(found.on),
    )
    console.print(Text(heading, style="bold"))
    nothing = _("  No act at all until that day.")
    result.story_of(console, scenario, found.past, asked_about(scenario), nothing)
    for outcome, date in came_before(found).items():
        if not scenario.outcome(outcome).listed:
            continue
        text = _("Came about already, on {date}: {outcome}").format(
            date=day(date), outcome=clean(scenario.words.outcome(outcome))
        )
        console.print(Text(text))
    console.print()


def _chances(console: Console, found: Branches) -> None:
    """What the days on which acts are put in would have brought by themselves."""
    for each in found.put_in:
        if each.closed > 0.0:
            text = _(
                "In {share} of the continuations it could not have come on {date}, since a gate is "
                "closed; it is put in all the same: {act}"
            )
        else:
            text = _("Its chance on {date} would have been {chance}: {act}")
        line = text.format(
            share=percent(each.closed),
            date=day(each.act.first),
            chance=percent(each.chance),
            act=told(each.act, found.changed.scenario),
        )
        console.print(Text(line, style="dim"))


def _differences(console: Console, found: Branches) -> None:
    ensemble = found.plain
    before = came_before(found)
    wait = _("Wait, days")
    table = Table(
        flowing(_("Outcome")),
        *map(numeric, (_("Without"), _("With"), together(_("Difference")), _("95 %"), "±", wait)),
    )
    for row in found.outcomes:
        if row.outcome in before or not ensemble.scenario.outcome(row.outcome).listed:
            continue
        table.add_row(
            Text(clean(result.named(ensemble, row.outcome))),
            percent(row.first),
            percent(row.second),
            Text(points(row.difference), style="bold" if row.told else ""),
            difference(*row.interval),
            _error(row.monte_carlo, ensemble.paths),
            plus(row.waiting, 0),
        )
    console.print(table)
    legend = (
        _(
            "Points, path by path with the same draws; claims and coefficients are those of the "
            "future. 95 %: interval of the difference, over the continuations. ±: its Monte Carlo "
            "error."
        )
        if ensemble.of_one_future
        else _(
            "Points, path by path with the same draws. 95 %: interval of the difference, over the "
            "uncertainty of the coefficients and of credences stated with a spread. ±: its Monte "
            "Carlo error."
        )
    )
    if any(row.monte_carlo == 0.0 for row in found.outcomes):
        legend += " " + _(
            "<: no pair of continuations differs; with 95 % confidence fewer points than that "
            "would."
        )
    console.print(Text(legend, style="dim"))
    console.print()


def _error(error: float, paths: int) -> str:
    """A standard error in points; where no pair differs, below what share of them might.

    The rule of three: with none in n, the 95 % bound is 3/n.
    """
    return f"<{decimal(max(300.0 / paths, 0.1), 1)}" if error == 0.0 else error_points(error)
