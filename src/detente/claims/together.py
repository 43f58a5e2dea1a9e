"""Draws claims that relations tie together, and what becomes of them when some are forced."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.claims.law import Tree
from detente.claims.relations import Component, consequences

Truth = NDArray[np.bool_]
F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the claims of a component are drawn with, path by path.

    Attributes
    ----------
    component : Component
    trees : list of (paths, Tree)
        Numbers of the paths that share a law, and the law.
    parents : mapping of claim to claims
        Those on which its credence hangs.
    uniform : callable
        The uniform numbers of a claim.
    credence : callable
        Of a claim, on paths where those on which it hangs have these truths.
    """

    component: Component
    trees: list[tuple[NDArray[np.int64], Tree]]
    parents: Mapping[str, Sequence[str]]
    uniform: Callable[[str], F64]
    credence: Callable[[str, Mapping[str, Truth]], F64]

    def draw(self, before: Mapping[str, Truth]) -> dict[str, Truth]:
        """Truths of the members, after those of the ancestors in `before`."""
        nodes = self._start(before)
        found: dict[str, Truth] = {}
        for turn, claim in enumerate(self.component.members):
            found[claim] = self.uniform(claim) < self._chance(
                turn, claim, nodes, {**before, **found}
            )
            nodes = self._after(turn, nodes, found[claim])
        return found

    def chances(self, truths: Mapping[str, Truth]) -> dict[str, F64]:
        """Chance of each member after those before it are as they are in `truths`."""
        nodes = self._start(truths)
        found: dict[str, F64] = {}
        for turn, claim in enumerate(self.component.members):
            found[claim] = self._chance(turn, claim, nodes, truths)
            nodes = self._after(turn, nodes, truths[claim])
        return found

    def likelihood(self, truths: Mapping[str, Truth]) -> F64:
        """Chance that the members are as they are in `truths`, given the ancestors in it.

        Returns
        -------
        array of float64, shape (paths,)
        """
        found = np.ones(next(iter(truths.values())).shape[0])
        for claim, chance in self.chances(truths).items():
            found *= np.where(truths[claim], chance, 1.0 - chance)
        return found

    def intervene(
        self,
        natural: Mapping[str, Truth],
        before: Mapping[str, Truth],
        settled: Mapping[str, bool],
    ) -> dict[str, Truth]:
        """Truths where claims are forced.

        What relations settle is settled; a claim that hangs on another whose truth has changed is
        drawn anew under it, with its own number, and what then contradicts it gives way; all
        others are what they would have been.

        Parameters
        ----------
        natural : mapping of claim to array of bool
            Members and ancestors as they are when nothing is forced.
        before : mapping of claim to array of bool
            Ancestors as they are now.
        settled : mapping of claim to bool
            Members that are forced, and what follows from them (`relations.settled`).
        """
        follows = consequences(self.component.relations)
        nodes = self._start(before)
        now: dict[str, Truth] = dict(before)
        for turn, claim in enumerate(self.component.members):
            value = natural[claim].copy()
            parents = self.parents[claim]
            if claim in settled:
                value[:] = settled[claim]
            elif parents:
                moved = np.logical_or.reduce([now[each] != natural[each] for each in parents])
                anew = self.uniform(claim) < self._chance(turn, claim, nodes, now)
                value = np.where(moved, anew, value)
            if claim not in settled:
                for earlier in self.component.members[:turn]:
                    for truth in (True, False):
                        must = follows.get((earlier, truth), {}).get(claim)
                        if must is not None:
                            value[now[earlier] == truth] = must
            now[claim] = value
            nodes = self._after(turn, nodes, value)
        return {claim: now[claim] for claim in self.component.members}

    def _start(self, before: Mapping[str, Truth]) -> list[NDArray[np.int64]]:
        return [
            tree.start([before[c][at] for c in self.component.ancestors], at.size)
            for at, tree in self.trees
        ]

    def _after(
        self, turn: int, nodes: list[NDArray[np.int64]], truth: Truth
    ) -> list[NDArray[np.int64]]:
        return [
            tree.after(turn, node, truth[at])
            for (at, tree), node in zip(self.trees, nodes, strict=True)
        ]

    def _chance(
        self, turn: int, claim: str, nodes: list[NDArray[np.int64]], now: Mapping[str, Truth]
    ) -> F64:
        # where those before cannot be so together, as where they are forced, what is stated counts
        found = self.credence(claim, now).copy()
        for (at, tree), node in zip(self.trees, nodes, strict=True):
            chance = tree.chances(turn, node)
            found[at] = np.where(np.isnan(chance), found[at], chance)
        return found
