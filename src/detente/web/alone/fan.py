"""The relation index of each pair by day, as the futures were played: a few numbers of each day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.charts.style import thinned
from detente.language.current import gettext as _
from detente.language.format import signed
from detente.planes.index import index_name
from detente.report.scenario_texts import ScenarioTexts

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Ends of what holds nine futures in ten, and half of them; the median."""


@dataclass(frozen=True, slots=True)
class Fan:
    """A fan that no switch moves: what is stored of futures are their outcomes, not their days.

    Attributes
    ----------
    title, alt : str
    data : mapping
        What the script draws: ``days``, and of each day its ``quantiles``.
    """

    title: str
    alt: str
    data: dict[str, Any]


def fans(ensemble: Ensemble) -> list[Fan]:
    """One for each relation index."""
    said, columns = ScenarioTexts(ensemble.scenario), ensemble.scenario.watched()
    found = []
    for index in ensemble.scenario.file.index:
        values = ensemble.index_quantiles(columns[index_name(*index.pair)], QUANTILES)
        days = list(thinned(ensemble.days))
        pair = said.pair(index.pair)
        found.append(
            Fan(
                _("Relation index {pair}").format(pair=pair),
                _(
                    "Fan chart of the relation index {pair}: the median goes from {begin} to "
                    "{end}; at the end nine futures in ten lie between {low} and {high}."
                ).format(
                    pair=pair,
                    begin=signed(float(values[0][2])),
                    end=signed(float(values[-1][2])),
                    low=signed(float(values[-1][0])),
                    high=signed(float(values[-1][-1])),
                ),
                {
                    "days": days,
                    "quantiles": [[round(float(v), 2) for v in values[day]] for day in days],
                },
            )
        )
    return found
