"""Amounts and chances given something, in two ensembles."""

from __future__ import annotations

import numpy as np
import pytest

from detente.ensemble.ensemble import Ensemble
from detente.ensemble.simulate import simulate
from detente.explain.compare import compare
from detente.explain.document import comparison_document
from tests.engine.worlds import SEED, add, toy
from tests.ensemble.asked import amount, cached, condition

CALLS = {"on": ["call"]}


@cached
def both() -> tuple[Ensemble, Ensemble]:
    scenario = toy(
        add(
            outcomes=[
                condition("three", CALLS | {"at_least": 3}, given={"not": {"on": ["concede"]}}),
                condition("end", CALLS | {"at_least": 3}, on="end"),
                amount("calls", acts=["call"]),
                amount("upon", acts=["sanction"], upon="three"),
            ]
        )
    )
    first, second = (
        simulate(scenario, paths=400, seed=SEED, forced={"ready": value}) for value in (False, True)
    )
    return first, second


def test_means_differ_by_what_the_pairs_do() -> None:
    first, second = both()
    found = compare(first, second).amounts
    a, b = (each.amount_values("calls") for each in both())
    assert found["calls"].difference == pytest.approx((b - a).mean())
    assert found["calls"].told
    a, b = (each.amount_values("upon") for each in both())
    assert found["upon"].difference == pytest.approx(np.nanmean(b) - np.nanmean(a))


def test_chances_given_a_condition_and_joint_ones() -> None:
    first, second = both()
    (found,) = compare(first, second).given
    chances = []
    for ensemble in both():
        told = ensemble.given("three")
        assert told is not None
        assert told.given is not None
        chances.append((told.given.probability, told.both.probability))
    assert (found.first, found.second) == pytest.approx((chances[0][0], chances[1][0]))
    assert found.difference == pytest.approx(chances[1][0] - chances[0][0])
    assert found.joint_difference == pytest.approx(chances[1][1] - chances[0][1])
    assert 0.0 < found.monte_carlo < 0.1


def test_nobody_waits_for_a_day() -> None:
    first, second = both()
    outcomes = compare(first, second).outcomes
    assert outcomes["end"].waiting == 0.0
    assert outcomes["three"].waiting < 0.0
    assert outcomes["end"].difference == outcomes["three"].difference


def test_the_document_has_them_and_other_horizons_have_none() -> None:
    first, second = both()
    document = comparison_document(compare(first, second))
    assert [each["amount"] for each in document["amounts"]] == ["calls", "upon"]
    assert document["given"][0]["condition"] == {"not": {"on": ["concede"]}}
    shorter = simulate(first.scenario, paths=40, seed=SEED, until=first.dates[60])
    assert not compare(first, shorter).amounts
    assert not compare(first, shorter).given
