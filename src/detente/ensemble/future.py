"""One path in full."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Self

from detente.ensemble.runner import Runner
from detente.ensemble.setting import Setting
from detente.kernel.play import Played
from detente.language.shown import count, named, rows, shown
from detente.numerics.framed import Framed, Rows
from detente.ontology.dyads import pair_key
from detente.planes.index import index_name
from detente.planes.moving import LEVEL

if TYPE_CHECKING:
    import polars

    from detente.effects.scheduled_acts import ScheduledActs
    from detente.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class FutureAct:
    """An act on a simulated day; `row` is a process id, or ``effect@date`` of a scheduled act.

    `prose` is in the scenario's own language; ``scenario.words.prose(act.row)`` in that in force.
    """

    date: dt.date
    row: str
    source: str
    target: str
    act: str
    prose: str
    scheduled: bool
    usual_per_year: float
    others: tuple[str, ...] = ()
    """parties of a joint act beside the source and the target"""


@dataclass(frozen=True, slots=True)
class FutureMove:
    """A state takes a value on the morning of a day."""

    date: dt.date
    state: str
    before: str
    value: str


@dataclass(frozen=True, slots=True, repr=False)
class Future(Framed):
    """A path: its acts in order, the days on which outcomes came about, the claims that held.

    `states` and `levels` hold the value of each state and level on the morning of every day, by
    id; `indices` that of each relation index, by the name of its pair; `moves` the days on which
    states took another value than the day before.
    """

    path: int
    acts: tuple[FutureAct, ...]
    outcomes: Mapping[str, dt.date]
    claims: Mapping[str, bool]
    states: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    levels: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    moves: tuple[FutureMove, ...] = ()
    indices: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Which path, how many acts, and which outcomes came about when."""
        span = f", {self.acts[0].date} to {self.acts[-1].date}" if self.acts else ""
        held = [claim for claim, holds in self.claims.items() if holds]
        failed = [claim for claim, holds in self.claims.items() if not holds]
        came = [f"{date}  {outcome}" for outcome, date in self.outcomes.items()]
        moved = [f"{move.date}  {move.state}: {move.value}" for move in self.moves]
        return shown(
            f"{type(self).__name__}, path {self.path}: {count(len(self.acts), 'act')}{span}",
            f"claims that hold: {named(held)}" if held else "",
            f"claims that do not: {named(failed)}" if failed else "",
            *rows(moved, "move of a state"),
            *(rows(came, "outcome") or ["no outcome came about"]),
        )

    def until(self, date: dt.date, begun: dt.date) -> Self:
        """What of it is so by the evening of a day; `begun` is the first day of the play."""
        days = (date - begun).days + 1
        return replace(
            self,
            acts=tuple(act for act in self.acts if act.date <= date),
            outcomes={name: day for name, day in self.outcomes.items() if day <= date},
            states={name: values[:days] for name, values in self.states.items()},
            levels={name: values[:days] for name, values in self.levels.items()},
            moves=tuple(move for move in self.moves if move.date <= date),
            indices={name: values[:days] for name, values in self.indices.items()},
        )

    def to_polars(self) -> polars.DataFrame:
        """Its acts, one row for each.

        Returns
        -------
        polars.DataFrame
            The fields of `FutureAct`.
        """
        return Rows(FutureAct, self.acts).to_polars()


def replay(setting: Setting, path: int) -> Future:
    """Play one path again, recording its acts; draws hang on names, so it is the same path."""
    scenario, compiled = setting.scenario, setting.compiled
    width = len(compiled.rows)
    block = Runner(setting, capacity=setting.days * width).block(path, path + 1)
    known = {process.id: process for process in scenario.processes}
    scheduled = scheduled_prose(scenario)
    start = scenario.as_of + dt.timedelta(days=1)
    acts = []
    for code in block.acts[0].tolist():
        day, number = divmod(code, width)
        row, date = compiled.rows[number], start + dt.timedelta(days=day)
        if row in known:
            p = known[row]
            told = (p.source, p.target, str(p.act), p.prose)
            acts.append(FutureAct(date, row, *told, False, p.rate.per_year, p.others))
        else:
            effect, prose = scheduled[row.split("@")[0]]
            told = (effect.source, effect.target, str(effect.act), prose)
            acts.append(FutureAct(date, row, *told, True, 0.0, tuple(effect.others)))
    outcomes = {
        outcome: start + dt.timedelta(days=int(day))
        for outcome, day in zip(compiled.outcomes, block.played.first[0], strict=True)
        if day >= 0
    }
    claims = {
        claim.id: bool(held) for claim, held in zip(scenario.claims, block.truth[0], strict=True)
    }
    states, levels = _followed(setting, block.played)
    return Future(
        path,
        tuple(acts),
        dict(sorted(outcomes.items(), key=lambda i: i[1])),
        claims,
        states,
        levels,
        tuple(_moves(scenario, states, start)),
        _indices(setting, block.played),
    )


def _indices(setting: Setting, played: Played) -> dict[str, tuple[float, ...]]:
    """Relation indices by day, from the planes of one path that are kept."""
    watched = setting.compiled.watched
    return {
        pair_key(*index.pair): tuple(
            played.watch[0, :, watched.index(index_name(*index.pair))].tolist()
        )
        for index in setting.scenario.file.index
    }


def _followed(
    setting: Setting, played: Played
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[float, ...]]]:
    """States and levels by day, from the planes of one path that are kept."""
    scenario, compiled = setting.scenario, setting.compiled
    states = {
        state.id: tuple(state.values[int(number)] for number in played.states[0, :, k])
        for k, state in enumerate(scenario.states)
    }
    levels = {
        level.id: tuple(played.watch[0, :, compiled.watched.index(f"{LEVEL}{level.id}")].tolist())
        for level in scenario.levels
    }
    return states, levels


def _moves(
    scenario: Scenario, states: Mapping[str, tuple[str, ...]], start: dt.date
) -> list[FutureMove]:
    """The days on which states take another value, in order of time.

    On the first day, of those alone of which it is certain what they are on the as-of date.
    """
    found = []
    for state in scenario.states:
        certain = isinstance(state.start, str) and state.claim is None
        begun = state.start if certain else states[state.id][0]
        for t, (before, value) in enumerate(pairwise((str(begun), *states[state.id]))):
            if value != before:
                found.append(FutureMove(start + dt.timedelta(days=t), state.id, before, value))
    return sorted(found, key=lambda move: move.date)


def scheduled_prose(scenario: Scenario) -> dict[str, tuple[ScheduledActs, str]]:
    """Every scheduled-acts effect with its prose, by its id."""
    from detente.effects.scheduled_acts import ScheduledActs

    prose = scenario.words.own.by_key
    return {
        effect.id: (effect, prose["effects", effect.id, "prose"])
        for effect in scenario.effects
        if isinstance(effect, ScheduledActs)
    }
