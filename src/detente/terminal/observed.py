"""What was observed, for people: what moved, and which acts moved it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import (
    day,
    decimal,
    error_points,
    integer,
    percent,
    points,
    short_day,
    shortened,
    signed,
)
from detente.scenario.draw_names import draw_name
from detente.terminal.relations import note
from detente.terminal.table import Table, flowing, numeric
from detente.terminal.text import clean

if TYPE_CHECKING:
    from detente.observe.observed import Mover, Observed

MOST = 12
"""Claims, acts and coefficients that are listed."""

TELLING = 0.002
"""Change of a probability below which nothing is said of it."""

SHORT = 60
"""Characters of a statement beside an act."""


def show(console: Console, found: Observed, lost: Sequence[str] = ()) -> None:
    """Print the period, the claims, what moved them, the coefficients, and what is left out."""
    _period(console, found)
    _came(console, found)
    if found.claims:
        _claims(console, found)
        _movers(console, found)
    _coefficients(console, found)
    _left(console, found)
    for line in lost:
        note(console, clean(line))


def _period(console: Console, found: Observed) -> None:
    first = _("{title}: observed from {first} to {to}").format(
        title=clean(found.scenario.words.title),
        first=day(found.scenario.as_of),
        to=day(found.to),
    )
    console.print(Text(first, style="bold"))
    acts = ngettext("{n} act", "{n} acts", len(found.acts)).format(n=integer(len(found.acts)))
    days = ngettext("{n} day", "{n} days", found.days).format(n=integer(found.days))
    if found.exact:
        console.print(
            _("{acts} in {days}; every belief was gone through.").format(acts=acts, days=days)
        )
    else:
        text = _("{acts} in {days}; {paths} draws, of which {effective} count.")
        console.print(
            text.format(
                acts=acts,
                days=days,
                paths=integer(found.paths),
                effective=integer(round(found.effective)),
            )
        )
    text = _(
        "Logarithm of the chance of all that happened and did not: {after}, as it was learnt day "
        "by day; {before} without learning."
    )
    after, before = float(found.score.sum()), float(found.score_before.sum())
    note(console, text.format(after=decimal(after, 1), before=decimal(before, 1)))


def _came(console: Console, found: Observed) -> None:
    for name, date in sorted(found.came.items(), key=lambda each: each[1]):
        title = clean(found.scenario.words.outcome(name))
        note(console, _("Came on {day}: {title}").format(day=day(date), title=title))


def _claims(console: Console, found: Observed) -> None:
    table = Table(
        flowing(_("Claim")),
        numeric(_("Before")),
        numeric(_("After")),
        numeric(_("Change")),
        numeric("±"),
    )
    claims = sorted(found.claims, key=lambda each: -abs(each.after - each.before))
    for each in claims:
        table.add_row(
            clean(each.statement),
            percent(each.before),
            percent(each.after),
            points(each.after - each.before),
            error_points(each.error),
        )
    console.print(table)
    note(console, _("±: Monte Carlo error of the credence after, one standard error."))


def _movers(console: Console, found: Observed) -> None:
    telling = [each for each in found.movers if each.size > TELLING][:MOST]
    if not telling:
        return
    table = Table(flowing(_("What moved them")), flowing(_("When")), flowing(_("Most of all")))
    for each in telling:
        when = _("all other days") if each.date is None else short_day(each.date)
        what = clean(each.title)
        if each.date is None:
            what = _("no: {what}").format(what=what)
        table.add_row(what, when, _most(found, each))
    console.print(table)
    note(
        console,
        _(
            "Acts are told before the silence of their day. What all of them moved adds up to the "
            "change of each credence, but for what the number of draws leaves to chance."
        ),
    )


def _most(found: Observed, mover: Mover) -> str:
    """The two claims that it moved most."""
    strongest = sorted(mover.moved.items(), key=lambda each: -abs(each[1]))[:2]
    told = [
        f"{points(change)} {clean(shortened(found.claims[claim].statement, SHORT))}"
        for claim, change in strongest
        if abs(change) > TELLING / 4
    ]
    return "; ".join(told)


def _coefficients(console: Console, found: Observed) -> None:
    moved = sorted(found.coefficients, key=lambda each: -abs(each.shift))[:MOST]
    if not moved:
        return
    table = Table(
        flowing(_("Coefficient")),
        numeric(_("Before")),
        numeric("±"),
        numeric(_("After")),
        numeric("±"),
    )
    for each in moved:
        table.add_row(
            clean(draw_name(found.scenario, each.name)),
            signed(each.mean, 2),
            decimal(each.sd, 2),
            signed(each.mean_after, 2),
            decimal(each.sd_after, 2),
        )
    console.print(table)
    note(
        console,
        _("±: standard deviation. The coefficients are listed that moved by most of these."),
    )


def _left(console: Console, found: Observed) -> None:
    if found.unplayed:
        listed = "; ".join(
            f"{short_day(a.date)} {a.source} {a.target} {a.act}" for a in found.unplayed[:MOST]
        )
        more = len(found.unplayed) - MOST
        text = _("Heard, but no evidence, since nobody in the scenario plays them: {acts}")
        listed += " …" if more > 0 else ""
        note(console, text.format(acts=listed))
    if found.outside:
        text = ngettext(
            "{n} act lies outside these days and was left out.",
            "{n} acts lie outside these days and were left out.",
            found.outside,
        )
        note(console, text.format(n=integer(found.outside)))
    if found.untold:
        titles = [clean(found.scenario.words.process(each)) for each in found.untold]
        text = _("The source does not tell of these; their silence says nothing: {titles}")
        note(console, text.format(titles="; ".join(titles)))
