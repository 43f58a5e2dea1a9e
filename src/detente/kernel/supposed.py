"""Coefficients at their means, and what is supposed of states on days on which they are not known.

A state of which nothing is known on some days takes one of its values there, another on each of
several paths. What is the same on all of them hangs on nothing that is not known.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.kernel.arrays import F64
from detente.kernel.compile import Compiled
from detente.kernel.play import play
from detente.planes.model import Op

MOST_SUPPOSED = 200
"""Paths that are tried at most."""

SAME = 1e-12
"""Two paths differ by more than this where they differ."""


def true_values(compiled: Compiled) -> F64:
    """Every coefficient at its mean with all claims true, and no mood, shape (coefficients,)."""
    values = np.array([c.draw.mean for c in compiled.coefficients])
    program = compiled.program
    values[program.spread_coefficient] = 0.0
    values[program.op_coefficient[program.op_code == int(Op.SPREAD)]] = (
        0.0  # spreads of other planes
    )
    return values


def suppositions(compiled: Compiled, values: F64) -> F64:
    """Coefficients of several paths: the first as they are given, on others states are otherwise.

    Parameters
    ----------
    compiled : Compiled
        Of states that are known in part (`detente.states.known.Known`).
    values : array of float64, shape (coefficients,)

    Returns
    -------
    array of float64, shape (paths, coefficients)
    """
    column = {c.draw.name: i for i, c in enumerate(compiled.coefficients)}
    unknown = []
    for state in compiled.model.states.values():
        names = [f"{state.name}.supposed.{value}" for value in state.values]
        if names[0] in column:
            unknown.append([column[name] for name in names])
    found = [values]
    longest = max(map(len, unknown), default=1)
    ways = [[n % len(each) for each in unknown] for n in range(1, longest)]
    if len(unknown) > 1:
        ways += [
            [n if other is each else 0 for other in unknown]
            for each in unknown
            for n in range(1, len(each))
        ]
    for way in ways[: MOST_SUPPOSED - 1]:
        path = values.copy()
        for each, chosen in zip(unknown, way, strict=True):
            path[each] = 0.0
            path[each[chosen]] = 1.0
        found.append(path)
    return np.stack(found)


def played_alike(
    compiled: Compiled,
    forced: NDArray[np.int8],
    values: F64,
    truth: NDArray[np.uint8],
) -> tuple[F64, NDArray[np.bool_]]:
    """Watched planes on every day, with the acts given, and where they hang on what is supposed.

    Parameters
    ----------
    compiled : Compiled
        Watching these planes.
    forced : array of int8, shape (days, processes)
    values : array of float64, shape (coefficients,)
    truth : array of uint8, shape (claims,)

    Returns
    -------
    array of float64, shape (days, planes), and array of bool, shape (days, planes)
        The planes on the first path, and whether all paths have the same.
    """
    days = int(compiled.program.start[1])
    acts = np.zeros((days, len(compiled.rows)), dtype=np.int8)
    acts[:, : forced.shape[1]] = forced
    first = alike = None
    for path in suppositions(compiled, values):
        played = play(
            compiled, 0, np.zeros(1, dtype=np.int64), path[None, :], truth[None, :], forced=acts
        )
        planes = played.watch[0]
        if first is None or alike is None:
            first, alike = planes, np.ones(planes.shape, dtype=bool)
        else:
            alike &= np.abs(planes - first) <= SAME * (1.0 + np.abs(first))
    assert first is not None
    assert alike is not None
    return first, alike
