"""`simulate`, `predict` and `simulate_record`: what they take, give and refuse."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import polars as pl
import pytest

from detente import rem
from detente.errors import InputError
from tests.rem.made import drawn

EFFECTS = [rem.Intercept(), rem.Inertia(weighted=True, transform="log1p"), rem.Reciprocity()]
TRUTH = {"intercept": -2.0, "inertia(weighted, log1p)": 0.4, "reciprocity": 0.5}


@pytest.fixture(scope="module")
def timed() -> rem.RelationalEventModel:
    return rem.RelationalEventModel(EFFECTS, timing="timed").fit(drawn(1, n=6, events=120))


@pytest.fixture(scope="module")
def ordered() -> rem.RelationalEventModel:
    return rem.RelationalEventModel(EFFECTS[1:]).fit(drawn(1, n=6, events=120))


def test_the_same_seed_gives_the_same_record(timed: rem.RelationalEventModel) -> None:
    once = timed.simulate(30, seed=4)
    assert once.equals(timed.simulate(30, seed=4))
    assert not once.equals(timed.simulate(30, seed=5))
    three = timed.simulate(30, seed=4, simulations=3)
    assert three.filter(pl.col("simulation") == 0).drop("simulation").equals(once)
    assert not three.filter(pl.col("simulation") == 1).drop("simulation").equals(once)
    assert timed.simulate(10, seed=4).equals(once.head(10))


def test_a_record_goes_on_from_its_end(timed: rem.RelationalEventModel) -> None:
    end = timed.design_.timeline.end
    until = end + 3.0
    played = timed.simulate(until=until, seed=1)
    assert played.height > 0
    assert played["time"].min() > end  # type: ignore[operator]
    assert played["time"].max() <= until  # type: ignore[operator]
    assert (played["time"].diff().drop_nulls() > 0).all()
    assert (played["sender"] != played["receiver"]).all()
    assert timed.simulate(5, until=until, seed=1).equals(played.head(5))


def test_a_record_is_played_again(timed: rem.RelationalEventModel) -> None:
    line = timed.design_.timeline
    played = timed.simulate(again=True, seed=1)
    # the clock starts at the first event, which no time leads to: it is kept
    assert played["time"][0] == line.start
    assert played["time"].max() <= line.end  # type: ignore[operator]
    assert 40 < played.height < 360


def test_an_ordered_record_keeps_its_times(ordered: rem.RelationalEventModel) -> None:
    played = ordered.simulate(again=True)
    assert played["time"].to_list() == drawn(1, n=6, events=120)["time"]
    onward = ordered.simulate(3)
    steps = np.diff([ordered.design_.timeline.end, *onward["time"].to_list()])
    np.testing.assert_allclose(steps, steps[0])


def test_uncertain_coefficients_are_drawn_for_each_simulation(
    ordered: rem.RelationalEventModel,
) -> None:
    sure = ordered.simulate(again=True, simulations=2, seed=1)
    unsure = ordered.simulate(again=True, simulations=2, seed=1, uncertain=True)
    assert not sure.equals(unsure)
    assert unsure.equals(ordered.simulate(again=True, simulations=2, seed=1, uncertain=True))


def test_weights_are_those_of_events_between_the_same_two() -> None:
    data = drawn(2, n=4, events=60)
    cells = [4 * i + j for i, j in zip(data["sender"], data["receiver"], strict=True)]
    data["weight"] = [float(cell + 1) for cell in cells]
    model = rem.RelationalEventModel([rem.Reciprocity()]).fit(data)
    played = model.simulate(again=True, simulations=5)
    there = set(cells)
    for i, j, weight in played.select("sender", "receiver", "weight").iter_rows():
        assert (weight == 4 * i + j + 1) if 4 * i + j in there else weight - 1 in there


def test_dates_are_days() -> None:
    day = dt.date(2021, 3, 1)
    data: dict[str, list[Any]] = drawn(3, n=5, events=80)
    data["time"] = [day + dt.timedelta(days=int(t)) for t in data["time"]]
    model = rem.RelationalEventModel([rem.Intercept(), rem.Inertia()], timing="timed").fit(data)
    played = model.simulate(until=data["time"][-1] + dt.timedelta(days=10))
    assert played["time"].dtype == pl.Date
    assert played["time"].min() > data["time"][-1]
    assert played["time"].max() <= data["time"][-1] + dt.timedelta(days=10)


def test_a_prediction_as_of_a_later_time() -> None:
    data = drawn(1, n=6, events=120)
    model = rem.RelationalEventModel([rem.Inertia(half_life=1.0)]).fit(data)
    now, later = model.predict(), model.predict(at=data["time"][-1] + 1e4)
    assert now["probability"].max() > 2 / 30  # type: ignore[operator]
    np.testing.assert_allclose(later["probability"], 1 / 30, rtol=1e-9)


def test_a_prediction_before_a_moment_is_what_the_fit_saw(
    ordered: rem.RelationalEventModel,
) -> None:
    table, _ = ordered.each_moment()
    row = table.row(40, named=True)
    found = ordered.predict(40).filter(
        (pl.col("sender") == row["sender"]) & (pl.col("receiver") == row["receiver"])
    )
    np.testing.assert_allclose(np.log(found["probability"][0]), row["log_likelihood"])
    assert found.height == 1


def test_rates_are_given_in_timed_models(timed: rem.RelationalEventModel) -> None:
    found = timed.predict()
    assert found.columns == ["sender", "receiver", "rate", "probability"]
    np.testing.assert_allclose(
        found["rate"] / found["rate"].sum(), found["probability"], rtol=1e-12
    )


def test_choices_of_each_sender_sum_to_one() -> None:
    model = rem.DynamChoiceModel([rem.Inertia()]).fit(drawn(1, n=6, events=120))
    sums = model.predict().group_by("sender").agg(pl.col("probability").sum())
    np.testing.assert_allclose(sums["probability"], 1.0, rtol=1e-12)


def test_rates_of_senders() -> None:
    model = rem.DynamRateModel([rem.SenderOutdegree()]).fit(drawn(1, n=6, events=120))
    found = model.predict()
    assert found.columns == ["sender", "probability"]
    assert found.height == 6


def test_a_record_from_nothing_is_found_again() -> None:
    model = rem.RelationalEventModel(EFFECTS, timing="timed")
    made = rem.simulate_record(model, TRUTH, actors=list("ABCDEFGH"), n=1500, seed=2)
    assert made.height == 1500
    model.fit(made, actors=list("ABCDEFGH"), start=0.0)
    for name, error in model.standard_errors_.items():
        assert abs(model.params_[name] - TRUTH[name]) < 4.9 * error  # 1e-6


def test_a_record_of_rate_and_choice() -> None:
    rate = rem.DynamRateModel([rem.Intercept()], timing="timed")
    choice = rem.DynamChoiceModel([rem.Inertia()])
    made = rem.simulate_record(
        (rate, choice), {"intercept": 0.0, "inertia": 1.0}, actors=range(5), until=40.0
    )
    assert 100 < made.height < 320  # 200 expected
    assert made["time"].max() <= 40.0  # type: ignore[operator]


def test_a_dynam_model_fits_both_parts() -> None:
    data = drawn(1, n=6, events=120)
    model = rem.DynamModel(
        rem.DynamRateModel([rem.SenderOutdegree()]), rem.DynamChoiceModel([rem.Inertia()])
    ).fit(data)
    alone = rem.DynamChoiceModel([rem.Inertia()]).fit(data)
    assert model.summary["part"].to_list() == ["rate", "choice"]
    assert model.choice.params_ == alone.params_
    assert model.log_likelihood_ == model.rate.log_likelihood_ + alone.log_likelihood_


REFUSED: dict[str, tuple[Any, str]] = {
    "how far": (lambda m: m.simulate(), "say how far"),
    "n": (lambda m: m.simulate(0), "n is 0"),
    "until": (lambda m: m.simulate(until=0.0), "is not after"),
    "kind of time": (lambda m: m.simulate(until=dt.date(2020, 1, 1)), "of kind 'number'"),
    "simulations": (lambda m: m.simulate(1, simulations=0), "simulations is 0"),
    "seed": (lambda m: m.simulate(1, seed=-1), "seed -1"),
    "at": (lambda m: m.predict(at=-1.0), "not after the end"),
    "moment": (lambda m: m.predict(10**6), "outside 0"),
    "both": (lambda m: m.predict(1, at=1e9), "or at"),
}


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_cannot_be_is_refused(timed: rem.RelationalEventModel, name: str) -> None:
    call, message = REFUSED[name]
    with pytest.raises(InputError, match=message):
        call(timed)


def test_models_that_cannot_play_alone_say_so() -> None:
    data = drawn(1, n=6, events=120)
    rate = rem.DynamRateModel([rem.SenderOutdegree()]).fit(data)
    choice = rem.DynamChoiceModel([rem.Inertia()]).fit(data)
    with pytest.raises(InputError, match="DynamModel"):
        rate.simulate(1)
    with pytest.raises(InputError, match="DynamModel"):
        choice.simulate(1)
    with pytest.raises(InputError, match="120 events to be played again"):
        choice.simulate(500, again=True)
    ends = rem.RelationalEventModel(
        [rem.Intercept(), rem.Inertia(half_life=2.0, at="end")], timing="timed"
    ).fit(data)
    with pytest.raises(InputError, match="at='start'"):
        ends.simulate(1)
    with pytest.raises(InputError, match="not fitted"):
        rem.RelationalEventModel([rem.Inertia()]).simulate(1)
    with pytest.raises(InputError, match="DynamRateModel"):
        rem.DynamModel(choice, choice)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="DynamChoiceModel"):
        rem.DynamModel(rate, rate)  # type: ignore[arg-type]


def test_records_from_nothing_refuse_what_is_not_there() -> None:
    model = rem.RelationalEventModel([rem.Inertia()])
    with pytest.raises(InputError, match="no effect 'inerta'; did you mean 'inertia'"):
        rem.simulate_record(model, {"inerta": 1.0}, actors=range(4), n=3)
    with pytest.raises(InputError, match="no coefficient for effect 'inertia'"):
        rem.simulate_record(model, {}, actors=range(4), n=3)
    with pytest.raises(InputError, match="either n"):
        rem.simulate_record(model, {"inertia": 1.0}, actors=range(4))
    choice = rem.DynamChoiceModel([rem.Inertia()])
    with pytest.raises(InputError, match="no senders"):
        rem.simulate_record(choice, {"inertia": 1.0}, actors=range(4), n=3)
    with pytest.raises(InputError, match="only if they are a rate and a choice"):
        rem.simulate_record((model, choice), {"inertia": 1.0}, actors=range(4), n=3)


def test_a_model_that_runs_away_is_told() -> None:
    model = rem.RelationalEventModel([rem.Intercept(), rem.Inertia(weighted=True)], timing="timed")
    with pytest.raises(InputError, match="runs away"):
        rem.simulate_record(
            model, {"intercept": 0.0, "inertia(weighted)": 1.0}, actors=range(4), until=1e9
        )
