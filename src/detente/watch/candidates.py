"""What may be seen by a day: acts, several acts of one side, values of states, levels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.effects.scheduled_acts import ScheduledActs
from detente.ontology.dyads import dyad_of, heard_on
from detente.ontology.quads import Quad
from detente.planes.index import INDEX
from detente.planes.moving import LEVEL
from detente.watch.sightings import Sightings

if TYPE_CHECKING:
    from detente.kernel.compile import Compiled
    from detente.scenario.scenario import Scenario

Bools = NDArray[np.bool_]
Numbers = NDArray[np.int64] | NDArray[np.float64]

MORE_OFTEN = (0.5, 0.75)
"""Quantiles of how often an act has happened, from which on it is asked whether it has so often."""

BOUNDS = (0.25, 0.5, 0.75)
"""Quantiles of a level or an index that serve as thresholds."""

DIGITS = 3
"""Significant digits of a threshold."""


@dataclass(frozen=True, slots=True)
class Acts:
    """Acts that are watched as one thing.

    Attributes
    ----------
    rows : tuple of int
    processes : tuple of str
        Those whose acts they are; empty of what an effect schedules alone.
    effect : str or None
        The effect that schedules them.
    dyad : str
    quad : Quad or None
        Of several acts of one side: their class.
    """

    rows: tuple[int, ...]
    processes: tuple[str, ...]
    effect: str | None
    dyad: str
    quad: Quad | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that may be seen by the evening of a day.

    Attributes
    ----------
    date : int
        Place of the day among those that are looked at.
    acts : Acts or None
        With `least`: how many of them.
    state, value : str or None
    now : bool
        Whether the state has the value on that evening, not on any evening so far.
    plane : str or None
        Level or index, by the name of its watched plane.
    above, below : float or None
    """

    date: int
    acts: Acts | None = None
    least: int = 1
    state: str | None = None
    value: str | None = None
    now: bool = False
    plane: str | None = None
    above: float | None = None
    below: float | None = None

    @property
    def thing(self) -> tuple[object, ...]:
        """What is watched, whatever the day and the threshold."""
        if self.acts is not None:
            return ("acts", self.acts.rows)
        if self.state is not None:
            return ("state", self.state, self.value)
        return ("plane", self.plane)

    @property
    def kind(self) -> str:
        """Act, acts, state, level or index."""
        if self.acts is not None:
            return "acts" if self.acts.quad is not None else "act"
        if self.state is not None:
            return "state"
        return "index" if str(self.plane).startswith(INDEX) else "level"

    @property
    def id(self) -> str:
        """Id of the process, effect, state or level; of acts of one side, class and dyad."""
        if self.acts is not None:
            if self.acts.quad is not None:
                return f"{self.acts.quad.label} {self.acts.dyad}"
            return self.acts.processes[0] if self.acts.processes else str(self.acts.effect)
        if self.state is not None:
            return self.state
        return str(self.plane).removeprefix(INDEX).removeprefix(LEVEL)


@dataclass(slots=True)
class Seen:
    """Candidates with the paths on which each is seen.

    What is seen on the same paths as one before, or on all others, tells the same and is left out.
    """

    candidates: list[Candidate] = field(default_factory=list)
    seen: list[Bools] = field(default_factory=list)
    met: set[bytes] = field(default_factory=set)

    def add(self, candidate: Candidate, seen: Bools, fewest: int) -> None:
        """Take it on, unless it is seen, or not seen, on fewer paths."""
        number = int(seen.sum())
        if not fewest <= number <= seen.size - fewest:
            return
        key = np.packbits(seen ^ seen[0]).tobytes()
        if key not in self.met:
            self.met.add(key)
            self.candidates.append(candidate)
            self.seen.append(seen)


