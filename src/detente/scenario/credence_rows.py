"""The credences of a scenario's claims by who holds them, one row each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from detente.claims.claim import Claim
from detente.numerics.framed import Rows
from detente.scenario.believed import as_believed_by, as_stated, weights
from detente.scenario.credences import POOL
from detente.scenario.scenario import Scenario

FORMAT = "detente-credences"
VERSION = 1

STATED = "scenario"
"""What stands for the credences that the scenario's own file states."""


@dataclass(frozen=True, slots=True)
class CredenceRow:
    """A claim's credence as one holds it.

    Attributes
    ----------
    claim : str
    analyst : str
        Who holds it: an analyst, ``pool`` for all of them together, or ``scenario``.
    credence : float
        Of a claim that is given another, where that one holds; of one with cases, where none
        applies.
    sd : float
        Standard deviation of what is believed of it; of a linear pool also that between analysts.
    otherwise : float or None
        Where the claim that it is given does not hold.
    cases : tuple of float
        Of a claim with cases, in each of them, in the order of `scenario.claims`.
    """

    claim: str
    analyst: str
    credence: float
    sd: float
    otherwise: float | None
    cases: tuple[float, ...]


def credence_rows(scenario: Scenario) -> Rows[CredenceRow]:
    """All credences: of each claim the scenario's, those of its analysts, and the pool's."""
    sets = list(_sets(scenario))
    return Rows(
        CredenceRow,
        (
            CredenceRow(
                claims[i].id,
                name,
                claims[i].credence,
                claims[i].credence_sd,
                claims[i].credence_otherwise,
                tuple(case.credence for case in claims[i].cases),
            )
            for i in range(len(scenario.claims))
            for name, claims in sets
        ),
        key=lambda row: f"{row.claim}:{row.analyst}",
    )


def _sets(scenario: Scenario) -> Iterator[tuple[str, list[Claim]]]:
    plain = as_stated(scenario)
    yield STATED, plain.claims
    for name in (*plain.analysts, *([POOL] if plain.analysts else [])):
        yield name, as_believed_by(plain, name).claims


def credences_document(scenario: Scenario) -> dict[str, Any]:
    """All credences as plain data (docs/json.md)."""
    table = scenario.file.analysts
    where = {claim.id: [dict(case.where) for case in claim.cases] for claim in scenario.claims}
    return {
        "format": FORMAT,
        "version": VERSION,
        "scenario": {"id": scenario.id, "title": scenario.title, "hash": scenario.hash},
        "pool": "linear" if table is None else table.pool,
        "weights": weights(scenario),
        "credences": [
            {
                "claim": row.claim,
                "analyst": row.analyst,
                "credence": row.credence,
                "sd": row.sd,
                "otherwise": row.otherwise,
                "cases": [
                    {"where": truths, "credence": credence}
                    for truths, credence in zip(where[row.claim], row.cases, strict=True)
                ],
            }
            for row in credence_rows(scenario)
        ],
    }
