"""A compiled scenario as tables for the Mesa model: what paths share, and what each path draws.

The Mesa model is handed the lowered planes and terms, so that it need not write every effect
by hand; what is laid out here is laid out once, or once a path, never once a day.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from benchmarks.mesa_formulas import formulas
from detente.claims.belief import in_order
from detente.kernel.compile import Compiled
from detente.planes.model import Coefficient, Draw
from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]


def _run(planes: NDArray[np.uint32]) -> slice | NDArray[np.uint32]:
    """Planes as a slice where they follow one another, which NumPy reads without a copy."""
    if planes.size and (np.diff(planes) == 1).all():
        return slice(int(planes[0]), int(planes[-1]) + 1)
    return planes


class Priors:
    """The laws of claims and coefficients: one call draws one path's."""

    def __init__(self, scenario: Scenario, coefficients: Sequence[Coefficient]) -> None:
        claims = scenario.claims
        column = {claim.id: i for i, claim in enumerate(claims)}
        voices = [voice.id for voice in scenario.file.voices]
        rho = {voice.id: voice.correlation for voice in scenario.file.voices}
        own = [0.0 if claim.given else rho[claim.voice] for claim in claims]
        self.voices = len(voices)
        self.voice_of = np.array([voices.index(claim.voice) for claim in claims])
        self.voice_share = np.sqrt(own)
        self.own_share = np.sqrt(1.0 - np.array(own))
        self.bar = ndtri([claim.credence for claim in claims])
        self.given = [
            (column[claim.id], column[claim.given], float(ndtri(claim.credence_otherwise)))
            for claim in in_order(claims)
            if claim.given is not None
        ]
        draws = list(dict.fromkeys(c.draw for c in coefficients))
        number = {draw: i for i, draw in enumerate(draws)}
        self.draw_of = np.array([number[c.draw] for c in coefficients])
        self.mean, self.sd, self.low, self.high = np.array(
            [(d.mean, d.sd, d.low, d.high) for d in draws]
        ).T
        self.tail, self.mass = np.array([_truncation(d) for d in draws]).T
        # The first false claim of a coefficient decides, so the last one is laid on first.
        deepest = max(len(c.when) for c in coefficients)
        self.layers = []
        for depth in reversed(range(deepest)):
            at = [i for i, c in enumerate(coefficients) if len(c.when) > depth]
            owners = [column[coefficients[i].when[depth][0]] for i in at]
            otherwise = [coefficients[i].when[depth][1] for i in at]
            self.layers.append((np.array(at), np.array(owners), np.array(otherwise)))

    def claims(self, rng: np.random.Generator) -> NDArray[np.bool_]:
        """Draw which claims hold."""
        voice = rng.standard_normal(self.voices)[self.voice_of]
        latent = self.voice_share * voice
        latent += self.own_share * rng.standard_normal(latent.shape[0])
        truth: NDArray[np.bool_] = latent < self.bar
        for claim, given, otherwise in self.given:
            if not truth[given]:
                truth[claim] = latent[claim] < otherwise
        return truth

    def coefficients(self, rng: np.random.Generator, truth: NDArray[np.bool_]) -> F64:
        """Draw the coefficients, under the claims."""
        u = self.tail + self.mass * rng.random(self.mean.shape[0])
        theta: F64 = np.clip(self.mean + self.sd * ndtri(u), self.low, self.high)[self.draw_of]
        for at, owners, otherwise in self.layers:
            theta[at] = np.where(truth[owners], theta[at], otherwise)
        return theta


def _truncation(draw: Draw) -> tuple[float, float]:
    """Lower tail that is cut off, and mass that remains; a median where nothing is drawn."""
    if draw.sd == 0.0:
        return 0.5, 0.0
    low = float(ndtr((draw.low - draw.mean) / draw.sd))
    return low, float(ndtr((draw.high - draw.mean) / draw.sd)) - low


