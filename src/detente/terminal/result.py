"""The result of `detente simulate`, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from detente.ensemble.tell import asked_about, telling
from detente.terminal.text import clean, day, interval, percent, signed, span, sparkline

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.ensemble.future import Future

WIDTH = 18
"""Characters of a first-passage curve; half of them on a narrow terminal."""

ROOMY = 100
"""Columns from which on a terminal is not narrow."""


def show(console: Console, ensemble: Ensemble) -> None:
    """Print title, outcomes, relation index, sample futures and errors."""
    scenario = ensemble.scenario
    last = ensemble.dates[-1]
    console.print()
    console.print(Text(clean(scenario.title), style="bold"))
    console.print(
        f"As of {day(scenario.as_of)}, to {day(last)} ({ensemble.days} days); "
        f"{ensemble.paths:,} futures, seed {ensemble.seed}."
    )
    for claim, value in ensemble.forced.items():
        console.print(f"Claim forced {'true' if value else 'false'}: {claim}")
    console.print()
    _outcomes(console, ensemble)
    _indices(console, ensemble)
    _judgements(console, ensemble)
    asked = asked_about(ensemble.scenario)
    for title, future in ensemble.sample().items():
        _future(console, title, future, asked)
    _errors(console, ensemble)


def _outcomes(console: Console, ensemble: Ensemble) -> None:
    width = WIDTH if console.width >= ROOMY else WIDTH // 2
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("Outcome", overflow="fold")
    table.add_column("Likely", justify="right", no_wrap=True)
    table.add_column("95 %", justify="right", no_wrap=True)
    table.add_column("When, if it comes", no_wrap=True)
    table.add_column("Wait", justify="right", no_wrap=True)
    table.add_column("Share by date", no_wrap=True, min_width=width)
    for outcome in ensemble.scenario.outcomes:
        if not outcome.listed:
            continue
        estimate = ensemble.estimate(outcome.id)
        dates = ensemble.typical_dates(outcome.id)
        when = "never" if dates is None else span(dates[0], dates[2])
        table.add_row(
            Text(clean(outcome.title)),
            Text(percent(estimate.probability), style="bold"),
            interval(*estimate.interval),
            when,
            f"{ensemble.mean_waiting(outcome.id):.0f} d",
            Text(sparkline(list(ensemble.first_passage(outcome.id)), width), style="cyan"),
        )
    console.print(table)
    console.print(
        Text(
            "95 %: coefficients and Monte Carlo error. When: the middle half of the futures in "
            "which it comes about. Wait: mean days until it does, cut at the horizon. Share by "
            "date: from the first day to the last, a full block is 100 %.",
            style="dim",
        )
    )
    console.print()


def _indices(console: Console, ensemble: Ensemble) -> None:
    for declared in ensemble.scenario.file.index:
        path = ensemble.index(*declared.pair)
        names = [ensemble.scenario.actors[a].name for a in declared.pair]
        console.print(
            f"Relation index {' – '.join(names)} (−10 hostile … 10 friendly): now "
            f"[bold]{signed(path.mean[0])}[/bold]; on {day(path.dates[-1])} "
            f"[bold]{signed(path.mean[-1])}[/bold] "
            f"(80 % of the futures: {signed(path.low[-1])} to {signed(path.high[-1])})"
        )
    if ensemble.scenario.file.index:
        console.print()


def _judgements(console: Console, ensemble: Ensemble) -> None:
    for claim in ensemble.scenario.claims:
        judgement = claim.judgement
        if judgement is None:
            continue
        ours = ensemble.probability(judgement.outcome)
        outcome = ensemble.scenario.outcome(judgement.outcome)
        side = "agrees" if judgement.low <= ours <= judgement.high else "disagrees"
        console.print(
            Text(
                f"The source's judgement — {clean(judgement.words)}: between "
                f"{percent(judgement.low)} and {percent(judgement.high)} for "
                f"“{clean(outcome.title)}”. The ensemble {side}: {percent(ours)}."
            )
        )
        console.print()


def _future(console: Console, title: str, future: Future, asked: set[str]) -> None:
    console.print(Text(f"{title[0].upper()}{title[1:]} (path {future.path})", style="bold"))
    chosen = telling(future, asked)
    for act in chosen:
        line = Text(f"{day(act.date)} — {clean(act.prose)}")
        console.print(Padding(line, (0, 0, 0, 2), expand=False))
    rest = len(future.acts) - len(chosen)
    if rest:
        acts = "one act" if rest == 1 else f"{rest} acts"
        console.print(Text(f"  … and {acts} of a more usual kind.", style="dim"))
    console.print()


def _errors(console: Console, ensemble: Ensemble) -> None:
    listed = [o.id for o in ensemble.scenario.outcomes if o.listed]
    if not listed:
        return
    estimates = {outcome: ensemble.estimate(outcome) for outcome in listed}
    widest = max(listed, key=lambda o: estimates[o].monte_carlo)
    error = estimates[widest].monte_carlo
    spread = max(e.parameter_sd for e in estimates.values())
    matters = error > 0.25 * spread and error > 0.002
    console.print(
        Text(
            f"Monte Carlo error at most ±{196 * error:.1f} points ({widest}); the coefficients' "
            f"uncertainty is up to ±{196 * spread:.0f} points. "
            + (
                "More paths would sharpen the answer."
                if matters
                else "More paths would hardly change the answer."
            ),
            style="dim",
        )
    )
