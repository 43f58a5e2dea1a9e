"""The same Mesa model in the plain style: each agent reckons its own chances and draws for itself.

The way of Mesa's own examples: agents hold what concerns them and decide in turn, and a
DataCollector keeps the series. NumPy is used inside an agent, not across agents.
"""

from __future__ import annotations

import mesa
import numpy as np

from benchmarks.mesa_peer import Party, Peer


class Reckoner(Party):
    """An actor or pair that reckons its own hazards."""

    def __init__(self, model: Plain, rows: list[int]) -> None:
        super().__init__(model, rows)
        world, tables = model.world, model.tables
        self.own = np.array(rows)
        self.joint = rows[0] in world.second
        second = [world.second[row] for row in rows] if self.joint else []
        lines = [*rows, *second]
        weights = tables.weights[lines]
        used = np.flatnonzero(weights.any(axis=0))
        self.weights = weights[:, used]
        self.planes = world.term_planes[used]
        self.base = tables.base[lines]
        self.gates = [
            (lines.index(row), plane, strength)
            for row, plane, strength in tables.gates
            if row in lines
        ]
        self.at_risk = world.at_risk[:, rows]

    def decide(self) -> None:
        """Hazards of the own processes, and what falls on this day."""
        model = self.model
        hazard = np.exp(self.base + self.weights @ model.x[self.planes])
        for line, plane, strength in self.gates:
            hazard[line] *= 1.0 - strength * (1.0 - model.values[plane])
        if self.joint:  # without mutual consent the more eager side decides
            half = len(self.rows)
            hazard = np.maximum(hazard[:half], hazard[half:])
        hazard *= self.at_risk[model.today]
        model.hazard[self.own] = hazard
        falls = model.chances(self.own) < -np.expm1(-hazard)
        for row, fell in zip(self.rows, falls.tolist(), strict=True):
            model.falls[row] = fell


class Plain(Peer):
    """One future; see `Peer`."""

    def take_part(self) -> None:
        """Create the actors and pairs, and the collector."""
        for rows in self.world.owned.values():
            Reckoner(self, rows)
        names = self.world.compiled.watched
        planes = self.world.compiled.questions.watched.tolist()
        self.series = mesa.DataCollector(
            model_reporters={
                name: (lambda model, plane=plane: model.values[plane])
                for name, plane in zip(names, planes, strict=True)
            }
        )

    def decide(self) -> None:
        """Let every actor and pair decide for itself."""
        self.agents_by_type[Reckoner].do("decide")

    def watch(self) -> None:
        """Keep what is watched, and ask the questions about levels."""
        self.series.collect(self)
        self.ask()
