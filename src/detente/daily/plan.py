"""What the effects ask for: memories, actors' series, covariates; and their columns by layer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from detente.daily.arrays import (
    BASE,
    CALENDAR,
    CONSTANT,
    DYAD,
    F64,
    MEMORY,
    SERIES,
    Columns,
)  # fmt: skip

Kind = Literal["directed", "joint"]
Role = Literal["own", "back", "both"]
"""A place as seen from the act: of its own direction, of the other, or the mean of both."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Acts of one class, directed or joint."""

    kind: Kind
    index: int
    label: Any

    def __str__(self) -> str:
        """Such as ``1`` or ``joint 1``."""
        return f"{self.label}" if self.kind == "directed" else f"joint {self.label}"


@dataclass(frozen=True, slots=True)
class Column:
    """One number for each flow and day.

    Attributes
    ----------
    name : str
        Of its coefficient.
    kind : int
        As in `arrays`.
    place : int
        Memory (class·half-lives + half-life, joint classes behind the directed), covariate, series.
    role : str
    prior : pair of float, optional
        Mean and standard deviation of the coefficient.
    """

    name: str
    kind: int
    place: int = 0
    role: Role = "own"
    prior: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class ActorSeries:
    """Log-level of what an actor sent, received or took part in; all counterparts together."""

    what: Literal["sent", "received", "joint"]
    index: int
    half_life: float


Dates = Sequence[dt.date]


@dataclass(slots=True)
class Plan:
    """Collected from the effects; the same for the record of the fit and for any later one."""

    actors: tuple[str, ...]
    directed: tuple[Any, ...]
    joint: tuple[Any, ...]
    half_lives: tuple[float, ...]
    series: list[ActorSeries] = field(default_factory=list)
    dyads: list[F64] = field(default_factory=list)
    calendars: list[Callable[[Dates], F64]] = field(default_factory=list)
    columns: dict[Layer, list[Column]] = field(default_factory=dict)

    @property
    def layers(self) -> list[Layer]:
        """Directed classes, then joint ones."""
        return [Layer("directed", c, label) for c, label in enumerate(self.directed)] + [
            Layer("joint", j, label) for j, label in enumerate(self.joint)
        ]

    @property
    def flows(self) -> int:
        """Flows of a pair."""
        return 2 * len(self.directed) + len(self.joint)

    def memory(self, layer: Layer, half_life: float) -> int:
        """Place of a memory of a class."""
        behind = len(self.directed) if layer.kind == "joint" else 0
        return (behind + layer.index) * len(self.half_lives) + self.half_lives.index(half_life)

    def actor_series(self, series: ActorSeries) -> int:
        """Place of an actors' series."""
        if series not in self.series:
            self.series.append(series)
        return self.series.index(series)

    def dyad(self, values: F64) -> int:
        """Place of a covariate of dyads, actors by actors."""
        for m, known in enumerate(self.dyads):
            if known is values:
                return m
        self.dyads.append(values)
        return len(self.dyads) - 1

    def calendar(self, values: Callable[[Dates], F64]) -> int:
        """Place of a function of the date."""
        if values not in self.calendars:
            self.calendars.append(values)
        return self.calendars.index(values)

    def lowered(self) -> Columns:
        """Columns as the compiled passes see them."""
        lives = len(self.half_lives)
        most = max(len(columns) for columns in self.columns.values())
        kind, one, two = (np.zeros((self.flows, most), dtype=np.int64) for _ in range(3))
        count = np.zeros(self.flows, dtype=np.int64)
        of_layer = np.zeros(self.flows, dtype=np.int64)
        used = np.zeros((self.flows, lives), dtype=np.uint8)
        for number, layer in enumerate(self.layers):
            for q, side in self.flows_of(layer):
                of_layer[q] = number
                count[q] = len(self.columns[layer])
                for k, column in enumerate(self.columns[layer]):
                    kind[q, k] = column.kind
                    one[q, k], two[q, k] = self._places(column, side)
                    if column.kind == MEMORY:
                        for place in (one[q, k], two[q, k]):
                            used[place // lives, place % lives] = 1
        return Columns(count, kind, one, two, of_layer, used)

    def flows_of(self, layer: Layer) -> list[tuple[int, int]]:
        """Flows of a layer, and the side that acts in each."""
        if layer.kind == "directed":
            return [(2 * layer.index, 0), (2 * layer.index + 1, 1)]
        return [(2 * len(self.directed) + layer.index, 0)]

    def _places(self, column: Column, side: int) -> tuple[int, int]:
        if column.kind in (CONSTANT, BASE, CALENDAR):
            return column.place, column.place
        sides = {"own": (side, side), "back": (1 - side, 1 - side), "both": (0, 1)}[column.role]
        if column.kind in (DYAD, SERIES):
            return 2 * column.place + sides[0], 2 * column.place + sides[1]
        lives = len(self.half_lives)
        which, h = divmod(column.place, lives)
        if which >= len(self.directed):
            flow = 2 * len(self.directed) + which - len(self.directed)
            return flow * lives + h, flow * lives + h
        return (2 * which + sides[0]) * lives + h, (2 * which + sides[1]) * lives + h
