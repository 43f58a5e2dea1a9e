"""Which claims hold on which path."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from detente.claims.atoms import Stated
from detente.claims.claim import Claim, Voice
from detente.claims.coherence import check_coherence
from detente.claims.credence import credence_of
from detente.claims.law import Tree, spoken, tree
from detente.claims.moved import Laws, always, moves
from detente.claims.relations import Component, Relation, components, relations, settled
from detente.claims.together import Drawing
from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.hints import in_quotes
from detente.numerics.draws import uniform
from detente.numerics.philox import BELIEF

WAYS = (1.0, 0.5, 0.25, 0.125, 0.0)
"""Shares of the way from stated credences to drawn ones, tried until they do not contradict."""

F64 = NDArray[np.float64]
Truth = NDArray[np.bool_]


def in_order(claims: Sequence[Claim]) -> list[Claim]:
    """Claims, each after those on which it hangs.

    Raises
    ------
    ScenarioError
        If what they hang on goes in a circle.
    """
    by_id = {claim.id: claim for claim in claims}
    order: dict[str, Claim] = {}
    for claim in claims:
        # from a claim to those on which it hangs, and so on, each with those that are left to do
        trail: dict[str, list[str]] = {} if claim.id in order else {claim.id: [*claim.parents]}
        while trail:
            name, left = next(reversed(trail.items()))
            if not left:
                order[name] = by_id[name]
                del trail[name]
                continue
            before = left.pop(0)
            if before in trail:
                names = list(trail)
                circle = " → ".join([*names[names.index(before) :], before])
                text = (
                    _("claims: 'given' and 'cases' go in a circle: {circle}")
                    if any(by_id[each].cases for each in names)
                    else _("claims: 'given' goes in a circle: {circle}")
                )
                raise ScenarioError(text.format(circle=circle))
            if before not in order:
                trail[before] = [*by_id[before].parents]
    return list(order.values())


def believe(
    claims: Sequence[Claim],
    voices: Sequence[Voice],
    seed: int,
    indices: NDArray[np.int64],
    forced: Mapping[str, bool],
    parameters: NDArray[np.int64] | None = None,
    credences: Mapping[str, float] | None = None,
    kept: Kept | None = None,
) -> NDArray[np.uint8]:
    """Draw which claims hold.

    A claim holds where √ρ·z_voice + √(1 − ρ)·z_claim lies below the normal quantile of its
    credence, ρ the voice's correlation: every credence is kept exactly, and claims of one voice
    go together. A claim that hangs on others goes with them instead of with its voice, so that
    its conditional credences are exact too. Claims that relations tie together are drawn one after
    the other from their joint law (`detente.claims.law`), with the same uniform numbers.

    Forcing a claim leaves the draws of the others alone, but for what its relations settle: what
    it excludes is false then, and what it implies true (`detente.claims.together`). Moving its
    credence does the same on the paths that take another truth (`detente.claims.moved`).

    A credence that is stated with a spread is drawn for each parameter index, so that paths which
    share the coefficients share it too; without `parameters` every credence takes its mean. Where
    the draws of claims that relations tie together contradict one another, they go half the way
    back to what is stated, until they do not.

    Parameters
    ----------
    claims : sequence of Claim
    voices : sequence of Voice
    seed : int
    indices : array of int64, shape (paths,)
        Belief index of each path.
    forced : mapping of claim to bool
    parameters : array of int64, shape (paths,), optional
        Parameter index of each path.
    credences : mapping of claim to float, optional
        Claims whose credence is another than what is stated; of one that is forced it says nothing.
    kept : Kept, optional
        Beliefs that are picked from, with the coefficients that they go together with.

    Returns
    -------
    array of uint8, shape (paths, claims)
        In the order of `claims`.

    Raises
    ------
    InputError
        If the forced claims contradict one another, or a moved credence cannot be.
    """
    drawn = numbers(claims, voices, seed, indices, parameters, kept)
    return held(drawn, forced, credences or {})


def numbers(
    claims: Sequence[Claim],
    voices: Sequence[Voice],
    seed: int,
    indices: NDArray[np.int64],
    parameters: NDArray[np.int64] | None = None,
    kept: Kept | None = None,
) -> Draws:
    """The numbers with which beliefs are drawn: one by one, or as they are kept."""
    if kept is None:
        return Draws(claims, voices, seed, indices, parameters)
    return kept.numbers(claims, voices, seed, indices, parameters)


def held(
    draws: Draws, forced: Mapping[str, bool], credences: Mapping[str, float] | None = None
) -> NDArray[np.uint8]:
    """Which claims hold by the numbers with which they are drawn; see `believe`."""
    world = World(draws, forced, credences or {})
    claims = list(draws.claims.values())
    truth = np.empty((draws.indices.shape[0], len(claims)), dtype=np.uint8)
    for claim in in_order(claims):  # each after those on which it hangs
        world.of(claim.id)
    for i, claim in enumerate(claims):
        truth[:, i] = world.of(claim.id)
    return truth


def check_beliefs(claims: Sequence[Claim], voices: Sequence[Voice]) -> None:
    """Refuse claims of which none could say which hold.

    Raises
    ------
    ScenarioError
        If what they hang on goes in a circle, or credences contradict one another.
    """
    in_order(claims)
    check_coherence(claims, voices)
    believe(claims, voices, 0, np.zeros(1, dtype=np.int64), {})


class Draws:
    """The numbers with which beliefs are drawn, and what ties them together."""

    def __init__(
        self,
        claims: Sequence[Claim],
        voices: Sequence[Voice],
        seed: int,
        indices: NDArray[np.int64],
        parameters: NDArray[np.int64] | None,
    ) -> None:
        self.claims = {claim.id: claim for claim in claims}
        self.parents = {claim.id: claim.parents for claim in claims}
        self.rho = {voice.id: voice.correlation for voice in voices}
        self.seed, self.indices, self.parameters = seed, indices, parameters
        self.ties = {name: tie for tie in components(claims) for name in tie.members}
        self._shared: dict[str, F64] = {}

    def settled(self, claim: str) -> Truth | None:
        """Truth of a claim where nothing is forced, if that does not hang on its numbers."""
        return None

    def uniform(self, claim: str) -> F64:
        """Uniform numbers of a claim."""
        return uniform(self.seed, BELIEF, f"claim:{claim}", self.indices)

    def latent(self, claim: Claim) -> F64:
        """Normal numbers of a claim, those of its voice in them."""
        own = ndtri(self.uniform(claim.id))
        r = self.correlation(claim)
        if r == 0.0:
            return np.asarray(own)
        return np.asarray(math.sqrt(r) * self.shared(claim.voice) + math.sqrt(1.0 - r) * own)

    def correlation(self, claim: Claim) -> float:
        """That of a claim with its voice: none where it hangs on another claim."""
        return 0.0 if claim.parents else self.rho[claim.voice]

    def shared(self, voice: str) -> F64:
        """Normal numbers that the claims of a voice share."""
        if voice not in self._shared:
            self._shared[voice] = ndtri(uniform(self.seed, BELIEF, f"voice:{voice}", self.indices))
        return self._shared[voice]

    def credence(self, claim: str, now: Mapping[str, Truth]) -> F64:
        """Credences of a claim, where those on which it hangs have these truths."""
        credence, stated = self.drawn(claim, "credence"), self.claims[claim]
        if stated.given is not None:
            return np.where(now[stated.given], credence, self.drawn(claim, "credence_otherwise"))
        for case in stated.cases:
            held = np.logical_and.reduce([now[name] == truth for name, truth in case.where.items()])
            credence = np.where(held, case.credence, credence)
        return credence

    def drawn(self, claim: str, key: Literal["credence", "credence_otherwise"]) -> F64:
        """One of a claim's credences on each path."""
        return credence_of(self.claims[claim], key, self.seed, self.indices, self.parameters)

    def drawing(self, tie: Component) -> Drawing:
        """What the claims of a component are drawn with.

        Raises
        ------
        ScenarioError
            If their credences contradict one another.
        """
        claims = [self.claims[name] for name in (*tie.ancestors, *tie.members)]
        groups = [np.arange(self.indices.shape[0])]
        if self.parameters is not None and any(
            claim.credence_sd or claim.credence_otherwise_sd for claim in claims
        ):
            _, number = np.unique(self.parameters, return_inverse=True)
            order = np.argsort(number, kind="stable")
            groups = np.split(order, np.flatnonzero(np.diff(number[order])) + 1)
        drawn = {
            c.id: {
                "credence": self.drawn(c.id, "credence"),
                "credence_otherwise": self.drawn(c.id, "credence_otherwise"),
            }
            for c in claims
        }
        trees = [(paths, self._law(tie, drawn, int(paths[0]))) for paths in groups if paths.size]
        return Drawing(tie, trees, self.parents, self.uniform, self.credence)

    def _law(self, tie: Component, drawn: Mapping[str, Mapping[str, F64]], path: int) -> Tree:
        """The joint law on paths that share the credences of this one."""
        for way in WAYS:
            before, members = (
                tuple(
                    spoken(
                        self._stated(name, drawn[name], path, way),
                        self.claims[name].voice,
                        self.rho,
                    )
                    for name in names
                )
                for names in (tie.ancestors, tie.members)
            )
            law = tree(before, members, tie.relations)
            if law is not None:
                return law
        named = ", ".join(in_quotes(name) for name in (*tie.members, *tie.ancestors))
        raise ScenarioError(
            _(
                "claims: no joint law keeps the credences of {named}: they contradict by a hair"
            ).format(named=named)
        )

    def _stated(self, claim: str, drawn: Mapping[str, F64], path: int, way: float) -> Stated:
        """What is stated of a claim, moved this share of the way to what was drawn."""
        stated = Stated.of(self.claims[claim])
        moved = {
            key: mean + way * (float(drawn[key][path]) - mean)
            for key, mean in (
                ("credence", stated.credence),
                ("credence_otherwise", stated.otherwise),
            )
        }
        return replace(stated, credence=moved["credence"], otherwise=moved["credence_otherwise"])


