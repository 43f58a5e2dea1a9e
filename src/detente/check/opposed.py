"""Claims that pull the same acts in opposite directions, and say nothing of one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod
from typing import TYPE_CHECKING

from detente.claims.belief import in_order
from detente.claims.relations import consequences, relations
from detente.effects.base import Linear

if TYPE_CHECKING:
    from detente.claims.claim import Claim
    from detente.scenario.scenario import Scenario

_OWN = {"id", "claim", "denied_by", "otherwise", "note", "on", "coefficient"}
"""Keys in which two effects may differ and still be about the same."""


@dataclass(frozen=True, slots=True)
class Opposed:
    """Two claims that would seem to contradict one another, and are believed together.

    Attributes
    ----------
    claims : (str, str)
    effects : (str, str)
        Effects of the same kind, one of each claim.
    processes : tuple of str
        What both touch, in opposite directions.
    credences : (float, float)
        Of the two; their sum is over 1.
    """

    claims: tuple[str, str]
    effects: tuple[str, str]
    processes: tuple[str, ...]
    credences: tuple[float, float]

    def document(self) -> dict[str, object]:
        """The pair as plain data."""
        return {
            "claims": list(self.claims),
            "effects": list(self.effects),
            "processes": list(self.processes),
            "credences": list(self.credences),
        }


def credences(claims: Sequence[Claim]) -> dict[str, float]:
    """Chance that each claim holds: over its credences with and without what it hangs on.

    Several claims on which one hangs count as if they had nothing to do with one another.
    """
    found: dict[str, float] = {}
    for claim in in_order(claims):
        if claim.given is None:
            cases = [
                (
                    case.credence,
                    prod(found[c] if t else 1.0 - found[c] for c, t in case.where.items()),
                )
                for case in claim.cases
            ]
            rest = max(1.0 - sum(share for _credence, share in cases), 0.0)
            found[claim.id] = claim.credence * rest + sum(c * share for c, share in cases)
        else:
            given = found[claim.given]
            found[claim.id] = claim.credence * given + (claim.credence_otherwise or 0.0) * (
                1.0 - given
            )
    return found


def opposed(scenario: Scenario) -> list[Opposed]:
    """Pairs of claims that state no relation, though they may exclude one another.

    Two effects of the same kind, alike but for their coefficient, that touch the same processes:
    what one claim adds (the coefficient's mean less its `otherwise`; its negative where the claim
    denies it) the other takes away; and the credences of the two claims sum to more than 1.
    """
    chance = credences(scenario.claims)
    follows = consequences(relations(scenario.claims))
    members = scenario.file.groups

    def touched(effect: Linear) -> set[str]:
        return {process for name in effect.on for process in members.get(name, [name])}

    def pull(effect: Linear) -> float:
        if effect.denied_by is not None:
            return -effect.coefficient.mean
        return effect.coefficient.mean - (effect.otherwise or 0.0)

    owned = [e for e in scenario.effects if isinstance(e, Linear) and e.owner.claim is not None]
    found: dict[frozenset[str], Opposed] = {}
    for one, other in combinations(owned, 2):
        a, b = str(one.owner.claim), str(other.owner.claim)
        if a == b or type(one) is not type(other) or pull(one) * pull(other) >= 0.0:
            continue
        if b in follows.get((a, True), {}) or a in follows.get((b, True), {}):
            continue
        if one.model_dump(exclude=_OWN) != other.model_dump(exclude=_OWN):
            continue
        same = touched(one)
        if same != touched(other) or chance[a] + chance[b] <= 1.0:
            continue
        order = [p.id for p in scenario.processes if p.id in same]
        found.setdefault(
            frozenset((a, b)),
            Opposed((a, b), (one.id, other.id), tuple(order), (chance[a], chance[b])),
        )
    return list(found.values())
