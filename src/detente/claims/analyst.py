"""What an analyst believes: credences of their own for the claims of a scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from detente.claims.claim import Claim
from detente.language.shown import brief

Truths = frozenset[tuple[str, bool]]
"""Other claims with their truths."""


@dataclass(frozen=True, slots=True)
class Said:
    """What an analyst says of a claim.

    Attributes
    ----------
    credence : float or None
        In the place of the scenario's; None leaves it.
    sd : float
        Standard deviation of what the analyst believes it to be.
    otherwise : float or None
        Where the claim that it is given is false; None leaves the scenario's.
    cases : mapping of truths to float
        Of a claim with cases, by the truths of the other claims; those that are not in it stay.
    """

    credence: float | None
    sd: float = 0.0
    otherwise: float | None = None
    cases: Mapping[Truths, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, repr=False)
class Analyst:
    """Credences by claim; of other claims the scenario's hold."""

    __repr__ = brief

    name: str
    said: Mapping[str, Said]

    def applied(self, claims: Sequence[Claim]) -> list[Claim]:
        """The claims with this analyst's credences."""
        return [
            claim if (said := self.said.get(claim.id)) is None else _restated(claim, said)
            for claim in claims
        ]


def _restated(claim: Claim, said: Said) -> Claim:
    changed: dict[str, Any] = {}
    if said.credence is not None:
        changed |= {"credence": said.credence, "credence_sd": said.sd}
    if said.cases:
        changed["cases"] = [
            case.model_copy(
                update={"credence": said.cases.get(frozenset(case.where.items()), case.credence)}
            )
            for case in claim.cases
        ]
    if said.otherwise is not None:
        changed |= {"credence_otherwise": said.otherwise, "credence_otherwise_sd": 0.0}
    return claim.model_copy(update=changed)
