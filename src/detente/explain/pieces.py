"""The daily chance of one process on each path, in pieces whose logarithms add up.

    ln chance = base + drawn rate + standing + terms + lead + rule + gates + once a day

*Base* is the usual rate, *drawn rate* how far the path's own lies from it, and *standing* what its
terms bring as things stand, taken off because the rate already holds it
(`detente.baseline.standing`). Where a rule of consent is in force on some paths and days, both
sides' terms count half on all of them: the lead, ½|s_i − s_j|, is what the readier side adds where
it decides alone, and the rule takes it off again where consent must be mutual. A gate's piece is
the logarithm of its factor, −∞ where it is closed. *Once a day* is ln((1 − e^−λ)/λ): however large
the hazard, an act happens once a day at most.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.kernel.arrays import EACH_SIDE
from detente.kernel.hazard import GateColumn, Hazard, Planes, TermColumn
from detente.planes.model import PAIR, SOURCE, TARGET, Gate, Model, Term
from detente.planes.process import Process

F64 = NDArray[np.float64]
Flags = NDArray[np.bool_]

BASE = "base rate"
"""Name of the part that is the usual rate itself."""

DRAWN = "drawn rate"
"""Name of the part by which the rates drawn on the paths differ from it."""

STANDING = "as things stand"
"""Name of the part that is taken off because the usual rate already holds it."""

LEAD = "readier side"
"""Name of the part that the readier side adds where it decides alone."""

ONCE = "once a day"
"""Name of the part that an act happens once a day at most."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the logarithm of a daily chance.

    `effect` is the id of the effect, or one of `BASE`, `DRAWN`, `STANDING`, `LEAD` and `ONCE`;
    `claim` the owner, None for the background; `side` the actor for whom it speaks, None for the
    whole (or a directed act); `gate` whether it is the logarithm of a gate; `rule` whether it is
    what a rule costs against the other one.
    """

    effect: str
    claim: str | None = None
    side: str | None = None
    gate: bool = False
    rule: bool = False


@dataclass(frozen=True, slots=True)
class Pieces:
    """A process on the paths and days of a block.

    Attributes
    ----------
    terms : array of float64, shape (parts that are no gates, paths, days)
        All but the base and once a day.
    gates : array of float64, shape (parts that are gates, paths, days)
        −∞ where one is closed.
    """

    terms: F64
    gates: F64


@dataclass(frozen=True, slots=True)
class Plan:
    """The hazard of a process, and to which part each of its terms and gates belongs.

    Attributes
    ----------
    process : Process
    hazard : Hazard
    alpha : float
        Logarithm of the hazard of the usual rate.
    others, closing : tuple of Part
        The rows of `Pieces.terms` and of `Pieces.gates`.
    terms, gates : tuple of (int, column)
        Each with its row.
    during : mapping of effect to plane
        Of effects that act at times: while the plane is 1.
    """

    process: Process
    hazard: Hazard
    alpha: float
    others: tuple[Part, ...]
    closing: tuple[Part, ...]
    terms: tuple[tuple[int, TermColumn], ...]
    gates: tuple[tuple[int, GateColumn], ...]
    during: Mapping[str, str]

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts, in the order in which stacks have them."""
        return (Part(BASE), *self.others, *self.closing, Part(ONCE))

    @property
    def planes(self) -> tuple[str, ...]:
        """Planes that stand in the hazard, and those that say when its effects act."""
        return tuple(dict.fromkeys((*self.hazard.planes, *self.during.values())))

    @property
    def gate_effects(self) -> tuple[str, ...]:
        """Effects that have gates."""
        return tuple(dict.fromkeys(part.effect for part in self.closing))


