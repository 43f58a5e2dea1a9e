"""What kind of uncertainty an outcome has, and what knowing each claim would remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import decimal, percent, share
from detente.terminal.table import Column, Table, flowing, numeric
from detente.terminal.text import clean

if TYPE_CHECKING:
    from detente.explain.claim_shares import ClaimShare
    from detente.explain.explanation import Explanation
    from detente.explain.variance import Share

CLAIMS = 8
"""Claims that are shown."""

LEAST = 0.005
"""Share of the variance below which a claim is not shown: it prints as nothing."""


def show(console: Console, explanation: Explanation) -> None:
    """Print both tables, or why there are none."""
    console.print(Text(_("What kind of uncertainty"), style="bold"))
    split = explanation.split
    if explanation.ensemble.only is not None:
        text = _(
            "How it splits into claims, coefficients and chance is told of all futures alone: what "
            "is drawn anew for it would undo what is seen in these."
        )
        console.print(Text(text, style="dim"))
        console.print()
        return
    if split is None or split.variance <= 0.0:
        text = _(
            "The outcome came in none of the futures, or in all of them: there is no variance to "
            "be shared."
        )
        console.print(Text(text, style="dim"))
        console.print()
        return
    names = {
        "belief": _("which claims hold"),
        "parameters": _("coefficients"),
        "chance": _("chance"),
    }
    table = _table(_("Uncertainty"))
    for each in split.shares:
        _row(table, names[each.group], each, 0)
    console.print(table)
    words = explanation.ensemble.scenario.words
    telling = [each for each in explanation.claim_shares if each.total >= LEAST][:CLAIMS]
    if telling:
        console.print()
        table = _table(_("Claim"))
        for claim in telling:
            _row(table, clean(words.claim(claim.claim)), claim, 1)
        console.print(table)
        rest = len(explanation.claim_shares) - len(telling)
        if rest > 0:
            text = ngettext("… and {n} claim more.", "… and {n} claims more.", rest)
            console.print(Text(text.format(n=rest), style="dim"))
    text = _(
        "Shares of the variance of the outcome over the futures (Sobol' indices). First-order: "
        "what knowing it would remove. Total: what would be left if all else were known; what "
        "several do together counts for each of them. {together} is what the three do only "
        "together. ±: Monte Carlo error; what noise alone takes below 0 or above 100 % is cut."
    ).format(together=share(split.together))
    console.print(Text(text, style="dim"))
    console.print()


def _table(first: str) -> Table:
    error = Column("±", right=True, joins=True)
    return Table(flowing(first), numeric(_("First-order")), error, numeric(_("Total")), error)


def _row(table: Table, name: str, each: Share | ClaimShare, digits: int) -> None:
    table.add_row(
        Text(name),
        percent(each.first, digits),
        decimal(100 * each.first_error, digits),
        percent(each.total, digits),
        decimal(100 * each.total_error, digits),
    )
