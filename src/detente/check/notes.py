"""What can be played as it stands, and may not be what was meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from detente.baseline.coefficients import coefficient_matrix
from detente.check.far import far_from_start
from detente.check.uncounted import uncounted
from detente.check.windows import too_wide
from detente.kernel.play import play
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import day, decimal, integer
from detente.outcomes.acts import ActsOutcome
from detente.outcomes.condition import HOLDS, ConditionOutcome
from detente.outcomes.index_held import IndexHeld
from detente.outcomes.latch import LatchOutcome

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

ENDS = {"until", "ramp_to"}
"""Dates on which something ends, which may do so after the last day that is played."""

LIKELY = 0.5
"""Credence from which on a claim counts as held at the start."""


def notes(scenario: Scenario) -> list[str]:
    """All that is worth a look before a scenario is believed, a line each.

    Parameters
    ----------
    scenario : Scenario
    """
    return [
        *misleading(scenario),
        *_counted_before(scenario),
        *_alike(scenario),
        *uncounted(scenario),
        *too_wide(scenario),
        *far_from_start(scenario),
    ]


def misleading(scenario: Scenario) -> list[str]:
    """What is answered otherwise than it reads: what is there at the start, and comes too late."""
    return [*_there_already(scenario), *_too_late(scenario)]


def _there_already(scenario: Scenario) -> Iterator[str]:
    compiled = scenario.compiled()
    planes = _quiet(scenario)
    start = planes[0]
    first = scenario.as_of + dt.timedelta(days=1)
    questions = compiled.questions
    outcomes = list(scenario.outcomes)
    evening = planes[min(1, planes.shape[0] - 1), questions.level_plane]
    for number, column in enumerate(questions.level_outcome.tolist()):
        outcome = outcomes[column]
        if outcome.since is not None and outcome.since > first:
            continue
        value = float(start[int(questions.level_plane[number])])
        title = scenario.words.outcome(outcome.id)
        if isinstance(outcome, ConditionOutcome) and _at_once(outcome, first, evening[number]):
            yield _(
                "outcome “{title}”: it holds on the first evening already if nothing happens that "
                "day, so it does not ask whether it comes"
            ).format(title=title)
        elif isinstance(outcome, LatchOutcome) and value > 0.0:
            yield _(
                "outcome “{title}”: the latch has fallen before the first day, so it comes about "
                "in every future in which the record stands"
            ).format(title=title)
        elif isinstance(outcome, IndexHeld) and _beyond(outcome, value):
            side = (
                _("already at {level} or above")
                if outcome.side == "above"
                else _("already at {level} or below")
            )
            yield _(
                "outcome “{title}”: the relation index starts at {value}, {side}: it asks "
                "how long that stays, not whether it comes"
            ).format(
                title=title,
                value=decimal(value, 1),
                side=side.format(level=decimal(outcome.level, 1)),
            )


def _counted_before(scenario: Scenario) -> Iterator[str]:
    first = scenario.as_of + dt.timedelta(days=1)
    for outcome in scenario.outcomes:
        if isinstance(outcome, ActsOutcome) and outcome.after is None:
            before = _before(outcome, scenario)
            if before >= outcome.at_least:
                yield ngettext(
                    "outcome “{title}” counts from {first} on; {n} such act of the record, before, "
                    "does not count",
                    "outcome “{title}” counts from {first} on; {n} such acts of the record, "
                    "before, do not count",
                    before,
                ).format(
                    title=scenario.words.outcome(outcome.id),
                    first=day(max(first, outcome.since or first)),
                    n=integer(before),
                )


def _beyond(outcome: IndexHeld, value: float) -> bool:
    return value >= outcome.level if outcome.side == "above" else value <= outcome.level


def _at_once(outcome: ConditionOutcome, first: dt.date, value: float) -> bool:
    """Whether a condition that may come on any day holds on the first evening."""
    begins = outcome.on is None and (outcome.since is None or outcome.since <= first)
    return begins and not outcome.throughout and value >= HOLDS


def _quiet(scenario: Scenario) -> NDArray[np.float64]:
    """Planes by day where nothing happens, coefficients at their means, claims as believed.

    On the morning of the second day, those of the first evening.
    """
    compiled = scenario.compiled()
    held = [[claim.credence >= LIKELY for claim in scenario.claims]]
    truth = np.array(held, dtype=np.uint8).reshape(1, -1)
    index = np.zeros(1, dtype=np.int64)
    theta = coefficient_matrix(
        compiled.coefficients, compiled.claims, truth, 0, index, central=True
    )
    nothing = np.zeros((int(compiled.program.start[1]), len(compiled.rows)), dtype=np.int8)
    played = play(compiled, 0, index, theta, truth, forced=nothing, trace=True)
    planes: NDArray[np.float64] = played.planes
    return np.asarray(planes[0])


def _before(outcome: ActsOutcome, scenario: Scenario) -> int:
    """Acts that the record lists of the outcome's processes."""
    members = scenario.file.groups
    ids = {process for name in outcome.on for process in members.get(name, [name])}
    kinds = [process for process in scenario.processes if process.id in ids]
    return sum(
        any(act.dyads[0] == process.dyad and act.act.matches(process.act) for process in kinds)
        for act in scenario.record.acts
    )


def _too_late(scenario: Scenario) -> Iterator[str]:
    last = scenario.as_of + dt.timedelta(days=scenario.file.horizon)
    for effect in scenario.effects:
        late = [(key, date) for key, date in _dates(effect, "") if date > last]
        if late:
            yield ngettext(
                "effect '{effect}': {dates} lies after {last}, the last day that is played, and "
                "does nothing",
                "effect '{effect}': {dates} lie after {last}, the last day that is played, and do "
                "nothing",
                len(late),
            ).format(
                effect=effect.id,
                dates=", ".join(f"{key} = {date}" for key, date in late),
                last=day(last),
            )
    first = scenario.as_of + dt.timedelta(days=1)
    for outcome in scenario.outcomes:
        if outcome.since is not None and outcome.since < first:
            yield _(
                "outcome “{title}”: since = {since} lies before {first}, the first day that is "
                "played, from which it counts"
            ).format(
                title=scenario.words.outcome(outcome.id), since=outcome.since, first=day(first)
            )
        if isinstance(outcome, ActsOutcome) and (outcome.within or 0) > scenario.file.horizon:
            yield _(
                "outcome “{title}”: within = {within} is longer than the {days} days that are "
                "played: it means at any time after the other outcome"
            ).format(
                title=scenario.words.outcome(outcome.id),
                within=outcome.within,
                days=integer(scenario.file.horizon),
            )


def _dates(value: object, key: str) -> Iterator[tuple[str, dt.date]]:
    """Dates of an effect and of the tables within it, by key."""
    if isinstance(value, dt.date):
        yield key, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields.keys() - ENDS:
            yield from _dates(getattr(value, name), f"{key}.{name}" if key else name)
    elif isinstance(value, list | tuple):
        for number, each in enumerate(value, start=1):
            yield from _dates(each, f"{key}[{number}]")


def _alike(scenario: Scenario) -> Iterator[str]:
    """Actors that only capitals tell apart."""
    seen: dict[str, str] = {}
    for actor in scenario.actors:
        other = seen.setdefault(actor.casefold(), actor)
        if other != actor:
            yield _("actors '{one}' and '{other}' differ in capitals alone: are they two?").format(
                one=other, other=actor
            )
