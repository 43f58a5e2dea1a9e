"""The baseline α of every process, so that it plays its rate as things stand.

A rate r says how often an act happens *as things stand*: with the claims at their credences, the
calendar, offices, stocks and policies as they are at the start, memories at their usual level,
latches not latched, gates open. With the log-hazard η = α + Σ_m θ_m x_m, that is

    α = ln r − ln E exp(Σ_m θ_m x_m(0)),

E over what is believed; of a joint act by the rule of consent that holds in each belief. It is
solved for every draw of r and of θ, so that each of them plays its rate at the start. Of a rate
that is stated with every claim false, α is ln r: it holds where nothing else adds to the hazard.

What the record adds to the usual level of a memory is news, and moves the hazard away from r. A
gate says when a process can act at all, and is no part of its rate. The week's rhythm counts with
its mean over a week, and mood with that of its exponential, which is 1. A process that is at risk
from a later day on has its start on that day.

The belief at a run's start does not depend on what is forced in it, nor on its seed: α belongs to
the scenario.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.claims.belief import believe
from detente.ensemble.coefficients import draw_matrix
from detente.ensemble.start import Start, Under
from detente.kernel.arrays import CONSENT, EACH_SIDE
from detente.kernel.compile import Compiled
from detente.planes.model import PAIR, SOURCE, TARGET, Coefficient, Term
from detente.planes.process import Process

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
U8 = NDArray[np.uint8]

BELIEFS, SEED = 65_536, 0
"""The beliefs over which a rate is a mean, and the seed that they are drawn with: always these."""

MOST = 4096
"""Different beliefs of which a process is told; where more matter to it, the first so many of
all."""

PIECE = 1_000_000
"""Numbers that are worked on at once."""

NOTHING = 1e-12
"""What a plane holds that is at rest, but for rounding."""

MOST_KEPT = 50_000
"""Draws whose α is kept."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Terms on one side that hold in the same beliefs, with planes that depend on no draw.

    They bring Σ scale · θ where `holds` is 1. A term of `cycles` brings the logarithm of the mean
    of exp(θ · x) over the cycle.
    """

    side: int
    holds: F64
    columns: I64
    scales: F64
    cycles: tuple[tuple[int, F64], ...]


@dataclass(frozen=True, slots=True)
class _Situation:
    """A process at its start, in every belief that differs for it.

    Attributes
    ----------
    start : Start
    under : array of uint8, shape (beliefs, claims)
    weight : array of float64, shape (beliefs,)
    joint : bool
    consent : Coefficient or None
        Of the rule of mutual consent.
    groups : tuple of _Group
    offset : array of float64, shape (3, beliefs)
        What terms bring whose claim is false.
    varying : tuple of Term
        Those with a plane that depends on draws or beliefs.
    """

    start: Start
    under: U8
    weight: F64
    joint: bool
    consent: Coefficient | None
    groups: tuple[_Group, ...]
    offset: F64
    varying: tuple[Term, ...]

    def sides(self, theta: F64) -> tuple[F64, NDArray[np.bool_], Under]:
        """What each side brings, shape (3, draws, beliefs), and whether consent is mutual."""
        under = Under(theta, self.under)
        shape = (theta.shape[0], self.under.shape[0])
        total = np.zeros((3, *shape)) + self.offset[:, None, :]
        for group in self.groups:
            weight = np.zeros((shape[0], 1))
            for column, scale in zip(group.columns, group.scales, strict=True):
                weight += scale * theta[:, column, None]
            for column, swing in group.cycles:
                weight += _over_cycle(theta[:, column, None], swing)
            total[group.side] += weight * group.holds
        for term in self.varying:
            value = self.start.plane(term.plane, under) * self.start.coefficient(
                term.coefficient, under
            )
            total[term.side] += term.scale * value
        mutual = np.zeros(shape, dtype=bool)
        if self.consent is not None:
            mutual |= self.start.coefficient(self.consent, under) >= CONSENT
        return total, mutual, under

    def log_hazards(self, theta: F64) -> F64:
        """Σ θ x in every belief, shape (draws, beliefs)."""
        total, mutual, _ = self.sides(theta)
        if not self.joint:
            return np.asarray(total[PAIR])
        alone = np.maximum(total[SOURCE], total[TARGET])
        both = EACH_SIDE * (total[SOURCE] + total[TARGET])
        return np.asarray(total[PAIR] + np.where(mutual, both, alone))

    def log_mean(self, theta: F64) -> F64:
        """Ln E exp(Σ θ x), shape (draws,); a row depends on no other."""
        found = np.empty(theta.shape[0])
        step = max(PIECE // (4 * self.weight.shape[0]), 1)
        for begin in range(0, theta.shape[0], step):
            eta = self.log_hazards(theta[begin : begin + step])
            top = eta.max(axis=1)
            mean = (self.weight * np.exp(eta - top[:, None])).sum(axis=1)
            found[begin : begin + step] = top + np.log(mean)
        return found

    def gradient(self, theta: F64) -> F64:
        """Derivative of `log_mean` by each coefficient, shape (coefficients,), for one draw."""
        one = theta[None, :]
        total, mutual, under = self.sides(one)
        eta = self.log_hazards(one)[0]
        share = self.weight * np.exp(eta - eta.max())
        share /= share.sum()
        wins = np.where(total[SOURCE, 0] >= total[TARGET, 0], 1.0, 0.0)
        count = {
            PAIR: share,
            SOURCE: share * np.where(mutual[0], EACH_SIDE, wins),
            TARGET: share * np.where(mutual[0], EACH_SIDE, 1.0 - wins),
        }
        found = np.zeros(theta.shape[0])
        for group in self.groups:
            held = float((count[group.side] * group.holds).sum())
            np.add.at(found, group.columns, held * group.scales)
            for column, swing in group.cycles:
                tilt = np.exp(theta[column] * swing)
                found[column] += held * float((tilt * swing).sum() / tilt.sum())
        for term in self.varying:
            holds = held_in(term.coefficient, self.start.claims, self.under)
            plane = np.broadcast_to(self.start.plane(term.plane, under), (1, holds.shape[0]))[0]
            column = self.start.columns[term.coefficient]
            found[column] += term.scale * float((count[term.side] * holds * plane).sum())
        return found


class Standing:
    """The situation at the start of a scenario, from which α follows for any draw.

    Parameters
    ----------
    scenario : Scenario
    """

    def __init__(self, scenario: Scenario) -> None:
        self.compiled = scenario.compiled()
        self.processes = scenario.processes
        self.beliefs = believed(scenario)
        self.situations = _situations(self.compiled, scenario.processes, self.beliefs)
        self._known: dict[object, dict[int, F64]] = {}

    def log_normaliser(self, theta: F64) -> F64:
        """Ln E exp(Σ θ x) of every process: α is the log-rate less this.

        Parameters
        ----------
        theta : array of float64, shape (draws, coefficients)
            Values of the scenario's coefficients with every claim true, in the order of
            ``scenario.compiled().coefficients``; those of baselines are not looked at.

        Returns
        -------
        array of float64, shape (draws, processes)
            A row depends on its own draw alone, to the last bit.
        """
        return _log_means(self.situations, theta)

    def gradient(self, theta: F64) -> F64:
        """Derivative of the normaliser of one draw, shape (processes, coefficients).

        By coefficients of terms; that a threshold or a speed changes a plane is left out.
        """
        unique = {id(each): each for each in self.situations}
        made = {key: each.gradient(theta) for key, each in unique.items()}
        return np.stack([made[id(each)] for each in self.situations])

    def luck(self, truth: U8) -> F64:
        """Mean of exp(Σ θ x) over some beliefs, in that over all; shape (processes,).

        At the means of the coefficients: by how much beliefs that were drawn raise the hazards.

        Parameters
        ----------
        truth : array of uint8, shape (paths, claims)
        """
        theta = np.array([[c.draw.mean for c in self.compiled.coefficients]])
        drawn = _situations(self.compiled, self.processes, truth)
        found = _log_means(drawn, theta)[0]
        return np.asarray(np.exp(found - self.log_normaliser(theta)[0]))

    def once_a_day(self) -> dict[str, float]:
        """Mean chance of a day at the start, in that of the mean hazard; by process.

        At the means of the coefficients. Below 1, since a day sees an act once: a belief that
        doubles the hazard does not double the chance.
        """
        theta = np.array([[c.draw.mean for c in self.compiled.coefficients]])
        rates = theta[0, self.compiled.program.alpha]
        found = {}
        for each, process, rate in zip(self.situations, self.processes, rates, strict=True):
            eta = each.log_hazards(theta)[0] + rate - each.log_mean(theta)[0]
            chance = float((each.weight * -np.expm1(-np.exp(eta))).sum())
            found[process.id] = chance / float(-np.expm1(-np.exp(rate)))
        return found

    def baselines(
        self,
        seed: int,
        indices: I64,
        *,
        central: bool = False,
        shifts: Mapping[str, float] | None = None,
    ) -> F64:
        """α for parameter indices, shape (indices, processes); kept, since many paths share one.

        Parameters
        ----------
        seed : int
        indices : array of int64
        central, shifts
            As in `detente.ensemble.coefficients.coefficient_matrix`.
        """
        unique, inverse = np.unique(indices, return_inverse=True)
        key = (seed, central, tuple(sorted((shifts or {}).items())))
        known = self._known.get(key, {})
        new = np.array([i for i in unique.tolist() if i not in known], dtype=np.int64)
        if new.size:
            theta = draw_matrix(
                self.compiled.coefficients, seed, new, central=central, shifts=shifts
            )
            alpha = theta[:, self.compiled.program.alpha] - self.log_normaliser(theta)
            known = {**known, **dict(zip(new.tolist(), alpha, strict=True))}
            if sum(len(rows) for rows in self._known.values()) + len(known) > MOST_KEPT:
                self._known.clear()
            self._known[key] = known
        return np.stack([known[i] for i in unique.tolist()])[inverse]


def believed(scenario: Scenario) -> U8:
    """Beliefs over which a rate is a mean, shape (beliefs, claims)."""
    everyone = np.arange(BELIEFS, dtype=np.int64)
    return believe(scenario.claims, scenario.file.voices, SEED, everyone, {})


def standing(scenario: Scenario) -> Standing:
    """The situation at the start of a scenario, worked out once."""
    kept = scenario.compiled().kept
    if "standing" not in kept:
        kept["standing"] = Standing(scenario)
    found = kept["standing"]
    assert isinstance(found, Standing)
    return found


def _log_means(situations: Sequence[_Situation], theta: F64) -> F64:
    """Ln E exp(Σ θ x), shape (draws, processes); those that share a start are worked out once."""
    unique = {id(each): each for each in situations}
    made = {key: each.log_mean(theta) for key, each in unique.items()}
    return np.column_stack([made[id(each)] for each in situations])


def held_in(coefficient: Coefficient, claims: Mapping[str, int], under: U8) -> F64:
    """1 in the beliefs in which all claims of a coefficient hold, shape (beliefs,)."""
    holds = np.ones(under.shape[0])
    for claim, _ in coefficient.when:
        holds *= under[:, claims[claim]]
    return holds


@dataclass(frozen=True, slots=True)
class _Kept:
    """A term that counts at the start, with its plane there and over a cycle; 0 if that varies."""

    side: int
    coefficient: Coefficient
    scale: float
    value: float
    swing: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Makeup:
    """What the start of a process is made of; processes of which it is equal share their start."""

    day: int
    joint: bool
    consent: Coefficient | None
    fixed: tuple[_Kept, ...]
    varying: tuple[tuple[int, str, Coefficient, float], ...]


def _situations(compiled: Compiled, processes: Sequence[Process], beliefs: U8) -> list[_Situation]:
    """The start of each process; a plane that is 0 there adds nothing, whatever its coefficient."""
    starts: dict[int, Start] = {}
    made: dict[_Makeup, _Situation] = {}
    terms: dict[str, list[Term]] = {}
    for term in compiled.model.terms:
        terms.setdefault(term.process, []).append(term)
    everything = np.array([[c.draw.mean for c in compiled.coefficients]])
    means = Under(everything, beliefs[:1])
    found = []
    for row, process in enumerate(processes):
        day = min(max(int(compiled.program.first_day[row]), 0), compiled.model.days - 1)
        start = starts.setdefault(day, Start(compiled, day))
        counts = [] if process.rate.holds == "claims-false" else terms.get(process.id, [])
        varying = [term for term in counts if start.varies(term.plane)]
        fixed = (_kept(start, term, means) for term in counts if not start.varies(term.plane))
        rule = compiled.model.rules.get(process.id)
        makeup = _Makeup(
            day,
            process.joint,
            None if rule is None or not counts else rule.strength,
            tuple(each for each in fixed if abs(each.value) > NOTHING or each.swing),
            tuple((t.side, t.plane, t.coefficient, t.scale) for t in varying),
        )
        if makeup not in made:
            made[makeup] = _situation(start, makeup, varying, beliefs)
        found.append(made[makeup])
    return found


def _kept(start: Start, term: Term, means: Under) -> _Kept:
    swing = start.compiled.model.cycles.get(term.plane, ())
    value = float(start.plane(term.plane, means)[0, 0])
    return _Kept(term.side, term.coefficient, term.scale, value, swing)


def _situation(start: Start, makeup: _Makeup, varying: Sequence[Term], beliefs: U8) -> _Situation:
    touched = set() if makeup.consent is None else set(start.claims_of(makeup.consent))
    for kept in makeup.fixed:
        touched |= start.claims_of(kept.coefficient)
    for term in varying:
        touched |= start.claims_of(term.coefficient) | start.claims_behind(term.plane)
    under, weight = different(beliefs, sorted(start.claims[claim] for claim in touched))
    offset = np.zeros((3, under.shape[0]))
    grouped: dict[tuple[int, tuple[tuple[str, float], ...]], list[_Kept]] = {}
    for kept in makeup.fixed:
        grouped.setdefault((kept.side, kept.coefficient.when), []).append(kept)
        without = np.zeros(under.shape[0])  # what holds instead where a claim is false
        for claim, otherwise in reversed(kept.coefficient.when):
            brings = kept.scale * otherwise * kept.value
            if kept.swing:
                swing = kept.scale * np.array(kept.swing)
                brings = float(_over_cycle(np.array(otherwise), swing))
            without = np.where(under[:, start.claims[claim]] == 1, without, brings)
        offset[kept.side] += without
    groups = [
        _group(start, side, held_in(members[0].coefficient, start.claims, under), members)
        for (side, _), members in grouped.items()
    ]
    return _Situation(
        start,
        under,
        weight,
        makeup.joint,
        makeup.consent,
        tuple(groups),
        offset,
        tuple(varying),
    )


def _group(start: Start, side: int, holds: F64, members: Sequence[_Kept]) -> _Group:
    steady = [kept for kept in members if not kept.swing]
    return _Group(
        side,
        holds,
        np.array([start.columns[kept.coefficient] for kept in steady], dtype=np.int64),
        np.array([kept.scale * kept.value for kept in steady]),
        tuple(
            (start.columns[kept.coefficient], kept.scale * np.array(kept.swing))
            for kept in members
            if kept.swing
        ),
    )


def _over_cycle(theta: F64, swing: F64) -> F64:
    """Ln of the mean of exp(θ · x) over a cycle, for θ of shape (…, 1) or ()."""
    total = np.zeros(theta.shape)
    for x in swing.tolist():
        total += np.exp(theta * x)
    return np.asarray(np.log(total / len(swing)))


def different(beliefs: U8, columns: Sequence[int], most: int = MOST) -> tuple[U8, F64]:
    """Beliefs that differ in some claims, at most so many, and how often each of them is held."""
    if not columns:
        return beliefs[:1], np.ones(1)
    code = np.zeros(beliefs.shape[0], dtype=np.int64)
    for i, column in enumerate(columns):
        if i % 40 == 39:  # numbered anew, so that no number grows too large
            code = np.unique(code, return_inverse=True)[1]
        code = 2 * code + beliefs[:, column]
    _, first, count = np.unique(code, return_index=True, return_counts=True)
    if first.shape[0] > most:
        return beliefs[:most], np.full(most, 1.0 / most)
    return beliefs[first], count / beliefs.shape[0]
