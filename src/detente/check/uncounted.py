"""Sizes of acts that nothing counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.language.current import gettext as _
from detente.language.safe import clean

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


def uncounted(scenario: Scenario) -> Iterator[str]:
    """A line for each process whose acts have a size that changes no level."""
    counted = {impact.row for impact in scenario.compiled().model.impacts if impact.sized}
    for entry in scenario.file.processes:
        if entry.size is not None and entry.id not in counted:
            yield _(
                "process “{process}”: no level counts the size of its acts; give one of its "
                "changes sizes = 1, or leave the size out"
            ).format(process=clean(scenario.words.process(entry.id)))
