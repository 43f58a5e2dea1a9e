"""Forecasts of the source beside the ensemble's own answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.charts.chart import Table
from detente.language.current import gettext as _
from detente.language.format import interval, labelled, percent
from detente.report.scenario_texts import ScenarioTexts

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
        estimate = ensemble.estimate(judgement.outcome)
        inside = judgement.low <= estimate.probability <= judgement.high
        rows.append(
            (
                labelled(said.voice(claim.voice), said.judgement(claim.id)),
                said.outcome(judgement.outcome),
                f"{interval(judgement.low, judgement.high)} %",
                f"{percent(estimate.probability)} ({interval(*estimate.interval)})",
                _("agrees") if inside else _("disagrees"),
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
