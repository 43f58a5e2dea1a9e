"""The joint law of claims that relations tie together.

Of all laws that keep every credence and every relation it is the one nearest to how the claims
would be drawn without relations, in Kullback and Leibler's sense (Csiszár 1975, Annals of
Probability 3, the I-projection): where nothing else is stated, the law of maximum entropy. It has
the form p = p₀·exp(Aᵀλ) on the atoms that can have a probability at all; λ is found by Newton's
method on the dual (Boyd & Vandenberghe 2004, Convex Optimization, section 5.2.4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from detente.claims.atoms import Stated, atoms_of, equations
from detente.claims.relations import Relation
from detente.errors import ScenarioError
from detente.language.current import gettext as _

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]

KEPT = 1e-9
"""How far a credence may be missed."""

_Z = np.linspace(-9.0, 9.0, 1201)
"""Nodes for what claims of one voice have in common; the rule of trapezes is exact there."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A claim in a law: what is stated of it, and the voice with which it goes."""

    stated: Stated
    voice: str
    correlation: float


def free(claims: Sequence[Spoken], atoms: NDArray[np.bool_]) -> F64:
    """Probabilities of atoms without relations: as `detente.claims.belief.believe` draws.

    Claims of one voice share a normal variate; claims that are given another do not.
    """
    column = {each.stated.claim: i for i, each in enumerate(claims)}
    found = np.ones(atoms.shape[0])
    together: dict[str, list[Spoken]] = {}
    for each in claims:
        true = atoms[:, column[each.stated.claim]]
        if each.stated.given is None and each.correlation > 0.0:
            together.setdefault(each.voice, []).append(each)
            continue
        chance = np.full(atoms.shape[0], each.stated.credence)
        if each.stated.given is not None:
            given = atoms[:, column[each.stated.given]]
            chance = np.where(given, chance, each.stated.otherwise)
        found *= np.where(true, chance, 1.0 - chance)
    weight = np.exp(-0.5 * _Z**2)
    weight /= weight.sum()
    for members in together.values():
        part = np.ones((atoms.shape[0], _Z.size))
        for each in members:
            rho = each.correlation
            bar = ndtri(each.stated.credence)
            below = ndtr((bar - np.sqrt(rho) * _Z) / np.sqrt(1.0 - rho))
            true = atoms[:, column[each.stated.claim]][:, None]
            part *= np.where(true, below, 1.0 - below)
        found *= part @ weight
    return found


