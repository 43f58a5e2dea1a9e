"""Metaculus: what its API takes at `POST /api/questions/forecast/`, as a list.

Its rules (docs/openapi.yml and the serializer of forecasts in Metaculus/metaculus): a probability
lies in [0.001, 0.999]; a distribution function has 201 points from `range_min` to `range_max`,
rises by 0.01/200 at least and 0.2 at most at every step, is 0 and 1 at closed bounds and leaves
0.001 at least beyond open ones. A point is range_min + (range_max − range_min)·u, u = 0, 1/200, …,
1; with a `zero_point` z and r = (range_max − z)/(range_min − z) it is range_min + (range_max −
range_min)·(rᵘ − 1)/(r − 1). Dates are seconds from 1970 (UTC). A discrete question has a point
between each two of its values, and a step for each.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import InputError
from detente.forecasts.forecast import Forecast
from detente.forecasts.formats.base import Wanted
from detente.forecasts.formats.curve import nearest
from detente.forecasts.mapping import Row, midnight
from detente.language.current import gettext as _
from detente.language.format import percent

F64 = NDArray[np.float64]

STEPS = 200
"""Steps of a curve, one less than its points."""

LEAST, MOST = 0.01, 0.2 * STEPS
"""Of all steps together: what the platform mixes in, and how steep a curve may be."""

SPARE = 2e-9
"""By which a step exceeds the least: the platform rounds to ten decimals before it looks."""

DIGITS = 10
CERTAIN = 0.001
"""Least chance of a yes, of a no, of a value, and beyond an open bound."""

TYPES = {
    "date": ("binary", "date"),
    "number": ("numeric",),
    "whole": ("discrete", "numeric"),
    "category": ("multiple_choice",),
}
"""Questions that a kind of forecast can answer."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The range of a continuous question, in its own unit (dates in seconds from 1970)."""

    low: float
    high: float
    open_low: bool
    open_high: bool
    zero: float | None = None
    steps: int = STEPS

    @property
    def points(self) -> F64:
        """Where the curve is told, from `low` to `high`."""
        unit = np.arange(self.steps + 1) / self.steps
        if self.zero is None:
            return np.asarray(self.low + (self.high - self.low) * unit)
        ratio = (self.high - self.zero) / (self.low - self.zero)
        return np.asarray(self.low + (self.high - self.low) * (ratio**unit - 1.0) / (ratio - 1.0))


class Metaculus:
    """Its API's own list of forecasts, ready to be posted once the questions are named."""

    title = "what the API of Metaculus takes (JSON)"
    columns = (
        "question",
        "type",
        "range_min",
        "range_max",
        "open_lower_bound",
        "open_upper_bound",
        "zero_point",
        "inbound_outcome_count",
    )
    draws = None
    parquet = False

    def write(self, wanted: Wanted) -> bytes:
        """A list with one entry for each question; the keys it adds are passed over there."""
        found = [
            _entry(forecast, row, kind)
            for forecast, row in wanted.pairs()
            for kind in _kinds(forecast, row)
        ]
        text = json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False)
        return (text + "\n").encode()


def _kinds(forecast: Forecast, row: Row) -> list[str]:
    """The questions that are answered: as the mapping says, else all that can be."""
    possible = TYPES[forecast.kind]
    if (named := row.text("type", possible)) is not None:
        return [named]
    if forecast.kind == "date":
        return ["binary"] if forecast.single else ["binary", "date"]
    if forecast.kind == "whole":
        return ["discrete" if _width(forecast) <= STEPS else "numeric"]
    return [possible[0]]


def _entry(forecast: Forecast, row: Row, kind: str) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "question": row.whole("question"),
        "probability_yes": None,
        "continuous_cdf": None,
        "probability_yes_per_category": None,
        "forecast": forecast.name,
        "title": forecast.title,
        "type": kind,
        "given": forecast.given or None,
        "given_title": forecast.given_title or None,
        "unit": forecast.unit or None,
        "opens": forecast.opens.isoformat(),
        "closes": forecast.closes.isoformat(),
    }
    if kind == "binary":
        entry["ensemble"] = forecast.probability
        entry["probability_yes"] = min(max(forecast.probability, CERTAIN), 1.0 - CERTAIN)
    elif kind == "multiple_choice":
        entry["ensemble"] = dict(zip(forecast.points, forecast.shares.tolist(), strict=True))
        entry["probability_yes_per_category"] = dict(
            zip(map(str, forecast.points), _likely(forecast.shares).tolist(), strict=True)
        )
    else:
        scale = _scale(forecast, row, kind)
        curve = _curve(forecast, scale, kind, row.place)
        entry["scaling"] = {
            "range_min": _plain(scale.low),
            "range_max": _plain(scale.high),
            "zero_point": None if scale.zero is None else _plain(scale.zero),
        }
        entry["open_lower_bound"] = scale.open_low
        entry["open_upper_bound"] = scale.open_high
        entry["inbound_outcome_count"] = scale.steps
        entry["ensemble"] = curve.tolist()
        entry["continuous_cdf"] = accepted(curve, scale).tolist()
    return entry


