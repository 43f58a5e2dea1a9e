"""Terms of log-hazards, and those that dampen or strengthen the terms of other effects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.planes import limits
from detente.planes.model import Coefficient, Model, Op, Term
from detente.planes.operations import Operations
from detente.planes.owner import Owner


@dataclass(frozen=True, slots=True)
class _Damper:
    effects: tuple[str, ...]
    plane: str
    owner: Owner
    scale: float


class Terms:
    """Adds terms to a model; dampers wait until all terms are known that they are made from."""

    def __init__(self, model: Model, operations: Operations) -> None:
        self.model = model
        self.operations = operations
        self._dampers: list[_Damper] = []

    def add(self, term: Term) -> None:
        """Add a term."""
        limits.within(len(self.model.terms), limits.MOST_TERMS, "terms")
        self.model.terms.append(term)

    def dampen(self, effects: Sequence[str], plane: str, owner: Owner, scale: float) -> None:
        """Add scale · plane · (each term of other effects) at the end, owned by `owner`."""
        self._dampers.append(_Damper(tuple(effects), plane, owner, scale))

    def finish(self) -> None:
        """Add the terms of the dampers.

        Raises
        ------
        ScenarioError
            If one names an effect without terms; proposes the nearest.
        """
        terms: dict[str, list[Term]] = {}
        for term in self.model.terms:
            terms.setdefault(term.effect, []).append(term)
        for damper in self._dampers:
            self._resolve(damper, terms)
        self._dampers.clear()

    def _resolve(self, damper: _Damper, terms: Mapping[str, Sequence[Term]]) -> None:
        owner = damper.owner
        for effect in damper.effects:
            if effect not in terms:
                raise ScenarioError(
                    _("effect '{effect}' names '{other}', which has no terms").format(
                        effect=owner.effect, other=effect
                    )
                    + did_you_mean(effect, terms)
                )
            for term in terms[effect]:
                when = term.coefficient.when
                if owner.claim is not None:
                    when = ((owner.claim, 0.0), *when)
                self.add(
                    Term(
                        term.process,
                        term.side,
                        self.operations.add(Op.PRODUCT, damper.plane, term.plane),
                        Coefficient(term.coefficient.draw, when),
                        damper.scale * term.scale,
                        owner.claim,
                        owner.effect,
                        term.party,
                    )
                )
