"""Newton's method on functions whose maximum is known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.numerics.information import inverse, solve
from detente.numerics.newton import Move, Point, Rules, maximise

F64 = NDArray[np.float64]

X = np.column_stack([np.ones(200), np.random.default_rng(1).normal(size=(200, 2))])
Y = np.random.default_rng(2).poisson(np.exp(X @ [0.5, -0.3, 0.2]))


def poisson(theta: F64, x: F64 = X) -> Point[str]:
    """Log-likelihood of counts, up to a constant."""
    with np.errstate(over="ignore", invalid="ignore"):
        mean = np.exp(x @ theta)
        value = float(Y @ (x @ theta) - mean.sum())
        return Point(value, x.T @ (Y - mean), x.T @ (mean[:, None] * x), "counts")


def test_the_gradient_vanishes_at_the_maximum() -> None:
    found = maximise(poisson, np.zeros(3), Rules())
    assert found.converged
    assert not found.stalled
    np.testing.assert_allclose(found.gradient, 0.0, atol=1e-4)
    assert found.decrement <= 1e-12
    assert found.value == poisson(found.place).value
    assert found.point.payload == "counts"
    assert list(found.steps) == sorted(found.steps, reverse=True)


def test_a_parabola_takes_one_step() -> None:
    def evaluate(theta: F64) -> Point[None]:
        off = theta - np.array([1.0, -2.0])
        return Point(-float(off @ off), -2.0 * off, 2.0 * np.eye(2), None)

    found = maximise(evaluate, np.zeros(2), Rules())
    np.testing.assert_allclose(found.place, [1.0, -2.0])
    assert found.steps == pytest.approx((10.0, 0.0))


def test_a_step_that_overshoots_is_halved() -> None:
    """From far below, exp makes the first step a hundred times too long."""
    start = np.array([-5.0, 0.0, 0.0])
    values = [poisson(start).value]
    found = maximise(poisson, start, Rules(), told=lambda point, _move: values.append(point.value))
    assert values == sorted(values)
    np.testing.assert_allclose(found.place, maximise(poisson, np.zeros(3), Rules()).place)


def test_values_alone_serve_the_halving() -> None:
    calls = {"point": 0, "value": 0}

    def evaluate(theta: F64) -> Point[str]:
        calls["point"] += 1
        return poisson(theta)

    def value(theta: F64) -> float:
        calls["value"] += 1
        return poisson(theta).value

    start = np.array([-5.0, 0.0, 0.0])
    found = maximise(evaluate, start, Rules(), value=value)
    assert calls["point"] == len(found.steps)
    assert calls["value"] > calls["point"]
    np.testing.assert_array_equal(found.place, maximise(poisson, start, Rules()).place)


def test_what_is_held_stays() -> None:
    start = np.array([0.0, 0.7, 0.0])
    found = maximise(poisson, start, Rules(), free=np.array([True, False, True]))
    assert found.converged
    assert found.place[1] == 0.7
    assert abs(found.gradient[1]) > 1.0
    np.testing.assert_allclose(found.gradient[[0, 2]], 0.0, atol=1e-4)
    nothing = maximise(poisson, start, Rules(), free=np.zeros(3, dtype=bool))
    assert nothing.converged
    np.testing.assert_array_equal(nothing.place, start)


def test_the_last_step_can_be_taken_unseen() -> None:
    calls = []

    def evaluate(theta: F64) -> Point[str]:
        calls.append(theta)
        return poisson(theta)

    whole = maximise(poisson, np.zeros(3), Rules())
    found = maximise(evaluate, np.zeros(3), Rules(1e-4, last_step=True))
    assert len(calls) == len(found.steps) < len(whole.steps)
    assert found.value == found.point.value + 0.5 * found.decrement
    np.testing.assert_allclose(found.place, whole.place, atol=1e-6)
    assert found.value == pytest.approx(whole.value, abs=1e-6)


def test_a_cap_bounds_a_step() -> None:
    places = []

    def evaluate(theta: F64) -> Point[str]:
        places.append(theta)
        return poisson(theta)

    start = np.array([-9.0, 0.0, 0.0])
    maximise(evaluate, start, Rules(most=1), cap=lambda by: 0.5 / float(np.abs(by).max()))
    assert np.abs(places[1] - start).max() == pytest.approx(0.5)


def test_too_few_steps() -> None:
    found = maximise(poisson, np.zeros(3), Rules(most=2))
    assert len(found.steps) == 2
    assert not found.converged
    assert not found.stalled


def test_a_kink_stalls() -> None:
    """−|x|, told as if it were a parabola: no part of a step from 0 gains anything."""
    found = maximise(
        lambda theta: Point(-abs(float(theta[0])), np.ones(1), np.eye(1), None),
        np.zeros(1),
        Rules(),
    )
    assert found.stalled
    assert not found.converged
    np.testing.assert_array_equal(found.place, [0.0])


@pytest.mark.parametrize(
    "information",
    [
        np.zeros((2, 2)),
        np.ones((2, 2)),
        np.full((2, 2), np.nan),
        np.diag([1.0, -1.0]),
        np.array([[1.0, 2.0], [2.0, 1.0]]),
    ],
    ids=["nothing", "twice the same", "no numbers", "a saddle", "a saddle across"],
)
def test_an_information_without_an_inverse_stalls(information: F64) -> None:
    found = maximise(
        lambda _theta: Point(0.0, np.array([1.0, -2.0]), information, None), np.zeros(2), Rules()
    )
    assert found.stalled
    assert found.decrement == math.inf


def test_hooks_see_every_step() -> None:
    seen: list[float] = []
    checked: list[F64] = []

    def told(point: Point[str], move: Move) -> None:
        seen.append(move.decrement)
        np.testing.assert_allclose(move.by, np.linalg.solve(point.information, point.gradient))

    found = maximise(
        poisson, np.zeros(3), Rules(), told=told, check=lambda theta, _point: checked.append(theta)
    )
    assert tuple(seen) == found.steps
    assert len(checked) == len(seen)

    def refuse(_theta: F64, _point: Point[str]) -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        maximise(poisson, np.zeros(3), Rules(), check=refuse)


def test_units_do_not_matter() -> None:
    units = np.array([1e-9, 1.0, 1e9])
    one = maximise(poisson, np.zeros(3), Rules())
    other = maximise(lambda theta: poisson(theta, X * units), np.zeros(3), Rules())
    np.testing.assert_allclose(other.place * units, one.place, rtol=1e-10)
    assert len(other.steps) == len(one.steps)
    np.testing.assert_allclose(
        inverse(other.information) * np.outer(units, units), inverse(one.information), rtol=1e-10
    )
    ours, theirs = poisson(np.zeros(3), X * units), poisson(np.zeros(3))
    np.testing.assert_allclose(
        solve(ours.information, ours.gradient) * units,
        solve(theirs.information, theirs.gradient),
        rtol=1e-10,
    )
