"""Residual calendar effects: weekdays and months that the model does not know of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from detente.errors import InputError
from detente.numerics.arguments import among, shown
from detente.rem.engine.buffers import Buffers
from detente.rem.goodness.model import check_model

if TYPE_CHECKING:
    import polars

    from detente.rem.engine.arrays import Floats, Ints
    from detente.rem.engine.design import Design
    from detente.rem.models.base import EventModel

CalendarPart = Literal["weekday", "month"]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
NAMES: dict[CalendarPart, tuple[str, ...]] = {"weekday": WEEKDAYS, "month": MONTHS}
DAY = 86400.0


@dataclass(frozen=True)
class CalendarResiduals:
    """Residuals by weekday or month, and a test of them all.

    Attributes
    ----------
    table : polars.DataFrame
        Timed models: the part of the calendar; observed and expected events; their ratio; z.
        Ordered models: effect; the part of the calendar; events; z of the effect's score there.
    statistic, p : float
        Score test that nothing is left; in ordered models, that coefficients are the same in all
        parts.
    freedom : int
        Degrees of freedom of its χ² law.
    """

    table: polars.DataFrame
    statistic: float
    freedom: int
    p: float

    def __repr__(self) -> str:
        """The test; the table stays in its place."""
        return (
            f"CalendarResiduals: χ² = {self.statistic:.2f} with {self.freedom} degrees of freedom, "
            f"p = {self.p:.3g}; .table has {self.table.height} rows"
        )


def calendar_residuals(model: EventModel, part: CalendarPart = "weekday") -> CalendarResiduals:
    """Compare what happened on each weekday, or in each month, with what the model expected.

    Parameters
    ----------
    model : fitted model
        On a record whose times are dates or datetimes (UTC).
    part : {"weekday", "month"}

    Returns
    -------
    CalendarResiduals

    Raises
    ------
    InputError
        If the model is not fitted, or times are plain numbers.

    Notes
    -----
    A timed model expects Σ Δ·Σλ events on the days of a class (martingale residuals: Aalen, Borgan
    & Gjessing 2008, Survival and Event History Analysis, section 4.1; an interval is shared out
    over the days in it; with dates, a day ends at its date). The score test for a factor for each
    class takes into account that coefficients were estimated: with O − E = U, E_d expected, C_d
    the expected statistics of a class and V the covariance of the estimates, Var U = diag(E) −
    C V Cᵀ (Rao 1948).

    An ordered model cannot know how many events a day has: a factor for all pairs cancels. There
    the test is for coefficients that differ between classes: the scores of a class sum to 0 on
    average, with the variance of scores (outer products) less what estimation takes away.
    """
    from scipy.stats import chi2

    check_model(model)
    if not among(part, NAMES):
        raise InputError(f"part is {shown(part)}; 'weekday' or 'month'")
    design = model._fitted
    if design.history.clock == "number":
        raise InputError("times are plain numbers, which have no calendar; give dates or datetimes")
    if model.timed:
        table, left, variance = _counts(model, design, part)
    else:
        table, left, variance = _scores(model, design, part)
    statistic, freedom = _squared(left, variance)
    return CalendarResiduals(table, statistic, freedom, float(chi2.sf(statistic, max(freedom, 1))))


def _squared(left: Floats, variance: Floats) -> tuple[float, int]:
    """Quadratic form in the space where the variance is not nought, and its dimension."""
    values, vectors = np.linalg.eigh(variance)
    kept = values > 1e-8 * max(float(values[-1]), 0.0)
    turned = vectors.T @ left
    return float((turned[kept] ** 2 / values[kept]).sum()), int(kept.sum())


def _counts(
    model: EventModel, design: Design, part: CalendarPart
) -> tuple[polars.DataFrame, Floats, Floats]:
    import polars as pl

    line, p = design.timeline, len(design.names)
    whole = Buffers.of(line.time.size, p)
    model.run(design, model.coef_, whole)
    # the same without durations: what is left is the event's own, η and x
    moments = design.moments._replace(duration=np.zeros_like(line.duration))
    own = Buffers.of(line.time.size, p)
    model.run(replace(design, moments=moments), model.coef_, own)
    events = own.log_likelihood - whole.log_likelihood  # Δ·Σλ
    statistics = own.scores - whole.scores  # Δ·Σλx
    moment, share, kind = shared_out(line.before, line.duration, line.time, design, part)
    names = NAMES[part]
    expected = np.bincount(kind, share * events[moment], minlength=len(names))
    cross = np.zeros((len(names), p))
    np.add.at(cross, kind, share[:, None] * statistics[moment])
    happens = line.event >= 0
    seen: Floats = np.bincount(
        classes(line.time[happens], design, part), minlength=len(names)
    ).astype(np.float64)
    there = (expected > 0) | (seen > 0)
    left = seen[there] - expected[there]
    variance = np.diag(expected[there]) - cross[there] @ model.covariance_ @ cross[there].T
    error = np.sqrt(np.maximum(np.diag(variance), 1e-300))
    table = pl.DataFrame(
        {
            part: [name for name, is_there in zip(names, there, strict=True) if is_there],
            "observed": seen[there].astype(np.int64),
            "expected": expected[there],
            "ratio": seen[there] / expected[there],
            "z": left / error,
        }
    )
    return table, left, variance


def _scores(
    model: EventModel, design: Design, part: CalendarPart
) -> tuple[polars.DataFrame, Floats, Floats]:
    import polars as pl

    line, p = design.timeline, len(design.names)
    buffers = Buffers.of(line.time.size, p)
    model.run(design, model.coef_, buffers)
    kind = classes(line.time, design, part)
    names = [k for k in range(len(NAMES[part])) if (kind == k).any()]
    sums = np.zeros((len(names), p))
    pieces = np.zeros((len(names), p, p))
    counts = []
    for row, k in enumerate(names):
        own = buffers.scores[kind == k]
        sums[row] = own.sum(axis=0)
        pieces[row] = own.T @ own
        counts.append(own.shape[0])
    inverse = np.linalg.pinv(pieces.sum(axis=0), hermitian=True)
    d = len(names)
    variance = np.zeros((d, p, d, p))
    for a in range(d):
        for b in range(d):
            variance[a, :, b, :] = -pieces[a] @ inverse @ pieces[b]
        variance[a, :, a, :] += pieces[a]
    flat = variance.reshape(d * p, d * p)
    error = np.sqrt(np.maximum(np.diag(flat), 1e-300)).reshape(d, p)
    rows = [
        (name, NAMES[part][k], counts[row], float(sums[row, e] / error[row, e]))
        for e, name in enumerate(design.names)
        for row, k in enumerate(names)
    ]
    table = pl.DataFrame(rows, schema=["effect", part, "events", "z"], orient="row")
    return table, sums.ravel(), flat


def classes(times: Floats, design: Design, part: CalendarPart) -> Ints:
    """Weekday (Monday 0) or month (January 0) of times."""
    days = times if design.history.clock == "date" else np.floor(times / DAY)
    return _of_days(days.astype(np.int64), part)


def _of_days(days: Ints, part: CalendarPart) -> Ints:
    if part == "weekday":
        return (days + 3) % 7  # 1970-01-01 was a Thursday
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return np.asarray(months % 12, np.int64)


def shared_out(
    before: Floats, duration: Floats, time: Floats, design: Design, part: CalendarPart
) -> tuple[Ints, Floats, Ints]:
    """Intervals cut at the ends of days: moment, share of the interval, and its class."""
    unit = 1.0 if design.history.clock == "date" else DAY
    moments = np.flatnonzero(duration > 0)
    first, last = before[moments] / unit, time[moments] / unit
    begin, end = np.floor(first).astype(np.int64), np.ceil(last).astype(np.int64)
    days = np.maximum(end - begin, 1)
    moment = np.repeat(moments, days)
    day = np.repeat(begin, days) + np.arange(days.sum()) - np.repeat(np.cumsum(days) - days, days)
    low, high = np.repeat(first, days), np.repeat(last, days)
    share = (np.minimum(high, day + 1) - np.maximum(low, day)) / (high - low)
    named = day + 1 if design.history.clock == "date" else day  # from d − 1 to d is of date d
    return moment, share, _of_days(named, part)
