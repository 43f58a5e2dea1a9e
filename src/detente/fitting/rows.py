"""Rows of one process: what stands in its log-hazard on each day, in every belief that differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.baseline.beliefs import different
from detente.kernel.arrays import EACH_SIDE
from detente.kernel.compile import Compiled
from detente.kernel.hazard import Hazard, Planes
from detente.planes.model import PAIR, SOURCE, TARGET, Draw

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
U8 = NDArray[np.uint8]

MOST_BRANCHES = 128
"""Different beliefs of which a process is fitted; where more matter to it, so many of all."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one process; branches of a row lie together.

    Attributes
    ----------
    process : int
    days : array of int64, shape (rows,)
    act : array of bool, shape (rows,)
    branches : int
        Of each row.
    weight, offset : array of float64, shape (rows · branches,)
    x : array of float64, shape (rows · branches, coefficients)
    either : array of bool, shape (rows · branches,)
        Where either side can bring the act about.
    target_offset, target_x : arrays
        The other side of these branches.
    """

    process: int
    days: I64
    act: NDArray[np.bool_]
    branches: int
    weight: F64
    offset: F64
    x: F64
    either: NDArray[np.bool_]
    target_offset: F64
    target_x: F64


class Rows:
    """Makes the rows of one process after the other.

    Parameters
    ----------
    compiled : Compiled
    hazards : sequence of Hazard
    values : array of float64, shape (coefficients,)
        With every claim true.
    draws : sequence of Draw
        That are fitted.
    planes : mapping of str to array of float64, shape (days,)
    moody : set of str
        Planes of moods, which are left out.
    beliefs : array of uint8, shape (beliefs, claims)
    """

    def __init__(
        self,
        compiled: Compiled,
        hazards: Sequence[Hazard],
        values: F64,
        draws: Sequence[Draw],
        planes: dict[str, F64],
        moody: set[str],
        beliefs: U8,
    ) -> None:
        self.coefficients = compiled.coefficients
        self.claims = {claim: i for i, claim in enumerate(compiled.claims)}
        self.hazards = hazards
        self.values = values
        self.column = {draw: k for k, draw in enumerate(draws)}
        self.planes = planes
        self.moody = moody
        self.beliefs = beliefs

    def process(self, p: int, days: I64, act: NDArray[np.bool_], closed: dict[str, int]) -> Part:
        """Rows of a process on the days that are told; acts that its gates rule out are counted."""
        hazard = self.hazards[p]
        planes = {name: self.planes[name][days] for name in hazard.planes}
        under, share = different(self.beliefs, self._touched(hazard), MOST_BRANCHES)
        count, k = len(under), len(self.column)
        offset, x = np.zeros((days.size, count)), np.zeros((days.size, count, k))
        other, other_x = offset.copy(), x.copy()
        either = np.zeros((days.size, count), dtype=bool)
        for b, truth in enumerate(under):
            values = self._values(truth)
            alone = np.broadcast_to(hazard.joint & ~hazard.mutual(values, planes), days.shape)
            either[:, b] = alone
            if not alone.all():
                found = self._side(hazard, planes, days.size, None, values, truth)
                offset[:, b], x[:, b] = found
            if alone.any():
                found = self._side(hazard, planes, days.size, SOURCE, values, truth)
                offset[alone, b], x[alone, b] = (each[alone] for each in found)
                found = self._side(hazard, planes, days.size, TARGET, values, truth)
                other[alone, b], other_x[alone, b] = (each[alone] for each in found)
        open_ = (offset > -np.inf).any(axis=1)
        open_ |= (either & (other > -np.inf)).any(axis=1)
        if (act & ~open_).any():
            for each in hazard.gates:
                shut = each.factor(self._values(under[0]), planes) <= 0.0
                ruled_out = int((act & ~open_ & shut).sum())
                if ruled_out:
                    closed[each.gate.effect] = closed.get(each.gate.effect, 0) + ruled_out
        rows, two = int(open_.sum()), either[open_]
        return Part(
            p,
            days[open_],
            act[open_],
            count,
            np.tile(np.log(share), rows),
            offset[open_].ravel(),
            x[open_].reshape(rows * count, k),
            two.ravel(),
            other[open_][two],
            other_x[open_][two].reshape(int(two.sum()), k),
        )

    def _touched(self, hazard: Hazard) -> list[int]:
        """Claims that a hazard hangs on by a coefficient, the strength of a gate, or its rule."""
        used = [each.coefficient for each in hazard.terms if each.term.plane not in self.moody]
        used += [each.strength for each in hazard.gates]
        if hazard.consent >= 0:
            used.append(hazard.consent)
        return sorted({self.claims[c] for i in used for c in self.coefficients[i].claims})

    def _otherwise(self, number: int, truth: U8) -> float | None:
        """What a coefficient is in a belief that puts something in its place; else None."""
        coefficient = self.coefficients[number]
        if coefficient.denied_by is not None and truth[self.claims[coefficient.denied_by]]:
            return 0.0
        for claim, otherwise in coefficient.when:
            if not truth[self.claims[claim]]:
                return otherwise
        return None

    def _values(self, truth: U8) -> F64:
        values = self.values.copy()
        for number, coefficient in enumerate(self.coefficients):
            if coefficient.claims and (value := self._otherwise(number, truth)) is not None:
                values[number] = value
        return values

    def _side(
        self, hazard: Hazard, planes: Planes, days: int, side: int | None, values: F64, truth: U8
    ) -> tuple[F64, F64]:
        """Offset and covariates: one side's and the pair's, or with None all of them."""
        offset = np.zeros(days)
        x = np.zeros((days, len(self.column)))
        sides = (PAIR, SOURCE, TARGET) if side is None else (PAIR, side)
        for each in hazard.terms_of(*sides):
            term = each.term
            if term.plane in self.moody:
                continue
            weight = term.scale * (EACH_SIDE if side is None and term.side != PAIR else 1.0)
            value = weight * planes[term.plane]
            k = self.column.get(term.coefficient.draw)
            if k is None or self._otherwise(each.coefficient, truth) is not None:
                offset += values[each.coefficient] * value
            else:
                x[:, k] += value
        with np.errstate(divide="ignore"):
            for gate in hazard.gates_of(*sides):
                offset += np.log(np.maximum(gate.factor(values, planes), 0))
        return offset, x
