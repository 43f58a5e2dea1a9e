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

from detente.baseline.beliefs import believed
from detente.fitting.history import ObservedActs
from detente.fitting.moods import NO_MOODS, Moods, moods_of
from detente.fitting.normaliser import Normaliser
from detente.fitting.rows import Part, Rows
from detente.kernel.compile import Compiled
from detente.kernel.hazard import hazards_of
from detente.kernel.play import play
from detente.kernel.supposed import true_values
from detente.planes.model import Draw, Op

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]

PLACES = 6
"""Places in which it is looked at what a coefficient does."""

SAME = 1e-9
"""A covariate that stays within this on the days of a process does not vary there."""


@dataclass(frozen=True, slots=True)
class Side:
    """What speaks for each hazard: log-gates and fixed terms, and the covariates."""

    offset: F64
    x: F64


@dataclass(frozen=True, slots=True)
class Design:
    """The rows of the likelihood, sorted by process: days at risk of which the record tells.

    The hazard of a row is the mean over what may be believed of the process: a row has a *branch*
    for each belief that differs for it, and one where no claim touches it. The branches of a row
    lie together, in the order of the rows.

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
    branches_of : array of int64, shape (rows + 1,)
        Where the branches of a row begin.
    weight : array of float64, shape (branches,)
        Logarithm of how far its belief is held.
    side : Side
        Of all branches; of a joint act that either side can bring about alone, that of the source.
    either : array of int64, shape (n,)
        Branches of such acts.
    target : Side
        The other side of these branches.
    closed : mapping of str to int
        Acts of the record that the gate of an effect rules out, by effect; their rows are left out.
    constant : tuple of Draw
        Coefficients of terms that are in every row what they are at the start of the play: the
        record cannot tell them from the rates, and they are held at their means.
    normaliser : Normaliser
        What the terms bring at the start of the play, which belongs to the rates.
    moods : Moods
        Latent moods in the hazards of the rows.
    """

    draws: tuple[Draw, ...]
    rows_of: I64
    processes: I64
    day: I64
    act: NDArray[np.bool_]
    branches_of: I64
    weight: F64
    side: Side
    either: I64
    target: Side
    closed: dict[str, int]
    constant: tuple[Draw, ...]
    normaliser: Normaliser
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

    @property
    def row_of(self) -> I64:
        """Row of each branch."""
        return np.repeat(np.arange(self.rows), np.diff(self.branches_of))

    @property
    def branched(self) -> bool:
        """Whether any row has several branches."""
        return bool(self.weight.shape[0] > self.rows)

    @property
    def bent(self) -> bool:
        """Whether the log-hazards are no straight lines in the coefficients."""
        return self.branched or self.normaliser.moves

    def covariates(self) -> F64:
        """Covariates of each row, in the mean over its beliefs, shape (rows, coefficients)."""
        if not self.branched:
            return self.side.x
        share = np.exp(self.weight)
        return np.add.reduceat(share[:, None] * self.side.x, self.branches_of[:-1], axis=0)

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


