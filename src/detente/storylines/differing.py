"""In what the parts of a division differ, and whether that makes them kinds of future."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
Labels = NDArray[np.int64]

ENOUGH = 0.1
"""Share of a subject's variance that lies between the parts from which on they differ in it."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that futures are compared by.

    Attributes
    ----------
    block : {"outcomes", "states", "courses"}
    id : str
        Of the outcome or state; the plane of an index or level.
    values : array of float64, shape (paths, columns)
    """

    block: str
    id: str
    values: F64


def between(values: F64, label: Labels) -> float:
    """Share of the variance that lies between the parts of a division (η²)."""
    whole = float(values.var(axis=0).sum())
    if whole <= 0.0:
        return 0.0
    parts = [values[label == part] for part in np.unique(label)]
    away = (part.mean(axis=0) - values.mean(axis=0) for part in parts)
    among = sum(len(part) * float(np.square(a).sum()) for part, a in zip(parts, away, strict=True))
    return among / len(values) / whole


def tells(subjects: Iterable[Subject], picked: Labels, label: Labels) -> bool:
    """Whether parts that futures are divided into differ in enough to be kinds.

    In a state, an index or a level, which lasts, or in two outcomes: that futures differ in one
    outcome alone says no more than the chance of that outcome.

    Parameters
    ----------
    subjects : iterable of Subject
    picked : array of int64
        Futures that are divided.
    label : array of int64
        The part of each of these.
    """
    differ = [each for each in subjects if between(each.values[picked], label) >= ENOUGH]
    return len(differ) > 1 or any(each.block != "outcomes" for each in differ)
