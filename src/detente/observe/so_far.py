"""How far each question about a future has come on the last day that was observed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.kernel.compile import Compiled
from detente.kernel.play import Played


@dataclass(frozen=True, slots=True)
class SoFar:
    """How far outcomes have come, whatever else is so.

    Attributes
    ----------
    came : mapping of outcome to date
        Those that came about.
    counted : mapping of outcome to int or None
        Of those that count acts, how many there were; None where it is not known.
    running : frozenset of str
        Those that ask for several days running, of which some may be behind them.
    failed : frozenset of str
        Those that ask for every day of a window, and miss one.
    """

    came: Mapping[str, dt.date]
    counted: Mapping[str, int | None]
    running: frozenset[str]
    failed: frozenset[str]


def followed(compiled: Compiled) -> list[str]:
    """Planes of outcomes that ask for several days running, for `Compiled.watching`."""
    asked = compiled.questions
    return [compiled.planes[int(asked.level_plane[k])] for k in _several(compiled)]


def so_far(compiled: Compiled, played: Played, first: int, days: int, as_of: dt.date) -> SoFar:
    """How far outcomes have come in a history that was played.

    Parameters
    ----------
    compiled : Compiled
    played : Played
        Of draws, all under one history and a day more; the planes of `followed` are watched.
    first : int
        Column of the first of these among the watched planes.
    days : int
        Of the history.
    as_of : date
        The day before its first.
    """
    asked, came, counted = compiled.questions, {}, {}
    level = set(asked.level_outcome.tolist())
    for number, name in enumerate(compiled.outcomes):
        date, count = played.first[:, number], played.count[:, number]
        if ((date >= 0) & (date < days)).all() and (date == date[0]).all():
            came[name] = as_of + dt.timedelta(days=int(date[0]) + 1)
        if number not in level and asked.after[number] < 0:
            counted[name] = int(count[0]) if (count == count[0]).all() else None
    running, failed = set(), set()
    for column, k in enumerate(_several(compiled), start=first):
        outcome = int(asked.level_outcome[k])
        later = int(k >= asked.evenings[0])  # that of an evening is there on the next morning
        value = asked.level_sign[k] * played.watch[:, later : days + later, column]
        holds = value >= asked.level_sign[k] * asked.level_value[k]
        start, end = int(asked.first[outcome]), int(asked.last[outcome])
        if start >= days:
            continue
        name = compiled.outcomes[outcome]
        whole = int(asked.level_days[k]) == end - start + 1
        if whole and not holds[:, start:].all(axis=1).any():
            failed.add(name)
        elif holds[:, -1].any() and not (whole and holds[:, start:].all()):
            running.add(name)
    return SoFar(came, counted, frozenset(running), frozenset(failed))


def _several(compiled: Compiled) -> Iterator[int]:
    """Numbers of the questions that ask for several days running."""
    days: NDArray[np.int32] = compiled.questions.level_days
    yield from np.flatnonzero(days > 1).tolist()
