"""Times that are missing or mixed are refused wherever there are times; unused columns are told."""

from __future__ import annotations

import warnings
from datetime import date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
import pytest

from detente import rem
from detente.errors import InputError

SENDERS = list("abcabacbac")
RECEIVERS = list("bcabcbacbb")
TOKYO = ZoneInfo("Asia/Tokyo")
BEGIN = datetime(2024, 1, 1)


def hours(k: float, zone: Any = None) -> datetime:
    """A time in the record; with a zone, the same in UTC."""
    if zone is None:
        return BEGIN + timedelta(hours=k)
    return (BEGIN.replace(tzinfo=ZoneInfo("UTC")) + timedelta(hours=k)).astimezone(zone)


def given(at: Any) -> dict[str, Any]:
    """Arguments with times in every place that has any."""
    return {
        "events": {
            "time": [at(k) for k in range(1, 11)],
            "sender": list(SENDERS),
            "receiver": list(RECEIVERS),
        },
        "actors": {"label": ["a", "b", "c", "d"], "size": [1.0, 2.0, 3.0, 1.5]},
        "networks": {
            "ties": {"time": [at(2.5), at(2.6)], "sender": ["a", "b"], "receiver": ["b", "a"]}
        },
        "covariates": {"size": {"time": [at(3.5)], "node": ["b"], "replace": [2.5]}},
        "presence": {"time": [at(4.5)], "node": ["d"], "replace": [False]},
        "past": {"time": [at(0.2)], "sender": ["a"], "receiver": ["b"]},
        "start": at(0.1),
        "end": at(11),
    }


PLACES: dict[str, Any] = {
    "events": lambda arguments: arguments["events"],
    "network 'ties', changes": lambda arguments: arguments["networks"]["ties"],
    "covariates 'size'": lambda arguments: arguments["covariates"]["size"],
    "presence": lambda arguments: arguments["presence"],
    "network 'past', changes": lambda arguments: arguments["past"],
}
"""Tables with times, by the name that messages have for them."""

FRAMES: dict[str, Any] = {
    "columns": dict,
    "polars": lambda table: pl.DataFrame(table, strict=False),
}


def model(timing: Any = "ordered") -> rem.RelationalEventModel:
    first: list[rem.Effect] = [rem.Intercept()] if timing == "timed" else []
    effects = [rem.Inertia(weighted=True), rem.Tie("ties"), rem.Alter("size")]
    return rem.RelationalEventModel([*first, *effects], timing=timing)


def fit(arguments: dict[str, Any], timing: Any = "ordered") -> rem.RelationalEventModel:
    return model(timing).fit(**arguments)


@pytest.mark.parametrize("timing", ["ordered", "timed"])
@pytest.mark.parametrize("kind", [*FRAMES, "pandas"])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("bad", [None, float("nan"), float("inf"), float("-inf")])
def test_a_time_that_is_no_number_is_refused(bad: Any, place: str, kind: str, timing: Any) -> None:
    frame = pytest.importorskip("pandas").DataFrame if kind == "pandas" else FRAMES[kind]
    arguments = given(float)
    table = PLACES[place](arguments)
    table["time"][-1] = bad
    row = len(table["time"])
    _put(arguments, place, frame(table))
    with pytest.raises(InputError, match=f"^{place}: row {row}, column 'time' is "):
        fit(arguments, timing)


def _put(arguments: dict[str, Any], place: str, table: Any) -> None:
    if place.startswith("network 'ties'"):
        arguments["networks"]["ties"] = rem.Network(changes=table)
    elif place.startswith("network 'past'"):
        arguments["past"] = rem.Network(changes=table)
    elif place.startswith("covariates"):
        arguments["covariates"]["size"] = table
    else:
        arguments[place] = table


@pytest.mark.parametrize("bad", ["NaT", "NA", "datetime64"])
@pytest.mark.parametrize("place", PLACES)
def test_a_missing_datetime_is_refused(bad: str, place: str) -> None:
    pandas = pytest.importorskip("pandas")
    missing = {"NaT": pandas.NaT, "NA": pandas.NA, "datetime64": np.datetime64("NaT")}[bad]
    arguments = given(hours)
    table = PLACES[place](arguments)
    table["time"][-1] = missing
    for frame in (dict, pandas.DataFrame):
        _put(arguments, place, frame(table))
        with pytest.raises(InputError, match=f"^{place}: row .*, column 'time' is empty"):
            fit(arguments)


@pytest.mark.parametrize("name", ["start", "end"])
@pytest.mark.parametrize("bad", [float("nan"), float("inf"), "5", True])
def test_the_span_is_of_finite_times(name: str, bad: Any) -> None:
    with pytest.raises(InputError, match=f"^{name} is "):
        fit(given(float) | {name: bad})


