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
    from detente.public.comparison import Comparison, compare
    from detente.public.explanation import Explanation
    from detente.public.load import load
    from detente.public.play import Branches, Ensemble, Fit, Observed, Scenario, SeenAnswer, fit
    from detente.public.run import Repeat, Run, open_run
    from detente.public.scores import Scores, score
    from detente.public.storylines import Storylines
    from detente.public.watch import Watch
    from detente.report.write import write_report
    from detente.runs.write import write_run
    from detente.scenario.folder import built_in


_HOME = {
    "Branches": "detente.public.play",
    "CollinearError": "detente.errors",
    "Comparison": "detente.public.comparison",
    "ConvergenceError": "detente.errors",
    "DetenteError": "detente.errors",
    "DetenteWarning": "detente.errors",
    "Ensemble": "detente.public.play",
    "Estimate": "detente.ensemble.estimate",
    "EstimationError": "detente.errors",
    "EstimationWarning": "detente.errors",
    "Explanation": "detente.public.explanation",
    "Fit": "detente.public.play",
    "Forecast": "detente.forecasts.forecast",
    "Future": "detente.ensemble.future",
    "InputError": "detente.errors",
    "MissingValueWarning": "detente.errors",
    "UnusedColumnWarning": "detente.errors",
    "Observed": "detente.public.play",
    "OutcomeError": "detente.errors",
    "Repeat": "detente.public.run",
    "Run": "detente.public.run",
    "Scenario": "detente.public.play",
    "ScenarioError": "detente.errors",
    "Scores": "detente.public.scores",
    "Storylines": "detente.public.storylines",
    "SeenAnswer": "detente.public.play",
    "Watch": "detente.public.watch",
    "SeparatedError": "detente.errors",
    "built_in": "detente.scenario.folder",
    "compare": "detente.public.comparison",
    "fit": "detente.public.play",
    "load": "detente.public.load",
    "open_run": "detente.public.run",
    "score": "detente.public.scores",
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
