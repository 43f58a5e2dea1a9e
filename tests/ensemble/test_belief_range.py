"""The range of a probability if one knew which claims hold."""

from __future__ import annotations

import numpy as np

from detente.ensemble.design import SHARED
from tests.explain.worlds import ensemble, world


def test_it_is_wider_where_a_claim_matters_and_repeats() -> None:
    found = ensemble().belief_ranges()
    assert set(found) == {o.id for o in world().outcomes}
    assert found == ensemble().belief_ranges(threads=1)
    low, high = ensemble().estimate("contact").interval
    assert found["contact"][1] - found["contact"][0] > high - low
    for known in found.values():
        assert 0.0 <= known[0] <= known[1] <= 1.0


def test_with_all_claims_forced_it_is_the_interval() -> None:
    forced = world().simulate(2000, seed=3, force={c.id: True for c in world().claims})
    for outcome, known in forced.belief_ranges().items():
        np.testing.assert_allclose(known, forced.estimate(outcome).interval)


def test_it_is_in_the_document_when_asked_for() -> None:
    ranges = ensemble().belief_ranges()
    rows = ensemble().document(ranges)["outcomes"]
    assert {row["id"]: tuple(row["belief_range"]) for row in rows} == ranges
    assert {row["belief_range"] for row in ensemble().document()["outcomes"]} == {None}
    assert ensemble().document()["parameter_draws"] == -(-ensemble().paths // SHARED)
