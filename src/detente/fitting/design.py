"""What stands in the log-hazards on the days of the record: planes of the kernel itself.

The scenario is played once with the acts given instead of drawn, so the covariates of the fit are
the planes of the play, to the last bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.fitting.history import ObservedActs
from detente.fitting.moods import NO_MOODS, Moods, moods_of
from detente.kernel.arrays import EACH_SIDE
from detente.kernel.compile import Compiled
from detente.kernel.hazard import Hazard, Planes, hazards_of
from detente.kernel.play import play
from detente.planes.model import PAIR, SOURCE, TARGET, Draw, Op

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]

SAME = 1e-9
"""A covariate that stays within this on the days of a process does not vary there."""


@dataclass(frozen=True, slots=True)
class Side:
    """What speaks for the hazard of each row: log-gates and fixed terms, and the covariates."""

    offset: F64
    x: F64


@dataclass(frozen=True, slots=True)
class Design:
    """The rows of the likelihood, sorted by process: days at risk of which the record tells.

    Attributes
    ----------
    draws : tuple of Draw
        Coefficients that are fitted: the columns of the covariates, and the σ of moods, whose
        columns here are 0.
    rows_of : array of int64, shape (processes with rows + 1,)
        Where the rows of a process begin.
    processes : array of int64, shape (processes with rows,)
        Their numbers in the scenario.
    day : array of int64, shape (rows,)
    act : array of bool, shape (rows,)
    side : Side
        Of all rows; of a joint act that either side can bring about alone, that of the source.
    either : array of int64, shape (n,)
        Rows of such acts.
    target : Side
        The other side of these rows.
    closed : mapping of str to int
        Acts of the record that the gate of an effect rules out, by effect; their rows are left out.
    constant : tuple of Draw
        Coefficients of terms that do not vary in any row: the record cannot tell them from the
        baselines, and they are held at their means.
    moods : Moods
        Latent moods in the hazards of the rows.
    """

    draws: tuple[Draw, ...]
    rows_of: I64
    processes: I64
    day: I64
    act: NDArray[np.bool_]
    side: Side
    either: I64
    target: Side
    closed: dict[str, int]
    constant: tuple[Draw, ...]
    moods: Moods = NO_MOODS

    @property
    def sigmas(self) -> list[int]:
        """Column of each mood's σ among the draws; −1 where it is certain, and not fitted."""
        column = {draw.name: k for k, draw in enumerate(self.draws)}
        return [column.get(draw.name, -1) for draw in self.moods.draws]

    @property
    def spreads(self) -> list[int]:
        """Numbers, among baselines and coefficients, of the σ of moods that are fitted."""
        return sorted(len(self.processes) + column for column in self.sigmas if column >= 0)

    @property
    def rows(self) -> int:
        """Number of rows."""
        return int(self.act.shape[0])

    @property
    def process_of(self) -> I64:
        """Number, among the processes with rows, of each row's process."""
        return np.repeat(np.arange(len(self.processes)), np.diff(self.rows_of))

    def acts_of(self) -> I64:
        """Acts of each process with rows."""
        if not len(self.processes):
            return np.zeros(0, dtype=np.int64)
        return np.add.reduceat(self.act.astype(np.int64), self.rows_of[:-1])


def candidates(compiled: Compiled) -> list[Draw]:
    """Draws that are a coefficient of terms and nothing else, and not certain already.

    What also is a threshold, a speed or a gate does not enter the log-hazard in a straight line.
    """
    model = compiled.model
    elsewhere = {
        coefficient.draw
        for coefficient in (
            *(each.coefficient for each in model.derived.values()),
            *(each.gain for each in model.relaxing.values()),
            *(each.strength for each in model.gates),
            *(each.strength for each in model.rules.values()),
            *(each.anticipation for each in model.impacts),
            *(each.probability for each in model.scheduled),
        )
        if coefficient is not None
    }
    draws = dict.fromkeys(term.coefficient.draw for term in model.terms)
    return [draw for draw in draws if draw.sd > 0 and draw not in elsewhere]


