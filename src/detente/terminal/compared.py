"""Two ensembles side by side, for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from detente.ensemble.amount_said import (
    error,
    moved,
    moved_between,
    number,
    titled,
    value_named,
)
from detente.explain.days_compared import in_words as days_compared
from detente.explain.memo import compared
from detente.explain.said import own_part_in_words
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import (
    contribution,
    day,
    difference,
    error_points,
    integer,
    percent,
    plus,
    points,
    semicolons,
)
from detente.scenario.effect_names import effect_name
from detente.scenario.given_names import given_clause
from detente.scenario.whose import whose
from detente.terminal import memo
from detente.terminal.placeholders import placeholders
from detente.terminal.result import chosen_said, intervention_said, named
from detente.terminal.table import Table, flowing, numeric
from detente.terminal.text import clean, together

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.explain.compare import Comparison

ROWS = 12
"""Contributions that are shown."""


def _name(ensemble: Ensemble, *, dated: bool) -> str:
    """What an ensemble is of; with its dates, where the other has different ones."""
    text = (
        _("{scenario}, {paths} × {days} d from {first} to {last}, seed {seed}")
        if dated
        else _("{scenario}, {paths} × {days} d, seed {seed}")
    )
    return text.format(
        scenario=clean(ensemble.scenario.words.title),
        paths=integer(ensemble.paths),
        days=integer(ensemble.days),
        seed=ensemble.seed,
        first=day(ensemble.dates[0]),
        last=day(ensemble.dates[-1]),
    )


def _given(comparison: Comparison, outcome: str) -> tuple[str, str, str, str] | None:
    """Of an outcome that counts after another: the chances given that one, and their difference."""
    first, second = comparison.first.after(outcome), comparison.second.after(outcome)
    if first is None or second is None or comparison.first.days != comparison.second.days:
        return None
    words = comparison.first.scenario.words
    name = _("  given “{antecedent}”").format(antecedent=clean(words.outcome(first.antecedent)))
    if first.given is None or second.given is None:
        return None
    a, b = first.given.probability, second.given.probability
    return name, percent(a), percent(b), points(b - a)


def _given_rows(comparison: Comparison, outcome: str) -> Iterator[tuple[str | Text, ...]]:
    """Of an outcome that both scenarios give the same: its chance given that, and of both."""
    scenario = comparison.first.scenario
    given = scenario.outcome(outcome).given
    row = next((each for each in comparison.given if each.outcome == outcome), None)
    if row is None or given is None:
        return
    yield (
        Text(f"  {given_clause(scenario, given)}"),
        percent(row.first),
        percent(row.second),
        Text(points(row.difference), style="bold" if row.told else ""),
        difference(*row.interval),
        error_points(row.monte_carlo),
    )
    yield (
        Text(_("  both, in the same future")),
        percent(row.joint_first),
        percent(row.joint_second),
        points(row.joint_difference),
        difference(*row.joint_interval),
        error_points(row.joint_monte_carlo),
    )


def _amounts(console: Console, comparison: Comparison) -> None:
    """Means of amounts, and chances of the values of states, side by side."""
    if not comparison.amounts:
        return
    ensemble = comparison.first
    table = Table(
        flowing(_("How large, in the mean")),
        *map(numeric, ("A", "B", together(_("B − A")), _("95 %"), "±")),
    )
    shown: set[str] = set()
    for row in comparison.amounts:
        amount = ensemble.scenario.amount(row.amount)
        title = Text(titled(ensemble, amount))
        style = "bold" if row.told else ""
        if row.value is not None:
            if row.amount not in shown:
                table.add_row(title)
            shown.add(row.amount)
            table.add_row(
                Text(f"  {value_named(ensemble, amount, row.value)}"),
                percent(row.first),
                percent(row.second),
                Text(_("{points} points").format(points=points(row.difference)), style=style),
                difference(*row.interval),
                error_points(row.monte_carlo),
            )
            continue
        table.add_row(
            title,
            number(amount, row.first, mean=True),
            number(amount, row.second, mean=True),
            Text(moved(amount, row.difference), style=style),
            moved_between(amount, *row.interval),
            error(row.monte_carlo),
        )
    console.print(table)
    console.print()


def _effect(comparison: Comparison, effect: str) -> str:
    """Name of an effect of either scenario."""
    for ensemble in (comparison.first, comparison.second):
        if any(each.id == effect for each in ensemble.scenario.effects):
            return effect_name(ensemble.scenario, effect)
    return clean(effect)


def show(console: Console, comparison: Comparison) -> None:
    """Print the differences, in words first."""
    console.print()
    memo.show(console, compared.memo(comparison), words=False)
    dated = comparison.first.dates != comparison.second.dates
    console.print(Text(f"A  {_name(comparison.first, dated=dated)}", style="bold"))
    console.print(Text(f"B  {_name(comparison.second, dated=dated)}", style="bold"))
    if comparison.first.scenario.hash == comparison.second.scenario.hash:
        placeholders(console, comparison.first.scenario)
    else:
        placeholders(console, comparison.first.scenario, "A")
        placeholders(console, comparison.second.scenario, "B")
    for name, ensemble in (("A", comparison.first), ("B", comparison.second)):
        if (credences := whose(ensemble.scenario)) is not None:
            console.print(Text(f"{name}  {credences}"))
        for line in (*chosen_said(ensemble.setting), *intervention_said(ensemble)):
            console.print(Text(f"{name}  {line}"))
    if not dated:  # else the memo says it
        console.print(Text(days_compared(comparison)))
    console.print()
    wait = _("Wait, days")
    table = Table(
        flowing(_("Outcome")),
        *map(numeric, ("A", "B", together(_("B − A")), _("95 %"), "±", wait)),
        numeric(_("95 %"), f"{wait}, {_('95 %')}"),
    )
    for row in comparison.outcomes:
        cells = (
            Text(clean(named(comparison.first, row.outcome))),
            percent(row.first),
            percent(row.second),
            Text(points(row.difference), style="bold" if row.told else ""),
            difference(*row.interval),
            error_points(row.monte_carlo),
            plus(row.waiting, 0),
            difference(*row.waiting_interval, scale=1.0, digits=0),
        )
        table.add_row(*cells)
        given = _given(comparison, row.outcome)
        if given is not None:
            table.add_row(*given)
        for told in _given_rows(comparison, row.outcome):
            table.add_row(*told)
    console.print(table)
    legend = _(
        "Points. 95 %: interval of the difference, over the uncertainty of the coefficients and of "
        "credences stated with a spread. ±: its Monte Carlo error."
    )
    console.print(Text(legend, style="dim"))
    for name, ensemble, missing in (
        ("A", comparison.first, comparison.only_first),
        ("B", comparison.second, comparison.only_second),
    ):
        if missing:
            titles = semicolons(clean(ensemble.scenario.words.outcome(each)) for each in missing)
            only = _("Only in {name}: {outcomes}").format(name=name, outcomes=titles)
            console.print(Text(only, style="dim"))
    console.print()
    _amounts(console, comparison)
    if not comparison.contributions:
        return
    of = comparison.first.scenario.words.outcome(comparison.outcome or "")
    heading = _(
        "Which contributions differ: {outcome} (logarithm of the daily chance, mean over days)"
    )
    console.print(Text(clean(heading.format(outcome=clean(of))), style="bold"))
    table = Table(
        flowing(_("Act")),
        flowing(_("Effect")),
        *map(numeric, ("A", "B", together(_("B − A")))),
        names=2,
    )
    for part in comparison.contributions[:ROWS]:
        table.add_row(
            Text(clean(comparison.first.scenario.words.process(part.process) or part.process)),
            Text(own_part_in_words(part.effect) or _effect(comparison, part.effect)),
            contribution(part.first),
            contribution(part.second),
            contribution(part.difference),
        )
    console.print(table)
    rest = len(comparison.contributions) - ROWS
    if rest > 0:
        text = ngettext("… and {n} smaller difference.", "… and {n} smaller differences.", rest)
        console.print(Text(text.format(n=rest), style="dim"))
