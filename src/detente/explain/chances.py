"""Daily chances of a process on some paths, and the rows of their mean.

With c_p the chance of the day on path p, c₀ the usual one and x_mp the pieces of ln(c_p/c₀), the
rows of the mean C over the n paths that wait are

    ln(C/c₀) = Σ_m Σ_p w_p·x_mp    w_p = L(c_p/C, 1)/Σ_q L(c_q/C, 1)    L(a, b) = (a − b)/ln(a/b)

the logarithmic-mean Divisia index with normalised weights (LMDI-II: Ang & Choi 1997, The Energy
Journal 18(3); Sato 1976 and Vartia 1976 in index numbers). Gates are taken off in a second step of
the same form, from the chance without them, so that an opening gate moves no other row; where one
is closed, w_p·x_mp has the limit −c_p/Σ_q L (docs/explain.md compares this with other splits).
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from detente.explain.pieces import Pieces, Plan

F64 = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(slots=True)
class Rows:
    """Weighted sums of the pieces over paths, with the sums of the weights, of both steps."""

    terms: F64
    terms_weight: F64
    gates: F64
    gates_weight: F64

    @classmethod
    def none(cls, plan: Plan, columns: int) -> Rows:
        """Sums of no path."""
        rows, gates = len(plan.others) + 1, len(plan.closing) + 1
        return cls(
            np.zeros((columns, rows)),
            np.zeros(columns),
            np.zeros((columns, gates)),
            np.zeros(columns),
        )

    def add(self, more: Rows) -> None:
        """Add those of further paths."""
        for each in fields(self):
            mine = getattr(self, each.name)
            mine += getattr(more, each.name)

    def values(self) -> tuple[F64, F64]:
        """Rows of the terms and of the gates, once a day last in both."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return (
                self.terms / self.terms_weight[:, None],
                self.gates / self.gates_weight[:, None],
            )


@dataclass(frozen=True, slots=True)
class Chances:
    """The pieces of a process on some paths, with the chances that they make.

    `ungated` is the chance with all gates open; `once` and `gated_once` are the pieces of acts
    that can happen once a day only, of the chance with all gates open and of what the gates do.
    """

    pieces: Pieces
    ungated: F64
    chance: F64
    once: F64
    gated_once: F64
    shut: Flags
    closings: F64

    @classmethod
    def of(cls, plan: Plan, found: Pieces) -> Chances:
        """What some pieces make."""
        log = plan.alpha + found.terms.sum(axis=0)
        gates = found.gates.sum(axis=0)
        hazard = np.exp(log)
        ungated = -np.expm1(-hazard)
        chance = -np.expm1(-hazard * np.exp(gates))
        shut = np.isneginf(gates)
        usual = np.log(-np.expm1(-np.exp(plan.alpha))) - plan.alpha
        with np.errstate(divide="ignore", invalid="ignore"):
            once = np.log(ungated) - log - usual
            gated_once = np.where(shut, 0.0, np.log(chance / ungated) - gates)
        closings = np.isneginf(found.gates).sum(axis=0).astype(np.float64)
        return cls(found, ungated, chance, once, gated_once, shut, closings)

    def at(self, paths: NDArray[np.int64], days: NDArray[np.int64]) -> Chances:
        """Of each path one day, as a column."""

        def one(values: F64) -> F64:
            return values[..., paths, days][..., None]

        return Chances(
            Pieces(one(self.pieces.terms), one(self.pieces.gates)),
            one(self.ungated),
            one(self.chance),
            one(self.once),
            one(self.gated_once),
            self.shut[paths, days][:, None],
            one(self.closings),
        )

    def rows(self, plan: Plan, mask: Flags, ungated: F64, chance: F64) -> Rows:
        """Weighted sums over the paths of each column of a mask.

        Parameters
        ----------
        plan : Plan
        mask : array of bool, shape (paths, columns)
            Columns are days; a single column of pieces serves all of them.
        ungated, chance : arrays of float64, shape (columns,)
            The mean chances over all paths of the mask.
        """
        found = Rows.none(plan, mask.shape[1])
        with np.errstate(divide="ignore", invalid="ignore"):
            share = self.ungated / ungated
            gated = self.chance / chance
        weight = np.where(mask, log_mean(share, np.ones(1)), 0.0)
        gate_weight = np.where(mask & ~self.shut & (chance > 0), log_mean(gated, share), 0.0)
        # what w·x tends to as a gate closes, shared by the gates that are closed
        lost = np.where(mask & self.shut, -share / np.maximum(self.closings, 1.0), 0.0)
        for row, values in enumerate([*self.pieces.terms, self.once]):
            found.terms[:, row] = (weight * values).sum(axis=0)
        for row, values in enumerate(self.pieces.gates):
            shut = np.isneginf(values)
            found.gates[:, row] = (gate_weight * np.where(shut, 0.0, values)).sum(axis=0)
            found.gates[:, row] += (lost * shut).sum(axis=0)
        found.gates[:, -1] = (gate_weight * self.gated_once).sum(axis=0)
        found.terms_weight = weight.sum(axis=0)
        found.gates_weight = gate_weight.sum(axis=0)
        return found


def log_mean(a: F64, b: F64) -> F64:
    """The logarithmic mean (a − b)/ln(a/b) of positive numbers, exact where they are close."""
    with np.errstate(divide="ignore", invalid="ignore"):
        half = 0.5 * (np.log(a) - np.log(b))
        ratio = np.where(np.abs(half) > 1e-8, np.sinh(half) / half, 1.0)
        return np.asarray(np.sqrt(a * b) * ratio)