def true_values(compiled: Compiled) -> F64:
    """Every coefficient at its mean with all claims true, and no mood, shape (coefficients,)."""
    values = np.array([c.draw.mean for c in compiled.coefficients])
    program = compiled.program
    values[program.spread_coefficient] = 0.0
    values[program.op_coefficient[program.op_code == int(Op.SPREAD)]] = (
        0.0  # spreads of other planes
    )
    return values


def played_planes(
    compiled: Compiled, given: ObservedActs, names: Sequence[str], values: F64 | None = None
) -> dict[str, F64]:
    """Planes of every day, with the acts given.

    Parameters
    ----------
    compiled : Compiled
    given : ObservedActs
    names : sequence of str
        Planes that are wanted.
    values : array of float64, shape (coefficients,), optional
        The coefficients; by default those of `true_values`.

    Returns
    -------
    dict of str to array of float64, shape (days,)
        Before the acts of the day.
    """
    asked = compiled.watching(names)
    days = int(compiled.program.start[1])
    forced = np.zeros((days, len(compiled.rows)), dtype=np.int8)
    forced[:, : given.acts.shape[1]] = given.acts
    values = true_values(compiled) if values is None else values
    truth = np.ones((1, len(compiled.claims)), dtype=np.uint8)
    played = play(asked, 0, np.zeros(1, dtype=np.int64), values[None, :], truth, forced=forced)
    return {name: played.watch[0, :, i] for i, name in enumerate(names)}


def design(scenario: Scenario, given: ObservedActs, *, held: Sequence[str] = ()) -> Design:
    """Build the rows of the likelihood.

    Parameters
    ----------
    scenario : Scenario
        As of the day before the first one (`detente.fitting.history.windowed`).
    given : ObservedActs
    held : sequence of str
        Names of draws that are held at their means though they could be fitted.
    """
    compiled = scenario.compiled()
    model = compiled.model
    draws = [draw for draw in candidates(compiled) if draw.name not in held]
    hazards = hazards_of(compiled)
    needed = dict.fromkeys(name for hazard in hazards for name in hazard.planes)
    planes = played_planes(compiled, given, list(needed))
    moody = set(model.moods) | {d.name for d in model.derived.values() if d.op is Op.SPREAD}
    builder = _Rows(hazards, true_values(compiled), draws, planes, moody)
    parts = []
    closed: dict[str, int] = {}
    for p in range(len(hazards)):
        days = np.flatnonzero(given.known[:, p])
        if days.size:
            parts.append(builder.process(p, days, given.acts[days, p] > 0, closed))
    parts = [part for part in parts if part.days.size]
    rows = _assemble(parts, draws, closed)
    last = int(compiled.program.start[1])
    moods = moods_of(compiled, hazards, rows.processes, rows.rows_of, rows.day, last)
    return _with_moods(rows, moods, held)


