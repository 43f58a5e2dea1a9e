"""Forecasts as a versioned JSON document (docs/forecasts.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from detente.forecasts.forecast import Forecast
from detente.numerics.arguments import in_json

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble

FORMAT = "detente-forecasts"
VERSION = 1


def document(ensemble: Ensemble, forecasts: Sequence[Forecast]) -> dict[str, Any]:
    """Every forecast with the counts of futures that it is made of."""
    scenario = ensemble.scenario
    return {
        "format": FORMAT,
        "version": VERSION,
        "scenario": {"id": scenario.id, "title": scenario.title, "hash": scenario.hash},
        "analyst": scenario.believes,
        "as_of": scenario.as_of.isoformat(),
        "horizon": ensemble.days,
        "paths": ensemble.paths,
        "seed": in_json(ensemble.seed),
        "forced": dict(ensemble.forced),
        "credences": dict(ensemble.credences),
        "forecasts": [plain(each) for each in forecasts],
    }


def plain(forecast: Forecast) -> dict[str, Any]:
    """One forecast as plain data."""
    return asdict(forecast) | {
        "points": list(forecast.points),
        "counts": list(forecast.counts),
        "opens": forecast.opens.isoformat(),
        "closes": forecast.closes.isoformat(),
    }
