"""Détente: from a text about the relations between powers to how likely, when, and why.

>>> import detente
>>> scenario = detente.load("us-russia-2024")  # doctest: +SKIP
>>> ensemble = scenario.simulate(paths=10_000, seed=1)  # doctest: +SKIP
>>> ensemble.probability("leaders-speak")  # doctest: +SKIP
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from detente.version import __version__ as __version__

if TYPE_CHECKING:
    from detente import events as events
    from detente import rem as rem
    from detente.ensemble.estimate import Estimate
    from detente.ensemble.future import Future
    from detente.errors import (
        CollinearError,
        ConvergenceError,
        DetenteError,
        DetenteWarning,
        EstimationError,
        EstimationWarning,
        InputError,
        MissingValueWarning,
        OutcomeError,
        ScenarioError,
        SeparatedError,
        UnusedColumnWarning,
    )
    from detente.forecasts.forecast import Forecast
    from detente.forecasts.pledge import verify_pledges
    from detente.public import (
        Branches,
        Comparison,
        Ensemble,
        Explanation,
        Fit,
        Observed,
        Repeat,
        Run,
        Scenario,
        Scores,
        SeenAnswer,
        Storylines,
        Watch,
        compare,
        fit,
        load,
        open_run,
        score,
    )
    from detente.report.write import write_report
    from detente.runs.write import write_run
    from detente.scenario.folder import built_in


_HOME = {
    "Branches": "detente.public",
    "CollinearError": "detente.errors",
    "Comparison": "detente.public",
    "ConvergenceError": "detente.errors",
    "DetenteError": "detente.errors",
    "DetenteWarning": "detente.errors",
    "Ensemble": "detente.public",
    "Estimate": "detente.ensemble.estimate",
    "EstimationError": "detente.errors",
    "EstimationWarning": "detente.errors",
    "Explanation": "detente.public",
    "Fit": "detente.public",
    "Forecast": "detente.forecasts.forecast",
    "Future": "detente.ensemble.future",
    "InputError": "detente.errors",
    "MissingValueWarning": "detente.errors",
    "UnusedColumnWarning": "detente.errors",
    "Observed": "detente.public",
    "OutcomeError": "detente.errors",
    "Repeat": "detente.public",
    "Run": "detente.public",
    "Scenario": "detente.public",
    "ScenarioError": "detente.errors",
    "Scores": "detente.public",
    "Storylines": "detente.public",
    "SeenAnswer": "detente.public",
    "Watch": "detente.public",
    "SeparatedError": "detente.errors",
    "built_in": "detente.scenario.folder",
    "compare": "detente.public",
    "fit": "detente.public",
    "load": "detente.public",
    "open_run": "detente.public",
    "score": "detente.public",
    "verify_pledges": "detente.forecasts.pledge",
    "write_report": "detente.report.write",
    "write_run": "detente.runs.write",
}

_PACKAGES = ("events", "rem")

__all__ = [
    "Branches",
    "CollinearError",
    "Comparison",
    "ConvergenceError",
    "DetenteError",
    "DetenteWarning",
    "Ensemble",
    "Estimate",
    "EstimationError",
    "EstimationWarning",
    "Explanation",
    "Fit",
    "Forecast",
    "Future",
    "InputError",
    "MissingValueWarning",
    "Observed",
    "OutcomeError",
    "Repeat",
    "Run",
    "Scenario",
    "ScenarioError",
    "Scores",
    "SeenAnswer",
    "SeparatedError",
    "Storylines",
    "UnusedColumnWarning",
    "Watch",
    "__version__",
    "built_in",
    "compare",
    "events",
    "fit",
    "load",
    "open_run",
    "rem",
    "score",
    "verify_pledges",
    "write_report",
    "write_run",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that importing detente costs nothing."""
    if name in _HOME:
        return getattr(importlib.import_module(_HOME[name]), name)
    if name in _PACKAGES:
        return importlib.import_module(f"detente.{name}")
    raise AttributeError(f"module 'detente' has no attribute '{name}'")


def __dir__() -> list[str]:
    """Public names."""
    return __all__
