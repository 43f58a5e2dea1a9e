"""The two terms of the likelihood of a day, and their derivatives."""

from __future__ import annotations

import math

import pytest

from detente.daily._compiled_stream import event


@pytest.mark.parametrize("hazard", [1e-12, 1e-6, 9.9e-5, 1.01e-4, 0.01, 0.3, 2.0, 20.0, 300.0])
def test_an_act_at_any_hazard(hazard: float) -> None:
    """Exact to ten digits, from arithmetic with two hundred."""
    from decimal import Decimal, getcontext

    getcontext().prec = 200
    h = Decimal(hazard)
    ratio = h / (h.exp() - 1)
    value, slope, bend = event(hazard)
    assert value == pytest.approx(float((1 - (-h).exp()).ln()), rel=1e-10, abs=1e-300)
    assert slope == pytest.approx(float(ratio), rel=1e-10)
    assert bend == pytest.approx(float(ratio * (ratio + h - 1)), rel=1e-8, abs=1e-300)


def test_a_certain_act_costs_nothing() -> None:
    assert event(1e5) == (0.0, 0.0, 0.0)
    assert all(math.isfinite(part) for part in event(5e-324))
