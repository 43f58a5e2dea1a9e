"""Every coefficient with its basis."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from detente.charts.chart import Table
from detente.language.current import gettext as _
from detente.language.format import general, labelled
from detente.language.safe import clean
from detente.report.scenario_texts import ScenarioTexts
from detente.scenario.draw_names import draw_name
from detente.scenario.rate_said import rate_reference

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.planes.model import Draw

DEFINITION = "definition"
"""Basis of numbers that say what a thing is, such as 1: nothing is uncertain about them."""


def _bases() -> dict[str, str]:
    return {
        "judgement": _("judgement"),
        "literature": _("literature"),
        "record": _("record"),
        "fitted": _("fitted"),
    }


def rates(ensemble: Ensemble) -> Table:
    """Usual rates of the processes."""
    said, bases = ScenarioTexts(ensemble.scenario), _bases()
    return Table(
        (_("Usual rate of"), _("Days a year"), _("sd (log)"), _("Basis"), _("Reference")),
        [
            (
                labelled(
                    (" – " if p.joint else " → ").join(map(said.actor, p.parties)),
                    said.process(p.id),
                ),
                general(p.rate.per_year),
                general(p.rate.sd),
                bases[p.rate.basis],
                rate_reference(ensemble.scenario, p),
            )
            for p in ensemble.scenario.processes
        ],
        numeric=False,
    )


def coefficients(ensemble: Ensemble) -> Table:
    """All other numbers that are drawn or judged, by name."""
    bases = _bases()
    draws: dict[str, Draw] = {}
    for coefficient in ensemble.scenario.compiled(ensemble.days).coefficients:
        draw = coefficient.draw
        if draw.basis != DEFINITION and not draw.name.startswith("rate:"):
            draws.setdefault(draw.name, draw)
    return Table(
        (_("Coefficient"), _("Mean"), _("sd"), _("Basis"), _("Reference")),
        [
            (
                draw_name(ensemble.scenario, draw.name) + _bounds(draw),
                general(draw.mean),
                general(draw.sd),
                bases.get(draw.basis, draw.basis),
                clean(ensemble.scenario.words.reference(draw.reference)),
            )
            for draw in sorted(draws.values(), key=lambda d: d.name)
        ],
        numeric=False,
    )


def _bounds(draw: Draw) -> str:
    low, high = draw.low, draw.high
    if math.isinf(low) and (math.isinf(high) or high >= 1e9):
        return ""
    if math.isinf(high) or high >= 1e9:
        return f" (≥ {general(low)})"
    return f" ({general(low)} … {general(high)})"
