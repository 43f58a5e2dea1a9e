"""Every sign that a claim of the built-in scenario declares, tried with paired draws."""

from __future__ import annotations

import pytest

import detente
from detente.check.background import HIGHEST, LOWEST, check_background
from detente.check.signs import try_signs

PATHS = 1500
SCENARIO = detente.load("us-russia-2024")


@pytest.mark.parametrize("claim", [c.id for c in SCENARIO.claims])
def test_every_sign_of_the_claim_holds(claim: str) -> None:
    """The 95 % interval of the paired difference excludes zero on the declared side."""
    results = try_signs(SCENARIO, paths=PATHS, seed=20241118, claims=[claim])
    assert results
    for result in results:
        assert result.verdict == "holds", result


@pytest.mark.parametrize("record", [False, True])
def test_all_claims_false_leaves_the_base_rates(record: bool) -> None:
    """With every claim false each process comes as often as its stated rate says."""
    background = check_background(SCENARIO, paths=512, record=record)
    assert set(background.ratio) == {p.id for p in SCENARIO.processes}
    assert all(LOWEST <= ratio <= HIGHEST for ratio in background.ratio.values())
    assert background.largest_radius < 1.0
    assert not background.faults()
