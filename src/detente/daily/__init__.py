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
    from detente.daily.failures import DailyFitError, DailyFitWarning
    from detente.daily.forecast import Score
    from detente.daily.model import DailyModel
    from detente.daily.newton import Step
    from detente.daily.size import Size

_HOME = {
    "Baseline": "effects",
    "DailyFitError": "failures",
    "DailyFitWarning": "failures",
    "DailyModel": "model",
    "DateCovariate": "effects",
    "DyadCovariate": "effects",
    "Effect": "effects",
    "Inertia": "effects",
    "JointMemory": "effects",
    "OtherClasses": "effects",
    "ReceiverActivity": "effects",
    "Reciprocity": "effects",
    "Score": "forecast",
    "SenderActivity": "effects",
    "Size": "size",
    "Step": "newton",
    "Weekend": "effects",
}

__all__ = [
    "Baseline",
    "DailyFitError",
    "DailyFitWarning",
    "DailyModel",
    "DateCovariate",
    "DyadCovariate",
    "Effect",
    "Inertia",
    "JointMemory",
    "OtherClasses",
    "ReceiverActivity",
    "Reciprocity",
    "Score",
    "SenderActivity",
    "Size",
    "Step",
    "Weekend",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name in _HOME:
        return getattr(importlib.import_module(f"detente.daily.{_HOME[name]}"), name)
    raise AttributeError(f"module 'detente.daily' has no attribute '{name}'")


def __dir__() -> list[str]:
    """Public names."""
    return __all__