def planned(process: Process, hazard: Hazard, alpha: float, model: Model) -> Plan:
    """Say which parts a process has."""
    rule = model.rules.get(process.id)
    actor = {PAIR: None, SOURCE: process.source, TARGET: process.target}
    others = [Part(DRAWN), Part(STANDING)]
    if rule is not None:
        others += [Part(LEAD), Part(rule.effect, rule.owner, rule=True)]
    closing: list[Part] = []

    def place(found: list[Part], each: Term | Gate) -> int:
        side = each.party or actor[each.side]
        part = Part(each.effect, each.owner, side, gate=isinstance(each, Gate))
        if part not in found:
            found.append(part)
        return found.index(part)

    terms = tuple((place(others, each.term), each) for each in hazard.terms)
    gates = tuple((place(closing, each.gate), each) for each in hazard.gates)
    during = {
        part.effect: model.during[part.effect]
        for part in (*others, *closing)
        if part.effect in model.during
    }
    return Plan(process, hazard, alpha, tuple(others), tuple(closing), terms, gates, during)


def pieces(plan: Plan, theta: F64, log_rate: F64, planes: Planes, days: int) -> Pieces:
    """Take a process apart on paths with their coefficients, log-rates and planes."""
    hazard = plan.hazard
    shape = (theta.shape[0], days)
    terms = np.zeros((len(plan.others), *shape))
    terms[0] = (log_rate - plan.alpha)[:, None]
    terms[1] = (theta[:, hazard.alpha] - log_rate)[:, None]
    sides = {side: np.zeros(shape) for side in (SOURCE, TARGET)}
    brought = []
    for row, each in plan.terms:
        value = each.weight(theta) * planes[each.term.plane]
        side = each.term.side
        if side == PAIR:
            terms[row] += value
        else:
            sides[side] += value
            brought.append((row, side, value))
    source_leads = sides[SOURCE] >= sides[TARGET]
    apart = np.abs(sides[SOURCE] - sides[TARGET])
    mutual = hazard.mutual(theta, planes)
    for row, side, value in brought:
        if hazard.consent >= 0:
            terms[row] += EACH_SIDE * value
        else:
            terms[row] += np.where(source_leads == (side == SOURCE), value, 0.0)
    if hazard.consent >= 0:
        terms[2] = EACH_SIDE * apart
        terms[3] = np.where(mutual, -terms[2], 0.0)
    gates = _gates(plan, theta, planes, shape, mutual, source_leads, apart)
    return Pieces(terms, gates)


def _gates(
    plan: Plan,
    theta: F64,
    planes: Planes,
    shape: tuple[int, int],
    mutual: Flags,
    source_leads: Flags,
    apart: F64,
) -> F64:
    """Logarithms of the gates, as far as they count.

    Where the readier side decides alone, the gates of the other do not count, unless its own
    hold it back so far that the other decides: they then cost the distance between the two.
    """
    found = np.zeros((len(plan.closing), *shape))
    whole, closed = ({side: np.zeros(shape) for side in (PAIR, SOURCE, TARGET)} for _ in range(2))
    logs = []
    for row, each in plan.gates:
        with np.errstate(divide="ignore"):
            log = np.log(each.factor(theta, planes))
        whole[each.gate.side] += log
        closed[each.gate.side] += np.isneginf(log)
        logs.append((row, each.gate.side, log))
    leads = {SOURCE: source_leads, TARGET: ~source_leads}
    other = {SOURCE: TARGET, TARGET: SOURCE}
    for row, side, log in logs:
        if side == PAIR:
            found[row] += log
            continue
        # what it takes for the other side to decide in spite of its lag
        mine = whole[side] - np.where(leads[side], 0.0, apart)
        theirs = whole[other[side]] - np.where(leads[side], apart, 0.0)
        both_closed = np.isneginf(mine) & np.isneginf(theirs)
        decides = (mine > theirs) | ((mine == theirs) & leads[side])
        counts = mutual | both_closed | decides
        passed = ~counts & leads[side]
        found[row] += np.where(counts, log, 0.0)
        if passed.any():
            with np.errstate(invalid="ignore", divide="ignore"):
                portion = np.where(
                    closed[side] > 0, np.isneginf(log) / closed[side], log / whole[side]
                )
            found[row] -= np.where(passed, apart * portion, 0.0)
    return found