class Kept(Protocol):
    """Beliefs that are kept; see `detente.claims.kept`."""

    def numbers(
        self,
        claims: Sequence[Claim],
        voices: Sequence[Voice],
        seed: int,
        indices: NDArray[np.int64],
        parameters: NDArray[np.int64] | None,
    ) -> Draws:
        """The numbers with which each claim would be drawn as it is in them."""


class World:
    """Truths where some claims are forced, and the credences of others moved."""

    def __init__(
        self, draws: Draws, forced: Mapping[str, bool], credences: Mapping[str, float]
    ) -> None:
        self.draws = draws
        self.forced = always(forced, credences)
        self.settled = settled(self.forced, self._relations()) if self.forced else {}
        credences = {c: p for c, p in credences.items() if c not in self.forced}
        laws = Laws(draws.claims, draws.rho, draws.ties)
        self.moves = moves(laws, self.forced, credences) if credences else {}
        apart = self.moves or (self.forced and draws.ties)
        self.natural = World(draws, {}, {}) if apart else self
        self._touched = set(self.forced) | set(self.moves)
        """Claims that may differ from how they are as believed"""
        self._known: dict[str, Truth] = {}

    def _relations(self) -> list[Relation]:
        return relations(list(self.draws.claims.values()))

    def of(self, claim: str) -> Truth:
        """Truth of a claim on each path; those on which it hangs come first."""
        if claim not in self._known:
            tie = self.draws.ties.get(claim)
            named = self.draws.parents[claim] if tie is None else (*tie.ancestors, *tie.members)
            if self.natural is not self:
                self.natural.of(claim)
                if claim not in self._touched and self._touched.isdisjoint(named):
                    self._known[claim] = self.natural.of(claim)
                    return self._known[claim]
                self._touched.add(claim)
            as_kept = None if self.forced or self.moves else self.draws.settled(claim)
            if as_kept is not None:
                self._known[claim] = as_kept
            elif tie is None:
                self._known[claim] = self._alone(claim)
            else:
                self._touched.update(tie.members)
                self._known |= self._tied(tie)
        return self._known[claim]

    def chance(self, claim: str) -> F64:
        """Chance of a claim that relations tie to none, whatever its voice says."""
        move = self.moves.get(claim)
        world = self if move is None else self.natural
        now = {name: world.of(name) for name in self.draws.parents[claim]}
        credence = self.draws.credence(claim, now)
        return credence if move is None else move.chance(credence)

    def _alone(self, claim: str) -> Truth:
        if claim in self.forced:
            return np.full(self.draws.indices.shape[0], self.forced[claim])
        bar = ndtri(self.chance(claim))
        return np.asarray(self.draws.latent(self.draws.claims[claim]) < bar)

    def _tied(self, tie: Component) -> dict[str, Truth]:
        drawing = self.draws.drawing(tie)
        before = {name: self.of(name) for name in tie.ancestors}
        named = (*tie.ancestors, *tie.members)
        if not any(name in self.forced or name in self.moves for name in named):
            return drawing.draw(before)
        natural = {name: self.natural.of(name) for name in named}
        found: dict[str, Truth] = {}
        for truths, paths in self._ways(tie, drawing, natural):
            now = settled({**self.forced, **truths}, self._relations()) if truths else self.settled
            made = drawing.intervene(natural, before, now)
            for name, truth in made.items():
                found[name] = np.where(paths, truth, found.get(name, truth))
        return found

    def _ways(
        self, tie: Component, drawing: Drawing, natural: Mapping[str, Truth]
    ) -> list[tuple[dict[str, bool], Truth]]:
        """Truths of the moved claims of a component, and the paths on which they are so."""
        ways = [(dict[str, bool](), np.ones(self.draws.indices.shape[0], dtype=bool))]
        if not any(name in self.moves for name in tie.members):
            return ways
        chances = drawing.chances(natural)
        for claim in (name for name in tie.members if name in self.moves):
            drawn = self.draws.uniform(claim) < self.moves[claim].chance(chances[claim])
            then = []
            for truths, paths in ways:
                must = settled({**self.forced, **truths}, self._relations()).get(claim)
                true = drawn if must is None else np.full(drawn.shape, must)
                for truth, so in ((True, paths & true), (False, paths & ~true)):
                    if so.any():
                        then.append(({**truths, claim: truth}, so))
            ways = then
        return ways
