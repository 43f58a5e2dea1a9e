"""Influential events and residual calendar effects, against fits made anew."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy.stats import chi2

from detente import rem
from detente.errors import InputError
from detente.rem.engine.buffers import Buffers
from detente.rem.goodness.calendar import WEEKDAYS, shared_out
from detente.rem.models.base import EventModel
from tests.rem.made import drawn

COUNT: dict[str, Any] = {"weighted": True, "transform": "log1p"}


def without(model: EventModel, moment: int) -> np.ndarray:
    """The maximum of the likelihood that lacks one moment, by Newton's method."""
    design = model.design_
    theta = model.coef_.copy()
    full = Buffers.of(design.timeline.time.size, theta.size)
    for _ in range(30):
        _, gradient, information = model.run(design, theta, full)
        step = np.linalg.solve(information, gradient - full.scores[moment])
        theta += step
        if np.abs(step).max() < 1e-10:
            return theta
    raise AssertionError("no maximum")


@pytest.mark.parametrize("timing", ["ordered", "timed"])
def test_influence_is_what_leaving_out_does(timing: Any) -> None:
    effects: list[rem.Effect] = [rem.Inertia(**COUNT), rem.Reciprocity()]
    if timing == "timed":
        effects.insert(0, rem.Intercept())
    model = rem.RelationalEventModel(effects, timing=timing).fit(drawn(2, n=6, events=200))
    found = rem.influential_events(model, None)
    assert found.height == 200
    assert found["displacement"].is_sorted(descending=True)
    names = [f"dfbeta {name}" for name in model.names_]
    error = np.sqrt(np.diag(model.covariance_))
    for row in (0, 3, 50):
        moment = found["row"][row] - 1
        exact = (without(model, moment) - model.coef_) / error
        guess = found.select(names).row(row)
        np.testing.assert_allclose(guess, exact, atol=0.02 + 0.1 * np.abs(exact).max())
    assert rem.influential_events(model, 3).equals(found.head(3))


def calendar_record(seed: int, weekend: float = 1.0) -> pl.DataFrame:
    """Acts of six actors at a rate of 2 a day, that of weekends times a factor."""
    rng = np.random.default_rng(seed)
    rows = []
    start = dt.datetime(2021, 1, 4)  # a Monday
    for day in range(140):
        mean = 2.0 * (weekend if day % 7 >= 5 else 1.0)
        for hour in sorted(rng.uniform(0, 24, rng.poisson(mean))):
            i, j = rng.choice(6, 2, replace=False)
            rows.append((start + dt.timedelta(days=day, hours=hour), int(i), int(j)))
    return pl.DataFrame(rows, ["time", "sender", "receiver"], orient="row")


def timed_model(events: pl.DataFrame) -> rem.RelationalEventModel:
    model = rem.RelationalEventModel([rem.Intercept(), rem.Reciprocity()], timing="timed")
    return model.fit(events, start=dt.datetime(2021, 1, 4), end=dt.datetime(2021, 5, 24))


def test_quiet_weekends_are_found() -> None:
    found = rem.calendar_residuals(timed_model(calendar_record(1, weekend=0.25)))
    assert found.p < 1e-6
    assert found.freedom == 6
    ratio = dict(found.table.select("weekday", "ratio").iter_rows())
    assert max(ratio["Saturday"], ratio["Sunday"]) < 0.7
    assert min(ratio[day] for day in WEEKDAYS[:5]) > 0.85
    z = dict(found.table.select("weekday", "z").iter_rows())
    assert z["Sunday"] < -3


def test_nothing_is_left_where_there_is_nothing() -> None:
    """p-values of 60 records are uniform: Fisher's sum; a false alarm once in a million."""
    p = [rem.calendar_residuals(timed_model(calendar_record(k))).p for k in range(60)]
    total = -2 * np.log(p).sum()
    assert chi2.sf(total, 120) > 1e-6 / 2
    assert chi2.cdf(total, 120) > 1e-6 / 2


def test_observed_and_expected_have_the_same_sum() -> None:
    found = rem.calendar_residuals(timed_model(calendar_record(2)), "month")
    assert found.table["month"].to_list() == ["January", "February", "March", "April", "May"]
    assert found.table["observed"].sum() == pytest.approx(found.table["expected"].sum(), rel=1e-8)


def test_intervals_are_shared_out_by_days() -> None:
    model = timed_model(calendar_record(3))
    line = model.design_.timeline
    moment, share, kind = shared_out(
        line.before, line.duration, line.time, model.design_, "weekday"
    )
    np.testing.assert_allclose(np.bincount(moment, share)[line.duration > 0], 1.0, rtol=1e-12)
    spent = np.bincount(kind, share * line.duration[moment])
    np.testing.assert_allclose(spent, 20 * 86400.0, rtol=1e-9)  # twenty of each weekday


def test_days_of_dates() -> None:
    events = calendar_record(4, weekend=0.25).with_columns(pl.col("time").dt.date())
    model = rem.RelationalEventModel([rem.Intercept(), rem.Inertia()], timing="timed")
    model.fit(events, start=dt.date(2021, 1, 3), end=dt.date(2021, 5, 23))
    found = rem.calendar_residuals(model)
    assert found.p < 1e-6
    assert dict(found.table.select("weekday", "ratio").iter_rows())["Sunday"] < 0.7


def test_ordered_models_test_their_coefficients() -> None:
    """On Sundays acts are answers; on other days they are not."""
    rng = np.random.default_rng(5)
    events = calendar_record(5)
    last = (0, 1)
    rows = []
    for time, i, j in events.iter_rows():
        if time.weekday() == 6 and rng.uniform() < 0.8:
            i, j = last[1], last[0]
        rows.append((time, i, j))
        last = (i, j)
    model = rem.RelationalEventModel([rem.ParticipationShift("AB-BA"), rem.Inertia()])
    model.fit(pl.DataFrame(rows, events.schema, orient="row"))
    found = rem.calendar_residuals(model)
    assert found.p < 1e-6
    assert found.freedom == 12
    sunday = found.table.filter(
        (pl.col("weekday") == "Sunday") & (pl.col("effect") == "participation_shift(AB-BA)")
    )
    assert sunday["z"][0] > 3


def test_plain_numbers_have_no_calendar() -> None:
    model = rem.RelationalEventModel([rem.Inertia()]).fit(drawn(2, n=6, events=50))
    with pytest.raises(InputError, match="have no calendar"):
        rem.calendar_residuals(model)
    with pytest.raises(InputError, match="'weekday' or 'month'"):
        rem.calendar_residuals(model, "year")  # type: ignore[arg-type]


def test_expected_events_are_those_of_the_intervals() -> None:
    """Against Δ·Σλ computed moment by moment."""
    model = timed_model(calendar_record(6).head(60))
    line = model.design_.timeline
    total = sum(model.hazards_at(m).sum() * line.duration[m] for m in range(line.time.size))
    assert rem.calendar_residuals(model).table["expected"].sum() == pytest.approx(total, rel=1e-9)
