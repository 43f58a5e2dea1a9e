"""What futures are compared by: when outcomes come, how states stand, where indices and levels go.

An outcome counts by what it has in common with all else, its communality, as in a factor analysis
by principal factors: one that comes by chance alone, whatever else comes, is no part of a story.
Each block is divided by the largest standard deviation that a direction of it has, as in a
multiple factor analysis, so that none outweighs the others by its number of columns or its units.

Sources: Harman (1976), Modern Factor Analysis (Chicago), chapter 5, for communalities by the
squared multiple correlation; Escofier & Pagès (1994), Computational Statistics & Data Analysis
18(1).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.kept.courses import followed
from detente.storylines.differing import Subject

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble

F64 = NDArray[np.float64]

LATE = 0.5
"""What an outcome on the last day is worth; one on the first day is worth 1, one never 0."""

KEPT = 0.9
"""Share of the variance that the directions hold which are kept."""

MOST = 12
"""Directions that are kept at most."""

LEAST = 0.01
"""Communality below which an outcome has nothing in common with all else."""


@dataclass(frozen=True, slots=True)
class Features:
    """Futures as points.

    Attributes
    ----------
    points : array of float64, shape (paths, directions)
        Principal components of the blocks, the widest first.
    blocks : tuple of str
        What the points are made of: ``outcomes``, ``states``, ``courses``.
    subjects : tuple of Subject
        Each outcome, state, index and level by itself.
    """

    points: F64
    blocks: tuple[str, ...]
    subjects: tuple[Subject, ...]


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


def features(ensemble: Ensemble, outcomes: Sequence[str], *, alike: bool = False) -> Features:
    """Futures by the dates of outcomes, the days in values of states, indices and levels.

    Parameters
    ----------
    ensemble : Ensemble
    outcomes : sequence of str
        By whose dates futures are compared.
    alike : bool
        Whether all of these count alike, and not by what they have in common with all else.
    """
    subjects = (*_came(ensemble, outcomes), *_stays(ensemble), *_courses(ensemble))
    weights = dict.fromkeys(outcomes, 1.0) if alike else communalities(subjects)
    found: dict[str, list[F64]] = {}
    for subject in subjects:
        share = weights.get(subject.id, 0.0) if subject.block == "outcomes" else 1.0
        if share:
            found.setdefault(subject.block, []).append(np.sqrt(share) * subject.values)
    scaled = {
        name: block
        for name, parts in found.items()
        if (block := balanced(np.hstack(parts))) is not None
    }
    if not scaled:
        return Features(np.zeros((ensemble.paths, 1)), (), subjects)
    return Features(_directions(np.hstack(list(scaled.values()))), tuple(scaled), subjects)


def communalities(subjects: Sequence[Subject]) -> dict[str, float]:
    """Share of each outcome's variance that all other subjects tell, by linear regression.

    It is adjusted for their number; below what chance would give, and below `LEAST`, it is zero.
    """
    values = np.hstack([subject.values for subject in subjects])
    n = values.shape[0]
    centred = values - values.mean(axis=0)
    moments = centred.T @ centred / n
    found: dict[str, float] = {}
    at = 0
    for subject in subjects:
        if subject.block == "outcomes":
            others = np.delete(np.arange(values.shape[1]), at)
            found[subject.id] = _told(
                moments[at, at], moments[np.ix_(others, others)], moments[others, at], n
            )
        at += subject.values.shape[1]
    return found


def _told(variance: float, among: F64, along: F64, n: int) -> float:
    """Adjusted squared multiple correlation, from moments."""
    if variance <= 0.0 or not among.size:
        return 0.0
    spread, vectors = np.linalg.eigh(among)
    kept = spread > 1e-9 * max(float(spread[-1]), 1e-300)
    number = int(kept.sum())
    if not number or n <= number + 1:
        return 0.0
    told = float((np.square(vectors[:, kept].T @ along) / spread[kept]).sum()) / variance
    adjusted = 1.0 - (1.0 - min(told, 1.0)) * (n - 1) / (n - number - 1)
    by_chance = 3.0 * float(np.sqrt(2.0 * number)) / n
    return adjusted if adjusted >= max(LEAST, by_chance) else 0.0


def _came(ensemble: Ensemble, outcomes: Sequence[str]) -> Iterator[Subject]:
    ids = [outcome.id for outcome in ensemble.scenario.outcomes]
    for outcome in outcomes:
        when = dates(ensemble.first[:, [ids.index(outcome)]], ensemble.days)
        yield Subject("outcomes", outcome, when)


def _stays(ensemble: Ensemble) -> Iterator[Subject]:
    for k, state in enumerate(ensemble.scenario.states):
        yield Subject("states", state.id, ensemble.state_days[:, k] / ensemble.days)


def _courses(ensemble: Ensemble) -> Iterator[Subject]:
    """Courses of indices and levels, each in its own standard deviations."""
    for k, plane in enumerate(followed(list(ensemble.scenario.watched()))):
        raw = ensemble.courses[:, k].astype(np.float64)
        spread = float(np.sqrt(raw.var(axis=0).mean()))
        if spread > 0.0:
            yield Subject("courses", plane, raw / spread)


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
