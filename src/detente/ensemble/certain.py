"""What is certain in futures that were chosen by what is seen: that which is seen itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.ensemble.estimate import Estimate

if TYPE_CHECKING:
    from detente.ensemble.setting import Setting

SURE = {held: Estimate(float(held), (float(held), float(held)), 0.0, 0.0) for held in (True, False)}
"""What is seen has neither an interval nor an error: no draw could make it otherwise."""


def certain(setting: Setting, outcome: str) -> Estimate | None:
    """Probability of an outcome that what is seen settles; None of one that it leaves open."""
    if setting.only is None:
        return None
    first, last = setting.dates[0], setting.dates[-1]
    for each in setting.only.seen:
        held = each.outcome_is(outcome, first, last)
        if held is not None:
            return SURE[held]
    return None
