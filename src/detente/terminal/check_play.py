"""What a check has played, for people: rates, gates, and what the answer hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from detente.check.background import HIGHEST, LOWEST
from detente.check.hangs import futures
from detente.check.rates import at_times
from detente.conditions.words import in_words
from detente.language import counted
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import (
    decimal,
    general,
    integer,
    percent,
    quoted,
    semicolons,
    significant,
)
from detente.scenario.effect_names import effect_name
from detente.scenario.moving_names import moving_name
from detente.scenario.process_gates import ONCE, WHILE
from detente.terminal.table import Table, flowing, numeric
from detente.terminal.text import clean

if TYPE_CHECKING:
    from detente.check.gates import ShutGate
    from detente.check.hangs import Rated
    from detente.check.report import Report
    from detente.scenario.scenario import Scenario


STILL = 0.01
"""Difference of probabilities below which an outcome is not told."""


NAMED = 100
"""Judged rates that are named."""


def rates(console: Console, scenario: Scenario, report: Report) -> None:
    """The rate of every process: stated, by what is believed, and played."""
    console.print()
    background, claims = report.background, report.claims > 0
    believed = (_("As believed"), _("Claims true"), _("Claims false")) if claims else ()
    table = Table(
        flowing(_("Days a year, as things stand")),
        *map(numeric, (_("Stated"), *believed, _("Played"), _("Played/stated"))),
    )
    for process, rate in background.rates.items():
        style = "" if LOWEST <= rate.ratio <= HIGHEST else "red"
        start = report.rates_at_start[process]
        by_belief = (start.believed, start.claims_true, start.claims_false) if claims else ()
        values = (rate.stated, *by_belief, rate.played)
        ratio = Text(decimal(rate.ratio, 2), style=style)
        title = Text(clean(scenario.words.process(process)))
        table.add_row(title, *(significant(value) for value in values), ratio)
    console.print(table)
    text = _("On {futures}; {lowest} to {highest} is allowed.").format(
        futures=counted.futures(background.paths), lowest=general(LOWEST), highest=general(HIGHEST)
    )
    if claims:
        text += " " + _(
            "As believed: the mean over what the claims may be. Claims true, claims false: were "
            "all of them so, whether or not they could be."
        )
    if any(at_times(entry) for entry in scenario.file.processes):
        text += " " + _("Of what happens once, or under a condition: the rate while it can happen.")
    console.print(Text(text, style="dim"))


def shut(console: Console, scenario: Scenario, gates: list[ShutGate]) -> None:
    """Gates that hold a process back for most of the time."""
    entries = {entry.id: entry for entry in scenario.file.processes}
    for gate in gates:
        process = quoted(clean(scenario.words.process(gate.process)))
        if gate.effect == f"{gate.process}{ONCE}":
            continue  # that it is shut afterwards is what was asked for
        condition = entries[gate.process].while_
        if gate.effect == f"{gate.process}{WHILE}" and condition is not None:
            text = _("{process} can happen on {share} of the days: {while_so}").format(
                process=process,
                share=percent(gate.open),
                while_so=in_words(condition, scenario.words),
            )
            console.print(Text(text))
            continue
        text = _("Shut most of the time: gate {gate} lets {share} of {process} through").format(
            gate=effect_name(scenario, gate.effect)
            + (f" ({clean(scenario.words.actor(gate.side))})" if gate.side else ""),
            share=percent(gate.open),
            process=process,
        )
        console.print(Text(text))


def rated_named(scenario: Scenario, rated: Rated) -> str:
    """What has a rate: a process by its title, a hazard of a state by its move."""
    if rated.process is not None:
        return clean(scenario.words.process(rated.process))
    return moving_name(scenario, rated.draw)


def _judged(console: Console, scenario: Scenario, report: Report) -> None:
    """Which rates are judged, and how uncertain they are."""
    text = ngettext(
        "{n} of {all} rates is judged: {rates}",
        "{n} of {all} rates are judged: {rates}",
        len(report.judged),
    )
    rates = semicolons(
        _("{process} {rate} (sd {sd})").format(
            process=rated_named(scenario, each.of),
            rate=general(each.per_year),
            sd=general(each.sd),
        )
        for each in report.judged[:NAMED]
    )
    more = len(report.judged) - NAMED
    if more > 0:
        rates = ngettext("{names} and {n} more", "{names} and {n} more", more).format(
            names=rates, n=integer(more)
        )
    text = text.format(n=integer(len(report.judged)), all=integer(report.rates), rates=rates)
    console.print(Text(text))


def hangs_on(console: Console, scenario: Scenario, report: Report) -> None:
    """The judged rates, and what the listed outcomes would be with three rates lower or higher."""
    if report.judged:
        console.print()
        _judged(console, scenario, report)
    if not report.hangs_on:
        return
    console.print()
    table = Table(
        flowing(_("What the answer hangs on")),
        *(numeric(name) for name in (_("Rate lower"), _("As it is"), _("Rate higher"))),
    )
    for each in report.hangs_on:
        values = (each.low, each.now, each.high)
        cells = (_("{n} a year").format(n=significant(value, 2)) for value in values)
        table.add_row(Text(rated_named(scenario, each.of), style="bold"), *cells)
        for outcome, chances in each.outcomes.items():
            if max(chances) - min(chances) >= STILL:
                asked = Text("  " + clean(scenario.words.outcome(outcome)))
                table.add_row(asked, *(percent(chance) for chance in chances))
    console.print(table)
    paths = futures(scenario.compiled())[1]
    text = ngettext(
        "The rates, judged and counted, that move the listed outcomes most, each one standard "
        "deviation of its law down and up, on the same future. Outcomes that move by less than a "
        "point are left out.",
        "The rates, judged and counted, that move the listed outcomes most, each one standard "
        "deviation of its law down and up, on the same {paths} futures. Outcomes that move by "
        "less than a point are left out.",
        paths,
    ).format(paths=integer(paths))
    console.print(Text(text, style="dim"))
