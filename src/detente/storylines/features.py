"""What futures are compared by: when outcomes come, how states stand, where indices and levels go.

Each block is divided by the largest standard deviation that a direction of it has, as in a
multiple factor analysis, so that none outweighs the others by its number of columns or its units.

Source: Escofier & Pagès (1994), Computational Statistics & Data Analysis 18(1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.courses import followed

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble

F64 = NDArray[np.float64]

LATE = 0.5
"""What an outcome on the last day is worth; one on the first day is worth 1, one never 0."""

KEPT = 0.9
"""Share of the variance that the directions hold which are kept."""

MOST = 12
"""Directions that are kept at most."""


@dataclass(frozen=True, slots=True)
class Features:
    """Futures as points.

    Attributes
    ----------
    points : array of float64, shape (paths, directions)
        Principal components of the blocks, the widest first.
    blocks : tuple of str
        What the points are made of: ``outcomes``, ``states``, ``courses``.
    """

    points: F64
    blocks: tuple[str, ...]


def dates(first: NDArray[np.int32], days: int) -> F64:
    """First days on a scale on which never lies apart.

    1 on the first day, falling evenly to `LATE` on the last one, 0 for never: whether an outcome
    comes counts at least as much as when.

    Parameters
    ----------
    first : array of int32, shape (paths, outcomes)
        Day of first passage, −1 for never.
    days : int
    """
    when = 1.0 - (1.0 - LATE) * first / max(days - 1, 1)
    return np.where(first >= 0, when, 0.0)


def features(ensemble: Ensemble, outcomes: Sequence[str]) -> Features:
    """Futures by the dates of outcomes, the days in values of states, indices and levels."""
    ids = [outcome.id for outcome in ensemble.scenario.outcomes]
    columns = [ids.index(outcome) for outcome in outcomes]
    found = {"outcomes": dates(ensemble.first[:, columns], ensemble.days)}
    stays = ensemble.state_days.reshape(ensemble.paths, -1) / ensemble.days
    found["states"] = stays
    found["courses"] = _courses(ensemble)
    scaled = {name: block for name, raw in found.items() if (block := balanced(raw)) is not None}
    if not scaled:
        return Features(np.zeros((ensemble.paths, 1)), ())
    return Features(_directions(np.hstack(list(scaled.values()))), tuple(scaled))


def _courses(ensemble: Ensemble) -> F64:
    """Courses of indices and levels, each in its own standard deviations."""
    planes = len(followed(list(ensemble.scenario.watched())))
    parts = []
    for k in range(planes):
        raw = ensemble.courses[:, k].astype(np.float64)
        spread = float(np.sqrt(raw.var(axis=0).mean()))
        if spread > 0.0:
            parts.append(raw / spread)
    return np.hstack(parts) if parts else np.empty((ensemble.paths, 0))


def balanced(raw: F64) -> F64 | None:
    """A block about its mean, its widest direction with variance 1; None where nothing varies."""
    block = raw - raw.mean(axis=0)
    if not block.size:
        return None
    largest = float(np.linalg.eigvalsh(block.T @ block / block.shape[0])[-1])
    return block / np.sqrt(largest) if largest > 1e-12 else None


def _directions(block: F64) -> F64:
    """Principal components that hold `KEPT` of the variance, `MOST` at most."""
    values, vectors = np.linalg.eigh(block.T @ block / block.shape[0])
    order = np.argsort(values)[::-1]
    share = np.cumsum(values[order]) / values.sum()
    keep = min(int(np.searchsorted(share, KEPT)) + 1, MOST, block.shape[1])
    vectors = vectors[:, order[:keep]]
    vectors *= np.sign(vectors[np.abs(vectors).argmax(axis=0), np.arange(keep)])
    return np.asarray(block @ vectors)
