"""Tables as users have them, and what is said of those that cannot be used."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest

from detente import rem
from detente.errors import InputError
from tests.rem.made import drawn

EFFECTS: list[rem.Effect] = [rem.Intercept(), rem.Inertia(), rem.Reciprocity()]


def timed(events: Any, **given: Any) -> rem.RelationalEventModel:
    return rem.RelationalEventModel(EFFECTS, timing="timed").fit(events, **given)


def test_polars_pandas_and_columns_are_the_same() -> None:
    pandas = pytest.importorskip("pandas")
    events = drawn(1)
    first = timed(events)
    for table in (pl.DataFrame(events), pandas.DataFrame(events), pl.LazyFrame(events)):
        assert timed(table).params_ == first.params_


def test_dates_count_days_and_datetimes_seconds() -> None:
    events = drawn(1)
    days = [round(100 * t) for t in events["time"]]
    numbers = timed({**events, "time": days})
    dates = timed({**events, "time": [date(2020, 1, 1) + timedelta(days=d) for d in days]})
    moments = timed({**events, "time": [datetime(2020, 1, 1) + timedelta(seconds=d) for d in days]})
    for other in (dates, moments):
        np.testing.assert_allclose(other.coef_, numbers.coef_, rtol=1e-9)
    assert dates.each_moment()[0]["time"].dtype == pl.Date
    assert moments.each_moment()[0]["time"].dtype == pl.Datetime("us")


def test_durations_may_be_given_as_such() -> None:
    events = drawn(1)
    when = [datetime(2020, 1, 1) + timedelta(hours=t) for t in events["time"]]
    table = {**events, "time": when}
    two = [
        rem.RelationalEventModel([rem.Inertia(window=window)]).fit(table).coef_
        for window in (7200, timedelta(hours=2))
    ]
    np.testing.assert_array_equal(two[0], two[1])
    with pytest.raises(InputError, match="plain numbers"):
        rem.RelationalEventModel([rem.Inertia(window=timedelta(hours=2))]).fit(events)


def test_aware_datetimes_are_taken_as_utc() -> None:
    events = drawn(1)
    naive = pl.DataFrame(
        {**events, "time": [datetime(2020, 1, 1) + timedelta(hours=t) for t in events["time"]]}
    )
    aware = naive.with_columns(
        pl.col("time").dt.replace_time_zone("UTC").dt.convert_time_zone("Asia/Tokyo")
    )
    np.testing.assert_array_equal(timed(naive).coef_, timed(aware).coef_)


def test_events_need_not_be_in_order() -> None:
    table = pl.DataFrame(drawn(1))
    mixed = table.sample(fraction=1.0, shuffle=True, seed=1)
    first, second = timed(table), timed(mixed)
    assert first.params_ == second.params_
    row = second.each_moment()[0]["row"][0]
    assert mixed["time"][row - 1] == table["time"].min()


def test_labels_of_actors_do_not_matter() -> None:
    events = drawn(1)
    names = [f"actor {k}" for k in (3, 1, 4, 0, 5, 2, 7, 6)]
    renamed = {**events, **{c: [names[k] for k in events[c]] for c in ("sender", "receiver")}}
    first, second, third = timed(events), timed(renamed), timed(renamed, actors=names[::-1])
    np.testing.assert_allclose(second.coef_, first.coef_, rtol=1e-9)
    np.testing.assert_allclose(third.coef_, first.coef_, rtol=1e-9)
    np.testing.assert_allclose(third.covariance_, first.covariance_, rtol=1e-9)


@pytest.mark.parametrize("shift", [-1e3, 1e6])
def test_the_origin_of_time_does_not_matter(shift: float) -> None:
    events = drawn(1)
    later = {**events, "time": [t + shift for t in events["time"]]}
    effects: list[rem.Effect] = [
        rem.Intercept(),
        rem.Inertia(half_life=1.5),
        rem.Reciprocity(window=2.0),
    ]
    first, second = (
        rem.RelationalEventModel(effects, timing="timed").fit(table) for table in (events, later)
    )
    np.testing.assert_allclose(second.coef_, first.coef_, rtol=1e-6)
    assert second.log_likelihood_ == pytest.approx(first.log_likelihood_, rel=1e-8)


def test_the_unit_of_time_moves_the_intercept_alone() -> None:
    events = drawn(1)
    slower = {**events, "time": [60 * t for t in events["time"]]}
    first, second = timed(events).coef_, timed(slower).coef_
    np.testing.assert_allclose(second - first, [-np.log(60), 0, 0], atol=1e-9)


def test_initial_ties_are_there_from_the_start() -> None:
    """The same as events that happened before the start."""
    events = pl.DataFrame(drawn(1))
    early, late = events[:20], events[20:]
    effects: list[rem.Effect] = [rem.Inertia(weighted=True), rem.Transitivity()]
    first = rem.RelationalEventModel(effects).fit(events, start=early["time"][-1])
    counts = early.group_by("sender", "receiver").agg(value=pl.len())
    second = rem.RelationalEventModel(effects).fit(
        late, actors=list(range(8)), past=rem.Network(counts)
    )
    third = rem.RelationalEventModel(effects).fit(
        late, actors=list(range(8)), past=rem.Network(changes=early)
    )
    np.testing.assert_allclose(second.coef_, first.coef_, rtol=1e-9)
    np.testing.assert_allclose(third.coef_, first.coef_, rtol=1e-9)


def test_missing_numbers_become_means_and_are_told() -> None:
    actors = {"label": list(range(8)), "size": [1.0, None, 3.0, 2.0, None, 5.0, 4.0, 3.0]}
    filled = {**actors, "size": [1.0, 3.0, 3.0, 2.0, 3.0, 5.0, 4.0, 3.0]}
    events = drawn(1)
    changes = {"time": [1.0, 2.0], "node": [0, 3], "replace": [10.0, None]}
    told = {"time": [1.0, 2.0], "node": [0, 3], "replace": [10.0, 31.0 / 7]}
    model = rem.DynamChoiceModel([rem.Inertia(), rem.Alter("size")])
    with pytest.warns(rem.MissingValueWarning) as caught:
        first = model.fit(events, actors=actors, covariates={"size": changes}).params_
    said = [str(w.message) for w in caught]
    assert said[0] == (
        "actors: column 'size' is empty in 2 rows (2, 5); the mean of the others, 3, is used"
    )
    assert said[1].startswith("covariates 'size': column 'replace' is empty in row (2); the mean")
    second = model.fit(events, actors=filled, covariates={"size": told}).params_
    assert first == pytest.approx(second, rel=1e-12)


def test_missing_categories_are_one_category() -> None:
    kinds = ["a", None, "b", "a", None, "b", "a", "b"]
    model = rem.DynamChoiceModel([rem.Inertia(), rem.Same("kind")])
    events = drawn(1)
    with pytest.warns(rem.MissingValueWarning, match="one category of their own"):
        first = model.fit(events, actors={"label": list(range(8)), "kind": kinds}).params_
    named = ["none" if kind is None else kind for kind in kinds]
    second = model.fit(events, actors={"label": list(range(8)), "kind": named}).params_
    assert first == second


def test_the_summary_has_everything() -> None:
    model = timed(drawn(1))
    table = model.summary
    assert table.columns == ["effect", "coefficient", "se", "z", "p", "lower", "upper"]
    assert table["effect"].to_list() == ["intercept", "inertia", "reciprocity"]
    z = table["z"].to_numpy()
    np.testing.assert_allclose(z, table["coefficient"] / table["se"])
    assert model.params_["inertia"] == table["coefficient"][1]
    assert model.standard_errors_["inertia"] == table["se"][1]
    p = 2 * (1 - 0.9750021048517795)  # z = 1.96
    assert _p(1.96) == pytest.approx(p, rel=1e-9)
    assert table["p"][1] == pytest.approx(_p(z[1]), rel=1e-9)
    np.testing.assert_allclose(
        (table["upper"] - table["lower"]) / table["se"], 2 * 1.959963984540054
    )
    assert model.aic_ == pytest.approx(6 - 2 * model.log_likelihood_)
    assert model.bic_ == pytest.approx(3 * np.log(300) - 2 * model.log_likelihood_)


def _p(z: float) -> float:
    from math import erfc, sqrt

    return erfc(abs(z) / sqrt(2))


def test_what_the_model_expects_at_a_moment() -> None:
    events = drawn(1)
    ordered = rem.RelationalEventModel([rem.Inertia(), rem.Reciprocity()]).fit(events)
    table, scores = ordered.each_moment()
    chances = ordered.hazards_at(40)
    assert chances.sum() == pytest.approx(1.0)
    own = chances[events["sender"][40], events["receiver"][40]]
    assert np.log(own) == pytest.approx(table["log_likelihood"][40])
    above = (chances > own * (1 + 1e-9)).sum()
    same = (np.abs(chances - own) <= own * 1e-9).sum()
    assert table["rank"][40] == above + 1 + (same - 1) / 2
    assert table["at_risk"][40] == 56
    np.testing.assert_allclose(scores.sum(axis=0), 0.0, atol=1e-6)
    choice = rem.DynamChoiceModel([rem.Inertia()]).fit(events).hazards_at(40)
    np.testing.assert_allclose(choice.sum(axis=1), 1.0)
    two = rem.DynamCoordinationModel([rem.Inertia()]).fit(events).hazards_at(40)
    np.testing.assert_allclose(two, two.T)
    assert np.triu(two).sum() == pytest.approx(1.0)
    rates = timed(events)
    np.testing.assert_allclose(
        rates.hazards_at(40)[~np.eye(8, dtype=bool)],
        np.exp(rates.statistics_at(40) @ rates.coef_)[~np.eye(8, dtype=bool)],
    )


GOOD: Any = {"time": [1.0, 2.0, 3.0], "sender": ["a", "b", "c"], "receiver": ["b", "c", "a"]}
ACTORS: Any = {"label": ["a", "b", "c"], "size": [1.0, 2.0, 3.0], "kind": ["x", "y", "x"]}
CHANGES: Any = {"time": [1.0], "sender": ["a"], "receiver": ["b"]}


@pytest.mark.parametrize(
    ("events", "given", "says"),
    [
        ({**GOOD, "time": [1.0, None, 3.0]}, {}, "events: row 2, column 'time' is empty"),
        ({**GOOD, "time": ["1", "2", "3"]}, {}, "times are numbers, dates or datetimes"),
        ({**GOOD, "time": [1.0, np.inf, 3.0]}, {}, "row 2, column 'time' is not finite"),
        ({**GOOD, "receiver": ["b", "b", "a"]}, {}, "row 2: 'b' acts on itself"),
        ({**GOOD, "sender": ["a", "z", "c"]}, {"actors": ACTORS}, "row 2, column 'sender': 'z' is"),
        ({**GOOD, "weight": [1, 1, 1], "increment": [1, 1, 1]}, {}, "give one"),
        ({**GOOD, "weight": ["a", "b", "c"]}, {}, "column 'weight' holds String"),
        ({"time": [1.0], "sender": ["a"]}, {}, "no column 'receiver'"),
        ({"time": [], "sender": [], "receiver": []}, {}, "no rows"),
        (7, {}, "expected a Polars or pandas frame"),
        (GOOD, {"actors": ["a"]}, "needs two or more"),
        (GOOD, {"actors": ["a", "b", "c", "a"]}, "row 4: 'a' stands in row 1"),
        (GOOD, {"actors": {"name": ["a"]}}, "actors: no column 'label'"),
        (GOOD, {"start": 5.0}, "none after start 5.0"),
        (GOOD, {"start": 5.0, "end": 4.0}, "is not before end"),
        (GOOD, {"start": date(2020, 1, 1)}, "are of kind 'number'"),
        (GOOD, {"risk_set": np.ones((2, 2), bool)}, r"shape \(2, 2\)"),
        (
            GOOD,
            {"risk_set": {"sender": ["a", "b"], "receiver": ["b", "c"]}},
            "row 3: 'c' → 'a' is not in the risk set",
        ),
        (
            GOOD,
            {"presence": {"time": [1.5], "node": ["b"], "replace": [False]}},
            "row 2: 'b' → 'c': one of them is not present",
        ),
        (GOOD, {"presence": {"time": [1.5], "node": ["b"], "increment": [1]}}, "true or false"),
        (GOOD, {"presence": {"time": [1.5], "node": ["b"]}}, "one column of new values"),
        (GOOD, {"networks": {"tie": CHANGES}}, "no network 'ties'; did you mean 'tie'"),
        (
            GOOD,
            {"networks": {"ties": {**CHANGES, "increment": [1], "replace": [1]}}},
            "has both 'increment' and 'replace'",
        ),
        (
            GOOD,
            {"networks": {"ties": {**CHANGES, "receiver": ["a"]}}},
            "sender and receiver are both 'a'",
        ),
        (
            GOOD,
            {"networks": {"ties": {**CHANGES, "time": [date(2020, 1, 1)]}}},
            "are of kind 'date', those of the events 'number'",
        ),
        (
            GOOD,
            {"networks": {"ties": {"sender": ["a", "a"], "receiver": ["b", "b"]}}},
            "row 2 tells a tie that an earlier row told",
        ),
        (GOOD, {"covariates": {"sise": CHANGES}}, "covariates 'sise': actors have no such column"),
        (
            GOOD,
            {"covariates": {"size": {"time": [1.0], "node": ["a"], "replace": ["big"]}}},
            "changes are text, but actors column 'size' holds numbers",
        ),
        (
            GOOD,
            {"covariates": {"kind": {"time": [1.0], "node": ["a"], "replace": [3]}}},
            "changes are numbers, but actors column 'kind' is text",
        ),
    ],
)
def test_input_that_cannot_be_used(events: Any, given: Any, says: str) -> None:
    given = {"actors": ACTORS, "networks": {"ties": CHANGES}, **given}
    model = rem.RelationalEventModel([rem.Tie("ties"), rem.Alter("size"), rem.Same("kind")])
    with pytest.raises(InputError, match=says):
        model.fit(events, **given)


@pytest.mark.parametrize(
    ("effect", "given", "says"),
    [
        (rem.Alter("kind"), {}, "is text; only same"),
        (rem.Alter("sise"), {}, "no column 'sise'; did you mean 'size'"),
        (
            rem.Tie("ties", window=2.0),
            {"networks": {"ties": {**CHANGES, "replace": [1.0]}}},
            "a window needs the times at which ties were added; ties that are replaced",
        ),
        (
            rem.Inertia(half_life=2.0),
            {"past": rem.Network({"sender": ["a"], "receiver": ["b"]})},
            r"a half-life needs the time at which ties of the start were added: .*since=",
        ),
        (
            rem.Inertia(window=2.0),
            {"past": rem.Network({"sender": ["a"], "receiver": ["b"]}, since=100.0)},
            r"since\) after the record begins",
        ),
        (
            rem.Inertia(),
            {"past": rem.Network(changes=CHANGES, since=0.0)},
            "has since, but no ties of the start",
        ),
        (
            rem.Tie("ties", half_life=2.0),
            {"networks": {"ties": {**CHANGES, "replace": [1.0]}}},
            "a half-life needs the times",
        ),
    ],
)
def test_effects_that_the_data_do_not_bear(effect: rem.Effect, given: Any, says: str) -> None:
    model = rem.RelationalEventModel([effect])
    with pytest.raises(InputError, match=says):
        model.fit(GOOD, actors=ACTORS, **given)


def test_numbers_and_text_of_the_same_look_are_told_apart() -> None:
    with pytest.raises(InputError, match="actor '1' is of type str, this one int"):
        rem.read_history({"time": [1.0], "sender": [1], "receiver": [2]}, actors=["1", "2"])
