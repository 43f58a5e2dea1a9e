"""The hazard of one process, taken apart as the program has it.

log λ = α + Σ of the pair + what the sides bring, and gates multiply λ. A directed act has terms of
the pair alone. Of a joint act each side has terms and gates of its own: where consent must be
mutual, both count half and all gates multiply; where either side can bring the act about, the
readier one decides (docs/model.md). The compiled loop does the same arithmetic day by day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.kernel.arrays import CONSENT, F64, IN_FORCE
from detente.kernel.compile import Compiled
from detente.planes.model import Gate, Term

Planes = Mapping[str, F64]
"""Planes by name, shape (…, days)."""


@dataclass(frozen=True, slots=True)
class TermColumn:
    """A term and the column of its coefficient."""

    term: Term
    coefficient: int

    def weight(self, theta: F64) -> F64:
        """Scale · θ, shape (…, 1), for coefficients of shape (…, coefficients)."""
        return np.asarray(self.term.scale * theta[..., self.coefficient, None])


@dataclass(frozen=True, slots=True)
class GateColumn:
    """A gate and the column of its strength."""

    gate: Gate
    strength: int

    def factor(self, theta: F64, planes: Planes) -> F64:
        """1 − strength · (1 − plane), shape (…, days): the factor of the hazard."""
        return np.asarray(1.0 - theta[..., self.strength, None] * (1.0 - planes[self.gate.plane]))


@dataclass(frozen=True, slots=True)
class Hazard:
    """What makes up the hazard of a process; columns are those of the kernel's coefficients.

    Attributes
    ----------
    process : str
    joint : bool
    first_day, last_day : int
        Days at risk.
    alpha : int
        Column of the baseline.
    consent : int
        Column of the rule of mutual consent; −1 without one.
    consent_plane : str or None
        While it is 1 the rule is in force; None of one that always is.
    terms : tuple of TermColumn
    gates : tuple of GateColumn
        In the order of the model.
    """

    process: str
    joint: bool
    first_day: int
    last_day: int
    alpha: int
    consent: int
    consent_plane: str | None
    terms: tuple[TermColumn, ...]
    gates: tuple[GateColumn, ...]

    @property
    def planes(self) -> tuple[str, ...]:
        """Planes that stand in it."""
        found = [each.term.plane for each in self.terms]
        found += [each.gate.plane for each in self.gates]
        found += [] if self.consent_plane is None else [self.consent_plane]
        return tuple(dict.fromkeys(found))

    def mutual(self, theta: F64, planes: Planes) -> NDArray[np.bool_]:
        """Whether consent must be mutual, for coefficients of shape (…, coefficients).

        Its shape is (…, 1), or (…, days) where the rule is in force at times.
        """
        if self.consent < 0:
            return np.zeros((*theta.shape[:-1], 1), dtype=bool)
        holds = theta[..., self.consent, None] >= CONSENT
        if self.consent_plane is not None:
            holds = holds & (planes[self.consent_plane] >= IN_FORCE)
        return np.asarray(holds)

    def terms_of(self, *sides: int) -> list[TermColumn]:
        """Terms of some sides."""
        return [each for each in self.terms if each.term.side in sides]

    def gates_of(self, *sides: int) -> list[GateColumn]:
        """Gates of some sides."""
        return [each for each in self.gates if each.gate.side in sides]


def hazards_of(compiled: Compiled) -> list[Hazard]:
    """The hazards of all processes, in the order of the kernel's columns."""
    program, model = compiled.program, compiled.model
    column = {coefficient: i for i, coefficient in enumerate(compiled.coefficients)}
    terms: dict[str, list[TermColumn]] = {process: [] for process in compiled.processes}
    gates: dict[str, list[GateColumn]] = {process: [] for process in compiled.processes}
    for term in model.terms:
        terms[term.process].append(TermColumn(term, column[term.coefficient]))
    for gate in model.gates:
        gates[gate.process].append(GateColumn(gate, column[gate.strength]))
    joint = set(program.joint_process.tolist())
    return [
        Hazard(
            process,
            row in joint,
            int(program.first_day[row]),
            int(program.last_day[row]),
            int(program.alpha[row]),
            int(program.rule[row]),
            None if process not in model.rules else model.rules[process].plane,
            tuple(terms[process]),
            tuple(gates[process]),
        )
        for row, process in enumerate(compiled.processes)
    ]
