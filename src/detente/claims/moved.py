"""Claims whose credence is moved: which of the futures take another truth, and no more of them.

A moved credence is a soft intervention. As believed, a claim holds on a path with some chance q,
which hangs on what it is given, on its voice and on relations; over all paths these chances have
the mean c, its credence. Moved to p it holds with the chance

    q' = keep·q + take·(1 − q)      keep = min(1, p/c)      take = max(0, (p − c)/(1 − c))

drawn with the same number. So its credence is p exactly, the paths that change are those that
must, a larger p takes nothing back, p = c changes nothing, and p = 1 or 0 is forcing it. As a claim
that is forced it no longer follows when others are forced: q is that of the claims as believed.

Of several moved claims that relations tie together each is moved after those before it: where these
settle it nothing is left to be drawn, and of the other paths so many hold as its credence then
takes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.claims.atoms import Stated
from detente.claims.claim import Claim, Voice
from detente.claims.law import KEPT, Tree, spoken, tree
from detente.claims.relations import Component, Relation, components, relations, settled
from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.format import general, semicolons

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Move:
    """Share of the paths on which a claim holds that keep it, and of the others that take it."""

    keep: float
    take: float

    def chance(self, natural: F64) -> F64:
        """Chances of a claim where it has these ones as believed."""
        return np.asarray(self.keep * natural + self.take * (1.0 - natural))

    @classmethod
    def to(cls, target: float, true: float, false: float) -> Move:
        """So that it holds on a share `target`, where it holds on `true` and not on `false`."""
        if abs(target - true) <= KEPT:
            return cls(1.0, 0.0)
        if target < true:
            return cls(max(target, 0.0) / true, 0.0)
        return cls(1.0, min((target - true) / false, 1.0))


def always(forced: Mapping[str, bool], credences: Mapping[str, float]) -> dict[str, bool]:
    """Claims that are forced, those among them whose credence is moved to 0 or to 1."""
    return {**{c: p == 1.0 for c, p in credences.items() if p in (0.0, 1.0)}, **forced}


class Laws:
    """What claims are believed to be, as it is stated: their credences, alone and together."""

    def __init__(
        self,
        claims: Mapping[str, Claim],
        correlations: Mapping[str, float],
        ties: Mapping[str, Component],
    ) -> None:
        self.claims, self.correlations, self.ties = claims, correlations, ties

    def credence(self, claim: str) -> float:
        """Share of all paths on which a claim holds as believed, whatever it hangs on."""
        trail = [claim]
        known: dict[str, float] = {}
        while trail:  # without recursion: a claim may hang on a long line of others
            name = trail[-1]
            stated, tie = self.claims[name], self.ties.get(name)
            if tie is not None and stated.parents:
                law, column = self.law(tie), _column(tie, name)
                known[name] = float(law.law[law.atoms[:, column]].sum())
            elif stated.given is not None and stated.given not in known:
                trail.append(stated.given)
                continue
            elif stated.given is not None:
                share = known[stated.given]
                known[name] = share * stated.credence + (1.0 - share) * (
                    stated.credence_otherwise or 0.0
                )
            else:
                known[name] = stated.credence
            trail.pop()
        return known[claim]

    def law(self, tie: Component) -> Tree:
        """The joint law of a component and of what it hangs on."""
        before, members = (
            tuple(
                spoken(Stated.of(self.claims[name]), self.claims[name].voice, self.correlations)
                for name in names
            )
            for names in (tie.ancestors, tie.members)
        )
        found = tree(before, members, tie.relations)
        assert found is not None  # it was checked when the scenario was read
        return found


def _column(tie: Component, claim: str) -> int:
    return (*tie.ancestors, *tie.members).index(claim)


def laws_of(claims: Sequence[Claim], voices: Sequence[Voice]) -> Laws:
    """Of a scenario's claims."""
    return Laws(
        {claim.id: claim for claim in claims},
        {voice.id: voice.correlation for voice in voices},
        {name: tie for tie in components(claims) for name in tie.members},
    )


def moves(
    laws: Laws, forced: Mapping[str, bool], credences: Mapping[str, float]
) -> dict[str, Move]:
    """How each moved claim moves.

    Parameters
    ----------
    laws : Laws
    forced : mapping of claim to bool
    credences : mapping of claim to float
        Above 0 and below 1, of claims that are not forced.

    Raises
    ------
    InputError
        If relations to what is forced, or to other moved claims, rule a credence out.
    """
    found: dict[str, Move] = {}
    ties: dict[tuple[str, ...], Component] = {}
    for claim, target in credences.items():
        tie = laws.ties.get(claim)
        if tie is None or len(tie.members) == 1:
            held = laws.credence(claim)
            found[claim] = Move.to(target, held, 1.0 - held)
        else:
            ties[tie.members] = tie
    known = relations(list(laws.claims.values())) if ties else []
    for tie in ties.values():
        found |= _together(laws, tie, forced, credences, known)
    return found


def _together(
    laws: Laws,
    tie: Component,
    forced: Mapping[str, bool],
    credences: Mapping[str, float],
    known: Sequence[Relation],
) -> dict[str, Move]:
    """The moved claims of a component, one after the other."""
    law = laws.law(tie)
    found: dict[str, Move] = {}
    ways: list[tuple[dict[str, bool], F64]] = [({}, law.law)]
    for claim in (name for name in tie.members if name in credences):
        holds = law.atoms[:, _column(tie, claim)]
        free, sure = np.zeros(law.law.shape), 0.0
        must = [settled({**forced, **truths}, known).get(claim) for truths, _share in ways]
        for (_truths, share), value in zip(ways, must, strict=True):
            if value is None:
                free = free + share
            elif value:
                sure += float(share.sum())
        left = credences[claim] - sure
        if not -KEPT <= left <= float(free.sum()) + KEPT:
            raise InputError(_against(claim, credences[claim], sure, float(free.sum()), known))
        move = Move.to(left, float(free[holds].sum()), float(free[~holds].sum()))
        found[claim] = move
        then = []
        for (truths, share), value in zip(ways, must, strict=True):
            true = share * (
                move.chance(holds.astype(np.float64)) if value is None else float(value)
            )
            for truth, part in ((True, true), (False, share - true)):
                if part.sum() > 0.0:
                    then.append(({**truths, claim: truth}, part))
        ways = then
    return found


def _against(
    claim: str, credence: float, sure: float, free: float, known: Sequence[Relation]
) -> str:
    said = [str(each) for each in known if claim in (each.first, each.second)]
    return _(
        "the credence of '{claim}' is moved to {credence}: by the scenario's claims ({reason}) and "
        "what else is forced or moved it lies between {low} and {high}"
    ).format(
        claim=claim,
        credence=general(credence),
        reason=semicolons(said),
        low=general(round(sure, 6)),
        high=general(round(sure + free, 6)),
    )
