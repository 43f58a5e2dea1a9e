"""The peer: the same simulator as a Mesa 3 model. One model is one path, one step is one day.

Written as a good Mesa user would: actors and pairs are agents that decide on the acts they own;
what concerns all of them at once (planes, hazards) is done with NumPy in the model's step; the
draws are the model's own generator's.
"""

from __future__ import annotations

import mesa
import numpy as np
from numpy.typing import NDArray

from benchmarks.mesa_world import F64, Tables, World


class Party(mesa.Agent):
    """An actor, or a pair of actors that act together, with the processes that it owns."""

    model: Peer

    def __init__(self, model: Peer, rows: list[int]) -> None:
        super().__init__(model)
        self.rows = rows

    def act(self) -> None:
        """Do what falls on this day."""
        model = self.model
        for row in self.rows:
            if model.falls[row]:
                model.happen(row)


class Diary(mesa.Agent):
    """Plays the acts that are announced for a day, unless the same act has come of itself."""

    model: Peer

    def __init__(self, model: Peer) -> None:
        super().__init__(model)
        p = model.world.program
        self.on_day: dict[int, list[tuple[int, list[int], float]]] = {}
        for t in range(model.world.days):
            for i in range(p.schedule_from[t], p.schedule_from[t + 1]):
                same = p.schedule_same[p.schedule_same_from[i] : p.schedule_same_from[i + 1]]
                probability = model.tables.theta[p.schedule_probability[i]]
                entry = (int(p.schedule_row[i]), same.tolist(), probability)
                self.on_day.setdefault(t, []).append(entry)

    def act(self) -> None:
        """Do what is announced for this day."""
        model = self.model
        for row, same, probability in self.on_day.get(model.today, ()):
            already = any(model.falls[other] for other in same)
            if not already and model.chance(row) < probability:
                model.falls[row] = True
                model.happen(row)


