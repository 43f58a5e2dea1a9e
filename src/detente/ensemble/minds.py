"""Whose credences each path is drawn with, where analysts are pooled linearly.

Paths that share a draw of the coefficients share the analyst too, drawn by weight and stratified
like the coefficients. So what analysts disagree about counts in every interval as what is not known
of a coefficient does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.baseline.standing import standing
from detente.numerics.draws import stratified
from detente.numerics.philox import PARAMETER

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

I64 = NDArray[np.int64]
N = TypeVar("N", bound=np.generic)


def numbers(scenario: Scenario, seed: int, parameters: I64) -> I64:
    """Number of the analyst of each path, in the order of ``scenario.minds``.

    Parameters
    ----------
    scenario : Scenario
        With minds.
    seed : int
    parameters : array of int64, shape (paths,)
    """
    unique, inverse = np.unique(parameters, return_inverse=True)
    share = stratified(seed, PARAMETER, "analyst", unique)
    ends = np.cumsum([mind.weight for mind in scenario.minds])[:-1]
    return np.searchsorted(ends, share, side="right")[inverse]


def by_mind(
    scenario: Scenario,
    seed: int,
    parameters: I64,
    made: Callable[[Scenario, NDArray[np.intp] | slice], NDArray[N]],
) -> NDArray[N]:
    """What is made of the paths of each analyst, put together in the order of the paths.

    Parameters
    ----------
    made : callable
        Of the scenario as an analyst believes it and the numbers of paths; an array with a row for
        each of these.
    """
    if not scenario.minds:
        return made(scenario, slice(None))
    number = numbers(scenario, seed, parameters)
    order = np.argsort(number, kind="stable")
    parts = [
        made(mind.scenario, at)
        for k, mind in enumerate(scenario.minds)
        if (at := np.flatnonzero(number == k)).size
    ]
    joined = np.concatenate(parts) if parts else made(scenario, slice(None))
    found = np.empty_like(joined)
    found[order] = joined
    return found


def baselines(
    scenario: Scenario,
    seed: int,
    parameters: I64,
    *,
    central: bool,
    shifts: Mapping[str, float] | None,
) -> NDArray[np.float64]:
    """The baseline α of every process on each path, with which its rate is played as believed.

    Returns
    -------
    array of float64, shape (paths, processes)
    """
    return by_mind(
        scenario,
        seed,
        parameters,
        lambda mind, at: standing(mind).baselines(
            seed, parameters[at], central=central, shifts=shifts
        ),
    )
