"""Single futures of a forecast: which are taken, and what each holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.forecasts.forecast import Forecast

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble

F64 = NDArray[np.float64]


def drawn(paths: int, draws: int) -> NDArray[np.int64]:
    """So many futures, evenly through all of them, so that they share out the coefficients' draws.

    All of them where fewer are there than asked for.
    """
    return np.arange(min(draws, paths), dtype=np.int64) * paths // min(draws, paths)


def values(ensemble: Ensemble, forecast: Forecast) -> F64:
    """What each future holds: the day of the window on which it comes, or the value of an amount.

    NaN where it never comes or is not asked. Of a state it is the number of its value, from 0.
    """
    if forecast.kind != "date":
        return ensemble.amount_values(forecast.id)
    column = [each.id for each in ensemble.scenario.outcomes].index(forecast.id)
    before = (forecast.opens - ensemble.dates[0]).days
    day = ensemble.first[:, column]
    return np.where(day >= 0, day - before + 1.0, np.nan)
