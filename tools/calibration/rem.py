"""Fits of relational event models, and of DyNAM's, on records that they play themselves.

Coefficients are drawn from normal priors, a record is simulated with them, and the coefficients
are estimated under the same priors: the mode, and the normal law of the curvature there (Laplace's
approximation; the information of a coordination model is the expected one). A place is that of the
true value in this law, which is what infinitely many draws from it would give as rank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from scipy.special import ndtr

from detente import rem
from detente.errors import ConvergenceError
from detente.numerics.information import inverse
from detente.numerics.newton import Point, Rules, maximise
from detente.rem.data.history import read_history
from detente.rem.engine.buffers import Buffers
from detente.rem.models.base import EventModel
from tools.calibration.places import F64, Drawn, Places

ACTORS, EVENTS = 12, 300


@dataclass(frozen=True)
class Kind:
    """A model, or a rate with its choice, and the priors of the effects: (mean, sd)."""

    name: str
    models: tuple[EventModel, ...]
    priors: tuple[tuple[float, float], ...]

    @property
    def names(self) -> list[str]:
        """Names of the coefficients, in the order of the priors."""
        return [effect.name for model in self.models for effect in model.effects]


def kinds() -> tuple[Kind, ...]:
    """Every model, with effects of every form that a simulation can hold."""
    count: dict[str, Any] = {"weighted": True, "transform": "log1p"}
    timed = rem.RelationalEventModel(
        [
            rem.Intercept(),
            rem.Inertia(**count),
            rem.Reciprocity(half_life=10.0, transform="log1p"),
            rem.ParticipationShift("AB-BA"),
            rem.Alter("size"),
        ],
        timing="timed",
    )
    ordered = rem.RelationalEventModel(
        [
            rem.Inertia(window=100.0),
            rem.SharedReceivers(weighted=True, transform="log1p"),
            rem.SenderOutdegree(**count),
            rem.Difference("size"),
        ]
    )
    rate = rem.DynamRateModel(
        [rem.Intercept(), rem.SenderIndegree(**count), rem.Ego("size")], timing="timed"
    )
    choice = rem.DynamChoiceModel([rem.Inertia(**count), rem.Reciprocity(), rem.Same("camp")])
    coordination = rem.DynamCoordinationModel([rem.Inertia(**count), rem.Alter("size")])
    weak = (0.3, 0.3)
    return (
        Kind("timed", (timed,), ((-4.0, 0.5), weak, weak, (1.0, 0.5), (0.0, 0.5))),
        Kind("ordered", (ordered,), (weak, weak, weak, (0.0, 0.5))),
        Kind("DyNAM", (rate, choice), ((-2.0, 0.5), weak, (0.0, 0.5), weak, weak, (0.5, 0.5))),
        Kind("coordination", (coordination,), (weak, (0.0, 0.5))),
    )


@cache
def actors() -> dict[str, list[Any]]:
    """Twelve actors: sizes from −1 to 1, in three camps."""
    return {
        "label": list(range(ACTORS)),
        "size": np.linspace(-1.0, 1.0, ACTORS).round(3).tolist(),
        "camp": ["north", "south", "west"] * (ACTORS // 3),
    }


def one(kind: Kind, seed: int, events: int = EVENTS) -> list[float]:
    """Draw, simulate and fit once: the place of each true value in its posterior."""
    mean, sd = np.array(kind.priors).T
    truth = np.random.default_rng(seed).normal(mean, sd)
    models = kind.models[0] if len(kind.models) == 1 else (kind.models[0], kind.models[1])
    record = rem.simulate_record(
        models,
        dict(zip(kind.names, truth.tolist(), strict=True)),
        actors=actors(),
        n=events,
        seed=seed,
    )
    history = read_history(record, actors=actors(), start=0.0)
    places: list[float] = []
    for model in kind.models:
        own = slice(len(places), len(places) + len(model.effects))
        mode, covariance = posterior(model, history, mean[own], sd[own])
        places += ndtr((truth[own] - mode) / np.sqrt(np.diag(covariance))).tolist()
    return places


def posterior(model: EventModel, history: Any, mean: F64, sd: F64) -> tuple[F64, F64]:
    """Mode under independent normal priors, and the covariance of Laplace's approximation."""
    design = model.design(history)
    buffers = Buffers.none(mean.size)
    precision = np.diag(1.0 / sd**2)

    def run(theta: F64) -> Point[None]:
        value, gradient, information = model.run(design, theta, buffers)
        off = precision @ (theta - mean)
        value -= 0.5 * float((theta - mean) @ off)
        return Point(value, gradient - off, information + precision, None)

    found = maximise(run, mean, Rules())
    if not found.converged:
        raise ConvergenceError(f"{model.title}: no mode after {len(found.steps)} steps")
    return found.place, inverse(found.information)


def some(seeds: Sequence[int], events: int = EVENTS) -> list[Drawn]:
    """Draw, simulate and fit every model once for each seed."""
    every = kinds()
    names = [f"{kind.name}: {name}" for kind in every for name in kind.names]
    return [(names, [p for kind in every for p in one(kind, seed, events)]) for seed in seeds]


def panels(found: Places) -> dict[str, F64]:
    """Histograms to be drawn: all together, and each coefficient."""
    shown = {"all together": found.places.ravel()}
    return shown | {name: found.places[:, i] for i, name in enumerate(found.names)}
