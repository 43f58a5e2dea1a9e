"""Planes of the built-in scenario, from the acts of its paths, in plain NumPy.

tests/effects does so for each effect on a history of its own; here it is the whole scenario, with
random beliefs and coefficients, on the histories that it draws.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.planes.model import Derived, Memory, Op
from tests.engine.worlds import Course, course, us_russia

PATHS = 50
F64 = NDArray[np.float64]


@functools.cache
def run() -> Course:
    return course(us_russia(), PATHS, trace=True)


def seen(anticipation: object) -> F64:
    """1 − q on the paths."""
    if anticipation is None:
        return np.ones(PATHS)
    return 1.0 - run().column(anticipation)  # type: ignore[arg-type]


def begun(name: str) -> F64:
    """A memory on day 0: the record's acts, of each claim where it holds, or the usual level."""
    played = run()
    each = played.compiled.beginning.remembered[name]
    listed, number = float(each.listed[0]), float(each.number[0])
    values = np.empty(PATHS)
    for path in range(PATHS):
        weights, count = listed, number
        for part in each.owned:
            if played.truth[path, played.compiled.claims.index(part.claim)]:
                felt = float(seen(part.anticipation)[path])
                weights += felt * float(part.amount[0])
                count += felt * float(part.number[0])
        taken = min(1.0, count / each.usual_number) if each.usual_number else 1.0
        rest = (1.0 - taken) * each.usual
        values[path] = float(each.known[0] + each.before[0]) + weights + rest
    return values


def remembered(memory: Memory) -> F64:
    """M at the start: what the record leaves, and what claims own of it; then M·decay + Σ w·y."""
    played = run()
    days = played.acts.shape[1]
    added = np.zeros((PATHS, days))
    for impact in played.compiled.model.impacts:
        if impact.memory == memory.name:
            added += (impact.weight * seen(impact.anticipation))[:, None] * played.act(impact.row)
    if memory.until is not None:
        added[:, max(memory.until, 0) :] = 0.0
    value = begun(memory.name)
    out = np.empty((PATHS, days))
    for t in range(days):
        out[:, t] = value
        value = value * memory.decay + added[:, t]
    return out


def test_memories_hold_what_happened() -> None:
    memories = run().compiled.model.memories.values()
    assert len(memories) > 50
    for memory in memories:
        np.testing.assert_allclose(
            run().plane(memory.name), remembered(memory), rtol=1e-11, atol=1e-13,
            err_msg=memory.name,
        )  # fmt: skip
    assert any(memory.until is not None for memory in memories)


def test_levels_are_those_of_the_calendar() -> None:
    for name, series in run().compiled.model.calendar.items():
        np.testing.assert_array_equal(run().plane(name), np.broadcast_to(series, (PATHS, 365)))


def test_relaxing_planes_close_their_share_of_the_gap() -> None:
    relaxing = run().compiled.model.relaxing.values()
    assert any(plane.speed is not None for plane in relaxing)
    for plane in relaxing:
        d, target = run().plane(plane.name), run().plane(plane.target)
        rate = np.ones((PATHS, 1))
        if plane.speed is not None and plane.gain is not None:
            rate = 1.0 + run().column(plane.gain)[:, None] * run().plane(plane.speed)
        share = 1.0 - 2.0 ** (-rate / plane.half_life)
        np.testing.assert_array_equal(d[:, 0], plane.initial)
        wanted = (d + (target - d) * share)[:, :-1]
        np.testing.assert_allclose(d[:, 1:], wanted, rtol=1e-12, atol=1e-14)


def latched(plane: Derived, trigger: F64, bar: F64) -> F64:
    reached = trigger >= bar
    first = np.where(reached.any(axis=1), reached.argmax(axis=1), trigger.shape[1])
    age = np.arange(trigger.shape[1]) - first[:, None]
    return np.asarray(np.where(age >= 0, plane.c1 ** np.maximum(age, 0), 0.0))


Rule = Callable[[Derived, list[F64], F64], F64]
RULES: dict[Op, Rule] = {
    Op.LOG_LEVEL: lambda d, x, _: np.log((d.c1 + x[0]) * d.c2),
    Op.LOG1P: lambda _d, x, _: np.log1p(x[0]),
    Op.ONE_MINUS: lambda _d, x, _: 1.0 - x[0],
    Op.PRODUCT: lambda _d, x, _: x[0] * x[1],
    Op.SHARE: lambda d, x, _: x[0] / (d.c1 + x[1]),
    Op.MIN_SUM: lambda _d, x, _: sum(
        (np.minimum(a, b) for a, b in zip(x[::2], x[1::2], strict=True)), np.zeros_like(x[0])
    ),
    Op.SUM: lambda _d, x, _: np.sum(x, axis=0),
    Op.SCALE: lambda _d, x, theta: theta * x[0],
    Op.HINGE: lambda _d, x, theta: np.maximum(0.0, x[0] - theta),
    Op.TONE: lambda d, x, _: (x[0] + d.c1 * d.c2) / (x[1] + d.c1),
    Op.LATCH: lambda d, x, theta: latched(d, x[0], theta),
    Op.SPREAD: lambda _d, x, theta: theta * x[0] - 0.5 * theta**2,
}


@pytest.mark.parametrize("op", list(RULES), ids=lambda op: op.name.lower())
def test_derived_planes_follow_from_their_inputs(op: Op) -> None:
    planes = [d for d in run().compiled.model.derived.values() if d.op is op]
    assert planes, "the built-in scenario uses every operation"
    for d in planes:
        theta = np.zeros((PATHS, 1)) if d.coefficient is None else run().column(d.coefficient)
        wanted = RULES[op](d, [run().plane(name) for name in d.inputs], theta.reshape(PATHS, 1))
        np.testing.assert_allclose(
            run().plane(d.name), wanted, rtol=1e-11, atol=1e-13, err_msg=d.name
        )
