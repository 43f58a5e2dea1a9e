"""What was observed before the first day that is played, on the page."""

from __future__ import annotations

from dataclasses import dataclass

from detente.charts.chart import Chart, Table
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import day, decimal, integer
from detente.observe.account import Account
from detente.observe.chart import figure


@dataclass(frozen=True, slots=True)
class ObservedPart:
    """The section of the page.

    Attributes
    ----------
    lines : list of str
        The period, and how likely all of it was.
    charts : list of Chart
        Credences before and after; empty where nothing was claimed.
    movers, rates, coefficients : Table
        Without rows where nothing is to be told.
    """

    lines: list[str]
    charts: list[Chart]
    movers: Table
    rates: Table
    coefficients: Table


def observed_part(account: Account) -> ObservedPart:
    """Put the section together in the language in force."""
    before, after = _("Before"), _("After")
    return ObservedPart(
        list(_lines(account)),
        [figure(account)] if account.shares else [],
        Table(
            (_("What moved them"), _("When"), _("Claim moved most"), _("Change")),
            [(each.what, each.when, *each.claims[0]) for each in account.movers],
            numeric=False,
        ),
        Table((_("Rate, days a year"), before, "±", after, "±"), account.rates),
        Table((_("Coefficient"), before, "±", after, "±"), account.coefficients),
    )


def _lines(account: Account) -> list[str]:
    days = (account.to - account.since).days
    acts = ngettext("{n} act", "{n} acts", account.acts).format(n=integer(account.acts))
    period = ngettext("{n} day", "{n} days", days).format(n=integer(days))
    first = _("The scenario goes on from what was observed from {first} to {to}: {acts} in {days}.")
    told = [
        first.format(first=day(account.since), to=day(account.to), acts=acts, days=period),
        _(
            "Logarithm of the chance of all that happened and did not: {after}, as it was learnt "
            "day by day; {before} without learning."
        ).format(
            after=decimal(account.score, 1),
            before=decimal(account.score_before, 1),
        ),
    ]
    if not account.exact:
        text = _(
            "{paths} draws of claims and coefficients, of which {effective} count; they are played."
        )
        told.append(text.format(paths=integer(account.paths), effective=integer(account.effective)))
    return told
