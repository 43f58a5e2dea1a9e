"""Where many claims have acts bring about acts, each brings about fewer."""

from __future__ import annotations

from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import percent
from detente.reading.writing.plan import Plan
from detente.reading.writing.toml import Table

SETTLES = 0.95
"""Largest spectral radius of acts that bring about acts with which a scenario is written."""
STEP = 0.7
"""What is left of each coefficient when it is weakened once."""
FAINT = 0.05
"""What is left of them below which weakening has not helped."""

FEEDS = frozenset(
    {
        "inertia",
        "reciprocity",
        "response",
        "third-parties",
        "mediation",
        "patronage",
        "restraint",
        "sanctions",
        "signal",
        "red-line",
        "outside-options",
        "contested-order",
        "audience",
        "legacy",
    }
)
"""Effects by which acts move acts."""

NUMBERS = ("coefficient", "support_coefficient")


def weaken(plan: Plan, share: float) -> None:
    """Leave a share of the coefficients by which acts move acts."""
    plan.share = share
    if share == 1.0:
        return
    for effect in plan.effects:
        if effect["effect"] in FEEDS:
            for name in NUMBERS:
                if name in effect:
                    effect[name] = _less(effect[name], share)
            if "coefficients" in effect:
                effect["coefficients"] = [_less(each, share) for each in effect["coefficients"]]


def _less(number: Table, share: float) -> Table:
    mean, sd = (round(number[name] * share, 3) for name in ("mean", "sd"))
    said = _("{share} of what a reading begins with, so that acts do not go on without end")
    return number | {
        "mean": mean,
        "sd": sd,
        "reference": fill(said, share=percent(share, 0)),
        "template": {"mean": mean, "sd": sd},
    }
