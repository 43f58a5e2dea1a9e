"""How large the amounts of a scenario are, for people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from detente.ensemble.amount_said import asked_when, between, error, number, titled, value_named
from detente.language.current import gettext as _
from detente.language.format import error_points, interval, percent
from detente.scenario.given_names import given_row
from detente.terminal.table import Table, flowing, numeric

if TYPE_CHECKING:
    from detente.ensemble.amount import AmountAnswer, ValueChance
    from detente.ensemble.ensemble import Ensemble
    from detente.outcomes.amount import Amount


def show(console: Console, ensemble: Ensemble) -> None:
    """Print a table of numbers and one of values, as far as there are any."""
    listed = [amount for amount in ensemble.scenario.amounts if amount.listed]
    _numbers(console, ensemble, [amount for amount in listed if amount.state is None])
    _states(console, ensemble, [amount for amount in listed if amount.state is not None])


def _numbers(console: Console, ensemble: Ensemble, amounts: list[Amount]) -> None:
    if not amounts:
        return
    table = Table(
        flowing(_("How large")),
        flowing(_("On the evening of")),
        numeric(_("Mean")),
        numeric("±"),
        numeric(_("95 %")),
        numeric(_("Median")),
        numeric(_("80 % of futures")),
    )
    for amount in amounts:
        found = ensemble.amount(amount.id)
        when = asked_when(ensemble, found)
        table.add_row(Text(titled(ensemble, amount)), when, *_cells(amount, found))
        given = ensemble.amount_given(amount.id)
        if given is not None and amount.given is not None:
            name = f"  {given_row(ensemble.scenario, amount.given, _seen(ensemble, amount))}"
            table.add_row(Text(name), "", *_cells(amount, given))
    console.print(table)
    legend = _(
        "95 %: interval of the mean, over the uncertainty of the coefficients and of credences "
        "stated with a spread. ±: its Monte Carlo error. 80 % of futures: between these two values."
    )
    console.print(Text(legend, style="dim"))
    console.print()


def _seen(ensemble: Ensemble, amount: Amount) -> float:
    """How likely that is which an amount is given."""
    return float(ensemble.sees_given(amount).mean())


def _cells(amount: Amount, found: AmountAnswer) -> list[Text]:
    return [
        Text(number(amount, found.mean, mean=True), style="bold"),
        Text(error(found.monte_carlo_error)),
        Text(between(amount, found.low, found.high, mean=True)),
        Text(number(amount, found.median)),
        Text(between(amount, found.quantile_10, found.quantile_90)),
    ]


def _states(console: Console, ensemble: Ensemble, amounts: list[Amount]) -> None:
    if not amounts:
        return
    table = Table(
        flowing(_("Which state")),
        flowing(_("On the evening of")),
        numeric(_("Likely")),
        numeric(_("95 %")),
        numeric("±"),
    )
    for amount in amounts:
        when = asked_when(ensemble, ensemble.amount(amount.id))
        table.add_row(Text(titled(ensemble, amount)), when)
        _values(table, ensemble, amount, ensemble.value_chances(amount.id))
        given = ensemble.value_chances_given(amount.id)
        if given is not None and amount.given is not None:
            seen = _seen(ensemble, amount)
            table.add_row(Text(f"  {given_row(ensemble.scenario, amount.given, seen)}"))
            _values(table, ensemble, amount, given)
    console.print(table)
    console.print()


def _values(
    table: Table, ensemble: Ensemble, amount: Amount, chances: Iterable[ValueChance]
) -> None:
    for each in chances:
        table.add_row(
            Text(f"  {value_named(ensemble, amount, each.value)}"),
            "",
            Text(percent(each.probability), style="bold"),
            interval(each.low, each.high),
            error_points(each.monte_carlo_error),
        )
