"""Windows that leave nothing out: they reach further back than record and play together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.conditions.found import conditions_in
from detente.conditions.model import ActsCondition, AfterCondition, ProcessesCondition
from detente.conditions.names import within
from detente.conditions.words import clause
from detente.language.counted import stated_days
from detente.language.current import gettext as _

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


def too_wide(scenario: Scenario) -> Iterator[str]:
    """A line for each window from which no act and no day ever falls out."""
    since = [state.since for state in scenario.states if state.since is not None]
    lasted = max(((scenario.as_of - date).days + 1 for date in since), default=0)
    most = scenario.file.horizon + max(scenario.record.span, lasted)
    told: set[str] = set()
    tables = (scenario.file, scenario.effects, scenario.outcomes, scenario.amounts)
    for condition in conditions_in(tables):
        for _key, part in within(condition):
            if not isinstance(part, ActsCondition | ProcessesCondition | AfterCondition):
                continue
            if part.within is None or part.within <= most:
                continue
            line = _(
                "within = {days}: record and play together have {most}, so that nothing ever falls "
                "out of it: {clause}"
            ).format(days=part.within, most=stated_days(most), clause=clause(part, scenario.words))
            if line not in told:
                told.add(line)
                yield line