def accepted(curve: F64, scale: Scale) -> F64:
    """The nearest curve that the platform takes; the same one if it takes it as it is."""
    first = (CERTAIN, 1.0) if scale.open_low else (0.0, 0.0)
    last = (0.0, 1.0 - CERTAIN) if scale.open_high else (1.0, 1.0)
    found = nearest(curve, LEAST / scale.steps + SPARE, MOST / scale.steps, first, last)
    return curve if np.array_equal(found, curve) else np.round(found, DIGITS)


def _likely(shares: F64) -> F64:
    """Chances of at least `CERTAIN` that sum to one: what some lack is taken from the others."""
    floor = np.maximum(shares, CERTAIN)
    rest = floor - CERTAIN
    return np.asarray(CERTAIN + rest * (1.0 - CERTAIN * shares.size) / max(rest.sum(), CERTAIN))


def _width(forecast: Forecast) -> int:
    return int(forecast.values[-1] - forecast.values[0]) + 1


def _scale(forecast: Forecast, row: Row, kind: str) -> Scale:
    """The range that the mapping says, else that of the window or of the futures."""
    if kind == "date":
        after = forecast.closes + dt.timedelta(days=1)
        usual = Scale(midnight(forecast.opens), midnight(after), False, True)
        low, high = row.moment("range_min"), row.moment("range_max")
    else:
        least, most = float(forecast.values[0]), float(forecast.values[-1])
        usual = Scale(least, most if most > least else least + 1.0, True, True)
        if kind == "discrete":
            width = row.whole("inbound_outcome_count", STEPS) or _width(forecast)
            usual = Scale(least - 0.5, least + width - 0.5, least > 0.0, True, None, width)
        low, high = row.number("range_min"), row.number("range_max")
    opens, closes = row.truth("open_lower_bound"), row.truth("open_upper_bound")
    scale = Scale(
        usual.low if low is None else low,
        usual.high if high is None else high,
        usual.open_low if opens is None else opens,
        usual.open_high if closes is None else closes,
        row.number("zero_point"),
        usual.steps,
    )
    if scale.high <= scale.low:
        raise InputError(_("{place}: range_max is not above range_min").format(place=row.place))
    if scale.zero is not None and (scale.low - scale.zero) * (scale.high - scale.zero) <= 0.0:
        raise InputError(
            _("{place}: zero_point lies within the range; it has to lie outside").format(
                place=row.place
            )
        )
    return scale


def _curve(forecast: Forecast, scale: Scale, kind: str, place: str) -> F64:
    """The ensemble's own distribution function at the points of a question.

    Within a day its chance is spread evenly, so that the curve is the ensemble's at every midnight.
    """
    points = scale.points
    if kind == "date":
        begin = midnight(forecast.opens)
        known = midnight(forecast.closes + dt.timedelta(days=1))
        if scale.high > known:
            raise InputError(
                _(
                    "{place}: range_max lies after {day}, the last day that is foreseen; play "
                    "until a later day, or name an earlier range_max"
                ).format(place=place, day=forecast.closes)
            )
        days = np.arange(forecast.days + 1, dtype=np.float64)
        curve = np.interp((points - begin) / 86400.0, days, forecast.up_to(days))
    else:
        curve = forecast.up_to(points)
    below, beyond = float(curve[0]), 1.0 - float(curve[-1])
    if below > 0.0 and not scale.open_low:
        raise InputError(
            _(
                "{place}: range_min is a closed bound, but {share} of the futures lie at or below "
                "it; give open_lower_bound = true, or a lower range_min"
            ).format(place=place, share=percent(below))
        )
    if beyond > 0.0 and not scale.open_high:
        raise InputError(
            _(
                "{place}: range_max is a closed bound, but {share} of the futures lie beyond it or "
                "never see it; give open_upper_bound = true"
            ).format(place=place, share=percent(beyond))
        )
    return np.asarray(curve)


def _plain(value: float) -> float | int:
    """A whole number without its point."""
    return int(value) if value == int(value) else value