@pytest.mark.parametrize("zoned_events", [True, False])
@pytest.mark.parametrize("place", [*PLACES, "start", "end"])
def test_times_with_and_without_a_zone_do_not_mix(place: str, zoned_events: bool) -> None:
    zones = (TOKYO, None) if zoned_events else (None, TOKYO)
    arguments, other = (given(lambda k, zone=zone: hours(k, zone)) for zone in zones)
    if place == "events":
        arguments["events"] = {**other["events"], "time": list(arguments["events"]["time"])}
        arguments["events"]["time"][4] = other["events"]["time"][4]
        says = "events: column 'time' is .* in row 1 and .* in row 5"
    elif place in ("start", "end"):
        arguments[place] = other[place]
        says = f"^{place} has (no|a) time zone, those of the events have (one|none)"
    else:
        _put(arguments, place, PLACES[place](other))
        says = f"^{place}: times have (no|a) time zone, those of the events have (one|none)"
    with pytest.raises(InputError, match=says):
        fit(arguments)


@pytest.mark.parametrize("timing", ["ordered", "timed"])
def test_zones_may_differ_and_times_come_back_in_utc(timing: Any) -> None:
    plain = fit(given(hours), timing)
    arguments = given(lambda k: hours(k, TOKYO))
    zones = [TOKYO, ZoneInfo("America/New_York"), timezone(timedelta(hours=3))]
    mixed = given(lambda k: hours(k, zones[int(10 * k) % 3]))
    for each in (fit(arguments, timing), fit(mixed, timing)):
        np.testing.assert_array_equal(each.coef_, plain.coef_)
        times = each.each_moment()[0]["time"]
        assert times.dtype == pl.Datetime("us", "UTC")
        assert times.dt.replace_time_zone(None).equals(plain.each_moment()[0]["time"])
        on = each.simulate(3, seed=1)
        assert on["time"].dtype == pl.Datetime("us", "UTC")
        with pytest.raises(InputError, match="until has no time zone"):
            each.simulate(until=hours(30))
        with pytest.raises(InputError, match="at has no time zone"):
            each.predict(at=hours(30))


def test_another_record_has_times_of_the_same_kind() -> None:
    fitted = fit(given(hours))
    other = given(lambda k: hours(k, TOKYO))
    with pytest.raises(InputError, match="history: times are of kind 'datetime UTC', those of"):
        rem.recall(fitted, history=rem.read_history(**other))
    assert rem.recall(fitted, history=rem.read_history(**given(hours))).height == 6


def test_times_of_numpy_are_taken() -> None:
    plain = fit(given(lambda k: date(2024, 1, 1) + timedelta(days=int(10 * k))))
    days = given(lambda k: np.datetime64("2024-01-01") + np.timedelta64(int(10 * k), "D"))
    days["events"]["time"] = np.array(days["events"]["time"])
    assert fit(days).params_ == plain.params_
    numbers = given(float)
    other = numbers | {"start": np.float32(0.125), "end": np.int64(11)}
    assert fit(other).params_ == fit(numbers).params_


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ([1.0, "2", 3.0], "is a number in row 1 and text in row 2"),
        ([1, date(2024, 1, 1), 3], "is a number in row 1 and a date in row 2"),
        ([BEGIN, 2.0, 3.0], "is a datetime without a time zone in row 1 and a number in row 2"),
        ("123", "is of type str; give its values in a list"),
        (3, "is of type int; give its values in a list"),
        (np.ones((3, 2)), r"has shape \(3, 2\)"),
    ],
)
def test_a_column_is_of_one_kind(values: Any, says: str) -> None:
    table = {"time": values, "sender": ["a", "b", "c"], "receiver": ["b", "c", "a"]}
    with pytest.raises(InputError, match=f"events: column 'time' {says}"):
        model().fit(table)


# -- columns that nothing reads ---------------------------------------------------------------

EXTRA: dict[str, tuple[str, Any]] = {
    "events": ("type", "talk"),
    "risk_set": ("time", 1.0),
    "network 'ties', changes": ("value", 2.0),
    "network 'past', changes": ("weight", 2.0),
    "covariates 'size'": ("value", 2.0),
    "presence": ("present", True),
}
"""For each table, a column that it does not have."""


@pytest.mark.parametrize("place", EXTRA)
def test_a_column_that_nothing_reads_is_told(place: str) -> None:
    name, value = EXTRA[place]
    arguments = given(float)
    pairs = [(i, j) for i in "abcd" for j in "abcd" if i != j]
    arguments["risk_set"] = {"sender": [i for i, _ in pairs], "receiver": [j for _, j in pairs]}
    plain = fit(arguments).params_
    table = arguments["risk_set"] if place == "risk_set" else PLACES[place](arguments)
    table[name] = [value] * len(next(iter(table.values())))
    with pytest.warns(rem.UnusedColumnWarning, match=f"^{place}: '{name}' is not used; read are"):
        assert fit(arguments).params_ == plain


def test_ties_of_the_start_are_told_as_well() -> None:
    arguments = given(float)
    start = {"sender": ["a"], "receiver": ["b"], "weight": [3.0], "since": [1.0]}
    arguments["networks"]["ties"] = rem.Network(start)
    with pytest.warns(rem.UnusedColumnWarning, match="'weight', 'since' are not used"):
        fit(arguments)


def test_a_column_that_another_argument_reads_is_not_told() -> None:
    arguments = given(float)
    arguments["actors"]["note"] = list("wxyz")
    table = pl.DataFrame({**arguments["events"], "replace": [1.0] * 10})
    arguments |= {"events": table, "networks": {"ties": table}}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        rem.RelationalEventModel([rem.Inertia(weighted=True)]).fit(**arguments)
