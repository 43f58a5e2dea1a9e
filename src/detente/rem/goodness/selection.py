"""What is compared: records, their tones, and the statistics that a model and record allow."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.errors import InputError
from detente.language.hints import did_you_mean
from detente.numerics.arguments import listed, positive
from detente.rem.data.times import duration_of
from detente.rem.goodness.sequence import EventSequence
from detente.rem.goodness.statistics import (
    DegreeDistribution,
    DyadCensus,
    InterEventTimes,
    ReciprocityShares,
    RelationIndex,
    Statistic,
)

if TYPE_CHECKING:
    import datetime as dt

    from detente.rem.data.history import History
    from detente.rem.data.times import Clock
    from detente.rem.engine.arrays import Floats
    from detente.rem.play.playable import Playable
    from detente.rem.play.record import SimulatedRecord

POINTS = 25
"""Times at which a relation index is taken."""

LARGEST = 1e100
"""Of tones, without their sign; squares of larger ones leave a computer's numbers."""

BUSIEST = 4
"""Pairs whose index is compared, if none are named."""

Tones = Sequence[float | None]


def tones(history: History, tone: Tones | None) -> Floats | None:
    """Tone of each event of the history, NaN where there is none; None if there are no tones.

    Raises
    ------
    InputError
        If there are fewer or more tones than rows, or one is not a number.
    """
    if tone is None:
        differ = history.weight.size > 0 and bool(np.ptp(history.weight) > 0)
        return history.weight if differ else None
    try:
        given = [np.nan if value is None else float(value) for value in listed(tone, "tone")]
    except (TypeError, ValueError, OverflowError):
        raise InputError("tone: holds something that is not a number") from None
    values = np.array(given, np.float64)
    if (np.abs(values) > LARGEST).any():
        raise InputError(f"tone: holds a number beyond ±{LARGEST:g}")
    last = int(history.row.max())
    if values.size < last:
        raise InputError(f"tone: {values.size} values, but the table of events has row {last}")
    found: Floats = values[history.row - 1]
    return found


def split(playable: Playable, tone: Floats | None) -> tuple[EventSequence, EventSequence]:
    """Events that are explained, and those before them."""
    history = playable.lead.design.history
    event = playable.lead.design.timeline.event
    later = np.zeros(history.time.size, np.bool_)
    later[event[event >= 0]] = True
    known = np.full(history.time.size, np.nan) if tone is None else tone

    def sequence(which: Any) -> EventSequence:
        return EventSequence(
            history.size,
            playable.directed,
            history.time[which],
            history.sender[which] % history.size,
            history.receiver[which] % history.size,
            known[which],
        )

    return sequence(later), sequence(~later)


def simulated_sequence(
    simulated: SimulatedRecord, observed: EventSequence, tone: Floats | None
) -> EventSequence:
    """A simulated record as a sequence of events."""
    mark = np.array(simulated.mark, np.int64)
    return EventSequence(
        observed.actors,
        observed.directed,
        np.array(simulated.time, np.float64),
        np.array(simulated.sender, np.int64) % observed.actors,
        np.array(simulated.receiver, np.int64) % observed.actors,
        np.full(mark.size, np.nan) if tone is None else tone[mark],
    )


