"""The complementary log–log likelihood against arithmetic with seven hundred digits."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest

from detente.numerics._compiled_cloglog import act, fill_derivatives, fill_values

HAZARDS = [1e-300, 1e-30, 1e-12, 1e-8, 1e-6, 9.9e-5, 1.01e-4, 1e-3, 0.01, 0.1, 0.3, 0.69, 0.71]
HAZARDS += [1.0, 2.0, 5.0, 20.0, 40.0, 300.0, 600.0]


def exact(hazard: float) -> tuple[float, float, float]:
    """Log-likelihood of an act, its first and minus its second derivative in log λ."""
    with localcontext() as context:
        context.prec = 700
        h = Decimal(hazard)
        ratio = h / (h.exp() - 1)
        return float((1 - (-h).exp()).ln()), float(ratio), float(ratio * (ratio + h - 1))


@pytest.mark.parametrize("hazard", HAZARDS)
def test_an_act(hazard: float) -> None:
    assert act(hazard) == pytest.approx(exact(hazard), rel=1e-10, abs=1e-300)


def test_what_is_certain_tells_nothing() -> None:
    assert act(1e5) == act(1e10) == (0.0, 0.0, 0.0)
    assert all(math.isfinite(part) for part in act(5e-324))


def test_rows() -> None:
    hazard = np.array(HAZARDS)
    acted = np.arange(hazard.size) % 2 == 0
    value, first, second = np.empty((3, hazard.size))
    fill_values(hazard, acted, value)
    fill_derivatives(hazard, acted, first, second)
    for r, (h, happened) in enumerate(zip(HAZARDS, acted, strict=True)):
        expected = exact(h) if happened else (-h, -h, h)
        assert (value[r], first[r], second[r]) == pytest.approx(expected, rel=1e-10)
