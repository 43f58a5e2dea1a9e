"""Hazards taken apart are those that the kernel adds up."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.ensemble.runner import Block, Runner
from detente.ensemble.setting import Setting
from detente.kernel.arrays import CONSENT
from detente.kernel.hazard import Hazard, Planes, hazards_of
from detente.kernel.play import play
from detente.planes.model import PAIR, SOURCE, TARGET
from tests.explain.worlds import setting

F64 = NDArray[np.float64]
PATHS = 60


def traced(of: Setting) -> Block:
    return Runner(of, trace=True).block()


def named(of: Setting, planes: F64) -> Planes:
    return {name: planes[:, :, i] for i, name in enumerate(of.compiled.planes)}


def terms(hazard: Hazard, side: int, theta: F64, planes: Planes, days: int) -> F64:
    total = np.zeros((theta.shape[0], days))
    for each in hazard.terms_of(side):
        total += each.weight(theta) * planes[each.term.plane]
    return total


@pytest.mark.parametrize("forced", [{}, {"both": True}, {"both": False}, {"closed": True}])
def test_parts_are_those_of_the_kernel(forced: dict[str, bool]) -> None:
    """Sums of terms to the bit."""
    of = setting(PATHS).under(forced)
    block = traced(of)
    theta, planes, played = block.theta, named(of, block.played.planes), block.played.terms
    hazards = hazards_of(of.compiled)
    assert {hazard.joint for hazard in hazards} == {False, True}
    for row, hazard in enumerate(hazards):
        assert hazard.process == of.compiled.processes[row]
        base = theta[:, hazard.alpha, None]
        pair = base + terms(hazard, PAIR, theta, planes, of.days)
        np.testing.assert_array_equal(pair, played[:, :, row, PAIR])
        for side in (SOURCE, TARGET):
            total = terms(hazard, side, theta, planes, of.days)
            np.testing.assert_array_equal(total, played[:, :, row, side])


@pytest.mark.parametrize("off", [0.0, -1e-9])
def test_consent_is_mutual_from_the_same_value_on(off: float) -> None:
    """As in the kernel, where the readier side decides alone below it."""
    of = setting(PATHS).under({"closed": False, "cool": False})
    compiled = of.compiled
    block = traced(of)
    row, hazard = next((i, h) for i, h in enumerate(hazards_of(compiled)) if h.consent >= 0)
    theta = block.theta.copy()
    theta[:, hazard.consent] = CONSENT + off
    assert (hazard.mutual(theta, {}) == (off == 0.0)).all()
    terms = play(compiled, of.seed, of.design.chance, theta, block.truth, trace=True).terms
    pair, source, target, whole = np.moveaxis(terms[:, -1, row], -1, 0)
    sides = (source + target) / 2.0 if off == 0.0 else np.maximum(source, target)
    np.testing.assert_allclose(np.exp(pair + sides), whole, rtol=1e-12)


def test_a_gate_is_a_factor() -> None:
    """1 − strength · (1 − plane), at the strengths of each path."""
    of = setting(PATHS)
    block = traced(of)
    planes = named(of, block.played.planes)
    gates = [gate for hazard in hazards_of(of.compiled) for gate in hazard.gates]
    assert gates
    for each in gates:
        strength = block.theta[:, each.strength, None]
        wanted = 1.0 - strength * (1.0 - planes[each.gate.plane])
        np.testing.assert_array_equal(each.factor(block.theta, planes), wanted)