class Peer(mesa.Model):
    """One future.

    Parameters
    ----------
    world : World
    rng : int or numpy Generator
        Seed of the path.
    truth : array of bool, shape (claims,), optional
        Which claims hold; drawn by default.
    theta : array of float64, shape (coefficients,), optional
        Coefficients; drawn by default.
    """

    rng: np.random.Generator

    def __init__(
        self,
        world: World,
        rng: int | np.random.Generator,
        truth: NDArray[np.bool_] | None = None,
        theta: F64 | None = None,
    ) -> None:
        super().__init__(rng=rng)
        self.world = world
        if truth is None:
            truth = world.priors.claims(self.rng)
        if theta is None:
            theta = world.priors.coefficients(self.rng, truth)
        self.tables = Tables(world, theta, truth)
        self.x = self.tables.initial
        self.memory = self.x[world.memories]
        self.mood = self.x[world.moods]
        self.mood[:] = self.first_moods()
        self.today = 0
        self.every = np.arange(world.processes)
        self.hazard = np.zeros(world.processes)
        self.falls = [False] * len(world.compiled.rows)
        self.fired: set[int] = set()
        self.values: list[float] = []
        self.added = np.zeros(self.memory.shape[0])
        outcomes = len(world.compiled.outcomes)
        self.first = [-1] * outcomes
        self.count = [0] * outcomes
        self.streak = [0] * world.compiled.questions.level_outcome.shape[0]
        self.watched = np.empty((world.days, len(world.compiled.watched)))
        self.take_part()
        Diary(self)

    def take_part(self) -> None:
        """Create the actors and pairs."""
        for rows in self.world.owned.values():
            Party(self, rows)

    # ------------------------------------------------------------------------------- draws

    def first_moods(self) -> F64:
        """Moods of the first day."""
        return self.rng.standard_normal(self.mood.size)

    def shocks(self) -> F64:
        """What moves the moods overnight."""
        return self.rng.standard_normal(self.mood.size)

    def chances(self, rows: NDArray[np.intp]) -> F64:
        """A uniform number for each of these processes."""
        return self.rng.random(rows.size)

    def chance(self, row: int) -> float:
        """A uniform number for a scheduled act."""
        return self.rng.random()

    # --------------------------------------------------------------------------------- day

    def step(self) -> None:
        """Play a day."""
        if self.today in self.world.closing:
            self.tables.impacts[:, self.world.closing[self.today]] = 0.0
        self.update_planes()
        self.watch()
        self.decide()
        self.agents.do("act")
        self.carry_over()
        self.today += 1
        self.running = self.today < self.world.days

    def update_planes(self) -> None:
        """Calendar, logarithms, moods, then the other derived planes one after another."""
        world, p, x, tables = self.world, self.world.program, self.x, self.tables
        x[: world.levels] = world.calendar[self.today]
        x[world.log_planes] = np.log((p.log_c + x[world.log_inputs]) * p.log_factor)
        x[world.spread_planes] = tables.spread * x[world.spread_inputs] - tables.half_variance
        values = x.tolist()
        for plane, formula in world.formulas:
            values[plane] = formula(values, tables.theta, self.fired)
        x[world.derived] = [values[plane] for plane, _ in world.formulas]
        self.values = values

    def decide(self) -> None:
        """Hazards of all processes on this day, and what falls on it."""
        world, tables = self.world, self.tables
        hazard = np.exp(tables.base + tables.weights @ self.x[world.term_planes])
        for row, plane, strength in tables.gates:
            hazard[row] *= 1.0 - strength * (1.0 - self.values[plane])
        hazards = hazard[: world.processes]
        # without mutual consent the more eager side decides
        hazards[world.joint] = np.maximum(hazards[world.joint], hazard[world.processes :])
        self.hazard = hazards * world.at_risk[self.today]
        falls = self.chances(self.every) < -np.expm1(-self.hazard)
        self.falls[: world.processes] = falls.tolist()

    def carry_over(self) -> None:
        """Let policies relax, memories fade and moods drift."""
        p, x, values = self.world.program, self.x, self.values
        for plane, target, half_life, speed, gain in self.world.relaxing:
            rate = 1.0 if speed < 0 else 1.0 + self.tables.theta[gain] * values[speed]
            pull = 1.0 - 2.0 ** (-rate / half_life)
            values[plane] += (values[target] - values[plane]) * pull
            x[plane] = values[plane]
        self.memory *= p.memory_decay
        self.memory += self.added
        self.added[:] = 0.0
        self.mood *= p.mood_rho
        self.mood += p.mood_innovation * self.shocks()

    # ---------------------------------------------------------------------------- outcomes

    def happen(self, row: int) -> None:
        """An act: what it adds to memories, and the outcomes that it counts for."""
        self.added += self.tables.impacts[row]
        q = self.world.compiled.questions
        t = self.today
        for o in q.act_outcome[q.act_from[row] : q.act_from[row + 1]]:
            if not q.first[o] <= t <= q.last[o]:
                continue
            if q.after[o] >= 0:
                since = self.first[q.after[o]]
                if not (since >= 0 and since < t <= since + q.within[o]):
                    continue
            self.count[o] += 1
            if self.count[o] == q.at_least[o]:
                self.first[o] = t

    def watch(self) -> None:
        """Keep what is watched, and ask the questions about levels."""
        self.watched[self.today] = self.x[self.world.compiled.questions.watched]
        self.ask()

    def ask(self) -> None:
        """Questions about levels."""
        q = self.world.compiled.questions
        t = self.today
        for i, o in enumerate(q.level_outcome):
            if not q.first[o] <= t <= q.last[o]:
                continue
            if q.level_sign[i] * (self.values[q.level_plane[i]] - q.level_value[i]) < 0.0:
                self.streak[i] = 0
                continue
            self.streak[i] += 1
            self.count[o] += 1
            if self.streak[i] == q.level_days[i] and self.first[o] < 0:
                self.first[o] = t
