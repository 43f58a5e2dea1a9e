"""A played future as a record: for checks that a fit finds what a play was made with."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.baseline.standing import standing
from detente.fitting.history import DAY, History
from detente.kernel.play import play
from detente.kernel.supposed import true_values
from detente.scenario.record.kinds import kind_of

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]


def with_draws(scenario: Scenario, draws: dict[str, float]) -> F64:
    """Coefficients with all claims true and no mood, those of `draws` at the values given.

    Those of rates are logarithms of rates as things stand; α follows, as it does in a play.

    Parameters
    ----------
    scenario : Scenario
    draws : dict of str to float
        Values by the name of the draw.

    Returns
    -------
    array of float64, shape (coefficients,)
    """
    compiled = scenario.compiled()
    values = true_values(compiled)
    for i, coefficient in enumerate(compiled.coefficients):
        values[i] = draws.get(coefficient.draw.name, values[i])
    values[compiled.program.alpha] -= standing(scenario).log_normaliser(values[None, :])[0]
    return values


def played_history(
    scenario: Scenario, values: F64, seed: int, first: dt.date | None = None
) -> History:
    """Play one future and tell it as an event record would: days with the act, kind by kind.

    Parameters
    ----------
    scenario : Scenario
        Without a record, so that its memories begin at their usual level.
    values : array of float64, shape (coefficients,)
        See `with_draws`.
    seed : int
    first : date, optional
        First day of the likelihood; by default the first that was played.

    Returns
    -------
    History
    """
    compiled = scenario.compiled()
    days, rows = int(compiled.program.start[1]), len(compiled.rows)
    truth = np.ones((1, len(compiled.claims)), dtype=np.uint8)
    played = play(
        compiled, seed, np.zeros(1, dtype=np.int64), values[None, :], truth, capacity=days * rows
    )
    codes = played.record[0, : played.recorded[0]]
    begin = scenario.as_of + DAY
    dates: dict[int, list[dt.date]] = {}
    for code in codes.tolist():
        dates.setdefault(code % rows, []).append(begin + (code // rows) * DAY)
    told = {kind_of(process): set[dt.date]() for process in scenario.processes}
    for i, process in enumerate(scenario.processes):
        told[kind_of(process)].update(dates.get(i, ()))
    return History(
        dataset="played",
        since=begin,
        first=begin if first is None else first,
        last=scenario.as_of + days * DAY,
        missing=(),
        told={kind: tuple(sorted(days)) for kind, days in told.items()},
        untold={},
    )
