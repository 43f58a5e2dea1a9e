"""The statistics themselves: of every alternative at every moment of a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.numerics.memory import check_memory
from detente.rem.data.times import time_of
from detente.rem.engine._compiled_statistics import statistics_pass

if TYPE_CHECKING:
    import polars

    from detente.rem.engine.arrays import Flags, Floats, Ints
    from detente.rem.engine.design import Design

COLUMNS = 48
"""Bytes of a row of the frame besides its statistics."""


@dataclass(frozen=True)
class Statistics:
    """Statistics of all alternatives at each moment of a record.

    Alternatives are what the model compares: ordered pairs; senders in rate models; receivers of
    the event's sender in choice models; in coordination models each pair stands in both orders.

    Attributes
    ----------
    values : float64, shape (M, D, p)
        By moment, alternative and effect; NaN where an alternative is not at risk.
    at_risk, happened : bool, shape (M, D)
        Who is at risk; what happened. Nothing has happened where an interval of a timed model
        ends without an event.
    effects : tuple of str
        Names, offsets included.
    alternatives : polars.DataFrame
        sender and receiver, or one of the two; a row an alternative.
    moments : polars.DataFrame
        time; sender, receiver and row of the table of events (empty where an interval ends
        without one); duration. A row a moment.
    """

    values: Floats
    at_risk: Flags
    happened: Flags
    effects: tuple[str, ...]
    alternatives: polars.DataFrame
    moments: polars.DataFrame

    def __repr__(self) -> str:
        """How many of what."""
        moments, alternatives, effects = self.values.shape
        return f"Statistics of {moments} moments × {alternatives} alternatives × {effects} effects"

    def to_frame(self) -> polars.DataFrame:
        """A row for each alternative that is at risk at a moment, as other software takes them.

        Returns
        -------
        polars.DataFrame
            moment, from 0; time; duration; sender and receiver, or one of the two; event, whether
            this happened; a column for each effect.

        Raises
        ------
        InputError
            If it does not fit into memory, with both sizes.
        """
        import polars as pl

        moment, place = np.nonzero(self.at_risk)
        check_memory(
            moment.size * (COLUMNS + 8.0 * len(self.effects)),
            "the frame of statistics takes",
            "use `values`, or give start and end to have a part of the record",
        )
        ends = self.alternatives[place]
        if "sender" not in ends.columns:
            ends = ends.insert_column(0, self.moments["sender"].gather(moment))
        return pl.DataFrame(
            [
                pl.Series("moment", moment),
                self.moments["time"].gather(moment),
                self.moments["duration"].gather(moment),
                *ends.get_columns(),
                pl.Series("event", self.happened[moment, place]),
                *(
                    pl.Series(name, self.values[moment, place, e])
                    for e, name in enumerate(self.effects)
                ),
            ]
        )


def moments_of(design: Design) -> polars.DataFrame:
    """The moments of a record: time, sender, receiver, row of the table of events, duration."""
    import polars as pl

    labels = design.history.actors.labels
    line = design.timeline
    rows: list[Any] = [int(design.history.row[k]) if k >= 0 else None for k in line.event.tolist()]
    return pl.DataFrame(
        {
            "time": [time_of(t, design.history.clock) for t in line.time.tolist()],
            "sender": [labels[k] if k >= 0 else None for k in design.moments.sender.tolist()],
            "receiver": [labels[k] if k >= 0 else None for k in design.moments.receiver.tolist()],
            "row": rows,
            "duration": line.duration,
        }
    )


def statistics_of(design: Design, *, of_sender: bool) -> Statistics:
    """All statistics of a model on a record.

    Parameters
    ----------
    design : Design
    of_sender : bool
        Whether alternatives are the receivers of the event's sender.

    Raises
    ------
    InputError
        If they do not fit into memory, with both sizes.
    """
    cells, alternatives = _alternatives(design, of_sender)
    shape = (design.timeline.time.size, cells.size, len(design.effects))
    check_memory(
        float(shape[0]) * shape[1] * (8.0 * shape[2] + 2.0),
        f"statistics of {shape[0]:,} moments × {shape[1]:,} alternatives × {shape[2]} effects take",
        "give start and end to have a part of the record (what lies before start stays its past), "
        "or ask statistics_at(moment) for one moment at a time",
    )
    values = np.full(shape, np.nan)
    at_risk = np.zeros(shape[:2], np.bool_)
    given = (design.program, design.world, design.changes, design.moments)
    statistics_pass(*given, cells, of_sender, values, at_risk)
    return Statistics(
        values,
        at_risk,
        _happened(design, cells, of_sender),
        tuple(effect.name for effect in design.effects),
        alternatives,
        moments_of(design),
    )


def _alternatives(design: Design, of_sender: bool) -> tuple[Ints, polars.DataFrame]:
    """Cells that may ever be at risk (receivers, where the sender is given), and their labels."""
    import polars as pl

    labels = np.array([*design.history.actors.labels, None], object)[:-1]
    allowed = design.world.allowed
    if of_sender:
        cells = np.flatnonzero(allowed.any(axis=0))
        return cells, pl.DataFrame({"receiver": labels[cells].tolist()})
    if not design.world.pairs:
        cells = np.arange(labels.size)
        return cells, pl.DataFrame({"sender": labels.tolist()})
    i, j = np.nonzero(allowed)
    ends = {"sender": labels[i].tolist(), "receiver": labels[j].tolist()}
    return i * labels.size + j, pl.DataFrame(ends)


def _happened(design: Design, cells: Ints, of_sender: bool) -> Flags:
    n = design.world.present.size
    happened = np.zeros((design.timeline.time.size, cells.size), np.bool_)
    i, j = design.moments.sender, design.moments.receiver
    moment = np.flatnonzero(i >= 0)
    i, j = i[moment], j[moment]
    if of_sender:
        happened[moment, np.searchsorted(cells, j)] = True
    elif not design.world.pairs:
        happened[moment, i] = True
    else:
        happened[moment, np.searchsorted(cells, i * n + j)] = True
        if not design.directed:
            happened[moment, np.searchsorted(cells, j * n + i)] = True
    return happened
