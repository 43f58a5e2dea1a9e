"""Whether credences can all be right, and the smallest set that cannot."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.claims.atoms import Stated, atoms_of, equations
from detente.claims.claim import Claim
from detente.claims.relations import Component, Relation, components, consequences, relations
from detente.errors import ScenarioError

Part = Stated | Relation


def _names(parts: Sequence[Part]) -> list[str]:
    names: dict[str, None] = {}
    for part in parts:
        if isinstance(part, Relation):
            names.update(dict.fromkeys((part.first, part.second)))
        else:
            names.update(dict.fromkeys([part.claim, *([part.given] if part.given else [])]))
    return list(names)


def bounds(parts: Sequence[Part], claim: str) -> tuple[float, float] | None:
    """Lowest and highest probability of a claim that what is stated leaves; None if nothing does.

    Parameters
    ----------
    parts : sequence of Stated or Relation
    claim : str
        One of those that they name.
    """
    from scipy.optimize import linprog

    names = _names(parts)
    atoms = atoms_of(names, [part for part in parts if isinstance(part, Relation)])
    rows, right = equations(names, atoms, [part for part in parts if isinstance(part, Stated)])
    aim = atoms[:, names.index(claim)].astype(np.float64)
    found = []
    for sign in (1.0, -1.0):
        result = linprog(sign * aim, A_eq=rows, b_eq=right, bounds=(0.0, None), method="highs")
        if result.status != 0:
            return None
        found.append(sign * float(result.fun))
    return found[0], found[1]


def coherent(parts: Sequence[Part]) -> bool:
    """Whether some joint law has all that is stated."""
    names = _names(parts)
    return not names or bounds(parts, names[0]) is not None


def contradiction(parts: Sequence[Part]) -> list[Part]:
    """A smallest set of what is stated that cannot be: without any one of it, the rest can.

    Empty if all of it can be.
    """
    if coherent(parts):
        return []
    left = list(parts)
    for part in parts:
        without = [each for each in left if each != part]
        if not coherent(without):
            left = without
    return left


def parts_of(component: Component, claims: Sequence[Claim]) -> list[Part]:
    """What a component states: credences, and relations."""
    named = (*component.ancestors, *component.members)
    return [*(Stated.of(claim) for claim in claims if claim.id in named), *component.relations]


def check_coherence(claims: Sequence[Claim]) -> None:
    """Refuse credences that contradict one another under the relations of their claims.

    Raises
    ------
    ScenarioError
        With the smallest set, and what one of its credences may be with the others as they are;
        or if a claim can never hold, or never fail, whatever its credence.
    """
    known = relations(claims)
    for (claim, truth), follows in consequences(known).items():
        if follows[claim] != truth:
            said = "; ".join(str(r) for r in known if {r.first, r.second} <= {claim, *follows})
            raise ScenarioError(
                f"claims: '{claim}' can never {'hold' if truth else 'fail'} ({said}); take one of "
                "these relations out"
            )
    for component in components(claims):
        wrong = contradiction(parts_of(component, claims))
        if wrong:
            raise ScenarioError(f"claims contradict one another: {_said(wrong)}")


def _said(wrong: Sequence[Part]) -> str:
    text = "; ".join(str(part) for part in wrong)
    for part in wrong:
        if isinstance(part, Stated) and part.given is None:
            others = [each for each in wrong if each != part]
            room = bounds(others, part.claim) if part.claim in _names(others) else None
            if room is not None:
                low, high = (round(value, 9) + 0.0 for value in room)
                between = f"{low:g}" if low == high else f"{low:g} to {high:g}"
                text += f" (with the others as they are, that of '{part.claim}' may be {between})"
                break
    return text
