"""The interval of an outcome as tables have it, or why it has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.ensemble.certain import certain
from detente.language.current import gettext as _
from detente.language.format import interval

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble


def interval_said(ensemble: Ensemble, outcome: str) -> str:
    """Interval of an outcome's probability; of one that what is seen settles, that it is seen."""
    if certain(ensemble.setting, outcome) is not None:
        return _("seen")
    return interval(*ensemble.estimate(outcome).interval)
