"""The law of the claims as plain data, by which a page weighs stored futures anew.

The page carries what `detente.claims` draws by: credences and what they hang on, the joint laws of
claims that relations tie together, and what the claims of one voice have in common, at the nodes of
a Gauss–Hermite rule (Abramowitz & Stegun 1964, 25.4.46).
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from numpy.typing import NDArray

from detente.claims.belief import Draws
from detente.claims.moved import Laws, laws_of
from detente.claims.relations import Component, consequences, relations
from detente.ensemble.minds import numbers

if TYPE_CHECKING:
    from detente.claims.claim import Claim, Voice
    from detente.ensemble.ensemble import Ensemble
    from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]

NODES = 32
"""Nodes for what the claims of one voice have in common."""

QUANTILES = 15
"""Values that stand for a credence that has a spread."""

MOST_NODES = 1024
"""Nodes where claims of several voices hang together: about this many in all."""


def minds_of(ensemble: Ensemble) -> tuple[list[Scenario], I64]:
    """The scenario as each analyst believes it, and the number of the one of each path."""
    scenario, parameters = ensemble.scenario, ensemble.design.parameters
    if not scenario.minds:
        return [scenario], np.zeros(parameters.shape[0], dtype=np.int64)
    return [mind.scenario for mind in scenario.minds], numbers(scenario, ensemble.seed, parameters)


def follows_of(claims: Sequence[Claim]) -> list[tuple[int, bool, int, bool]]:
    """What relations make follow: a claim's truth, and the truth of another."""
    number = {claim.id: i for i, claim in enumerate(claims)}
    return [
        (number[claim], truth, number[other], value)
        for (claim, truth), found in consequences(relations(claims)).items()
        for other, value in found.items()
    ]


class Grids:
    """Voices whose claims hang together, and the nodes of what they have in common."""

    def __init__(self, claims: Sequence[Claim], voices: Sequence[Voice]) -> None:
        rho = {voice.id: voice.correlation for voice in voices}
        ties = laws_of(claims, voices).ties
        roots = [c for c in claims if not c.parents and c.id not in ties and rho[c.voice] > 0.0]
        several = {voice for voice in rho if sum(c.voice == voice for c in roots) > 1}
        self.roots = {claim.id: claim.voice for claim in roots if claim.voice in several}
        self.groups = _together(claims, self.roots, several)

    def place(self, voice: str) -> tuple[int, int]:
        """Number of the grid of a voice, and of the voice in it."""
        return next((g, v.index(voice)) for g, v in enumerate(self.groups) if voice in v)

    def data(self) -> list[dict[str, Any]]:
        """Of each grid the weights of its nodes, and at these the value of each voice."""
        return [self._nodes(len(group)) for group in self.groups]

    def _nodes(self, voices: int) -> dict[str, Any]:
        each = NODES if voices == 1 else max(int(MOST_NODES ** (1 / voices)), 4)
        z, weight = hermegauss(each)
        at = np.array(list(itertools.product(range(each), repeat=voices)))
        weights = np.prod((weight / weight.sum())[at], axis=1)
        return {"weights": weights.tolist(), "values": z[at].T.tolist()}


def _together(
    claims: Sequence[Claim], roots: Mapping[str, str], voices: set[str]
) -> list[tuple[str, ...]]:
    """Voices in groups: those of claims that hang together by what they are given, or relations."""
    group = {claim.id: claim.id for claim in claims} | {f"voice:{v}": f"voice:{v}" for v in voices}

    def top(name: str) -> str:
        while group[name] != name:
            name = group[name]
        return name

    def unite(one: str, other: str) -> None:
        group[top(one)] = top(other)

    for claim in claims:
        for parent in claim.parents:
            unite(claim.id, parent)
        if claim.id in roots:
            unite(claim.id, f"voice:{roots[claim.id]}")
    for relation in relations(claims):
        unite(relation.first, relation.second)
    found: dict[str, list[str]] = {}
    for voice in sorted(voices):
        found.setdefault(top(f"voice:{voice}"), []).append(voice)
    return [tuple(each) for each in found.values()]


