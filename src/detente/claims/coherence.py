"""Whether credences can all be right, and the smallest set that cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.claims.atoms import Stated, atoms_of, equations
from detente.claims.claim import Claim, Voice
from detente.claims.law import Spoken, free, spoken
from detente.claims.relations import Component, Relation, components, consequences, relations
from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.format import general, semicolons
from detente.language.hints import in_quotes

F64 = NDArray[np.float64]

MOST_SAID = 8
"""Parts of a contradiction that are told."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Claims that others hang on by `given`, with the law by which they are drawn."""

    claims: tuple[Spoken, ...]

    @property
    def names(self) -> list[str]:
        """Their ids."""
        return [each.stated.claim for each in self.claims]

    def equations(self, names: Sequence[str], atoms: NDArray[np.bool_]) -> tuple[F64, F64]:
        """A row for each way in which they may hold."""
        alone = atoms_of(self.names, ())
        mine = atoms[:, [names.index(name) for name in self.names]]
        rows = (mine[None, :, :] == alone[:, None, :]).all(axis=2)
        return rows.astype(np.float64), free(self.claims, alone)

    def __str__(self) -> str:
        """In words."""
        names = _(" and ").join(in_quotes(name) for name in self.names)
        voices = {c.voice: c.correlation for c in self.claims if c.correlation > 0.0}
        one = _("the correlation {rho} of '{voice}'")
        how = _(" and ").join(
            one.format(rho=general(rho), voice=voice) for voice, rho in voices.items()
        )
        credences = ", ".join(general(each.stated.credence) for each in self.claims)
        return _("how {names} are drawn ({credences}; {how})").format(
            names=names, credences=credences, how=how or _("apart from one another")
        )


Part = Stated | Relation | Outside


def _names(parts: Sequence[Part]) -> list[str]:
    names: dict[str, None] = {}
    for part in parts:
        if isinstance(part, Relation):
            names.update(dict.fromkeys((part.first, part.second)))
        elif isinstance(part, Outside):
            names.update(dict.fromkeys(part.names))
        else:
            names.update(dict.fromkeys((part.claim, *part.parents)))
    return list(names)


def bounds(parts: Sequence[Part], claim: str) -> tuple[float, float] | None:
    """Lowest and highest probability of a claim that what is stated leaves; None if nothing does.

    Parameters
    ----------
    parts : sequence of Stated, Relation or Outside
    claim : str
        One of those that they name.
    """
    found = []
    for sign in (1.0, -1.0):
        value = _least(parts, claim, sign)
        if value is None:
            return None
        found.append(sign * value)
    return found[0], found[1]


def _least(parts: Sequence[Part], claim: str, sign: float) -> float | None:
    """Least of a claim's probability, times a sign; None if no law has all parts."""
    from scipy.optimize import linprog

    names = _names(parts)
    atoms = atoms_of(names, [part for part in parts if isinstance(part, Relation)])
    rows, right = equations(names, atoms, [part for part in parts if isinstance(part, Stated)])
    for part in parts:
        if isinstance(part, Outside):
            more, drawn = part.equations(names, atoms)
            rows, right = np.vstack([rows, more]), np.concatenate([right, drawn])
    aim = sign * atoms[:, names.index(claim)].astype(np.float64)
    result = linprog(aim, A_eq=rows, b_eq=right, bounds=(0.0, None), method="highs")
    return float(result.fun) if result.status == 0 else None


def coherent(parts: Sequence[Part]) -> bool:
    """Whether some joint law has all that is stated."""
    names = _names(parts)
    return not names or _least(parts, names[0], 0.0) is not None


def contradiction(parts: Sequence[Part]) -> list[Part]:
    """A smallest set of what is stated that cannot be: without any one of it, the rest can.

    Empty if all of it can be.
    """
    if coherent(parts):
        return []
    left = list(parts)
    step = len(left)
    while step:  # many at once first: most sets that contradict are small
        begin = 0
        while begin < len(left):
            without = left[:begin] + left[begin + step :]
            if _may_be(without):
                begin += step
            else:
                left = without
        step //= 2
    return left


def _may_be(parts: Sequence[Part]) -> bool:
    """Whether parts can be, or without so many relations leave too many ways to tell."""
    try:
        return coherent(parts)
    except ScenarioError:
        return True


def parts_of(component: Component, claims: Sequence[Claim], voices: Sequence[Voice]) -> list[Part]:
    """What a component states: credences, relations, and how the claims outside are drawn."""
    named = (*component.ancestors, *component.members)
    parts: list[Part] = [Stated.of(claim) for claim in claims if claim.id in named]
    parts += component.relations
    if len(component.ancestors) > 1:
        by_id = {claim.id: claim for claim in claims}
        rho = {voice.id: voice.correlation for voice in voices}
        outside = [by_id[name] for name in component.ancestors]
        parts.append(Outside(tuple(spoken(Stated.of(c), c.voice, rho) for c in outside)))
    return parts


def check_coherence(claims: Sequence[Claim], voices: Sequence[Voice]) -> None:
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
            said = semicolons(str(r) for r in known if {r.first, r.second} <= {claim, *follows})
            if truth:
                text = _(
                    "claims: '{claim}' can never hold ({said}); take one of these relations out"
                )
            else:
                text = _(
                    "claims: '{claim}' can never fail ({said}); take one of these relations out"
                )
            raise ScenarioError(text.format(claim=claim, said=said))
    for component in components(claims):
        wrong = contradiction(parts_of(component, claims, voices))
        if wrong:
            raise ScenarioError(
                _("claims contradict one another: {said}").format(said=_said(wrong))
            )


def _said(wrong: Sequence[Part]) -> str:
    told = [str(part) for part in wrong[:MOST_SAID]]
    more = len(wrong) - len(told)
    text = semicolons([*told, _("and {n} more").format(n=more)] if more else told)
    for part in wrong:
        if isinstance(part, Stated) and not part.parents:
            others = [each for each in wrong if each != part]
            room = bounds(others, part.claim) if part.claim in _names(others) else None
            if room is not None:
                low, high = (round(value, 9) + 0.0 for value in room)
                between = general(low)
                if low != high:
                    between = _("{low} to {high}").format(low=between, high=general(high))
                text += _(
                    " (with the others as they are, that of '{claim}' may be {between})"
                ).format(claim=part.claim, between=between)
                break
    return text
