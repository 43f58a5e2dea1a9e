"""Conditions that hold always, or never, in the futures that are played: worth a look, no fault.

A condition that is true on every day excludes nothing, and what waits for one that never comes
never acts; either may be meant, or be a slip in a date, a threshold or a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from detente.check.effort import affordable
from detente.check.futures import alone
from detente.check.histories import Histories
from detente.conditions.model import Condition, Form
from detente.conditions.words import clause
from detente.effects.titles import kind_of, kind_title
from detente.ensemble.runner import BLOCK_BYTES, Block, Runner, paths_within
from detente.ensemble.setting import Setting
from detente.kernel.arrays import IN_FORCE
from detente.language.counted import futures
from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import quoted
from detente.language.safe import clean
from detente.outcomes.condition import ConditionOutcome
from detente.planes.model import Phase
from detente.scenario.effect_names import claim_said
from detente.scenario.process_gates import ONCE

if TYPE_CHECKING:
    from detente.kernel.compile import Compiled
    from detente.scenario.scenario import Scenario

PATHS = 200
"""Futures on whose days conditions are looked at."""

WORK = 2e7
"""Days of processes that are played at most."""


class _Waiting(NamedTuple):
    """Something that waits for a condition.

    Attributes
    ----------
    what : str
        In words.
    condition : Condition
    refused : bool
        Whether `check` tells it as a fault if the condition can never hold.
    expected : bool
        Whether it is no surprise that it holds always.
    """

    what: str
    condition: Condition
    refused: bool = False
    expected: bool = False


class Looked(NamedTuple):
    """On which days conditions hold.

    Attributes
    ----------
    paths : int
        Futures that were played.
    always, ever : dict of plane to bool
        Whether it is 1 on every day of all of them, and whether on any.
    """

    paths: int
    always: dict[str, bool]
    ever: dict[str, bool]


def look(scenario: Scenario, *, seed: int = 1) -> Looked:
    """Play futures, and look at all conditions that something waits for.

    Parameters
    ----------
    scenario : Scenario
    seed : int
    """
    compiled = scenario.compiled()
    column = {name: i for i, name in enumerate(compiled.planes)}
    named = dict.fromkeys(plane for _condition, plane in compiled.model.conditions)
    once = _once(compiled).values()
    planes = [plane for plane in dict.fromkeys([*named, *once]) if plane in column]
    paths = affordable(compiled, PATHS, WORK)
    if not planes:
        return Looked(paths, {}, {})
    columns = [column[plane] for plane in planes]
    phase = {name: op.phase for name, op in compiled.model.derived.items()}
    evening = np.array([phase.get(plane) is Phase.EVENING for plane in planes])
    setting = Setting(scenario, scenario.file.horizon, seed, {}, alone(paths))

    def seen(block: Block) -> NDArray[np.bool_]:
        assert block.played.planes is not None
        holds = block.played.planes[:, :, columns] >= IN_FORCE
        holds[:, 0, evening] = holds[:, -1, evening]  # that of the evening before the first day
        days = holds.reshape(-1, len(columns))
        return np.array([days.all(axis=0), days.any(axis=0)])

    size = paths_within(BLOCK_BYTES, 8 * setting.days * len(compiled.planes))
    found = np.array(list(Runner(setting, trace=True).blocks(seen, size)))
    always, ever = np.all(found[:, 0], axis=0), np.any(found[:, 1], axis=0)
    numbered = list(enumerate(planes))
    return Looked(
        paths,
        {plane: bool(always[i]) for i, plane in numbered},
        {plane: bool(ever[i]) for i, plane in numbered},
    )


def steady(scenario: Scenario, histories: Histories, looked: Looked) -> Iterator[str]:
    """Conditions that hold on every day, or on none, of all futures that were played, a line each.

    Parameters
    ----------
    scenario : Scenario
    histories : Histories
        Of the same scenario: what they never show is a fault, and told elsewhere.
    looked : Looked
    """
    compiled, number = histories.compiled, futures(looked.paths)
    planes = {id(condition): plane for condition, plane in compiled.model.conditions}
    for each in _waiting(scenario):
        plane = planes.get(id(each.condition))
        if plane not in looked.always:
            continue
        said = clause(each.condition, scenario.words)
        if looked.always[plane] and not each.expected:
            yield _(
                "{what}: on every day of all {futures} that were played this is so: {clause}"
            ).format(what=each.what, futures=number, clause=said)
        elif not looked.ever[plane] and (histories.ever(plane) or not each.refused):
            yield _("{what}: on no day of {futures} that were played is this so: {clause}").format(
                what=each.what, futures=number, clause=said
            )
    for name, plane in _once(compiled).items():
        if looked.always.get(plane):
            yield _("{what} can happen once, and happens in none of {futures}").format(
                what=quoted(clean(scenario.words.process(name))), futures=number
            )


def _once(compiled: Compiled) -> dict[str, str]:
    """Processes that happen once at most, with the plane that is 1 until they have."""
    gates = {gate.effect: gate.plane for gate in compiled.model.gates}
    return {name: gates[f"{name}{ONCE}"] for name in sorted(compiled.model.once)}


def _waiting(scenario: Scenario) -> Iterator[_Waiting]:
    words, file = scenario.words, scenario.file
    for effect in scenario.effects:
        for condition, key in _within(effect):
            title = kind_title(kind_of(effect))
            yield _Waiting(_keyed(title, key), condition, refused=key == "while")
    for process in file.processes:
        for condition, key in _within(process):
            title = quoted(clean(words.process(process.id)))
            yield _Waiting(_keyed(title, key), condition, refused=key == "while")
    for state in scenario.states:
        for move in state.transitions:
            for condition, key in _within(move):
                left, reached = (
                    " / ".join(quoted(clean(words.value(state.id, value))) for value in values)
                    for values in (state.leaves(move), move.results)
                )
                title = fill(
                    _("{state} from {left} to {reached}"),
                    state=quoted(clean(words.state(state.id))), left=left, reached=reached,
                )  # fmt: skip
                due = key == "when"
                yield _Waiting(title if due else _keyed(title, key), condition, refused=due)
    for level in scenario.levels:
        for condition, key in _within(level):
            yield _Waiting(_keyed(quoted(clean(words.level(level.id))), key), condition)
    for outcome in (*scenario.outcomes, *scenario.amounts):
        for condition, key in _within(outcome):
            title = quoted(clean(words.outcome(outcome.id)))
            asked = isinstance(outcome, ConditionOutcome) and key == "when"
            lasts = isinstance(outcome, ConditionOutcome) and outcome.throughout
            yield _Waiting(_keyed(title, key), condition, asked, asked and not lasts)
    for claim in scenario.claims:
        for condition, key in _within(claim):
            yield _Waiting(_keyed(claim_said(scenario, claim.id), key), condition)
    for office in file.offices:
        for holder in office.holders:
            for condition, key in _within(holder):
                yield _Waiting(_keyed(clean(words.holder(holder.id)), key), condition)


def _keyed(what: str, key: str) -> str:
    return f"{what} ({key})"


def _within(value: object, key: str = "") -> Iterator[tuple[Condition, str]]:
    """Conditions of an entry, each with its key; those within others are a part of these."""
    if isinstance(value, Form):
        yield cast("Condition", value), key
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            own = field.alias or name
            yield from _within(getattr(value, name), f"{key}.{own}" if key else own)
    elif isinstance(value, list | tuple):
        for number, each in enumerate(value, start=1):
            yield from _within(each, f"{key}[{number}]")
