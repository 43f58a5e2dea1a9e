"""Acts after the as-of date, as a history that the kernel can play."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.effects.scheduled_acts import ScheduledActs
from detente.planes.limits import MOST_SCHEDULED
from detente.scenario.record.kinds import kind_of, narrowest

if TYPE_CHECKING:
    from detente.kernel.compile import Compiled
    from detente.planes.process import Process
    from detente.planes.record import PastAct
    from detente.scenario.scenario import Scenario

CERTAIN = {"mean": 1.0, "sd": 0.0, "basis": "record", "reference": "the record"}
PREFIX = "recorded-"

Sets = list[frozenset[str]]


def hearing(scenario: Scenario, acts: Sequence[PastAct]) -> Scenario:
    """The scenario, in which acts of no process happen too: they are heard all the same."""
    return replace(
        scenario,
        effects=(*scenario.effects, *_heard_alone(scenario, acts)),
        _compiled={},
        _vain=[],
    )


def at_risk(scenario: Scenario, act: PastAct) -> list[Process]:
    """Processes that an act may be: those of its narrowest kind that are at risk on its day."""
    day = (act.date - scenario.as_of).days - 1
    there = [
        process
        for process in scenario.processes
        if {*process.parties} == {*act.parties}
        and (process.joint or process.source == act.source)
        and process.first_day <= day <= process.last_day
    ]
    kinds = {kind_of(process): process for process in there}
    best = narrowest(list(kinds), act.act)
    return [process for process in there if best is not None and process.act == best.act]


def occasion_of(scenario: Scenario, act: PastAct) -> str | None:
    """The row of the announced act that an act is, if it is one: `effect@date`."""
    for effect in scenario.effects:
        if (
            isinstance(effect, ScheduledActs)
            and {effect.source, effect.target, *effect.others} == {*act.parties}
            and (effect.act.joint or effect.source == act.source)
            and act.act.matches(effect.act)
            and any(occasion.date == act.date for occasion in effect.occasions)
        ):
            return f"{effect.id}@{act.date}"
    return None


def _heard_alone(scenario: Scenario, acts: Sequence[PastAct]) -> Iterator[ScheduledActs]:
    """Acts of no process, which are heard all the same, as scheduled ones."""
    dates: dict[tuple[object, ...], list[dt.date]] = {}
    for act in acts:
        if not at_risk(scenario, act) and occasion_of(scenario, act) is None:
            key = (act.source, act.target, str(act.act), act.others)
            dates.setdefault(key, []).append(act.date)
    number = 0
    for (source, target, kind, others), days in dates.items():
        unique = sorted(set(days))
        for begin in range(0, len(unique), MOST_SCHEDULED):
            number += 1
            yield ScheduledActs.model_validate(
                {
                    "effect": "scheduled-acts",
                    "id": f"{PREFIX}{number}",
                    "source": source,
                    "target": target,
                    "act": kind,
                    "with": list(others) if isinstance(others, tuple) else [],
                    "occasions": [
                        {"date": day, "probability": CERTAIN}
                        for day in unique[begin : begin + MOST_SCHEDULED]
                    ],
                }
            )


def history_of(
    scenario: Scenario, compiled: Compiled, acts: Sequence[PastAct], days: int
) -> tuple[NDArray[np.int8], Sets]:
    """Which rows happened on which day; and processes between which an act does not choose."""
    rows = {name: i for i, name in enumerate(compiled.rows)}
    history = np.zeros((days, len(rows)), dtype=np.int8)
    doubtful: Sets = []
    for act in acts:
        day = (act.date - scenario.as_of).days - 1
        found = at_risk(scenario, act)
        announced = None if found else occasion_of(scenario, act)
        if found:
            history[day, rows[found[0].id]] = 1
        elif announced in rows:
            history[day, rows[announced]] = 1
        if len(found) > 1:
            doubtful.append(frozenset(process.id for process in found))
    for name, row in rows.items():
        if name.startswith(PREFIX):
            date = dt.date.fromisoformat(name.partition("@")[2])
            history[(date - scenario.as_of).days - 1, row] = 1
    return history, doubtful