def chosen(
    playable: Playable,
    observed: EventSequence,
    earlier: EventSequence,
    *,
    dyads: Sequence[tuple[Any, Any]] | None,
    half_life: float | dt.timedelta | None,
    prior: float,
) -> tuple[list[Statistic], list[str]]:
    """Statistics that this model and record allow, and notes on those that they do not."""
    history = playable.lead.design.history
    notes: list[str] = []
    sides = ("sender", "receiver") if observed.directed else ("either",)
    if playable.given_senders:
        sides = ("receiver",)
        notes.append("senders are those of the record, so their acts are not compared")
    found: list[Statistic] = [DegreeDistribution(observed, side, partners=False) for side in sides]
    partner_sides = ("sender", "receiver") if observed.directed else ("either",)
    found += [DegreeDistribution(observed, side, partners=True) for side in partner_sides]
    found.append(DyadCensus(observed))
    if observed.directed:
        found.append(ReciprocityShares())

    def shown(duration: float) -> str:
        return duration_text(duration, history.clock)

    if playable.lead.model.timed:
        found.append(InterEventTimes(observed, same_pair=False, shown=shown))
    else:
        notes.append("times are those of the record, so times between acts are not compared")
    found.append(InterEventTimes(observed, same_pair=True, shown=shown))
    if not found[-1].at:
        found.pop()
        notes.append("no two acted twice, so there are no times between acts of the same two")
    if np.isfinite(observed.tone).any():
        found += _indices(history, observed, earlier, dyads=dyads, half_life=half_life, prior=prior)
    else:
        notes.append("events have neither tones nor weights that differ, so there is no index")
    return found, notes


def _indices(
    history: History,
    observed: EventSequence,
    earlier: EventSequence,
    *,
    dyads: Sequence[tuple[Any, Any]] | None,
    half_life: float | dt.timedelta | None,
    prior: float,
) -> list[RelationIndex]:
    """Relation indices of the pairs that are named, or of the busiest."""
    prior = positive(prior, "prior")
    times = np.linspace(observed.time[0], observed.time[-1], POINTS)
    if half_life is None:
        days = {"number": float(times[-1] - times[0]) / 10.0, "date": 30.0}
        half_life = days.get(history.clock, 30.0 * 86400.0)
    decay = positive(duration_of(half_life, history.clock), "half_life")
    found = []
    for a, b in _pairs(history, observed, dyads):
        label = f"{history.actors.labels[a]}–{history.actors.labels[b]}"
        ends = np.sort(np.stack([observed.sender, observed.receiver]), axis=0)
        own = (ends[0] == min(a, b)) & (ends[1] == max(a, b)) & np.isfinite(observed.tone)
        usual = float((observed.tone[own] if own.any() else _known(observed.tone)).mean())
        found.append(
            RelationIndex(
                f"relation index {label}",
                (a, b),
                earlier,
                times,
                half_life=decay,
                prior=prior,
                usual=usual,
            )
        )
    return found


def duration_text(duration: float, clock: Clock) -> str:
    """A duration in the clock's unit, in words."""
    if clock == "number":
        return f"{duration:.3g}"
    if clock == "date":
        return f"{duration:.3g} d"
    for unit, word in ((86400.0, "d"), (3600.0, "h"), (60.0, "min")):
        if duration >= unit:
            return f"{duration / unit:.3g} {word}"
    return f"{duration:.3g} s"


def _known(values: Floats) -> Floats:
    return values[np.isfinite(values)]


def _pairs(
    history: History, observed: EventSequence, dyads: Sequence[tuple[Any, Any]] | None
) -> list[tuple[int, int]]:
    n = observed.actors
    if dyads is None:
        low = np.minimum(observed.sender, observed.receiver)
        high = np.maximum(observed.sender, observed.receiver)
        counts = np.bincount(low * n + high, minlength=n * n)
        order = np.argsort(-counts, kind="stable")[:BUSIEST]
        return [divmod(int(cell), n) for cell in order if counts[cell]]
    found = []
    for pair in listed(dyads, "dyads"):
        ends = []
        for label in listed(pair, "dyads: a pair"):
            if not isinstance(label, Hashable) or label not in history.actors.index:
                hint = did_you_mean(str(label), map(str, history.actors.labels))
                raise InputError(f"dyads: {label!r} is no actor{hint}")
            ends.append(history.actors.index[label])
        if len(ends) != 2 or ends[0] == ends[1]:
            raise InputError(f"dyads: {pair!r} is no pair of two different actors")
        found.append((ends[0], ends[1]))
    return found
