"""Effects of the daily model. Each says which columns it brings to a layer of acts.

Memories enter as log-levels x = log((c + M)/(c + M̄)), 0 at the usual level (docs/daily.md).
"""

from __future__ import annotations

import datetime as dt
import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.daily.arrays import BASE, CALENDAR, CONSTANT, DYAD, F64, MEMORY, SERIES
from detente.daily.plan import ActorSeries, Column, Dates, Layer, Plan
from detente.errors import InputError
from detente.language.hints import did_you_mean
from detente.numerics.arguments import day, flag, real, shown, word

if TYPE_CHECKING:
    import polars as pl

Prior = tuple[float, float]


class Effect(ABC):
    """What may raise or lower the hazard of an act.

    Attributes
    ----------
    prior : pair of float, optional
        Mean and standard deviation of each of its coefficients; none: flat.
    half_lives : sequence of float, optional
        In days, where the effect has memories; by default the model's.
    """

    prior: Prior | None = None
    half_lives: Sequence[float] | None = None

    @abstractmethod
    def columns(self, layer: Layer, plan: Plan) -> list[Column]:
        """Columns for the acts of a layer; none if the effect has nothing to say there."""

    def lives(self, plan: Plan) -> tuple[float, ...]:
        """Half-lives of the effect."""
        return plan.half_lives if self.half_lives is None else tuple(map(float, self.half_lives))


@dataclass(frozen=True)
class Intercept(Effect):
    """One constant for each class: always there, never to be named."""

    prior: Prior | None = None

    def columns(self, layer: Layer, plan: Plan) -> list[Column]:
        """1."""
        return [Column("intercept", CONSTANT, prior=self.prior)]


@dataclass(frozen=True)
class Baseline(Effect):
    """The usual rate of the very flow: log b, shrunk (rates.py). Coefficient 1 takes it as it is.

    A free coefficient corrects what shrinking and the memories, which know part of the same, do to
    it; the prior keeps it near 1 where there is little record.
    """

    prior: Prior | None = (1.0, 0.5)

    def columns(self, layer: Layer, plan: Plan) -> list[Column]:
        """Log b."""
        return [Column("baseline", BASE, prior=self.prior)]


@dataclass(frozen=True)
class Inertia(Effect):
    """Acts of the same class and direction (of the pair, for joint acts). Expected sign: +."""

    half_lives: Sequence[float] | None = None
    prior: Prior | None = None

    def columns(self, layer: Layer, plan: Plan) -> list[Column]:
        """Log-level of the own memory, for each half-life."""
        return [
            Column(f"inertia {h:g} d", MEMORY, plan.memory(layer, h), "both", self.prior)
            if layer.kind == "joint"
            else Column(f"inertia {h:g} d", MEMORY, plan.memory(layer, h), "own", self.prior)
            for h in self.lives(plan)
        ]


@dataclass(frozen=True)
class OtherClasses(Effect):
    """Directed acts of the other classes, in the same direction (of both, for joint acts)."""

    half_lives: Sequence[float] | None = None
    prior: Prior | None = None

    def columns(self, layer: Layer, plan: Plan) -> list[Column]:
        """Log-level of the memory of each other directed class, for each half-life."""
        return [
            Column(
                f"class {other} {h:g} d", MEMORY, plan.memory(other, h),
                "both" if layer.kind == "joint" else "own", self.prior,
            )
            for other in plan.layers
            if other.kind == "directed" and other != layer
            for h in self.lives(plan)
        ]  # fmt: skip


@dataclass(frozen=True)
class Reciprocity(Effect):
    """Acts of the same class in the other direction; directed acts only. Expected sign: +."""

    half_lives: Sequence[float] | None = None
    prior: Prior | None = None

    def columns(self, layer: Layer, plan: Plan) -> list[Column]:
        """Log-level of the received memory, for each half-life."""
        if layer.kind == "joint":
            return []
        return [
            Column(f"reciprocity {h:g} d", MEMORY, plan.memory(layer, h), "back", self.prior)
            for h in self.lives(plan)
        ]


@dataclass(frozen=True)
class JointMemory(Effect):
    """Joint acts of the pair, for directed acts and for the other joint classes."""

    half_lives: Sequence[float] | None = None
    prior: Prior | None = None

    def columns(self, layer: Layer, plan: Plan) -> list[Column]:
        """Log-level of the pair's memory of each joint class, for each half-life."""
        return [
            Column(f"{other} {h:g} d", MEMORY, plan.memory(other, h), "both", self.prior)
            for other in plan.layers
            if other.kind == "joint" and other != layer
            for h in self.lives(plan)
        ]


@dataclass(frozen=True)
class SenderActivity(Effect):
    """What the source does of this class to anybody (both sides do, for joint acts)."""

    half_lives: Sequence[float] | None = (7.0,)
    prior: Prior | None = None

    def columns(self, layer: Layer, plan: Plan) -> list[Column]:
        """Log-level of the actor's memory, for each half-life; the mean of both for joint acts."""
        found = []
        for h in self.lives(plan):
            if layer.kind == "joint":
                place = plan.actor_series(ActorSeries("joint", layer.index, h))
                found.append(Column(f"activity {h:g} d", SERIES, place, "both", self.prior))
            else:
                place = plan.actor_series(ActorSeries("sent", layer.index, h))
                found.append(Column(f"sender's activity {h:g} d", SERIES, place, "own", self.prior))
        return found