def all_acts(scenario: Scenario, compiled: Compiled) -> list[Acts]:
    """Every act by itself, and those of one class and one side together where there are several."""
    row = {name: i for i, name in enumerate(compiled.rows)}
    scheduled = _scheduled(scenario, row)
    known = [process for process in scenario.processes if process.id in row]
    found: list[Acts] = []
    taken: set[int] = set()
    sides: dict[tuple[str, Quad], list[Acts]] = {}
    for process in known:
        alike = [
            number
            for number, (_effect, dyad, act, day) in scheduled.items()
            if (dyad, act) == (process.dyad, str(process.act))
            and process.first_day <= day <= process.last_day
        ]
        taken.update(alike)
        acts = Acts((row[process.id], *alike), (process.id,), None, process.dyad)
        found.append(acts)
        sides.setdefault((process.dyad, process.act.quad), []).append(acts)
    effects: dict[str, list[int]] = {}
    for number, (effect, *_rest) in scheduled.items():
        if number not in taken:
            effects.setdefault(effect, []).append(number)
    for effect, rows in effects.items():
        found.append(Acts(tuple(rows), (), effect, scheduled[rows[0]][1]))
    for (dyad, quad), several in sides.items():
        if len(several) > 1:
            rows = sorted({number for acts in several for number in acts.rows})
            processes = tuple(name for acts in several for name in acts.processes)
            found.append(Acts(tuple(rows), processes, None, dyad, quad))
    return found


def _scheduled(scenario: Scenario, row: dict[str, int]) -> dict[int, tuple[str, str, str, int]]:
    """Effect, dyad, act and day of the rows of scheduled acts."""
    found = {}
    for effect in scenario.effects:
        if isinstance(effect, ScheduledActs):
            dyad = dyad_of(effect.source, effect.target, effect.act, effect.others)
            for occasion in effect.occasions:
                number = row.get(f"{effect.id}@{occasion.date}")
                if number is not None:
                    day = (occasion.date - scenario.as_of).days - 1
                    found[number] = (effect.id, dyad, str(effect.act), day)
    return found


def heard_alone(scenario: Scenario, effect: ScheduledActs) -> bool:
    """Whether nobody plays an act such as an effect schedules, where that is heard."""
    dyads = set(heard_on(effect.source, effect.target, effect.act, effect.others))
    plays = any(p.act.matches(effect.act) and dyads & set(p.dyads) for p in scenario.processes)
    others = any(
        isinstance(each, ScheduledActs)
        and each.id != effect.id
        and each.act.matches(effect.act)
        and dyads & set(heard_on(each.source, each.target, each.act, each.others))
        for each in scenario.effects
    )
    return not plays and not others


def candidates(
    acts: Sequence[Acts],
    compiled: Compiled,
    sightings: Sightings,
    date: int,
    open_: Bools,
    fewest: int,
) -> Seen:
    """All that can be seen by a day, on the paths on which it is still open.

    Parameters
    ----------
    acts : sequence of Acts
    compiled : Compiled
    sightings : Sightings
    date : int
        Place of the day among those of the sightings.
    open_ : array of bool, shape (paths,)
    fewest : int
        Paths that have to see it, and not to see it.
    """
    found = Seen()
    for each in acts:
        number = sightings.counts[date][list(each.rows)][:, open_].astype(np.int64).sum(axis=0)
        for least in sorted({1, *_quantiles(number, MORE_OFTEN)}):
            if least >= 1:
                found.add(Candidate(date, each, int(least)), number >= least, fewest)
    for k, (name, state) in enumerate(compiled.model.states.items()):
        for value, said in enumerate(state.values):
            been = sightings.been[date, k, value][open_]
            found.add(Candidate(date, state=name, value=said), been, fewest)
            now = sightings.values[date, k][open_] == value
            found.add(Candidate(date, state=name, value=said, now=True), now, fewest)
    for k, plane in enumerate(sightings.planes):
        values = sightings.measured[date, k][open_]
        for candidate, seen in _measured(date, plane, values):
            found.add(candidate, seen, fewest)
    return found


def _measured(
    date: int, plane: str, values: NDArray[np.float64]
) -> Iterator[tuple[Candidate, Bools]]:
    low, *higher = (_rounded(float(bound)) for bound in _quantiles(values, BOUNDS))
    for bound in dict.fromkeys(higher):
        yield Candidate(date, plane=plane, above=bound), values >= bound
    yield Candidate(date, plane=plane, below=low), values <= low


def _quantiles(values: Numbers, shares: Sequence[float]) -> list[float]:
    if not values.size:
        return [0.0 for _ in shares]
    return [float(each) for each in np.quantile(values, shares, method="inverted_cdf")]


def _rounded(value: float) -> float:
    """A threshold that can be written down."""
    return float(f"{value:.{DIGITS}g}")
