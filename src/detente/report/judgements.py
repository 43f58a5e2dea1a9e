"""Forecasts of the source beside the ensemble's own answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.charts.chart import Table
from detente.language.current import gettext as _
from detente.language.format import interval, labelled, percent
from detente.report.scenario_texts import ScenarioTexts
from detente.scenario.given_names import given_clause

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble


def judgements(ensemble: Ensemble) -> Table:
    """One row for each judgement; no rows if there is none."""
    said = ScenarioTexts(ensemble.scenario)
    rows = []
    for claim in ensemble.scenario.claims:
        judgement = claim.judgement
        if judgement is None:
            continue
        estimate = ensemble.judged(claim)
        outcome = said.outcome(judgement.outcome)
        if judgement.given is not None:
            given = given_clause(ensemble.scenario, judgement.given)
            outcome = _("{outcome}, {given}").format(outcome=outcome, given=given)
        if estimate is None:
            ours = verdict = _("no future sees what it is given")
        else:
            ours = f"{percent(estimate.probability)} ({interval(*estimate.interval)})"
            inside = judgement.low <= estimate.probability <= judgement.high
            verdict = _("agrees") if inside else _("disagrees")
        rows.append(
            (
                labelled(said.voice(claim.voice), said.judgement(claim.id)),
                outcome,
                f"{interval(judgement.low, judgement.high)} %",
                ours,
                verdict,
            )
        )
    head = (
        _("The source's judgement"),
        _("Outcome"),
        _("It expects"),
        _("The ensemble"),
        _("Agreement"),
    )
    return Table(head, rows, numeric=False)