@dataclass(frozen=True)
class ReceiverActivity(Effect):
    """What anybody does of this class to the target; directed acts only."""

    half_lives: Sequence[float] | None = (7.0,)
    prior: Prior | None = None

    def columns(self, layer: Layer, plan: Plan) -> list[Column]:
        """Log-level of the actor's memory, for each half-life."""
        if layer.kind == "joint":
            return []
        return [
            Column(
                f"receiver's activity {h:g} d", SERIES,
                plan.actor_series(ActorSeries("received", layer.index, h)), "back", self.prior,
            )
            for h in self.lives(plan)
        ]  # fmt: skip


def _weekend(dates: Dates) -> F64:
    return np.array([float(day.weekday() >= 5) for day in dates])


@dataclass(frozen=True)
class Weekend(Effect):
    """1 on Saturday and Sunday. Expected sign: −, since less is reported then."""

    prior: Prior | None = None

    def columns(self, layer: Layer, plan: Plan) -> list[Column]:
        """0 or 1."""
        return [Column("weekend", CALENDAR, plan.calendar(_weekend), prior=self.prior)]


@dataclass(frozen=True)
class DateCovariate(Effect):
    """A number for each date, the same for everyone.

    Attributes
    ----------
    name : str
    values : mapping of date to float
    otherwise : float
        On dates that are not there.
    """

    name: str
    values: Mapping[dt.date, float]
    otherwise: float = 0.0
    prior: Prior | None = None

    def __post_init__(self) -> None:
        """Refuse what is no number for a date."""
        word(self.name, "DateCovariate: name")
        real(self.otherwise, f"{self.name}: otherwise")
        if not isinstance(self.values, Mapping):
            raise InputError(
                f"{self.name}: values is {shown(self.values)}; give a dict of numbers by date"
            )
        for date, value in self.values.items():
            real(value, f"{self.name} on {day(date, f'{self.name}: a date')}")

    def __repr__(self) -> str:
        """Its name, how many dates it has and the rest."""
        return (
            f"DateCovariate({self.name!r}, {len(self.values)} dates, "
            f"otherwise={self.otherwise:g}, prior={self.prior})"
        )

    def columns(self, layer: Layer, plan: Plan) -> list[Column]:
        """The number of the day."""
        return [Column(self.name, CALENDAR, plan.calendar(self.on), prior=self.prior)]

    def on(self, dates: Dates) -> F64:
        """Its numbers on some dates."""
        return np.array([float(self.values.get(day, self.otherwise)) for day in dates])


@dataclass(frozen=True)
class DyadCovariate(Effect):
    """A fixed number for each dyad, such as contiguity or the logarithm of a capability product.

    Attributes
    ----------
    name : str
    values : polars.DataFrame
        Columns `source`, `target` and `value`.
    symmetric : bool
        Each row holds for both directions.
    otherwise : float
        Of dyads that are not there.
    """

    name: str
    values: pl.DataFrame
    symmetric: bool = False
    otherwise: float = 0.0
    prior: Prior | None = None
    _matrix: dict[tuple[str, ...], F64] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse what is no table."""
        import polars as pl

        word(self.name, "DyadCovariate: name")
        flag(self.symmetric, f"{self.name}: symmetric")
        real(self.otherwise, f"{self.name}: otherwise")
        if not isinstance(self.values, pl.DataFrame):
            raise InputError(
                f"{self.name}: values: a Polars frame is needed, not {type(self.values).__name__}"
            )

    def __repr__(self) -> str:
        """Its name, how many rows it has and the rest."""
        return (
            f"DyadCovariate({self.name!r}, {self.values.height} rows, "
            f"symmetric={self.symmetric}, otherwise={self.otherwise:g}, prior={self.prior})"
        )

    def columns(self, layer: Layer, plan: Plan) -> list[Column]:
        """The number of the dyad; the mean of both directions for joint acts."""
        if plan.actors not in self._matrix:
            self._matrix[plan.actors] = self._read(plan.actors)
        role: Any = "both" if layer.kind == "joint" else "own"
        return [Column(self.name, DYAD, plan.dyad(self._matrix[plan.actors]), role, self.prior)]

    def _read(self, actors: tuple[str, ...]) -> F64:
        needed = ("source", "target", "value")
        for column in needed:
            if column not in self.values.columns:
                raise InputError(
                    f"{self.name}: no column '{column}'"
                    f"{did_you_mean(column, self.values.columns)}; needed are {', '.join(needed)}"
                )
        number = {actor: i for i, actor in enumerate(actors)}
        matrix = np.full((len(actors), len(actors)), float(self.otherwise))
        for source, target, value in self.values.select(needed).iter_rows():
            i, j = number.get(source), number.get(target)
            if i is None or j is None or i == j:
                continue
            if not (isinstance(value, int | float) and math.isfinite(value)):
                raise InputError(
                    f"{self.name}: {source} → {target} has no finite value; fill it or leave the "
                    "row out"
                )
            matrix[i, j] = value
            if self.symmetric:
                matrix[j, i] = value
        return matrix
