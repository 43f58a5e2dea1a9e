"""States and levels on the evening of the last day of a history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.kernel.play import play
from detente.observe.evidence import Evidence
from detente.observe.learn import Draws
from detente.observe.sampler import Sampler
from detente.observe.so_far import SoFar, followed, so_far
from detente.planes.record import PastAct
from detente.scenario.told import hearing, history_of
from detente.states.lower_levels import plane_name as level_plane

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

MOST = 500
"""Draws that are played once more."""


CERTAIN = 1.0 - 1e-9


@dataclass(frozen=True, slots=True)
class Now:
    """States by id: how likely each value is, since when where that is certain; and levels.

    `asked` says how far outcomes have come.
    """

    states: Mapping[str, Mapping[str, float]]
    since: Mapping[str, dt.date]
    levels: Mapping[str, tuple[float, float]]
    asked: SoFar


def now(evidence: Evidence, draws: Draws, acts: Sequence[PastAct], seed: int) -> Now:
    """How likely the values of states are, and means and standard deviations of levels."""
    scenario = evidence.scenario
    days = min(evidence.days + 1, scenario.file.horizon)
    compiled = hearing(scenario, acts).compiled(days)
    variables = list(compiled.model.states.values())
    levels = {level.id: level_plane(level.id) for level in scenario.levels}
    ages = [each.age for each in variables]
    questions = followed(compiled)
    several = len(questions)
    watched = compiled.watching(
        [*(each.name for each in variables), *levels.values(), *ages, *questions]
    )
    weight = draws.weight
    chosen = np.argsort(-weight, kind="stable")[:MOST]
    if weight.size > MOST:
        at = (np.arange(MOST) + 0.5) / MOST
        chosen = np.minimum(np.searchsorted(np.cumsum(weight), at), weight.size - 1)
        share = np.full(MOST, 1.0 / MOST)
    else:
        share = weight[chosen]
    again = Sampler(scenario, compiled)
    theta = again.theta(draws.z[chosen], draws.truth[chosen])
    history = np.zeros((days, evidence.acted.shape[1]), dtype=np.int8)
    history[: evidence.days] = evidence.acted[:days]
    played = play(watched, seed, draws.chance[chosen], theta, draws.truth[chosen], forced=history)
    states = {}
    entries = {state.id: state for state in scenario.states}
    for number, (name, variable) in enumerate(zip(entries, variables, strict=True)):
        value = played.watch[:, evidence.days - 1, number].astype(int)
        chance = np.bincount(value, share, minlength=len(variable.values))
        states[name] = dict(zip(variable.values, chance.tolist(), strict=True))
    since = {}
    for number, name in enumerate(entries, start=len(variables) + len(levels)):
        age = played.watch[:, evidence.days - 1, number]
        if max(states[name].values()) > CERTAIN and np.ptp(age) < 0.5:
            since[name] = evidence.date(evidence.days - 1) - dt.timedelta(days=int(age[0]))
    found = {}
    for number, name in enumerate(levels, start=len(variables)):
        value = played.watch[:, days - 1, number]
        mean = float(share @ value)
        found[name] = (mean, float(np.sqrt(share @ (value - mean) ** 2)))
    asked = so_far(compiled, played, len(watched.watched) - several, evidence.days, scenario.as_of)
    return Now(states, since, found, asked)


def asked_since(
    scenario: Scenario, sampler: Sampler, draws: Draws, acts: Sequence[PastAct], days: int
) -> SoFar:
    """How far the outcomes of a scenario have come in some days.

    Parameters
    ----------
    scenario : Scenario
        One that was observed before.
    sampler : Sampler
        Of the scenario that was observed first.
    draws : Draws
    acts : sequence of PastAct
        After its as-of date.
    days : int
    """
    length = min(days + 1, scenario.file.horizon)
    compiled = hearing(scenario, acts).compiled(length)
    history, _ = history_of(scenario, compiled, acts, length)
    most = slice(0, MOST)
    z, truth = draws.z[most], draws.truth[most]
    theta = sampler.theta_of(scenario, compiled, z, truth)
    watched = compiled.watching(followed(compiled))
    played = play(watched, 0, np.arange(z.shape[0], dtype=np.int64), theta, truth, forced=history)
    return so_far(compiled, played, 0, days, scenario.as_of)
