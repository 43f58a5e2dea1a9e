"""Détente: from a text about the relations between powers to how likely, when, and why.

>>> import detente
>>> scenario = detente.load("us-russia-2024")  # doctest: +SKIP
>>> ensemble = scenario.simulate(paths=10_000, seed=1)  # doctest: +SKIP
>>> ensemble.probability("leaders-speak")  # doctest: +SKIP
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente import events as events
    from detente import rem as rem
    from detente.ensemble.ensemble import Ensemble
    from detente.ensemble.estimate import Estimate
    from detente.ensemble.future import Future
    from detente.errors import DetenteError, InputError, OutcomeError, ScenarioError
    from detente.explain.compare import Comparison, compare
    from detente.explain.explanation import Explanation
    from detente.fitting.fit import fit
    from detente.fitting.result import Fit
    from detente.report.write import write_report
    from detente.runs.run import Repeat, Run, open_run
    from detente.runs.write import write_run
    from detente.scenario.folder import built_in
    from detente.scenario.read import load
    from detente.scenario.scenario import Scenario

__version__ = "0.1.0"

_HOME = {
    "Comparison": "detente.explain.compare",
    "DetenteError": "detente.errors",
    "Ensemble": "detente.ensemble.ensemble",
    "Estimate": "detente.ensemble.estimate",
    "Explanation": "detente.explain.explanation",
    "Fit": "detente.fitting.result",
    "Future": "detente.ensemble.future",
    "InputError": "detente.errors",
    "OutcomeError": "detente.errors",
    "Repeat": "detente.runs.run",
    "Run": "detente.runs.run",
    "Scenario": "detente.scenario.scenario",
    "ScenarioError": "detente.errors",
    "built_in": "detente.scenario.folder",
    "compare": "detente.explain.compare",
    "fit": "detente.fitting.fit",
    "load": "detente.scenario.read",
    "open_run": "detente.runs.run",
    "write_report": "detente.report.write",
    "write_run": "detente.runs.write",
}

_PACKAGES = ("events", "rem")

__all__ = [
    "Comparison",
    "DetenteError",
    "Ensemble",
    "Estimate",
    "Explanation",
    "Fit",
    "Future",
    "InputError",
    "OutcomeError",
    "Repeat",
    "Run",
    "Scenario",
    "ScenarioError",
    "__version__",
    "built_in",
    "compare",
    "events",
    "fit",
    "load",
    "open_run",
    "rem",
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