def _possible(rows: F64, right: F64, usable: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Atoms that have a probability in some law: the largest support, by one linear programme."""
    from scipy.optimize import linprog
    from scipy.sparse import bmat, csr_array, eye_array

    n = rows.shape[1]
    # y = s·p with s free makes every possible atom reach 1 at once
    equal = bmat([[csr_array(rows), csr_array((rows.shape[0], n)), csr_array(-right[:, None])]])
    below = bmat([[-eye_array(n), eye_array(n), csr_array((n, 1))]])
    top = [(0.0, None if each else 0.0) for each in usable] + [(0.0, 1.0)] * n + [(1.0, None)]
    aim = np.concatenate([np.zeros(n), -np.ones(n), [0.0]])
    result = linprog(
        aim,
        A_ub=below,
        b_ub=np.zeros(n),
        A_eq=equal,
        b_eq=np.zeros(rows.shape[0]),
        bounds=top,
        method="highs",
    )
    if result.status != 0:
        return np.zeros(n, dtype=bool)
    return np.asarray(result.x[n : 2 * n] > 0.5)


def nearest(start: F64, rows: F64, right: F64) -> F64 | None:
    """The law nearest to `start` for which rows · p = right; None if there is none.

    Parameters
    ----------
    start : array of float64, shape (atoms,)
        Positive where an atom is possible at all.
    rows : array of float64, shape (equations, atoms)
    right : array of float64, shape (equations,)
    """
    from scipy.linalg import qr
    from scipy.optimize import minimize

    support = _possible(rows, right, start > 0.0)
    if not support.any():
        return None
    a, p0 = rows[:, support], start[support]
    # equations that follow from others say nothing new
    _, r, order = qr(a.T, mode="economic", pivoting=True)
    size = np.abs(np.diag(r))
    kept = np.sort(order[: int((size > 1e-10 * size[0]).sum())])
    a, b = a[kept], right[kept]

    def law(multipliers: F64) -> F64:
        return np.asarray(p0 * np.exp(np.minimum(multipliers @ a, 600.0)))

    solved = minimize(
        lambda m: float(law(m).sum() - m @ b),
        np.zeros(a.shape[0]),
        jac=lambda m: a @ law(m) - b,
        hess=lambda m: (a * law(m)) @ a.T,
        method="trust-exact",
        options={"gtol": 1e-12, "maxiter": 500},
    )
    multipliers = solved.x
    for _ in range(3):  # the last digits
        p = law(multipliers)
        step, *_ = np.linalg.lstsq((a * p) @ a.T, b - a @ p, rcond=None)
        if np.abs(a @ law(multipliers + step) - b).max() < np.abs(a @ p - b).max():
            multipliers = multipliers + step
    found = np.zeros(start.size)
    found[support] = law(multipliers)
    if not np.abs(rows @ found - right).max() <= KEPT:
        return None
    return found


@dataclass(frozen=True, slots=True)
class Tree:
    """The law, claim by claim: the chance of each after those before it.

    Attributes
    ----------
    codes : array of int64
        Truths of the claims that are drawn before, as binary numbers, in order.
    begin : array of int64
        Node at which the drawing begins after each of them.
    chance : tuple of array of float64
        For each claim in turn, at each node: the chance that it holds; NaN where the node has no
        probability.
    child : tuple of array of int64, shape (nodes, 2)
        For each claim in turn: the node to which its truth leads; −1 where it cannot be.
    atoms : array of bool, shape (atoms, claims)
        Ways in which those that are drawn before, and then the others, may hold together.
    law : array of float64, shape (atoms,)
        How likely each of them is.
    """

    codes: I64
    begin: I64
    chance: tuple[F64, ...]
    child: tuple[I64, ...]
    atoms: NDArray[np.bool_]
    law: F64

    def start(self, before: Sequence[NDArray[np.bool_]], paths: int) -> I64:
        """Node of each path, by the truths of the claims that are drawn before."""
        code = _coded(np.column_stack(before)) if before else np.zeros(paths, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.codes, code), self.codes.size - 1)
        return np.where(self.codes[at] == code, self.begin[at], -1)

    def chances(self, turn: int, node: I64) -> F64:
        """Chance that a claim holds at the node of each path; NaN where the law says nothing."""
        return np.where(node >= 0, self.chance[turn][node], np.nan)

    def after(self, turn: int, node: I64, truth: NDArray[np.bool_]) -> I64:
        """Node of each path after a claim's truth."""
        return np.where(node >= 0, self.child[turn][node, truth.astype(np.int64)], -1)


def _coded(truths: NDArray[np.bool_]) -> I64:
    """Rows of truths as binary numbers."""
    return truths.astype(np.int64) @ (1 << np.arange(truths.shape[1], dtype=np.int64))


def _tree(atoms: NDArray[np.bool_], law: F64, before: int) -> Tree:
    """Take a law apart, claim by claim, after the first `before` ones."""
    codes, node = np.unique(_coded(atoms[:, :before]), return_inverse=True)
    begin = np.arange(codes.size, dtype=np.int64)
    chances, children = [], []
    for turn in range(before, atoms.shape[1]):
        true = atoms[:, turn].astype(np.int64)
        key, following = np.unique(2 * node + true, return_inverse=True)
        nodes = int(node.max()) + 1
        child = np.full((nodes, 2), -1, dtype=np.int64)
        child[key // 2, key % 2] = np.arange(key.size)
        whole = np.bincount(node, law, minlength=nodes)
        part = np.bincount(node, law * true, minlength=nodes)
        with np.errstate(invalid="ignore", divide="ignore"):
            chances.append(np.clip(part / whole, 0.0, 1.0))
        children.append(child)
        node = following
    return Tree(codes, begin, tuple(chances), tuple(children), atoms, law)


MOST_BEFORE = 12
"""Claims outside a component on which its credences hang."""


@lru_cache(maxsize=4096)
def tree(
    before: tuple[Spoken, ...], members: tuple[Spoken, ...], known: tuple[Relation, ...]
) -> Tree | None:
    """The law of members, after claims that are drawn before; None if their credences contradict.

    Raises
    ------
    ScenarioError
        If the claims are too many.
    """
    if len(before) > MOST_BEFORE:
        raise ScenarioError(
            _(
                "claims: those that relations tie to '{claim}' hang by 'given' on {before} "
                "others; at most {most}"
            ).format(claim=members[0].stated.claim, before=len(before), most=MOST_BEFORE)
        )
    everyone = (*before, *members)
    names = [each.stated.claim for each in everyone]
    atoms = atoms_of(names, known)
    start = free(everyone, atoms)
    rows, right = equations(names, atoms, [each.stated for each in members])
    if before:  # they are drawn as they are: their joint law stays
        alone = atoms_of(names[: len(before)], ())
        chance = free(before, alone)
        code = _coded(atoms[:, : len(before)])
        rows = np.vstack([rows[1:], code[None, :] == _coded(alone)[:, None]]).astype(np.float64)
        right = np.concatenate([right[1:], chance])
    law = nearest(start, rows, right)
    return None if law is None else _tree(atoms, law, len(before))


def spoken(
    claim: Stated, voice: str, correlations: Mapping[str, float]
) -> Spoken:  # what hangs on another claim goes with that one, not with its voice
    """A claim as it stands in a law."""
    return Spoken(claim, voice, 0.0 if claim.parents else correlations[voice])
