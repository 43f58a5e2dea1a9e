"""Futures in which what seldom comes about often does: any of them may be played.

Rates, chances of transitions and of a start are raised or put near nothing, by path and at random,
and claims hold or do not; whatever gates and conditions say holds in all of them. So what none of
them shows is out of reach, or nearly so.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.baseline.coefficients import coefficient_matrix
from detente.kernel.compile import Compiled
from detente.kernel.play import Played, play
from detente.planes.model import Model, Op

F64 = NDArray[np.float64]

MOST, FEWEST = 192, 16
"""Futures that are played."""

NUMBERS = 12_000_000
"""Values of planes that are kept at most, unless the fewest futures take more."""

HAZARDS = (1e-9, 3e-3, 3e-2, 0.3, 3.0)
"""Daily hazards of processes and of transitions, one of them for each on a path."""

RECORDED = 2000
"""First acts of a future that are kept."""

AS_STATED = 0.25
"""Share of the paths on which all of it is as the scenario states it."""

CONDITIONS = frozenset(range(Op.AT_LEAST, Op.SINCE_ENTRY + 1))


def waits_on_days(model: Model) -> bool:
    """Whether a model has states, levels or conditions: what comes and goes."""
    return bool(
        model.states
        or model.levels
        or model.during
        or any(derived.op in CONDITIONS for derived in model.derived.values())
    )


def pushed(compiled: Compiled, *, seed: int = 1) -> Played:
    """Play such futures, with the planes of every day."""
    days = int(compiled.program.start[1])
    paths = min(MOST, max(NUMBERS // (days * len(compiled.planes)), FEWEST))
    rng = np.random.default_rng(seed)
    truth = (rng.random((paths, len(compiled.claims))) < 0.5).astype(np.uint8)
    truth[::4] = 1
    return pushed_under(compiled, truth, seed=seed, trace=True)


def pushed_under(
    compiled: Compiled, truth: NDArray[np.uint8], *, seed: int = 1, trace: bool = False
) -> Played:
    """Play as many such futures as there are beliefs."""
    program, paths = compiled.program, truth.shape[0]
    rng = np.random.default_rng(seed)
    index = np.arange(paths, dtype=np.int64)
    theta = coefficient_matrix(compiled.coefficients, compiled.claims, truth, seed, index)
    stated = np.asarray(rng.random(paths) < AS_STATED)
    stated[0] = False
    for columns, values in ((program.alpha, HAZARDS), (program.move_rate, HAZARDS[1:])):
        _set(theta, columns, np.log(rng.choice(values, (paths, len(columns)))), stated)
    for columns in (program.to_chance, program.start_chance, program.schedule_probability):
        chance = rng.choice([0.3, 0.6, 1.0], (paths, len(columns)))
        _set(theta, columns, chance, stated, above=0.0)
    return play(compiled, seed, index, theta, truth, tally=True, capacity=RECORDED, trace=trace)


def _set(
    theta: F64,
    columns: NDArray[np.int32] | NDArray[np.uint32],
    values: F64,
    stated: NDArray[np.bool_],
    above: float | None = None,
) -> None:
    """Overwrite coefficients; of chances those alone that are not 0, or 1, already."""
    for i, column in enumerate(columns.tolist()):
        if column < 0:
            continue
        keep = stated.copy()
        if above is not None:
            keep |= (theta[:, column] <= above) | (theta[:, column] >= 1.0)
        theta[:, column] = np.where(keep, theta[:, column], values[:, i])
