"""A process at its start, in every belief that differs for it: what its terms bring there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.baseline.standing_planes import StandingPlanes, Under
from detente.kernel.arrays import CONSENT, EACH_SIDE, IN_FORCE
from detente.planes.model import PAIR, SOURCE, TARGET, Coefficient, Term

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
U8 = NDArray[np.uint8]

PIECE = 1_000_000
"""Numbers that are worked on at once."""


@dataclass(frozen=True, slots=True)
class Group:
    """Terms on one side that hold in the same beliefs, with planes that depend on no draw.

    They bring Σ scale · θ where `holds` is 1. A term of `cycles` brings the logarithm of the mean
    of exp(θ · x) over the cycle.
    """

    side: int
    holds: F64
    columns: I64
    scales: F64
    cycles: tuple[tuple[int, F64], ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """A process at its start, in every belief that differs for it.

    Attributes
    ----------
    planes : StandingPlanes
    under : array of uint8, shape (beliefs, claims)
    held : mapping of state to array of int64, shape (beliefs,)
        Values of states that may begin with several: each of these is a belief of its own.
    weight : array of float64, shape (beliefs,)
    joint : bool
    consent : Coefficient or None
        Of the rule of mutual consent.
    consent_plane : str or None
        While it is 1 that rule is in force; None of one that always is.
    groups : tuple of Group
    offset : array of float64, shape (3, beliefs)
        What terms bring whose claim is false.
    varying : tuple of Term
        Those with a plane that depends on draws or beliefs.
    """

    planes: StandingPlanes
    under: U8
    held: Mapping[str, I64]
    weight: F64
    joint: bool
    consent: Coefficient | None
    consent_plane: str | None
    groups: tuple[Group, ...]
    offset: F64
    varying: tuple[Term, ...]

    def sides(self, theta: F64) -> tuple[F64, NDArray[np.bool_], Under]:
        """What each side brings, shape (3, draws, beliefs), and whether consent is mutual."""
        under = Under(theta, self.under, self.held)
        shape = (theta.shape[0], self.under.shape[0])
        total = np.zeros((3, *shape)) + self.offset[:, None, :]
        for group in self.groups:
            weight = np.zeros((shape[0], 1))
            for column, scale in zip(group.columns, group.scales, strict=True):
                weight += scale * theta[:, column, None]
            for column, swing in group.cycles:
                weight += over_cycle(theta[:, column, None], swing)
            total[group.side] += weight * group.holds
        for term in self.varying:
            value = self.planes.plane(term.plane, under) * self.planes.coefficient(
                term.coefficient, under
            )
            total[term.side] += term.scale * value
        mutual = np.zeros(shape, dtype=bool)
        if self.consent is not None:
            mutual |= self.planes.coefficient(self.consent, under) >= CONSENT
        if self.consent_plane is not None:
            mutual &= self.planes.plane(self.consent_plane, under) >= IN_FORCE
        return total, mutual, under

    def log_hazards(self, theta: F64) -> F64:
        """Σ θ x in every belief, shape (draws, beliefs)."""
        total, mutual, _ = self.sides(theta)
        if not self.joint:
            return np.asarray(total[PAIR])
        alone = np.maximum(total[SOURCE], total[TARGET])
        both = EACH_SIDE * (total[SOURCE] + total[TARGET])
        return np.asarray(total[PAIR] + np.where(mutual, both, alone))

    def log_mean(self, theta: F64) -> F64:
        """Ln E exp(Σ θ x), shape (draws,); a row depends on no other."""
        found = np.empty(theta.shape[0])
        step = max(PIECE // (4 * self.weight.shape[0]), 1)
        for begin in range(0, theta.shape[0], step):
            eta = self.log_hazards(theta[begin : begin + step])
            top = eta.max(axis=1)
            mean = (self.weight * np.exp(eta - top[:, None])).sum(axis=1)
            found[begin : begin + step] = top + np.log(mean)
        return found

    def gradient(self, theta: F64) -> F64:
        """Derivative of `log_mean` by each coefficient, shape (coefficients,), for one draw."""
        one = theta[None, :]
        total, mutual, under = self.sides(one)
        eta = self.log_hazards(one)[0]
        share = self.weight * np.exp(eta - eta.max())
        share /= share.sum()
        wins = np.where(total[SOURCE, 0] >= total[TARGET, 0], 1.0, 0.0)
        count = {
            PAIR: share,
            SOURCE: share * np.where(mutual[0], EACH_SIDE, wins),
            TARGET: share * np.where(mutual[0], EACH_SIDE, 1.0 - wins),
        }
        found = np.zeros(theta.shape[0])
        for group in self.groups:
            held = float((count[group.side] * group.holds).sum())
            np.add.at(found, group.columns, held * group.scales)
            for column, swing in group.cycles:
                tilt = np.exp(theta[column] * swing)
                found[column] += held * float((tilt * swing).sum() / tilt.sum())
        for term in self.varying:
            holds = held_in(term.coefficient, self.planes.claims, self.under)
            plane = np.broadcast_to(self.planes.plane(term.plane, under), (1, holds.shape[0]))[0]
            column = self.planes.columns[term.coefficient]
            found[column] += term.scale * float((count[term.side] * holds * plane).sum())
        return found


def held_in(coefficient: Coefficient, claims: Mapping[str, int], under: U8) -> F64:
    """1 in the beliefs in which all claims of a coefficient hold, shape (beliefs,)."""
    holds = np.ones(under.shape[0])
    for claim, _ in coefficient.when:
        holds *= under[:, claims[claim]]
    return holds


def over_cycle(theta: F64, swing: F64) -> F64:
    """Ln of the mean of exp(θ · x) over a cycle, for θ of shape (…, 1) or ()."""
    total = np.zeros(theta.shape)
    for x in swing.tolist():
        total += np.exp(theta * x)
    return np.asarray(np.log(total / len(swing)))