def design(
    scenario: Scenario,
    given: ObservedActs,
    *,
    now: Scenario | None = None,
    held: Sequence[str] = (),
) -> Design:
    """Build the rows of the likelihood.

    Parameters
    ----------
    scenario : Scenario
        As of the day before the first one (`detente.fitting.history.windowed`).
    given : ObservedActs
    now : Scenario, optional
        The one that is to be played, at whose start the rates hold; by default `scenario`.
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
    values, beliefs = true_values(compiled), believed(scenario)
    builder = Rows(compiled, hazards, values, draws, planes, moody, beliefs)
    parts = []
    closed: dict[str, int] = {}
    for p in range(len(hazards)):
        days = np.flatnonzero(given.known[:, p])
        if days.size:
            parts.append(builder.process(p, days, given.acts[days, p] > 0, closed))
    parts = [part for part in parts if part.days.size]
    rows = _assemble(parts, draws, closed, scenario if now is None else now)
    last = int(compiled.program.start[1])
    moods = moods_of(compiled, hazards, rows.processes, rows.rows_of, rows.day, last)
    return _with_moods(rows, moods, held)


def _with_moods(rows: Design, moods: Moods, held: Sequence[str]) -> Design:
    """The rows with their moods; the σ that are fitted have columns behind the covariates."""
    fitted = [draw for draw in moods.used() if draw.name not in held]

    def wider(side: Side) -> Side:
        return Side(side.offset, np.pad(side.x, ((0, 0), (0, len(fitted)))))

    draws = (*rows.draws, *fitted)
    return replace(
        rows,
        draws=draws,
        side=wider(rows.side),
        target=wider(rows.target),
        moods=moods,
        normaliser=rows.normaliser.of(draws),
    )


def _assemble(
    parts: Sequence[Part], draws: Sequence[Draw], closed: dict[str, int], now: Scenario
) -> Design:
    """Rows of all processes, the covariates that tell apart from those that do not."""
    k = len(draws)

    def stacked(arrays: list[F64], shape: tuple[int, ...]) -> F64:
        return np.concatenate(arrays) if arrays else np.zeros(shape)

    def starts(counts: Sequence[int]) -> I64:
        return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)

    rows_of = starts([part.days.size for part in parts])
    each = [b for part in parts for b in [part.branches] * part.days.size]
    branches_of = starts(each)
    sizes = starts([part.offset.size for part in parts])
    either = [a + np.flatnonzero(part.either) for part, a in zip(parts, sizes[:-1], strict=True)]
    whole = Design(
        draws=tuple(draws),
        rows_of=rows_of,
        processes=np.array([part.process for part in parts], dtype=np.int64),
        day=np.concatenate([part.days for part in parts]) if parts else np.zeros(0, np.int64),
        act=np.concatenate([part.act for part in parts]) if parts else np.zeros(0, bool),
        branches_of=branches_of,
        weight=stacked([part.weight for part in parts], (0,)),
        side=Side(
            stacked([part.offset for part in parts], (0,)),
            stacked([part.x for part in parts], (0, k)),
        ),
        either=np.concatenate(either) if either else np.zeros(0, np.int64),
        target=Side(
            stacked([part.target_offset for part in parts], (0,)),
            stacked([part.target_x for part in parts], (0, k)),
        ),
        closed=closed,
        constant=(),
        normaliser=Normaliser.of_scenario(now, [part.process for part in parts], draws),
    )
    return _told(whole)


def _told(whole: Design) -> Design:
    """The same without the coefficients that the record cannot tell from the rates.

    They are held at their means. What a coefficient does to a log-hazard is its covariate, less
    what it is at the start of the play; it is looked at in some places, in which either side of an
    act decides, away from where both sides are alike; that is enough to see that it is always 0.
    """
    means = np.array([draw.mean for draw in whole.draws])
    sd = np.array([draw.sd for draw in whole.draws])
    tells = np.zeros(means.shape, dtype=bool)
    ways = np.random.default_rng(0).normal(size=(PLACES, means.size))
    for way in ways:
        tells |= (np.abs(effective(whole, means + way * sd)[1]) > SAME).any(axis=0)
    fixed = means[~tells]

    def less(side: Side) -> Side:
        return Side(side.offset + side.x[:, ~tells] @ fixed, np.ascontiguousarray(side.x[:, tells]))

    draws = tuple(draw for draw, moves in zip(whole.draws, tells, strict=True) if moves)
    return replace(
        whole,
        draws=draws,
        side=less(whole.side),
        target=less(whole.target),
        constant=tuple(d for d, moves in zip(whole.draws, tells, strict=True) if not moves),
        normaliser=whole.normaliser.of(draws),
    )


def effective(design: Design, theta: F64) -> tuple[F64, F64]:
    """What terms and gates bring to the log-hazard of each row, less what belongs to its rate.

    It is the logarithm of the mean hazard over beliefs; with it, its derivatives.

    Parameters
    ----------
    design : Design
    theta : array of float64, shape (coefficients,)

    Returns
    -------
    array of float64, shape (rows,), and array of float64, shape (rows, coefficients)
    """
    x = design.side.x
    eta = design.side.offset + np.einsum("rk,k->r", x, theta)
    if design.either.size:
        rows = design.either
        other = design.target.offset + np.einsum("rk,k->r", design.target.x, theta)
        wins = other > eta[rows] + SAME  # of two alike the source, as at the start
        eta[rows[wins]] = other[wins]
        x = x.copy()
        x[rows[wins]] = design.target.x[wins]
    if design.branched:
        first = design.branches_of[:-1]
        eta = eta + design.weight
        mean = np.logaddexp.reduceat(eta, first)
        share = np.exp(eta - mean[design.row_of])
        x = np.add.reduceat(share[:, None] * x, first, axis=0)
        eta = mean
    level, slope = design.normaliser.at(theta)
    eta = eta - level[design.process_of]
    if slope.any():
        x = x - slope[design.process_of]
    return eta, x
