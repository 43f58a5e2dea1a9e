"""What a record of acts resolves by itself: outcomes, amounts and conditions that hang on acts.

The acts are played as a history: nothing else happens. What hangs on chance besides, on a state
that moves by a hazard, a level with shocks, a mood, on a claim or on a coefficient that is drawn,
the acts do not tell, and it stays open. Chance is looked for in the model itself, claims and
coefficients by playing the history with many of both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.baseline.coefficients import coefficient_matrix
from detente.forecasts.resolved import Known, Resolved
from detente.kernel.play import Played, play
from detente.outcomes.condition import HOLDS
from detente.scenario.record.later import check_later
from detente.scenario.told import Sets, hearing, history_of

if TYPE_CHECKING:
    from detente.kernel.compile import Compiled
    from detente.planes.model import Model
    from detente.planes.record import PastAct
    from detente.scenario.scenario import Scenario

PLAYS = 64
"""Times that the history is played, with other claims and coefficients each."""

SEED = 1


def by_acts(
    scenario: Scenario,
    acts: Sequence[PastAct],
    until: dt.date,
    untold: Collection[str] = (),
    days: int | None = None,
) -> Resolved:
    """What acts after the as-of date resolve.

    Parameters
    ----------
    scenario : Scenario
    acts : sequence of PastAct
        All that happened up to `until`; those up to the as-of date are the scenario's own.
    until : date
        Last day that they cover.
    untold : collection of str
        Processes of which they say nothing, whether these happened or not.
    days : int, optional
        So many days were played; by default the horizon.

    Returns
    -------
    Resolved
        Of the scenario's id: dates of outcomes and conditions, values of amounts.
    """
    days = days or scenario.file.horizon
    end = scenario.as_of + dt.timedelta(days=days)
    until = min(until, end)
    check_later(scenario, until)
    later = [act for act in acts if scenario.as_of < act.date <= until]
    compiled = hearing(scenario, later).compiled(days)
    history, doubtful = history_of(scenario, compiled, later, days)
    played = _played(compiled, history)
    chancy = _chancy(compiled.model, untold)
    doubtful += [frozenset({name, ""}) for name in untold]  # never all of it, so never told
    known: dict[tuple[str, str], Known] = {}
    covered = (until - scenario.as_of).days
    for name, found in _outcomes(scenario, compiled, played, chancy, doubtful, covered):
        known[scenario.id, name] = Known(found, until)
    for name, value in _values(scenario, compiled, played, chancy, covered):
        known[scenario.id, name] = value
    return Resolved(known)


def _played(compiled: Compiled, history: NDArray[np.int8]) -> Played:
    """The history with many claims and coefficients: all true, all false, and others by lot."""
    random = np.random.default_rng(SEED)
    truth = random.integers(0, 2, (PLAYS, len(compiled.claims))).astype(np.uint8)
    truth[0], truth[1] = 1, 0
    index = np.arange(PLAYS, dtype=np.int64)
    theta = coefficient_matrix(compiled.coefficients, compiled.claims, truth, SEED, index)
    return play(compiled, SEED, index, theta, truth, forced=history)


def _chancy(model: Model, untold: Collection[str]) -> set[str]:
    """Planes that hang on chance (moods, states, shocks, sizes), or on what is untold."""
    found = {*model.moods}
    found |= {impact.memory for impact in model.impacts if impact.row in untold}
    found |= {level.name for level in model.levels.values() if level.spread is not None}
    found |= {impact.memory for impact in model.impacts if impact.sized}
    for state in model.states.values():
        if len(state.start) > 1 or not all(each.certain for each in state.transitions):
            found |= {state.name, state.age}
    size = -1
    while size != len(found):  # until nothing more hangs on what was found
        size = len(found)
        found |= {each.name for each in model.derived.values() if found & {*each.inputs}}
        found |= {e.name for e in model.relaxing.values() if found & {e.target, e.speed}}
        for state in model.states.values():
            if found & {each.plane for each in state.transitions}:
                found |= {state.name, state.age}
        for level in model.levels.values():
            if found & {level.inflow_plane, level.season}:
                found.add(level.name)
        found |= {each.memory for each in model.impacts if each.plane in found}
    return found


def _outcomes(
    scenario: Scenario,
    compiled: Compiled,
    played: Played,
    chancy: set[str],
    doubtful: Sets,
    covered: int,
) -> Iterator[tuple[str, list[dt.date]]]:
    """Outcomes that the acts tell, with the date on which they came, if they did by then."""
    questions = compiled.questions
    untold = {
        int(outcome)
        for outcome, plane in zip(questions.level_outcome, questions.level_plane, strict=True)
        if compiled.planes[plane] in chancy
    }
    counts: list[set[str]] = [set() for _ in compiled.outcomes]
    for row, name in enumerate(compiled.rows):
        for at in range(questions.act_from[row], questions.act_from[row + 1]):
            counts[questions.act_outcome[at]].add(name)
    for number, rows in enumerate(counts):
        if any(0 < len(each & rows) < len(each) for each in doubtful):
            untold.add(number)
    for number, name in enumerate(compiled.outcomes):
        if int(questions.after[number]) in untold:
            untold.add(number)
        days = np.where(played.first[:, number] < covered, played.first[:, number], -1)
        if number in untold or (days != days[0]).any():
            continue
        came = [scenario.as_of + dt.timedelta(days=int(days[0]) + 1)] if days[0] >= 0 else []
        yield name, came


def _values(
    scenario: Scenario, compiled: Compiled, played: Played, chancy: set[str], covered: int
) -> Iterator[tuple[str, Known]]:
    """Amounts, and conditions that something is given, whose evening is over."""
    questions = compiled.questions
    amounts = {amount.id: amount for amount in scenario.amounts}
    for number, name in enumerate(compiled.readings):
        day, values = int(questions.value_day[number]), played.value[:, number]
        upon = int(questions.value_outcome[number])
        if upon >= 0:
            firsts = played.first[:, upon]
            day = int(firsts[0]) if (firsts == firsts[0]).all() and firsts[0] >= 0 else covered
        settled = bool((values == values[0]).all())
        told = compiled.planes[questions.value_plane[number]] not in chancy
        if day >= covered or not settled or not told:
            continue
        date = scenario.as_of + dt.timedelta(days=day + 1)
        if name in amounts:
            value = float(values[0])
            state = amounts[name].state
            text = repr(value) if state is None else compiled.values(state)[int(value)]
            yield name, Known(value=text)
        else:
            yield name, Known([date] if values[0] >= HOLDS else [], dt.date.max)
