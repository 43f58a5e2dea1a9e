"""What a memory holds of the record, on some mornings of it; and a latch, of what has set it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.language.shown import brief
from detente.planes.model import Coefficient

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, repr=False)
class OwnedActs:
    """Acts of the record that one claim owns: they count where it holds.

    Attributes
    ----------
    claim : str
    anticipation : Coefficient or None
        q, how far the one who receives them saw them coming: they count 1 − q.
    amount : array of float64, shape (mornings,)
        What they leave, weighted.
    number : array of float64, shape (mornings,)
        What they leave when each counts 1; 0 where their class is listed completely.
    acts : int
        How many they are.
    """

    __repr__ = brief

    claim: str
    anticipation: Coefficient | None
    amount: F64
    number: F64
    acts: int


@dataclass(frozen=True, slots=True, repr=False)
class Remembered:
    """What a memory holds on some mornings.

    On each of them it is

        known + before + listed + (1 − min(1, n/n̄))·usual

    Of classes that the record lists completely, `known` is what its acts leave, and `before` what
    the usual rate leaves of the time that it does not cover. Of all other classes `listed` is
    what the listed acts leave and n the same with each act counted once; `usual` is the usual
    level of the processes of these classes and n̄ the same counted. So a listed act takes the
    place of a usual one, and what is listed beyond the usual number comes on top: where all acts
    weigh the same, the larger of both. What claims own is added to `known` or `listed`, and to n,
    where they hold.

    Attributes
    ----------
    known, before, listed, number : arrays of float64, shape (mornings,)
    usual, usual_number : float
    owned : tuple of OwnedActs
    acts : int
        Acts that no claim owns.
    """

    __repr__ = brief

    known: F64
    before: F64
    listed: F64
    number: F64
    usual: float
    usual_number: float
    owned: tuple[OwnedActs, ...]
    acts: int

    def recorded(self, counts: F64) -> tuple[F64, F64]:
        """What acts of the record leave, weighted, and the number n.

        Parameters
        ----------
        counts : array of float64, shape (owned, n)
            How far the acts of each owner count on each path: 0 or 1, or 1 − q.

        Returns
        -------
        two arrays of float64, shape (mornings, n)
        """
        amount = np.repeat((self.known + self.listed)[:, None], counts.shape[1], axis=1)
        number = np.repeat(self.number[:, None], counts.shape[1], axis=1)
        for part, count in zip(self.owned, counts, strict=True):
            amount += part.amount[:, None] * count
            number += part.number[:, None] * count
        return amount, number

    def value(self, counts: F64) -> F64:
        """The memory, shape (mornings, n), for `counts` as in `recorded`."""
        amount, number = self.recorded(counts)
        if self.usual_number > 0.0:
            amount += self.usual * (1.0 - np.minimum(1.0, number / self.usual_number))
        return np.asarray(amount + self.before[:, None])


@dataclass(frozen=True, slots=True, repr=False)
class PastTrigger:
    """The trigger of a latch on the mornings of the record after acts that feed it.

    The trigger is Π coefficients · Σ (Π shares · memory), the latch the derived plane of this name.

    Attributes
    ----------
    latch : str
    coefficients : tuple of Coefficient
    memories : tuple of Remembered
        All on the same mornings.
    shares : tuple of tuple of Coefficient
        Of each memory; none where it counts in full.
    left : array of float64, shape (mornings,)
        What is left, on the evening before day 0, of a latch that was set on each morning.
    """

    __repr__ = brief

    latch: str
    coefficients: tuple[Coefficient, ...]
    memories: tuple[Remembered, ...]
    shares: tuple[tuple[Coefficient, ...], ...]
    left: F64


@dataclass(frozen=True, slots=True, repr=False)
class PastPulses:
    """Acts of single days that a window or an age counts, on the mornings of the record.

    Attributes
    ----------
    plane : str
        The derived plane.
    memories : tuple of Remembered
        Of the acts of the day before; all on the same mornings. Their sum is counted.
    mornings : tuple of date
    least : float
        Where it is above 0, a day counts as 1 if its acts are so many, as 0 if not.
    """

    __repr__ = brief

    plane: str
    memories: tuple[Remembered, ...]
    mornings: tuple[dt.date, ...]
    least: float
