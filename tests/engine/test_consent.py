"""Joint acts: both sides are needed, or the readier one is enough."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from tests.engine.laws import assert_frequencies, assert_hazards, refuted
from tests.engine.worlds import (
    Course,
    add,
    course,
    hazards,
    only,
    plain,
    quantity,
    rates,
    tendency,
    toy,
)
from tests.scenario.mutated import Raw, claim

PATHS = 2000
ALPHA = np.log(-np.log1p(-60 / 365.25))
SIDES = {"RUS": 0.9, "USA": -0.5}
PAIR = -0.3


def gate(actor: str, ajar: float) -> Raw:
    return {
        "effect": "offer",
        "id": f"door-{actor.lower()}",
        "actor": actor,
        "on": ["call"],
        "ajar": ajar,
    }


@functools.cache
def run(both: bool | None, gates: tuple[float, float], days: int = 120) -> Course:
    """A call with reasons of either side and of the pair, and a gate of either side."""
    consent = {
        "effect": "mutual-consent", "id": "two", "claim": "both", "otherwise": "either-side",
        "on": ["call"],
    }  # fmt: skip
    common = {
        "effect": "rapport", "id": "warm", "leaders": ["new", "other"], "on": ["call"],
        "coefficient": quantity(PAIR),
    }  # fmt: skip
    effects: list[Raw] = [
        consent,
        common,
        *(tendency(f"s-{a.lower()}", a, "call", s) for a, s in SIDES.items()),
    ]
    effects += [gate(a, g) for a, g in zip(SIDES, gates, strict=True) if g < 1.0]
    scenario = toy(only(), plain, rates(call=60), add(effects=effects, claims=[claim("both", 0.5)]))
    return course(
        scenario, PATHS, days=days, forced=None if both is None else {"both": both}, trace=days < 50
    )


def mutual(gates: tuple[float, float]) -> float:
    """λ where both are needed: η = α + ½(s_i + s_j) + pair, g = g_i·g_j."""
    return float(np.prod(gates) * np.exp(ALPHA + 0.5 * sum(SIDES.values()) + PAIR))


def readier(gates: tuple[float, float]) -> float:
    """λ where one is enough: the larger of g_i·exp(α + s_i + pair)."""
    sides = [g * np.exp(ALPHA + s + PAIR) for g, s in zip(gates, SIDES.values(), strict=True)]
    return float(max(sides))


GATES = [(1.0, 1.0), (0.5, 0.7), (0.2, 1.0), (1.0, 0.2), (0.3, 0.9)]


@pytest.mark.parametrize("gates", GATES)
@pytest.mark.parametrize("both", [True, False])
def test_joint_acts_are_as_frequent_as_the_rule_says(
    both: bool, gates: tuple[float, float]
) -> None:
    y = run(both, gates).act("call")
    hazard = mutual(gates) if both else readier(gates)
    assert_frequencies(y.sum(), y.size, -np.expm1(-hazard))
    for wrong in (0.93, 1.07):
        with refuted():
            assert_frequencies(y.sum(), y.size, -np.expm1(-wrong * hazard))
    other = readier(gates) if both else mutual(gates)
    with refuted():  # the other rule
        assert_frequencies(y.sum(), y.size, -np.expm1(-other))
    # two doors, of which either is enough: not the rule, and seen not to be
    apart = sum(g * np.exp(ALPHA + s + PAIR) for g, s in zip(gates, SIDES.values(), strict=True))
    with refuted():
        assert_frequencies(y.sum(), y.size, -np.expm1(-apart))


@pytest.mark.parametrize("gates", [(0.0, 1.0), (1.0, 0.0), (0.0, 0.0)])
def test_either_side_alone_closes_what_needs_both(gates: tuple[float, float]) -> None:
    assert not run(True, gates).act("call").any()
    y = run(False, gates).act("call")
    if gates == (0.0, 0.0):
        assert not y.any()
    else:
        assert_frequencies(y.sum(), y.size, -np.expm1(-readier(gates)))


def test_the_rule_is_that_of_the_paths_own_claim() -> None:
    gates = (0.5, 0.7)
    free = run(None, gates)
    holds = free.truth[:, free.compiled.claims.index("both")] == 1
    for mask, both in ((holds, True), (~holds, False)):
        assert mask.sum() > 500
        np.testing.assert_array_equal(free.acts[mask], run(both, gates).acts[mask])


@pytest.mark.parametrize("gates", GATES)
def test_the_kernel_states_the_formula(gates: tuple[float, float]) -> None:
    """η by side and λ, on every day of every path."""
    for both, wanted in ((True, mutual(gates)), (False, readier(gates))):
        played = run(both, gates, 20)
        terms = played.played.terms[:, :, played.compiled.processes.index("call")]
        for side, value in enumerate((ALPHA + PAIR, *SIDES.values())):
            np.testing.assert_allclose(terms[..., side], value, rtol=1e-12)
        np.testing.assert_allclose(terms[..., 3], wanted, rtol=1e-12)
        np.testing.assert_allclose(
            hazards(played)[..., played.compiled.processes.index("call")], wanted, rtol=1e-12
        )
        assert_hazards(terms[..., 3], played.act("call"))
