"""What brings a condition about, or ends one that has to hold: the acts and moves of its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.feeding import Heard, Move, heard, plane_asked
from detente.ensemble.one_day import running
from detente.ensemble.runner import Block
from detente.ensemble.setting import Setting
from detente.explain.again import most_acts, watch
from detente.explain.hazards import hazard_stacks
from detente.explain.stack import ProcessStack
from detente.planes.process import Process
from detente.progress import Progress

F64 = NDArray[np.float64]
Days = NDArray[np.int64]

HOLDS = 0.5
"""Value of a plane from which on a condition holds."""

MOST_STACKS = 6
"""Processes whose chances are taken apart, those that do it most often."""


@dataclass(frozen=True, slots=True)
class Doer:
    """An act, or a move of a state, on the day on which something comes about or ends.

    Attributes
    ----------
    name : str
        The row of the act, or ``STATE: FROM → TO``.
    row : str or None
        A process, or a scheduled act; None of a move.
    state, before, to : str or None
        Of a move.
    share : float
        Share of the futures in which it comes about, or ends, that see it on that day. Several
        may be seen on one.
    """

    name: str
    row: str | None
    state: str | None
    before: str | None
    to: str | None
    share: float


@dataclass(frozen=True, slots=True)
class Brought:
    """What does it on the day.

    Attributes
    ----------
    ends : bool
        Whether this is what ends a condition that has to hold throughout, and not what brings one
        about.
    futures : int
        In how many it comes about, or ends.
    doers : tuple of Doer
        The most frequent first, those of share zero left out.
    alone : float
        Share of these futures in which none of them is seen on the day: by silence, a date, or
        what a level or an index has come to.
    helping, hindering : tuple of str
        Rows that the condition hears, and which speak for it, or against.
    """

    ends: bool
    futures: int
    doers: tuple[Doer, ...]
    alone: float
    helping: tuple[str, ...]
    hindering: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unbroken:
    """Futures in which a condition has held on each evening of a window so far."""

    plane: str
    first: int
    last: int

    def on(self, values: F64) -> NDArray[np.bool_]:
        """Days on which it may still break; a morning tells of the evening before."""
        days = values.shape[1]
        day = np.arange(days)
        broken = (values < HOLDS) & (day > self.first)
        before = np.cumsum(broken, axis=1) > 0
        return np.asarray(~before & (day >= self.first) & (day <= self.last))

    def end(self, values: F64, came: NDArray[np.bool_]) -> Days:
        """The day on whose evening it breaks; −1 where it holds throughout."""
        still = self.on(values)
        last = np.where(still.any(axis=1), values.shape[1] - 1 - still[:, ::-1].argmax(axis=1), -1)
        return np.where(came, -1, last)


def unbroken(setting: Setting, outcome: str) -> Unbroken | None:
    """Who waits for the end of a condition that has to hold throughout; None of any other."""
    compiled = setting.compiled
    column = compiled.outcomes.index(outcome)
    if column not in compiled.questions.level_outcome or running(compiled, outcome) <= 1:
        return None
    questions = compiled.questions
    window = int(questions.first[column]), int(questions.last[column])
    return Unbroken(plane_asked(compiled, outcome), *window)


def taken_apart(
    setting: Setting,
    outcome: str,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> tuple[Brought, list[ProcessStack]]:
    """What brings about an outcome of kind ``condition``, and the chances of the acts that do.

    Of one that has to hold throughout: what ends it. Where acts can only end a condition, and none
    brings it about, the chances are theirs as well.

    Returns
    -------
    Brought, list of ProcessStack
        No stack where no process is heard.
    """
    found = heard(setting.compiled.model, plane_asked(setting.compiled, outcome))
    window = unbroken(setting, outcome)
    ends = window is not None
    brought = _brought(setting, outcome, found, window, threads, progress)
    rows = [doer.row for doer in brought.doers if doer.row is not None]
    doing = brought.hindering if ends or not brought.helping else brought.helping
    known = {process.id: process for process in setting.scenario.processes}
    order = [row for row in dict.fromkeys((*rows, *doing)) if row in known and row in doing]
    chosen = set(order[:MOST_STACKS])
    processes: list[Process] = [p for p in setting.scenario.processes if p.id in chosen]
    stacks = hazard_stacks(
        setting,
        outcome,
        processes=processes,
        waits=window,
        threads=threads,
        progress=progress,
    )
    return brought, stacks


def _brought(
    setting: Setting,
    outcome: str,
    found: Heard,
    window: Unbroken | None,
    threads: int | None,
    progress: Progress | None,
) -> Brought:
    compiled = setting.compiled
    column = compiled.outcomes.index(outcome)
    sign = 1 if window is None else -1
    rows = sorted({(row, lag) for row, each, lag in found.rows if each == sign and lag <= 1})
    moves = sorted(
        {move for move, each in found.moves if each == sign},
        key=lambda move: (move.state, move.before, move.to),
    )
    states = list(dict.fromkeys(move.state for move in moves))
    planes = [compiled.model.states[state].name for state in states]
    watched = [*planes, *([] if window is None else [window.plane])]
    number = {row: i for i, row in enumerate(compiled.rows)}
    names = list(dict.fromkeys(row for row, _lag in rows))

    def reduce(block: Block) -> list[F64]:
        first = block.played.first[:, column].astype(np.int64)
        day = first if window is None else window.end(block.played.watch[:, :, -1], first >= 0)
        there = np.flatnonzero(day >= 0)
        done = np.zeros((there.size, len(names) + len(moves)), dtype=bool)
        for k, path in enumerate(there.tolist()):
            acts = set(block.acts[path].tolist())
            for row, lag in rows:
                code = (int(day[path]) - lag) * len(compiled.rows) + number[row]
                done[k, names.index(row)] |= code in acts
        for k, move in enumerate(moves):
            done[:, len(names) + k] = _moved(setting, move, block, states.index(move.state), day)[
                there
            ]
        return [
            done.sum(axis=0).astype(np.float64),
            np.array([there.size, (~done.any(axis=1)).sum()], dtype=np.float64),
        ]

    totals = [np.zeros(len(names) + len(moves)), np.zeros(2)]
    blocks = watch(
        setting, watched, reduce, acts=most_acts(setting), threads=threads, progress=progress
    )
    for sums in blocks:
        for total, more in zip(totals, sums, strict=True):
            total += more
    counts, (futures, alone) = totals
    shares = (counts / max(futures, 1.0)).tolist()
    doers = [
        *(Doer(row, row, None, None, None, s) for row, s in zip(names, shares, strict=False)),
        *(
            Doer(f"{m.state}: {m.before} → {m.to}", None, m.state, m.before, m.to, s)
            for m, s in zip(moves, shares[len(names) :], strict=True)
        ),
    ]
    return Brought(
        window is not None,
        int(futures),
        tuple(sorted((d for d in doers if d.share > 0.0), key=lambda d: -d.share)),
        float(alone) / max(float(futures), 1.0),
        tuple(found.signed(1)),
        tuple(found.signed(-1)),
    )


def _moved(
    setting: Setting, move: Move, block: Block, state: int, day: Sequence[int] | Days
) -> NDArray[np.bool_]:
    """Paths on which a state makes a move on a day of their own."""
    values = setting.compiled.model.states[move.state].values
    course = block.played.watch[:, :, state]
    at = np.clip(np.asarray(day), 1, course.shape[1] - 1)
    path = np.arange(course.shape[0])
    was, now = course[path, at - 1], course[path, at]
    moved = (was == values.index(move.before)) & (now == values.index(move.to))
    return np.asarray(moved & (np.asarray(day) >= 1))
