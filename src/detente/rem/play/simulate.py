"""Records made from a model."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.errors import InputError
from detente.language.hints import did_you_mean
from detente.numerics.arguments import positive, real, seeded, shown, whole
from detente.rem.data.actors import read_actors
from detente.rem.data.history import read_history
from detente.rem.data.risk_set import risk_set_of
from detente.rem.data.times import ZONED, Clock, number_of, time_of
from detente.rem.play.part import Part
from detente.rem.play.playable import MOST_SIMULATIONS, Playable, few_enough

if TYPE_CHECKING:
    import polars

    from detente.rem.data.history import History
    from detente.rem.play.part import PlayableModel
    from detente.rem.play.record import SimulatedRecord

RUNAWAY = 20
"""Times as many events as the record has, beyond which a timed model is held to have run away."""


def simulate(
    playable: Playable,
    n: int | None = None,
    *,
    until: Any = None,
    simulations: int = 1,
    seed: int = 0,
) -> polars.DataFrame:
    """Play records; see `RelationalEventModel.simulate`."""
    playable.check()
    seed, simulations = seeded(seed), whole(simulations, "simulations", 1, MOST_SIMULATIONS)
    history = playable.lead.design.history
    most, last = span(playable, n, until)
    frames = []
    allowed = max(n or 0, RUNAWAY * playable.explained + 1000)
    for simulation in range(simulations):
        simulated = playable.play(seed, simulation, most=most, until=last, allowed=allowed)
        if simulated.ran_away:
            raise InputError(ran_away(simulated, history))
        frames.append(framed(simulated, history, simulation if simulations > 1 else None))
    import polars as pl

    found: polars.DataFrame = pl.concat(frames)
    return found


def span(playable: Playable, n: int | None, until: Any) -> tuple[int | None, float | None]:
    """How many events to draw at most, and until when.

    Raises
    ------
    InputError
        If neither is said where it must be, or one of them cannot be.
    """
    history = playable.lead.design.history
    if n is not None and whole(n, "n") < 1:
        raise InputError(f"n is {n}; draw 1 event or more")
    if n is not None:
        few_enough(n)
    last = None if until is None else number_of(until, history.clock, "until")
    if n is None and last is None:
        if not playable.again:
            raise InputError("say how far to go on: n events, or until a time")
        last = playable.end if playable.lead.model.timed else None
    begin = playable.lead.design.timeline.start if playable.again else playable.end
    if last is not None and not last > begin:
        raise InputError(
            f"until {until} is not after {time_of(begin, history.clock)}, where play begins"
        )
    return n, last


def framed(
    simulated: SimulatedRecord, history: History, simulation: int | None
) -> polars.DataFrame:
    """A simulated record as a table of events: time, sender, receiver, weight."""
    import polars as pl

    labels = history.actors.labels
    columns: dict[str, Any] = {
        "time": [time_of(time, history.clock) for time in simulated.time],
        "sender": [labels[i] for i in simulated.sender],
        "receiver": [labels[j] for j in simulated.receiver],
        "weight": history.weight[np.array(simulated.mark, np.int64)],
    }
    kinds: dict[Clock, Any] = {
        "number": pl.Float64,
        "date": pl.Date,
        "datetime": pl.Datetime("us"),
        ZONED: pl.Datetime("us", "UTC"),
    }
    if history.types:
        columns["type"] = history.types_at(np.array(simulated.sender, np.int64))
    frame = pl.DataFrame(columns, schema_overrides={"time": kinds[history.clock]})
    if simulation is None:
        return frame
    return frame.insert_column(0, pl.Series("simulation", [simulation] * frame.height, pl.Int64))


def ran_away(simulated: SimulatedRecord, history: History) -> str:
    """What to say of a model whose rates grow without bound."""
    events = len(simulated.time)
    when = f" by {time_of(simulated.time[-1], history.clock)}" if simulated.time else ""
    return (
        f"the simulated record runs away: {events} events{when}, and ever more of them; "
        "put inertia and other statistics that grow with events on a log1p scale, or give them a "
        "window or half-life"
    )


def simulate_record(
    model: PlayableModel | tuple[PlayableModel, PlayableModel],
    coefficients: Mapping[str, float],
    *,
    actors: Any,
    n: int | None = None,
    until: float | None = None,
    seed: int = 0,
    simulation: int = 0,
    **given: Any,
) -> polars.DataFrame:
    """A record from a model that has not been fitted, with coefficients of one's own.

    Parameters
    ----------
    model : relational event model, or DyNAM's (rate, choice)
    coefficients : mapping
        Effect's name → value; for rate and choice those of both. Offsets have their own.
    actors : table or labels
        See `detente.rem.read_history`.
    n : int, optional
    until : float, optional
        How many events, or until what time. Times are numbers and begin at 0.
    seed, simulation : int
        The same seed and number of the simulation give the same record.
    **given
        networks, covariates, presence, past, risk_set, types (a list): as in `read_history`.

    Returns
    -------
    polars.DataFrame
        time, sender, receiver, weight (1). Ordered models have an event at 1, 2, 3, …

    Raises
    ------
    InputError
        If a coefficient is missing or unknown, or the model cannot be played.
    """
    models = model if isinstance(model, tuple) else (model,)
    for each in models:
        if not hasattr(each, "explains"):
            raise InputError(f"{shown(each)} is no model; give one, or (rate, choice)")
    if not isinstance(coefficients, Mapping):
        raise InputError(f"coefficients is {shown(coefficients)}; give a dict by effects' names")
    if len(models) == 2 and [each.explains for each in models] != ["sender", "receiver"]:
        raise InputError("two models play together only if they are a rate and a choice model")
    names = [e.name for each in models for e in each.effects if e.held is None]
    for name in coefficients:
        if name not in names:
            raise InputError(f"no effect '{name}'{did_you_mean(str(name), names)}")
    for name in names:
        if name not in coefficients:
            raise InputError(f"no coefficient for effect '{name}'")
    if (n is None) == (until is None):
        raise InputError("give either n, the number of events, or until, their last time")
    n = None if n is None else whole(n, "n", 1)
    until = None if until is None else positive(until, "until")
    seed, simulation = seeded(seed), whole(simulation, "simulation", 0, 2**31 - 1)
    # a record must hold an event: one that lies ahead, and does not come in play
    history = read_history(_one_event(actors, given), actors=actors, start=0.0, **given)
    parts = []
    for each in models:
        theta = np.array(
            [
                real(coefficients[e.name], f"coefficient of {e.name}") if e.held is None else e.held
                for e in each.effects
            ]
        )
        parts.append(Part(each, each.design(history), theta))
    playable = Fresh(tuple(parts), again=True)
    playable.check()
    if playable.given_senders:
        raise InputError("a choice model alone has no senders; give (rate, choice)")
    allowed = 10**6 if n is None else n
    simulated = playable.play(seed, simulation, most=n, until=until, allowed=allowed)
    if simulated.ran_away:
        raise InputError(ran_away(simulated, history))
    return framed(simulated, history, None)


class Fresh(Playable):
    """A record that begins with nothing."""

    def _times(self, most: int | None, until: float | None) -> list[float]:
        if most is None:
            assert until is not None
            most = math.floor(few_enough(until))
        return [float(k + 1) for k in range(most)]


def _one_event(actors: Any, given: Mapping[str, Any]) -> dict[str, list[Any]]:
    who = read_actors(actors, [])
    present = np.flatnonzero(who.present)
    if present.size < 2:
        raise InputError("actors: fewer than two are present at the start")
    pairs = [(int(i), int(j)) for i in present for j in present if i != j]
    if given.get("risk_set") is not None:
        allowed = risk_set_of(given["risk_set"], who)
        pairs = [(i, j) for i, j in pairs if allowed[i, j]]
        if not pairs:
            raise InputError("risk_set: allows no two actors that are present at the start")
    i, j = pairs[0]
    event: dict[str, list[Any]] = {
        "time": [1.0],
        "sender": [who.labels[i]],
        "receiver": [who.labels[j]],
    }
    if given.get("types"):
        event["type"] = [_a_type(given["types"])]
    return event


def _a_type(types: Any) -> Any:
    if types is True or isinstance(types, str) or not isinstance(types, Iterable):
        raise InputError(f"types is {types!r}; list the types that events may have")
    return next(iter(types), None)
