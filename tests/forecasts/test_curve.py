"""The nearest admissible curve, against a linear programme on random ones."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

from detente.forecasts.formats.curve import F64, nearest

ENDS = [((0.0, 0.0), (0.0, 0.99)), ((0.01, 1.0), (0.0, 0.99)), ((0.0, 0.0), (1.0, 1.0)),
        ((0.01, 1.0), (1.0, 1.0))]  # fmt: skip


def best(curve: F64, least: float, most: float, ends: tuple[tuple[float, float], ...]) -> float:
    """Least possible largest difference: minimise t with |h − f| ≤ t, least ≤ step ≤ most."""
    n = curve.size
    one, zero = np.eye(n), np.ones((n, 1))
    step = np.diff(one, axis=0)
    none = np.zeros((n - 1, 1))
    above = np.block([[one, -zero], [-one, -zero], [step, none], [-step, none]])
    bound = np.concatenate((curve, -curve, np.full(n - 1, most), np.full(n - 1, -least)))
    limits = [(0.0, 1.0)] * n
    limits[0], limits[-1] = ends
    cost = np.append(np.zeros(n), 1.0)
    found = linprog(cost, A_ub=above, b_ub=bound, bounds=[*limits, (0.0, None)])
    assert found.status == 0
    return float(found.fun)


@pytest.mark.parametrize("ends", ENDS)
def test_no_admissible_curve_is_nearer(ends: tuple[tuple[float, float], ...]) -> None:
    random = np.random.default_rng(5)
    least, most = 0.002, 0.15
    for _ in range(40):
        steps = random.dirichlet(np.full(22, random.choice([0.05, 0.3, 3.0])))
        curve = np.cumsum(steps)[:21]
        found = nearest(curve, least, most, *ends)
        rises = np.diff(found)
        assert rises.min() >= least - 1e-12
        assert rises.max() <= most + 1e-12
        assert ends[0][0] - 1e-12 <= found[0] <= ends[0][1] + 1e-12
        assert ends[1][0] - 1e-12 <= found[-1] <= ends[1][1] + 1e-12
        wanted = best(curve, least, most, ends)
        assert np.abs(found - curve).max() == pytest.approx(wanted, abs=1e-7)


def test_an_admissible_curve_stays_number_for_number() -> None:
    curve = np.linspace(0.0, 0.9, 21) ** 1.1
    assert np.array_equal(nearest(curve, 0.002, 0.15, *ENDS[0]), curve)
