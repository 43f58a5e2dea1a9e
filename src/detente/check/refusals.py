"""What a check would refuse, as far as it is known soon: for commands that play anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.check.background import check_background
from detente.check.histories import Histories
from detente.check.idle import idle
from detente.check.out_of_reach import out_of_reach
from detente.check.shut import shut
from detente.progress import Progress

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


def refusals(scenario: Scenario, progress: Progress | None = None) -> list[str]:
    """Faults of a scenario, one line each, in the order and the words of `detente check`.

    The claims, the declared signs and the documents are not tried, which takes longer.

    Parameters
    ----------
    scenario : Scenario
    progress : callable, optional
    """
    histories = Histories(scenario.compiled())
    return [
        *(vain.text for vain in scenario.in_vain()),
        *shut(histories),
        *out_of_reach(scenario, histories),
        *(effect.text for effect in idle(scenario, histories) if not effect.settled),
        *check_background(scenario, progress=progress).faults(),
    ]
