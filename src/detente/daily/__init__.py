"""Relational events by days, for many actors at once: the whole world's record in one fit.

>>> from detente.rem import daily
>>> model = daily.DailyModel([daily.Baseline(), daily.Inertia()])  # doctest: +SKIP
>>> model.fit(acts, progress=True).summary  # doctest: +SKIP
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.daily.effects import (
        Baseline,
        DateCovariate,
        DyadCovariate,
        Effect,
        Inertia,
        JointMemory,
        OtherClasses,
        ReceiverActivity,
        Reciprocity,
        SenderActivity,
        Weekend,
    )
    from detente.daily.estimate import Step
    from detente.daily.forecast import Score
    from detente.daily.model import DailyModel
    from detente.daily.size import Size
    from detente.errors import (
        CollinearError,
        ConvergenceError,
        EstimationError,
        EstimationWarning,
        SeparatedError,
    )

_HOME = {
    "Baseline": "detente.daily.effects",
    "CollinearError": "detente.errors",
    "ConvergenceError": "detente.errors",
    "DailyModel": "detente.daily.model",
    "DateCovariate": "detente.daily.effects",
    "DyadCovariate": "detente.daily.effects",
    "Effect": "detente.daily.effects",
    "EstimationError": "detente.errors",
    "EstimationWarning": "detente.errors",
    "Inertia": "detente.daily.effects",
    "JointMemory": "detente.daily.effects",
    "OtherClasses": "detente.daily.effects",
    "ReceiverActivity": "detente.daily.effects",
    "Reciprocity": "detente.daily.effects",
    "Score": "detente.daily.forecast",
    "SenderActivity": "detente.daily.effects",
    "SeparatedError": "detente.errors",
    "Size": "detente.daily.size",
    "Step": "detente.daily.estimate",
    "Weekend": "detente.daily.effects",
}

__all__ = [
    "Baseline",
    "CollinearError",
    "ConvergenceError",
    "DailyModel",
    "DateCovariate",
    "DyadCovariate",
    "Effect",
    "EstimationError",
    "EstimationWarning",
    "Inertia",
    "JointMemory",
    "OtherClasses",
    "ReceiverActivity",
    "Reciprocity",
    "Score",
    "SenderActivity",
    "SeparatedError",
    "Size",
    "Step",
    "Weekend",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name in _HOME:
        return getattr(importlib.import_module(_HOME[name]), name)
    raise AttributeError(f"module 'detente.daily' has no attribute '{name}'")


def __dir__() -> list[str]:
    """Public names."""
    return __all__
