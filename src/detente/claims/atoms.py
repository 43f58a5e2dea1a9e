"""The ways in which claims may hold together, and what is stated of them.

A joint law gives each of these ways, the atoms, a probability. Relations take atoms away;
credences are equations that are linear in the probabilities: P(a) = c, and for a claim that is
given another, P(a and b) = c·P(b), P(a and not b) = c'·P(not b). Whether such a law exists is a
linear programme (Boole's and de Finetti's problem: Hailperin 1965, American Mathematical Monthly
72; Hansen & Jaumard 2000, Handbook of Defeasible Reasoning 5).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.claims.claim import Claim
from detente.claims.relations import Relation
from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.format import general, integer

F64 = NDArray[np.float64]

MOST_ATOMS = 4096
"""Ways in which claims of one component may hold together."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim's credence, or its credences with and without the claim that it is given.

    Of `cases`, each the truths of other claims and the credence there, `credence` is what holds
    where none applies.
    """

    claim: str
    credence: float
    given: str | None = None
    otherwise: float = 0.0
    cases: tuple[tuple[tuple[tuple[str, bool], ...], float], ...] = ()

    @classmethod
    def of(cls, claim: Claim) -> Stated:
        """As the claim states it."""
        cases = tuple((tuple(case.where.items()), case.credence) for case in claim.cases)
        return cls(claim.id, claim.credence, claim.given, claim.credence_otherwise or 0.0, cases)

    @property
    def parents(self) -> tuple[str, ...]:
        """Claims on which it hangs."""
        named = dict.fromkeys(name for where, _credence in self.cases for name, _truth in where)
        return (*named,) if self.given is None else (self.given, *named)

    def __str__(self) -> str:
        """In words."""
        if self.cases:
            told = [
                _("{credence} where {where}").format(
                    credence=general(credence), where=truths_said(where)
                )
                for where, credence in self.cases
            ]
            return _("the credence of '{claim}', {cases}, otherwise {credence}").format(
                claim=self.claim, cases=", ".join(told), credence=general(self.credence)
            )
        if self.given is None:
            return _("the credence of '{claim}', {credence}").format(
                claim=self.claim, credence=general(self.credence)
            )
        return _(
            "the credence of '{claim}', {credence} given '{given}' and {otherwise} without"
        ).format(
            claim=self.claim,
            credence=general(self.credence),
            given=self.given,
            otherwise=general(self.otherwise),
        )


def truths_said(truths: Iterable[tuple[str, bool]]) -> str:
    """Truths of claims in words."""
    return _(" and ").join(
        (_("'{claim}' holds") if truth else _("'{claim}' does not hold")).format(claim=claim)
        for claim, truth in truths
    )


def atoms_of(names: Sequence[str], known: Iterable[Relation]) -> NDArray[np.bool_]:
    """Truths of the claims in every way that the relations leave, shape (atoms, claims).

    Raises
    ------
    ScenarioError
        If there are more than `MOST_ATOMS`.
    """
    column = {name: i for i, name in enumerate(names)}
    ends: list[list[tuple[int, bool, bool]]] = [[] for _ in names]
    for relation in known:
        i, j = column[relation.first], column[relation.second]
        a, b = relation.forbidden
        ends[max(i, j)].append((min(i, j), *((a, b) if i < j else (b, a))))
    found = np.zeros((1, 0), dtype=bool)
    for forbidden in ends:
        both = np.repeat(found, 2, axis=0)
        value = np.tile([False, True], found.shape[0])
        kept = np.ones(value.size, dtype=bool)
        for earlier, a, b in forbidden:
            kept &= ~((both[:, earlier] == a) & (value == b))
        found = np.column_stack([both[kept], value[kept]])
        if found.shape[0] > MOST_ATOMS:
            raise ScenarioError(
                _(
                    "claims: their relations tie {n} claims together, from '{first}' "
                    "to '{last}', which may hold in more than {most} ways; state fewer "
                    "relations, or exclude more"
                ).format(
                    n=len(names),
                    first=names[0],
                    last=names[-1],
                    most=integer(MOST_ATOMS),
                )
            )
    return found


def equations(
    names: Sequence[str], atoms: NDArray[np.bool_], stated: Iterable[Stated]
) -> tuple[F64, F64]:
    """Rows and right-hand sides of what is stated, after the sum of all probabilities.

    Parameters
    ----------
    names : sequence of str
        Claims in the order of the columns of `atoms`.
    atoms : array of bool, shape (atoms, claims)
    stated : iterable of Stated
    """
    column = {name: i for i, name in enumerate(names)}
    rows, right = [np.ones(atoms.shape[0])], [1.0]
    for each in stated:
        true = atoms[:, column[each.claim]]
        if each.cases:
            rest = np.ones(atoms.shape[0], dtype=bool)
            for where, credence in each.cases:
                held = np.logical_and.reduce([atoms[:, column[c]] == t for c, t in where])
                rest &= ~held
                rows.append((true & held) - credence * held)
            rows.append((true & rest) - each.credence * rest)
            right += [0.0] * (len(each.cases) + 1)
            continue
        if each.given is None:
            rows.append(true.astype(np.float64))
            right.append(each.credence)
            continue
        given = atoms[:, column[each.given]]
        for held, credence in ((given, each.credence), (~given, each.otherwise)):
            rows.append((true & held) - credence * held)
            right.append(0.0)
    return np.array(rows), np.array(right)
