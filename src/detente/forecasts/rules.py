"""Scores of one forecast against what came: proper ones, lower is better.

Brier (1950), *Monthly Weather Review* 78(1); the logarithm of the chance of what came (Good 1952);
the continuous ranked probability score (Matheson & Winkler 1976, *Management Science* 22(10)), in
the unit of what is asked. That of a date is of the waiting time cut on the day after the window,

    CRPS = Σ_{t=1}^{L} (F(t) − 1{y ≤ t})²   days,

where never is y > L: what comes later, or never, is the same to it, so that what is censored by the
horizon, in the forecast and in the world alike, is scored for what it says of the window. It is
threshold-weighted with weight 1 within the window (Gneiting & Ranjan 2011, *JBES* 29(3)).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.forecasts.forecast import Forecast

F64 = NDArray[np.float64]


def brier(chance: float, came: bool) -> float:
    """(p − y)²."""
    import scoringrules

    return float(scoringrules.brier_score(float(came), chance, backend="numpy"))


def logarithmic(chance: float, came: bool, paths: int) -> float:
    """−ln of the chance of what came; see `kept`."""
    import scoringrules

    return float(scoringrules.log_score(float(came), kept(chance, paths), backend="numpy"))


def kept(chance: float, paths: int) -> float:
    """A chance that n futures can tell from 0 and 1: kept at least half a future from both.

    In none of n futures is not never: without it one such surprise would make the score infinite.
    """
    least = 0.5 / (paths + 1.0)
    return min(max(chance, least), 1.0 - least)


def crps(points: F64, shares: F64, value: float) -> float:
    """Continuous ranked probability score of a law on points."""
    import scoringrules

    found = scoringrules.crps_ensemble(value, points, ens_w=shares, estimator="qd", backend="numpy")
    return float(found)


def crps_of_date(forecast: Forecast, day: float | None) -> float:
    """That of the day on which an outcome comes, in days; None is a day after the window."""
    beyond = forecast.days + 1.0
    points = np.append(forecast.values, beyond)
    shares = np.append(forecast.shares, 1.0 - forecast.probability)
    return crps(points, shares, beyond if day is None else day)


def crps_of_constant(chance: float, days: int, day: float | None) -> float:
    """The same of a chance that is as large on every day, and so large in all."""
    curve = 1.0 - (1.0 - chance) ** (np.arange(days + 1.0) / days)
    points = np.arange(1.0, days + 2.0)
    shares = np.append(np.diff(curve), 1.0 - chance)
    return crps(points, shares, days + 1.0 if day is None else day)


def categorical(forecast: Forecast, value: str) -> tuple[float, float]:
    """Half Brier's sum over the values, of two of them (p − y)²; and −ln of the chance."""
    held = np.array([point == value for point in forecast.points], dtype=np.float64)
    least = kept(float(forecast.shares[held > 0][0]), forecast.paths)
    return float(np.square(forecast.shares - held).sum() / 2.0), float(-np.log(least))
