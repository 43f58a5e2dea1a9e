"""Derived planes of the Mesa model, each as a small function of the day's other planes."""

from __future__ import annotations

import math
from collections.abc import Callable
from operator import itemgetter

from detente.kernel.arrays import Program
from detente.planes.model import Op

Formula = Callable[[list[float], list[float], set[int]], float]
"""From planes, coefficients and the latches that have fallen to the plane's value."""


def formulas(program: Program) -> list[tuple[int, Formula]]:
    """Plane and formula of all derived planes that are computed one by one, in their order."""
    found = []
    for i in range(program.op_code.shape[0]):
        inputs = [int(p) for p in program.op_input[program.op_from[i] : program.op_from[i + 1]]]
        plane = int(program.op_plane[i])
        made = _formula(
            Op(int(program.op_code[i])),
            plane,
            inputs,
            int(program.op_coefficient[i]),
            float(program.op_c1[i]),
            float(program.op_c2[i]),
        )
        found.append((plane, made))
    return found


def _formula(op: Op, plane: int, inputs: list[int], k: int, c1: float, c2: float) -> Formula:
    a, b = inputs[0], inputs[-1]
    match op:
        case Op.SUM if len(inputs) == 1:
            return lambda v, theta, fired: v[a]
        case Op.SUM:
            pick = itemgetter(*inputs)
            return lambda v, theta, fired: sum(pick(v))
        case Op.MIN_SUM:
            pairs = list(zip(inputs[::2], inputs[1::2], strict=True))
            return lambda v, theta, fired: sum([min(v[i], v[j]) for i, j in pairs])
        case Op.SCALE:
            return lambda v, theta, fired: theta[k] * v[a]
        case Op.PRODUCT:
            return lambda v, theta, fired: v[a] * v[b]
        case Op.LOG1P:
            return lambda v, theta, fired: math.log1p(v[a])
        case Op.LOG_LEVEL:
            return lambda v, theta, fired: math.log((c1 + v[a]) * c2)
        case Op.ONE_MINUS:
            return lambda v, theta, fired: 1.0 - v[a]
        case Op.SHARE:
            return lambda v, theta, fired: v[a] / (c1 + v[b])
        case Op.HINGE:
            return lambda v, theta, fired: max(0.0, v[a] - theta[k])
        case Op.TONE:
            return lambda v, theta, fired: (v[a] + c1 * c2) / (v[b] + c1)
        case Op.SPREAD:
            return lambda v, theta, fired: theta[k] * v[a] - 0.5 * theta[k] ** 2
        case Op.LATCH:
            return lambda v, theta, fired: _latch(v[plane], v[a] >= theta[k], c1, plane, fired)
        case _:
            raise NotImplementedError(f"the peer has no {op.name}")


def _latch(value: float, falls: bool, decay: float, plane: int, fired: set[int]) -> float:
    """1 on the first day that it falls; decays, also what the record has left of it."""
    if falls and plane not in fired:
        fired.add(plane)
        return 1.0
    return value * decay