def law_data(
    claims: Sequence[Claim], voices: Sequence[Voice], draws: Draws, grids: Grids
) -> dict[str, Any]:
    """The law of claims, by their numbers.

    Parameters
    ----------
    claims : sequence of Claim
    voices : sequence of Voice
    draws : Draws
        Of the futures that are stored: over these the credences that have a spread are averaged.
    grids : Grids
    """
    laws = laws_of(claims, voices)
    number = {claim.id: i for i, claim in enumerate(claims)}
    ties = list({id(tie): tie for tie in laws.ties.values()}.values())
    return {
        "held": [laws.credence(claim.id) for claim in claims],
        "stated": [_otherwise(claim) for claim in claims],
        "cases": [_cases(claim, number) for claim in claims],
        "parents": [[number[name] for name in claim.parents] for claim in claims],
        "voices": [_voice(draws, claim, grids) for claim in claims],
        "ties": [_tie(laws, draws, tie, number) for tie in ties],
        "units": _units(claims, ties, number),
    }


def _otherwise(claim: Claim) -> float:
    """Credence where none of the cases applies."""
    return float(claim.credence if claim.given is None else claim.credence_otherwise or 0.0)


def _cases(claim: Claim, number: Mapping[str, int]) -> list[Any]:
    """Truths of others and the credence there; the first that applies counts."""
    if claim.given is not None:
        return [[[[number[claim.given], True]], claim.credence]]
    return [
        [[[number[name], truth] for name, truth in case.where.items()], case.credence]
        for case in reversed(claim.cases)  # of those that apply the last counts
    ]


def _voice(draws: Draws, claim: Claim, grids: Grids) -> dict[str, Any] | None:
    """What a claim has in common with others of its voice; None where it is nothing.

    A credence that has a spread is told by some quantiles of its draws.
    """
    if claim.id not in grids.roots:
        return None
    grid, axis = grids.place(grids.roots[claim.id])
    drawn = draws.drawn(claim.id, "credence")
    spread = bool(claim.credence_sd)
    shares = (np.arange(QUANTILES) + 0.5) / QUANTILES if spread else np.array([0.5])
    return {
        "grid": grid,
        "axis": axis,
        "rho": draws.rho[claim.voice],
        "credences": np.quantile(drawn, shares).tolist() if spread else [claim.credence],
    }


def _tie(laws: Laws, draws: Draws, tie: Component, number: Mapping[str, int]) -> dict[str, Any]:
    """The joint law of claims that relations tie together, the mean over the draws of credences."""
    stated = laws.law(tie)
    drawn = draws.drawing(tie).trees
    paths = sum(at.size for at, _tree in drawn)
    law = sum(tree.law * (at.size / paths) for at, tree in drawn)
    bits = 1 << np.arange(stated.atoms.shape[1], dtype=np.int64)
    return {
        "members": [number[name] for name in tie.members],
        "ancestors": [number[name] for name in tie.ancestors],
        "atoms": (stated.atoms @ bits).tolist(),
        "law": np.asarray(law).tolist(),
        "stated": stated.law.tolist(),
    }


def _units(
    claims: Sequence[Claim], ties: Sequence[Component], number: Mapping[str, int]
) -> list[dict[str, int]]:
    """Claims, or ties of them, each after those on which it hangs."""
    parents = {claim.id: claim.parents for claim in claims}
    of = {name: t for t, tie in enumerate(ties) for name in tie.members}
    done: set[str] = set()
    found: list[dict[str, int]] = []
    left = [claim.id for claim in claims]
    while left:
        waiting = []
        for name in left:
            tie = of.get(name)
            before = parents[name] if tie is None else ties[tie].ancestors
            if name in done:
                continue
            if not done.issuperset(before):
                waiting.append(name)
                continue
            found.append({"claim": number[name]} if tie is None else {"tie": tie})
            done.update([name] if tie is None else ties[tie].members)
        left = waiting
    return found
