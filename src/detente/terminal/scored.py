"""Scores of pledged forecasts, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import day, decimal, integer, interval, percent, short_day, significant
from detente.terminal.relations import note
from detente.terminal.table import Table, flowing, numeric
from detente.terminal.text import clean

if TYPE_CHECKING:
    from detente.forecasts.scores import Card, Scored, Scores, Unscored

MOST = 40
"""Forecasts that are listed one by one."""


def show(console: Console, found: Scores) -> None:
    """Print the mean scores, the calibration, every forecast, and what is open."""
    if not found.scored:
        console.print(Text(_("Nothing can be scored yet."), style="bold"))
        console.print()
    else:
        _cards(console, found)
        _calibration(console, found)
        _forecasts(console, found)
    _left(console, _("Not known yet"), _("known on"), found.open)
    _left(console, _("What they are given did not come"), _("closed on"), found.void)


def _cards(console: Console, found: Scores) -> None:
    table = Table(
        flowing(_("Forecasts")),
        numeric(_("Number")),
        numeric(_("Brier")),
        numeric(_("Skill")),
        numeric(_("Log score"), _("log score")),
        numeric(_("Skill")),
        numeric(_("CRPS, days"), _("CRPS in days")),
        numeric(_("Skill")),
    )
    for card in found.cards:
        table.add_row(
            _group(card),
            integer(card.forecasts),
            _score(card.brier),
            _skill(card.brier_skill),
            _score(card.log),
            _skill(card.log_skill),
            "—" if card.crps is None else significant(card.crps),
            _skill(card.crps_skill),
        )
    console.print(table)
    base = (
        _("the climatology: the share of these forecasts that came, which nobody knew beforehand")
        if found.base == "climatology"
        else _("the base forecasts of the file")
    )
    note(
        console,
        _(
            "Less is better; a skill above 0 is better than {base}. Brier and log score are those "
            "of yes and no. CRPS is that of the date, cut on the day after the window: what comes "
            "later and what never comes are the same to it. Amounts have each a score of their "
            "own, in their unit."
        ).format(base=base),
    )
    if found.open:
        note(
            console,
            _(
                "What comes is known before what does not: as long as forecasts are open, these "
                "scores lean to what came."
            ),
        )
    console.print()


def _group(card: Card) -> str:
    kind, _colon, name = card.group.partition(": ")
    if kind == "by":
        return _("Pledged by {name}").format(name=clean(name) or _("somebody without a name"))
    if kind == "scenario":
        return _("Scenario {name}").format(name=clean(name))
    return _("All")


def _score(value: float | None) -> str:
    return "—" if value is None else decimal(value, 3)


def _skill(value: float | None) -> str:
    return "—" if value is None else percent(value, 0)


def _calibration(console: Console, found: Scores) -> None:
    if not found.calibration:
        return
    table = Table(
        flowing(_("Forecast, %")),
        numeric(_("Number")),
        numeric(_("Mean")),
        numeric(_("Came")),
        numeric(_("95 %")),
    )
    for each in found.calibration:
        low, high = (100.0 * float(end) for end in each.label.split("–"))
        table.add_row(
            f"{decimal(low)}–{decimal(high)}",
            integer(each.forecasts),
            percent(each.mean, 0),
            percent(each.share, 0),
            interval(*each.interval),
        )
    console.print(table)
    note(
        console,
        _(
            "Of forecasts of about the same probability, so many came. 95 %: interval of that "
            "share if they were independent; forecasts of one matter are not, and tell less."
        ),
    )
    console.print()


def _forecasts(console: Console, found: Scores) -> None:
    table = Table(
        flowing(_("Forecast")),
        numeric(_("Line"), _("line")),
        numeric(_("Likely")),
        flowing(_("What came")),
        numeric(_("Brier")),
        numeric(_("Log score"), _("log score")),
        numeric(_("CRPS")),
    )
    for each in found.scored[:MOST]:
        table.add_row(
            _title(each),
            integer(each.line),
            "" if each.probability is None else percent(each.probability),
            _result(each),
            _score(each.brier),
            _score(each.log),
            "—" if each.crps is None else significant(each.crps),
        )
    console.print(table)
    if (more := len(found.scored) - MOST) > 0:
        text = ngettext("… and {n} more", "… and {n} more", more).format(n=integer(more))
        console.print(Text(text, style="dim"))
    console.print()


def _title(each: Scored | Unscored) -> str:
    if not each.given:
        return clean(each.title)
    return _("{title}, given “{other}”").format(title=clean(each.title), other=clean(each.given))


def _result(each: Scored) -> str:
    if each.came is None:
        return clean(each.result)
    if not each.came:
        return _("not within its window")
    return day(each.closes.fromisoformat(each.result))


def _left(console: Console, title: str, when: str, pledges: tuple[Unscored, ...]) -> None:
    if not pledges:
        return
    table = Table(flowing(title), numeric(_("Line"), _("line")), numeric(when))
    for each in pledges[:MOST]:
        last = f"{short_day(each.closes)} {each.closes.year}"
        table.add_row(_title(each), integer(each.line), last)
    console.print(table)
    if (more := len(pledges) - MOST) > 0:
        text = ngettext("… and {n} more", "… and {n} more", more).format(n=integer(more))
        console.print(Text(text, style="dim"))
    console.print()
