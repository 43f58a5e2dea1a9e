"""One set of credences from several: the joint laws of analysts, pooled.

The linear pool is the mixture Σ w_i p_i, the logarithmic one is proportional to Π p_i^w_i, weights
summing to one (Genest & Zidek 1986, Statistical Science 1(1)). Both are taken of whole joint laws,
by connected claims, and their credences, with those given other claims, are read off. The linear
pool keeps what each analyst says of a claim on average; the logarithmic one does not depend on
whether evidence comes before or after the pooling, and one who rules something out rules it out.

What claims of a voice have in common is left aside: the pool has it again as the scenario says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

from detente.claims.atoms import Stated, atoms_of, equations
from detente.claims.claim import Claim
from detente.claims.law import Spoken, free, nearest
from detente.claims.relations import relations
from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.hints import in_quotes

F64 = NDArray[np.float64]
Truth = NDArray[np.bool_]
Pool = Literal["linear", "logarithmic"]


def pooled(sets: Sequence[tuple[float, Sequence[Claim]]], pool: Pool) -> list[Claim]:
    """The claims with the credences of a pool.

    Parameters
    ----------
    sets : sequence of (weight, claims)
        The same claims with the credences of each analyst; weights sum to one.
    pool : {"linear", "logarithmic"}

    Returns
    -------
    list of Claim
        Their spread is that of the analysts' credences and that between them in the linear pool;
        in the logarithmic one the weighted mean of the analysts' own, in log-odds.

    Raises
    ------
    ScenarioError
        If no law is left: each way to be is ruled out by one analyst or another.
    """
    sets = [(weight, claims) for weight, claims in sets if weight > 0.0]
    found: dict[str, Claim] = {}
    for names in _connected(sets[0][1]):
        alike = [[c for c in claims if c.id in names] for _weight, claims in sets]
        weights = np.array([weight for weight, _claims in sets])
        order = [c.id for c in alike[0]]
        atoms = atoms_of(order, relations(alike[0]))
        laws = np.array([_law(claims, order, atoms) for claims in alike])
        law = weights @ laws if pool == "linear" else _logarithmic(laws, weights, order)
        for k, claim in enumerate(alike[0]):
            own = [claims[k] for claims in alike]
            found[claim.id] = _read_off(claim, own, weights, law, atoms, order, pool)
    return [found[claim.id] for claim in sets[0][1]]


def _connected(claims: Sequence[Claim]) -> list[set[str]]:
    """Claims that hang on one another or are tied by relations."""
    groups: list[set[str]] = []
    links = [{claim.id, *claim.parents} for claim in claims]
    links += [{relation.first, relation.second} for relation in relations(claims)]
    for link in links:
        touched = [group for group in groups if group & link]
        groups = [group for group in groups if not group & link]
        groups.append(link.union(*touched))
    return groups


def _law(claims: Sequence[Claim], order: Sequence[str], atoms: Truth) -> F64:
    """The joint law of an analyst's connected claims."""
    stated = [Stated.of(claim) for claim in claims]
    start = free([Spoken(each, "", 0.0) for each in stated], atoms)
    if not relations(claims) and not any(each.cases for each in stated):
        return start
    law = nearest(start, *equations(order, atoms, stated))
    if law is None:
        raise ScenarioError(
            _("claims: no joint law keeps the credences of {named}").format(
                named=", ".join(in_quotes(name) for name in order)
            )
        )
    return law


def _logarithmic(laws: F64, weights: F64, order: Sequence[str]) -> F64:
    """Π p_i^w_i, to sum 1."""
    with np.errstate(divide="ignore"):
        log = weights @ np.log(laws)
    if not np.isfinite(log).any():
        raise ScenarioError(
            _(
                "the logarithmic pool of the analysts leaves nothing of {named}: each way in "
                "which these claims may hold is ruled out by one of them; write credences other "
                'than 0 and 1, or pool = "linear"'
            ).format(named=", ".join(in_quotes(name) for name in order))
        )
    law = np.exp(log - log.max())
    return np.asarray(law / law.sum())


def _read_off(
    claim: Claim,
    own: Sequence[Claim],
    weights: F64,
    law: F64,
    atoms: Truth,
    order: Sequence[str],
    pool: Pool,
) -> Claim:
    """A claim with the credences that a law gives it."""
    column = {name: i for i, name in enumerate(order)}
    true = atoms[:, column[claim.id]]

    def share(at: Truth, stated: F64) -> float:
        whole = float(law[at].sum())
        if whole > 0.0:
            return min(max(float(law[at & true].sum()) / whole, 0.0), 1.0)
        return _mean(stated, weights, pool)

    def where(truths: Mapping[str, bool]) -> Truth:
        return np.asarray(
            (atoms[:, [column[c] for c in truths]] == list(truths.values())).all(axis=1)
        )

    stated = np.array([each.credence for each in own])
    changed: dict[str, Any] = {}
    everywhere = np.ones(atoms.shape[0], dtype=bool)
    if claim.given is not None:
        other = np.array([each.credence_otherwise or 0.0 for each in own])
        given = atoms[:, column[claim.given]]
        changed["credence"] = share(given, stated)
        changed["credence_otherwise"] = share(~given, other)
        sds = np.array([each.credence_otherwise_sd for each in own])
        changed["credence_otherwise_sd"] = _spread(
            changed["credence_otherwise"], other, sds, weights, pool
        )
    elif claim.cases:
        rest = everywhere
        cases = []
        for k, case in enumerate(claim.cases):
            at = where(case.where)
            rest = rest & ~at
            credences = np.array([each.cases[k].credence for each in own])
            cases.append(case.model_copy(update={"credence": share(at, credences)}))
        changed["cases"] = cases
        changed["credence"] = share(rest, stated)
    else:
        changed["credence"] = share(everywhere, stated)
    if not claim.cases:
        sds = np.array([each.credence_sd for each in own])
        changed["credence_sd"] = _spread(changed["credence"], stated, sds, weights, pool)
    return claim.model_copy(update=changed)


def _mean(stated: F64, weights: F64, pool: Pool) -> float:
    """Of credences in a case that has no chance in the pool."""
    if pool == "linear":
        return float(weights @ stated)
    yes, no = (float(np.exp(xlogy(weights, c).sum())) for c in (stated, 1.0 - stated))
    return yes / (yes + no) if yes + no > 0.0 else float(weights @ stated)


def _spread(mean: float, stated: F64, sds: F64, weights: F64, pool: Pool) -> float:
    """Standard deviation of what the pool believes a credence to be."""
    most = mean * (1.0 - mean)
    if pool == "linear":
        found = np.sqrt(weights @ (np.square(sds) + np.square(stated - mean)))
    else:
        own = stated * (1.0 - stated)
        odds = np.divide(sds, own, out=np.zeros_like(sds), where=own > 0.0)
        found = (weights @ odds) * most
    return float(min(found, 0.999 * np.sqrt(most), 0.499)) if found > 1e-12 else 0.0
