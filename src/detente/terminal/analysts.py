"""What analysts believe, how far they are apart, and from which claims it comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from rich.console import Console
from rich.text import Text

from detente.language.counted import futures
from detente.language.current import gettext as _
from detente.language.format import error_points, labelled, percent, plus, semicolons
from detente.language.listing import listing
from detente.scenario.believed import weights
from detente.scenario.credence_rows import STATED, credence_rows
from detente.scenario.credences import POOL
from detente.scenario.whose import whose
from detente.terminal.table import Table, flowing, numeric
from detente.terminal.text import clean

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.explain.disagreement import Disagreement, Part
    from detente.scenario.scenario import Scenario

MOST = 6
"""Analysts that have a column of their own."""


def believed_said(console: Console, scenario: Scenario) -> None:
    """Say whose credences were played, where they are not the scenario's."""
    if (text := whose(scenario)) is not None:
        console.print(Text(text))


def believed(console: Console, ensemble: Ensemble) -> None:
    """Say whose credences were played, and what each analyst of a pool makes of the outcomes."""
    scenario = ensemble.scenario
    if scenario.believes is None:
        return
    if not scenario.minds:
        believed_said(console, scenario)
        console.print()
        return
    minds = scenario.minds[:MOST]
    table = Table(
        flowing(_("By analyst")),
        *(numeric(mind.name) for mind in minds),
        numeric(_("Between")),
        numeric(_("Share")),
    )
    for outcome in scenario.outcomes:
        found = ensemble.between_analysts(outcome.id) if outcome.listed else None
        if found is None:
            continue
        held = [
            "—" if each.estimate is None else percent(each.estimate.probability)
            for each in found.held[: len(minds)]
        ]
        title = clean(scenario.words.outcome(outcome.id))
        table.add_row(title, *held, percent(found.sd), percent(found.share, 0))
    console.print(table)
    who = semicolons(
        _("{analyst} {weight}").format(analyst=mind.name, weight=percent(mind.weight, 0))
        for mind in scenario.minds
    )
    console.print(
        Text(
            _(
                "Linear pool ({who}): each draw of the coefficients goes with the credences of one "
                "analyst, so that their disagreement is in the interval. Between: standard "
                "deviation between the analysts' probabilities; share: of the variance that the "
                "interval shows."
            ).format(who=who),
            style="dim",
        )
    )
    console.print()


def credences(console: Console, scenario: Scenario) -> None:
    """Print the credences of all analysts side by side."""
    rows = credence_rows(scenario)
    shown = [STATED, *list(scenario.analysts)[:MOST], *([POOL] if scenario.analysts else [])]
    headings = {STATED: _("Scenario"), POOL: _("Pool")}
    table = Table(
        flowing(_("Claim")), *(numeric(headings.get(name, clean(name))) for name in shown)
    )
    words = scenario.words
    for claim in scenario.claims:
        cells: list[str] = []
        others: list[str] = []
        cases: list[list[str]] = [[] for _case in claim.cases]
        for name in shown:
            row = rows[f"{claim.id}:{name}"]
            sd = f" ± {percent(row.sd)}" if row.sd else ""
            cells.append(f"{percent(row.credence)}{sd}")
            others.append("" if row.otherwise is None else percent(row.otherwise))
            for line, credence in zip(cases, row.cases, strict=True):
                line.append(percent(credence))
        table.add_row(clean(words.claim(claim.id)), *cells)
        if claim.given:
            given = clean(words.claim(claim.given)).rstrip(".")
            text = _("  if not: “{antecedent}”").format(antecedent=given)
            table.add_row(text, *others, style="dim")
        for case, shares in zip(claim.cases, cases, strict=True):
            table.add_row(_case(scenario, case.where), *shares, style="dim")
    console.print(table)
    if not scenario.analysts:
        text = _("No analysts: put their credences into credences/NAME.csv.")
        console.print(Text(text, style="dim"))
        return
    share = weights(scenario)
    told = semicolons(f"{clean(name)} {percent(weight, 0)}" for name, weight in share.items())
    table_ = scenario.file.analysts
    text = (
        _("Pool: logarithmic; weights: {weights}.")
        if table_ is not None and table_.pool == "logarithmic"
        else _("Pool: linear; weights: {weights}.")
    )
    console.print(Text(text.format(weights=told), style="dim"))


def _case(scenario: Scenario, where: Mapping[str, bool]) -> str:
    """Which other claims hold in a case, and which fail, in words."""
    told = (
        (_("“{claim}” holds") if truth else _("“{claim}” fails")).format(
            claim=clean(scenario.words.claim(claim)).rstrip(".")
        )
        for claim, truth in where.items()
    )
    return _("  where {case}").format(case=listing(list(told)))


def disagreement(console: Console, scenario: Scenario, found: Disagreement) -> None:
    """Print from which claims a disagreement comes."""
    console.print()
    console.print(Text(clean(scenario.words.outcome(found.outcome)), style="bold"))
    for name, p in zip(found.analysts, found.probabilities, strict=True):
        console.print(Text(f"  {labelled(clean(name), percent(p))}"))
    console.print()
    two = len(found.analysts) == 2
    table = Table(
        flowing(_("Where it comes from")),
        *(
            [numeric(_("Points")), numeric("±")]
            if two
            else [numeric(_("Share")), *(numeric(clean(name)) for name in found.analysts[:MOST])]
        ),
    )
    for part in found.parts:
        table.add_row(_named(scenario, part), *_cells(found, part))
    values = np.array([part.values for part in found.parts]).sum(axis=0) if found.parts else []
    table.add_row(
        _("in all"),
        *(
            [plus(100.0 * found.whole, 1)]
            if two
            else [percent(1.0, 0), *(plus(100.0 * v, 1) for v in values[:MOST])]
        ),
        style="bold",
    )
    console.print(table)
    text = (
        _(
            "Points: what the claim adds to the probability of {second} less that of {first}, "
            "averaged over all orders in which the credences may change hands; ±: its Monte Carlo "
            "error; over {futures}."
        ).format(
            first=clean(found.analysts[0]),
            second=clean(found.analysts[1]),
            futures=futures(found.paths),
        )
        if two
        else _(
            "Share: of the variance between the analysts; by analyst: what the claim adds to the "
            "probability, against the mean credences; over {futures}."
        ).format(futures=futures(found.paths))
    )
    console.print(Text(text, style="dim"))


def _named(scenario: Scenario, part: Part) -> str:
    if not part.claims:
        return _("the rates, as each set of credences plays them")
    said = [clean(scenario.words.claim(claim)).rstrip(".") for claim in part.claims]
    return semicolons(said)


def _cells(found: Disagreement, part: Part) -> Sequence[str]:
    if len(found.analysts) == 2:
        return plus(100.0 * part.part, 1), error_points(part.error)
    share = part.part / found.whole if found.whole else 0.0
    return percent(share, 0), *(plus(100.0 * v, 1) for v in part.values[:MOST])
