"""Where the states and levels of a scenario are, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from detente.language.current import gettext as _
from detente.language.format import percent, short_days, significant
from detente.language.safe import clean
from detente.scenario.moving_names import level_titled
from detente.terminal.table import Table, flowing, numeric

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble


def show(console: Console, ensemble: Ensemble) -> None:
    """Print a table of states and one of levels, as far as there are any."""
    _states(console, ensemble)
    _levels(console, ensemble)


def _states(console: Console, ensemble: Ensemble) -> None:
    states, words = ensemble.states, ensemble.scenario.words
    if not states:
        return
    table = Table(
        flowing(_("State")),
        flowing(_("Value")),
        *(numeric(day) for day in short_days([ensemble.dates[0], ensemble.dates[-1]])),
    )
    for state in states:
        for k, value in enumerate(state.values):
            table.add_row(
                Text(clean(words.state(state.state)) if k == 0 else ""),
                Text(clean(words.value(state.state, value))),
                percent(float(state.share[0, k])),
                Text(percent(float(state.share[-1, k])), style="bold"),
            )
    console.print(table)
    text = _("States: share of the futures in which each value holds on the day.")
    console.print(Text(text, style="dim"))
    console.print()


def _levels(console: Console, ensemble: Ensemble) -> None:
    levels = ensemble.levels
    if not levels:
        return
    table = Table(
        flowing(_("Level")),
        *(numeric(day) for day in short_days([ensemble.dates[0], ensemble.dates[-1]])),
        numeric(_("80 % of futures")),
    )
    for level in levels:
        table.add_row(
            Text(level_titled(ensemble.scenario, level.level)),
            significant(float(level.median[0])),
            Text(significant(float(level.median[-1])), style="bold"),
            _("{low} to {high}").format(
                low=significant(float(level.low[-1])), high=significant(float(level.high[-1]))
            ),
        )
    console.print(table)
    text = _("Levels: the median of the futures on the morning of the day.")
    console.print(Text(text, style="dim"))
    console.print()