class World:
    """What all paths share: calendar, windows, derived planes, who owns which process."""

    def __init__(self, scenario: Scenario, compiled: Compiled) -> None:
        program = compiled.program
        self.compiled = compiled
        self.program = program
        self.priors = Priors(scenario, compiled.coefficients)
        self.days = int(program.start[1])
        self.processes = len(compiled.processes)
        self.levels = int(program.memory_span[0])
        self.memories = slice(*(int(i) for i in program.memory_span))
        moods = program.mood_rho.shape[0]
        self.moods = slice(self.memories.stop, self.memories.stop + moods)
        self.calendar = self._calendar()
        day = np.arange(self.days)[:, None]
        self.at_risk = ((program.first_day <= day) & (day <= program.last_day)).astype(np.float64)
        self.closing: dict[int, list[int]] = {}
        for memory, until in enumerate(program.memory_until):
            self.closing.setdefault(int(until), []).append(memory)
        self.log_planes, self.log_inputs = _run(program.log_plane), _run(program.log_input)
        self.spread_planes, self.spread_inputs = (
            _run(program.spread_plane),
            _run(program.spread_input),
        )
        self.formulas = formulas(program)
        self.derived = [plane for plane, _ in self.formulas]
        self.relaxing = list(
            zip(
                program.relax_plane.tolist(),
                program.relax_target.tolist(),
                program.relax_half_life.tolist(),
                program.relax_speed.tolist(),
                program.relax_gain.tolist(),
                strict=True,
            )
        )
        self.joint = program.joint_process
        self.second = {int(p): self.processes + i for i, p in enumerate(self.joint)}
        slot = np.repeat(program.segment_slot, np.diff(program.segment_from))
        self.term_side, self.term_process = np.divmod(slot, self.processes)
        self.term_planes, self.term_column = np.unique(program.term_plane, return_inverse=True)
        self.impact_row = np.repeat(
            np.arange(len(compiled.rows)), np.diff(program.impact_from)
        )  # fmt: skip
        self.owned = self._owners(scenario)

    def _calendar(self) -> F64:
        """Calendar planes of every day."""
        p = self.program
        calendar = np.zeros((self.days, self.levels))
        today = np.zeros(self.levels)
        for t in range(self.days):
            changed = slice(p.calendar_from[t], p.calendar_from[t + 1])
            today[p.calendar_plane[changed]] = p.calendar_value[changed]
            calendar[t] = today
        return calendar

    def _owners(self, scenario: Scenario) -> dict[tuple[str, ...], list[int]]:
        """Processes of each actor that acts by itself, and of each pair that acts together."""
        owned: dict[tuple[str, ...], list[int]] = {}
        for i, process in enumerate(scenario.processes):
            owner = process.pair if process.joint else (process.source,)
            owned.setdefault(owner, []).append(i)
        return owned


class Tables:
    """What one path has drawn, laid out for its days."""

    def __init__(self, world: World, theta: F64, truth: NDArray[np.bool_]) -> None:
        p = world.program
        self.theta = theta.tolist()
        rule = p.rule[world.joint]
        mutual = np.where(rule >= 0, theta[rule] >= 0.5, False)
        agree = np.zeros(world.processes, dtype=bool)
        agree[world.joint] = mutual
        self.weights = self._weights(world, theta, agree)
        alpha = theta[p.alpha]
        self.base = np.concatenate([alpha, np.where(mutual, -np.inf, alpha[world.joint])])
        self.gates = list(self._gates(world, agree))
        self.impacts = self._impacts(world, theta)
        self.initial = p.initial.copy()
        begun = world.compiled.beginning.values(theta[None, :], truth[None, :].astype(np.uint8))
        self.initial[p.begun_plane] = begun[0]
        self.spread = theta[p.spread_coefficient]
        self.half_variance = 0.5 * self.spread**2

    @staticmethod
    def _weights(world: World, theta: F64, agree: NDArray[np.bool_]) -> F64:
        """Log-hazards from planes: a row for each process, and a second one for joint acts.

        Under mutual consent the first row has the mean of both sides; otherwise each side has a
        row of its own.
        """
        p = world.program
        weight = p.term_scale * theta[p.term_coefficient]
        side, process = world.term_side, world.term_process
        together = agree[process]
        first = np.where(side == 0, 1.0, np.where(together, 0.5, side == 1))
        second = np.where(together, 0.0, side != 1)
        other = np.array([world.second.get(i, -1) for i in range(world.processes)])[process]
        columns = world.term_planes.shape[0]
        rows = world.processes + world.joint.shape[0]
        weights = np.zeros((rows, columns))
        np.add.at(weights, (process, world.term_column), weight * first)
        has = other >= 0
        np.add.at(weights, (other[has], world.term_column[has]), (weight * second)[has])
        return weights

    def _gates(self, world: World, agree: NDArray[np.bool_]) -> Sequence[tuple[int, int, float]]:
        """(row, plane, strength) of the gates that are not open on this path."""
        p = world.program
        found = []
        for slot, plane, strength in zip(p.gate_slot, p.gate_plane, p.gate_strength, strict=True):
            side, process = divmod(int(slot), world.processes)
            rows = [process]
            if process in world.second and not agree[process]:
                rows = [[process, world.second[process]], [process], [world.second[process]]][side]
            if self.theta[strength]:
                found += [(row, int(plane), self.theta[strength]) for row in rows]
        return found

    @staticmethod
    def _impacts(world: World, theta: F64) -> F64:
        """What an act of each row adds to each memory."""
        p = world.program
        impacts = np.zeros((len(world.compiled.rows), p.memory_decay.shape[0]))
        amount = p.impact_weight * _unforeseen(theta, p.impact_anticipation)
        np.add.at(impacts, (world.impact_row, p.impact_plane - world.memories.start), amount)
        return impacts


def _unforeseen(theta: F64, anticipation: NDArray[np.int32]) -> F64:
    """Share of an act that was not anticipated."""
    return np.where(anticipation >= 0, 1.0 - theta[anticipation], 1.0)
