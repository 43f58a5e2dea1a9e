"""What was observed, for people: what moved, and which acts moved it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import day, decimal, integer, short_day, shortened
from detente.observe.account import Account
from detente.observe.document import document
from detente.terminal.analysts import believed_said
from detente.terminal.relations import note
from detente.terminal.table import Table, flowing, numeric
from detente.terminal.text import clean

if TYPE_CHECKING:
    from detente.observe.became import Became
    from detente.observe.observed import Observed

MOST = 12
"""Acts of nobody that are listed."""

SHORT = 60
"""Characters of a statement beside an act."""


def show(console: Console, found: Observed, became: Sequence[Became] = ()) -> None:
    """Print the period, the claims, what moved them, the coefficients, and what is left out."""
    account = Account.of(document(found), found.scenario)
    _period(console, found)
    _came(console, found)
    if found.claims:
        _claims(console, account)
        _movers(console, account)
    _coefficients(console, account)
    _left(console, found)
    _became(console, became)


def _period(console: Console, found: Observed) -> None:
    first = _("{title}: observed from {first} to {to}").format(
        title=clean(found.scenario.words.title),
        first=day(found.scenario.as_of),
        to=day(found.to),
    )
    console.print(Text(first, style="bold"))
    believed_said(console, found.scenario)
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


def _claims(console: Console, account: Account) -> None:
    table = Table(
        flowing(_("Claim")),
        numeric(_("Before")),
        numeric(_("After")),
        numeric(_("Change")),
        numeric("±"),
    )
    for statement, *numbers in account.claims:
        table.add_row(clean(statement), *numbers)
    console.print(table)
    note(console, _("±: Monte Carlo error of the credence after, one standard error."))


def _movers(console: Console, account: Account) -> None:
    if not account.movers:
        return
    table = Table(
        flowing(_("What moved them")),
        flowing(_("When")),
        flowing(_("Claim")),
        numeric(_("Change")),
    )
    for each in account.movers:
        for turn, (statement, change) in enumerate(each.claims):
            what, when = ("", "") if turn else (clean(each.what), each.when)
            table.add_row(what, when, clean(shortened(statement, SHORT)), change)
    console.print(table)
    note(
        console,
        _(
            "Acts are told before the silence of their day. What all of them moved adds up to the "
            "change of each credence, but for what the number of draws leaves to chance."
        ),
    )


def _coefficients(console: Console, account: Account) -> None:
    for rows, heading, legend in (
        (
            account.rates,
            _("Rate, days a year"),
            _("±: the factor of a standard deviation. The rates are listed that moved most."),
        ),
        (
            account.coefficients,
            _("Coefficient"),
            _("±: standard deviation. The coefficients are listed that moved by most of these."),
        ),
    ):
        if not rows:
            continue
        table = Table(
            flowing(heading),
            numeric(_("Before")),
            numeric("±"),
            numeric(_("After")),
            numeric("±"),
        )
        for name, *numbers in rows:
            table.add_row(clean(name), *numbers)
        console.print(table)
        note(console, legend)


def _became(console: Console, became: Sequence[Became]) -> None:
    """What has become of the scenario's questions and parts in the folder that goes on."""
    if not became:
        return
    table = Table(flowing(_("In the scenario that goes on")), flowing(""))
    for each in became:
        table.add_row(clean(each.title), clean(each.what))
    console.print(table)
    console.print()


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
