"""Where the states and levels of a scenario are, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from detente.language.current import gettext as _
from detente.language.format import labelled, percent, short_days
from detente.language.safe import clean
from detente.language.sentence import finished
from detente.scenario.moving_names import known_said, level_titled, level_value
from detente.terminal.table import Table, flowing, numeric
from detente.terminal.text import together

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble


def show(console: Console, ensemble: Ensemble) -> None:
    """Print a table of states and one of levels, as far as there are any."""
    _states(console, ensemble)
    _levels(console, ensemble)


DAYS = 4
"""Days of a table, spread over those that are played."""


def _shown(ensemble: Ensemble) -> list[int]:
    """The days of a table: the first, the last, and some between."""
    return sorted({round(i * (ensemble.days - 1) / (DAYS - 1)) for i in range(DAYS)})


def _states(console: Console, ensemble: Ensemble) -> None:
    states, words = ensemble.states, ensemble.scenario.words
    if not states:
        return
    *some, last = _shown(ensemble)
    table = Table(
        flowing(_("State")),
        flowing(_("Value")),
        *(numeric(together(day)) for day in short_days([ensemble.dates[t] for t in (*some, last)])),
    )
    for state in states:
        for k, value in enumerate(state.values):
            table.add_row(
                Text(clean(words.state(state.state)) if k == 0 else ""),
                Text(clean(words.value(state.state, value))),
                *(percent(float(state.share[t, k])) for t in some),
                Text(percent(float(state.share[last, k])), style="bold"),
            )
    console.print(table)
    known = [
        finished(labelled(clean(words.state(state.state)), said))
        for state in states
        if (said := known_said(ensemble.scenario, state.state))
    ]
    for line in known:
        console.print(Text(line))
    text = _("States: share of the futures in which each value holds on the day.")
    console.print(Text(text, style="dim"))
    console.print()


def _levels(console: Console, ensemble: Ensemble) -> None:
    levels = ensemble.levels
    if not levels:
        return
    *some, last = _shown(ensemble)
    table = Table(
        flowing(_("Level")),
        *(numeric(together(day)) for day in short_days([ensemble.dates[t] for t in (*some, last)])),
        numeric(_("80 % of futures")),
    )
    for level in levels:
        table.add_row(
            Text(level_titled(ensemble.scenario, level.level)),
            *(level_value(float(level.median[t])) for t in some),
            Text(level_value(float(level.median[last])), style="bold"),
            _("{low} to {high}").format(
                low=level_value(float(level.low[-1])), high=level_value(float(level.high[-1]))
            ),
        )
    console.print(table)
    text = _("Levels: the median of the futures on the morning of the day.")
    console.print(Text(text, style="dim"))
    console.print()