def _with_moods(rows: Design, moods: Moods, held: Sequence[str]) -> Design:
    """The rows with their moods; the σ that are fitted have columns behind the covariates."""
    fitted = [draw for draw in moods.used() if draw.name not in held]

    def wider(side: Side) -> Side:
        return Side(side.offset, np.pad(side.x, ((0, 0), (0, len(fitted)))))

    return replace(
        rows,
        draws=(*rows.draws, *fitted),
        side=wider(rows.side),
        target=wider(rows.target),
        moods=moods,
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows of one process."""

    process: int
    days: I64
    act: NDArray[np.bool_]
    side: Side
    target: Side | None


class _Rows:
    """Makes the rows of one process after the other."""

    def __init__(
        self,
        hazards: Sequence[Hazard],
        values: F64,
        draws: Sequence[Draw],
        planes: dict[str, F64],
        moody: set[str],
    ) -> None:
        self.hazards = hazards
        self.values = values
        self.column = {draw: k for k, draw in enumerate(draws)}
        self.planes = planes
        self.moody = moody

    def process(self, p: int, days: I64, act: NDArray[np.bool_], closed: dict[str, int]) -> _Part:
        hazard = self.hazards[p]
        planes = {name: self.planes[name][days] for name in hazard.planes}
        either = hazard.joint and not hazard.mutual(self.values)
        one = self._side(hazard, planes, days.size, SOURCE if either else None)
        other = self._side(hazard, planes, days.size, TARGET) if either else None
        open_ = one.offset > -np.inf
        if other is not None:
            open_ |= other.offset > -np.inf
        if (act & ~open_).any():
            for each in hazard.gates:
                shut = each.factor(self.values, planes) <= 0.0
                count = int((act & ~open_ & shut).sum())
                if count:
                    closed[each.gate.effect] = closed.get(each.gate.effect, 0) + count

        def kept(side: Side) -> Side:
            return Side(side.offset[open_], side.x[open_])

        return _Part(p, days[open_], act[open_], kept(one), None if other is None else kept(other))

    def _side(self, hazard: Hazard, planes: Planes, days: int, side: int | None) -> Side:
        """Offset and covariates: one side's and the pair's, or with None all of them."""
        offset = np.zeros(days)
        x = np.zeros((days, len(self.column)))
        sides = (PAIR, SOURCE, TARGET) if side is None else (PAIR, side)
        for each in hazard.terms_of(*sides):
            term = each.term
            if term.plane in self.moody:
                continue
            weight = term.scale * (EACH_SIDE if side is None and term.side != PAIR else 1.0)
            value = weight * planes[term.plane]
            k = self.column.get(term.coefficient.draw)
            if k is None:
                offset += self.values[each.coefficient] * value
            else:
                x[:, k] += value
        with np.errstate(divide="ignore"):
            for gate in hazard.gates_of(*sides):
                offset += np.log(np.maximum(gate.factor(self.values, planes), 0))
        return Side(offset, x)


def _assemble(parts: list[_Part], draws: list[Draw], closed: dict[str, int]) -> Design:
    """Rows of all processes, the covariates that vary apart from those that do not."""
    k = len(draws)

    def stacked(arrays: list[F64], shape: tuple[int, ...]) -> F64:
        return np.concatenate(arrays) if arrays else np.zeros(shape)

    counts = [part.days.size for part in parts]
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    either = [
        np.arange(a, b)
        for part, a, b in zip(parts, starts[:-1], starts[1:], strict=True)
        if part.target is not None
    ]
    x = stacked([part.side.x for part in parts], (0, k))
    offset = stacked([part.side.offset for part in parts], (0,))
    others = [part.target for part in parts if part.target is not None]
    x2 = stacked([side.x for side in others], (0, k))
    offset2 = stacked([side.offset for side in others], (0,))
    varies = np.zeros(k, dtype=bool)
    for part in parts:
        for side in (part.side, part.target):
            if side is not None:
                varies |= np.ptp(side.x, axis=0) > SAME
        if part.target is not None:  # one side against the other
            varies |= (np.abs(part.side.x - part.target.x) > SAME).any(axis=0)
    fixed = np.array([draw.mean for draw in draws])[~varies]
    constant = tuple(draw for draw, moves in zip(draws, varies, strict=True) if not moves)
    return Design(
        draws=tuple(draw for draw, moves in zip(draws, varies, strict=True) if moves),
        rows_of=starts,
        processes=np.array([part.process for part in parts], dtype=np.int64),
        day=np.concatenate([part.days for part in parts]) if parts else np.zeros(0, np.int64),
        act=np.concatenate([part.act for part in parts]) if parts else np.zeros(0, bool),
        side=Side(offset + x[:, ~varies] @ fixed, np.ascontiguousarray(x[:, varies])),
        either=np.concatenate(either) if either else np.zeros(0, np.int64),
        target=Side(offset2 + x2[:, ~varies] @ fixed, np.ascontiguousarray(x2[:, varies])),
        closed=closed,
        constant=constant,
    )
