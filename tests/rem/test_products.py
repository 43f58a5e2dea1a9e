"""Products of effects, and effects that count only where another is 0."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from detente import rem
from detente.errors import InputError
from detente.rem.engine.buffers import Buffers
from detente.rem.models.base import EventModel
from tests.rem.made import drawn
from tests.rem.oracle import random_record

W: Any = {"weighted": True}
ANY: Any = "inertia"

PAIRS = [
    rem.Inertia(**W) * rem.Same("kind"),
    rem.Inertia(window=3.0) * rem.Ego("size"),
    rem.Reciprocity(half_life=2.0) * rem.Alter("size"),
    rem.Inertia(standardise=True) * rem.Difference("size") * rem.Tie("ties"),
    rem.ReceiverIndegree(**W) * rem.ReceiverOutdegree(half_life=3.0),
    rem.OutgoingTwoPaths(**W) * rem.Global("mood"),
    rem.ReceiverIndegree().where_zero(rem.Inertia()),
    rem.Transitivity().where_zero(rem.Inertia(), rem.Reciprocity(window=2.0)),
    (rem.SharedReceivers(**W) * rem.Global("mood")).where_zero(rem.Tie("ties")),
    rem.Alter("size").where_zero(rem.ParticipationShift("AB-BA")),
    rem.Alter("size").where_zero(rem.SharedSenders(weighted=True, transform="log1p")),
]

SENDERS = [
    rem.SenderOutdegree(**W) * rem.Ego("size"),
    rem.SenderIndegree(half_life=2.0) * rem.Global("mood"),
    rem.Ego("size").where_zero(rem.SenderIndegree()),
]


def models() -> dict[str, Any]:
    both = [*PAIRS, *SENDERS]
    return {
        "ordered": rem.RelationalEventModel(both),
        "timed": rem.RelationalEventModel(
            [rem.Intercept(), rem.Global("mood"), *both], timing="timed"
        ),
        "choice": rem.DynamChoiceModel(PAIRS),
        "coordination": rem.DynamCoordinationModel(PAIRS[:8]),
        "rate": rem.DynamRateModel(SENDERS),
        "timed rate": rem.DynamRateModel(
            [rem.Intercept(), *SENDERS, rem.Global("mood")], timing="timed"
        ),
    }


@pytest.mark.parametrize("name", list(models()))
def test_the_likelihood_is_that_of_the_definition(name: str) -> None:
    model: EventModel = models()[name]
    for seed, bounds in ((1, (None, None)), (5, (3.0, 9.5))):
        record = random_record(seed, events=20)
        record.start, record.end = bounds
        theta = np.random.default_rng(seed).normal(0, 0.3, len(model.effects))
        design = model.design(rem.read_history(**record.given()))
        found = model.run(design, theta, Buffers.none(theta.size))[0]
        assert found == pytest.approx(record.log_likelihood(model, theta), rel=1e-11)


def test_each_product_alone() -> None:
    record = random_record(2)
    for effect in (*PAIRS, *SENDERS):
        model = rem.RelationalEventModel([effect])
        design = model.design(rem.read_history(**record.given()))
        theta = np.array([0.7])
        found = model.run(design, theta, Buffers.none(1))[0]
        assert found == pytest.approx(record.log_likelihood(model, theta), rel=1e-11), effect.name


def test_an_effect_used_twice_is_computed_once() -> None:
    effects = [rem.Inertia(), rem.Inertia() * rem.Same("kind"), rem.Same("kind")]
    model = rem.RelationalEventModel(effects)
    design = model.design(rem.read_history(**random_record(1).given()))
    assert design.program.kind.size == 2
    assert design.names == ("inertia", "inertia × same(kind)", "same(kind)")


def test_a_product_is_named_and_written_as_it_is_made() -> None:
    product = rem.Inertia() * rem.Same("kind")
    assert product.name == "inertia × same(kind)"
    assert (rem.Ego("size") * product).name == "ego(size) × inertia × same(kind)"
    unmet = rem.ReceiverIndegree().where_zero(rem.Inertia())
    assert unmet.name == "receiver_indegree where inertia = 0"
    assert repr(product) == f"{rem.Inertia()!r} * {rem.Same('kind')!r}"
    assert repr(unmet) == f"{rem.ReceiverIndegree()!r}.where_zero({rem.Inertia()!r})"


def test_whose_value_a_product_is() -> None:
    with pytest.raises(InputError, match=r"ego\(size\) × alter\(size\) is a value of the pair"):
        rem.DynamRateModel([rem.Ego("size") * rem.Alter("size")])
    with pytest.raises(InputError, match=r"× ego\(size\) is a value of the sender"):
        rem.DynamChoiceModel([rem.SenderOutdegree() * rem.Ego("size")])
    rem.DynamChoiceModel([rem.Ego("size") * rem.Alter("size")])
    rem.DynamChoiceModel([rem.Alter("size") * rem.Global("mood")])


@pytest.mark.parametrize(
    "make",
    [
        lambda: rem.RelationalEventModel([rem.Global("mood")]),
        lambda: rem.DynamRateModel([rem.Global("mood")]),
        lambda: rem.DynamChoiceModel([rem.Global("mood")]),
        lambda: rem.DynamCoordinationModel([rem.Global("mood") * rem.Global("other")]),
    ],
)
def test_what_is_the_same_everywhere_stands_alone_in_timed_models_only(make: Any) -> None:
    with pytest.raises(InputError, match="is the same for all alternatives"):
        make()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: rem.Inertia() * 2, "inertia: is multiplied by 2, which is no effect"),
        (lambda: "x" * rem.Inertia(), "inertia: is multiplied by 'x', which is no effect"),
        (lambda: rem.Inertia() * rem.Intercept(), "an intercept is 1 everywhere"),
        (lambda: rem.Inertia().where_zero(), "where_zero names no effect"),
        (lambda: rem.Inertia().where_zero(ANY), "'inertia' is no effect"),
        (
            lambda: rem.Inertia().where_zero(rem.Reciprocity(half_life=2.0)),
            "hardly ever 0 exactly",
        ),
        (
            lambda: rem.Inertia().where_zero(rem.Reciprocity() * rem.Same("kind")),
            "name its effects one by one",
        ),
        (lambda: rem.Global("mood", standardise=True), "nothing to standardise"),
    ],
)
def test_what_makes_no_product_is_refused(make: Any, said: str) -> None:
    with pytest.raises(InputError, match=said):
        make()


def test_a_covariate_of_the_time_is_read_with_care() -> None:
    data = drawn(1, events=40)
    model = rem.RelationalEventModel([rem.Intercept(), rem.Global("mood")], timing="timed")

    def fit(**mood: list[Any]) -> None:
        model.fit(data, covariates={"mood": mood})

    with pytest.raises(InputError, match=r"'mood': the first row is of 5.*add a row for it"):
        fit(time=[5.0], replace=[1.0])
    with pytest.raises(InputError, match="one column of new values"):
        fit(time=[0.0], value=[1.0])
    with pytest.raises(InputError, match="no rows"):
        fit(time=[], replace=[])
    with pytest.raises(InputError, match=r"row 2, column 'replace' is empty"):
        fit(time=[0.0, 1.0], replace=[1.0, None])
    with pytest.raises(InputError, match=r"ego\(mood\): covariate 'mood' names no actors"):
        rem.RelationalEventModel([rem.Ego("mood")]).fit(
            data, covariates={"mood": {"time": [0.0], "replace": [1.0]}}
        )
    actors = {"label": list(range(8)), "size": list(range(8))}
    with pytest.raises(InputError, match=r"covariate 'size' has a value for each actor"):
        rem.RelationalEventModel([rem.Inertia() * rem.Global("size")]).fit(data, actors=actors)


def test_a_covariate_of_the_time_changes_the_rate() -> None:
    """A rate that is twice as high from time 5 on: θ = log of the ratio of the rates."""
    time = [*np.linspace(0.1, 5.0, 20), *np.linspace(5.05, 10.0, 40)]
    data = {"time": time, "sender": [0, 1] * 30, "receiver": [1, 0] * 30}
    model = rem.RelationalEventModel([rem.Intercept(), rem.Global("late")], timing="timed")
    late = {"time": [-900.0, 0.0, 5.0, 900.0], "replace": [0.0, 0.0, 1.0, 9.0]}
    model.fit(data, covariates={"late": late}, start=0.0, end=10.0)
    np.testing.assert_allclose(model.coef_, [np.log(20 / 5 / 2), np.log(2.0)], rtol=1e-8)
    free = rem.RelationalEventModel([rem.Intercept(), rem.Global("late")], timing="timed")
    free.fit(data, covariates={"late": late})  # its calendar does not move the clock
    assert free.design_.timeline.start == 0.1
    assert free.design_.timeline.end == 10.0
    added = {"time": [0.0, 5.0], "increment": [0.0, 1.0]}
    again = rem.RelationalEventModel([rem.Intercept(), rem.Global("late")], timing="timed")
    again.fit(data, covariates={"late": added}, start=0.0, end=10.0)
    np.testing.assert_allclose(again.coef_, model.coef_, rtol=1e-12)


@pytest.mark.parametrize("timing", ["ordered", "timed"])
def test_the_future_is_played_with_the_same_products(timing: Any) -> None:
    """Live after k events, statistics_at and predict agree; and records can be simulated."""
    data = drawn(3, events=80)
    actors = {"label": list(range(8)), "side": [k % 2 for k in range(8)]}
    effects: list[rem.Effect] = [
        rem.Inertia(**W, transform="log1p") * rem.Same("side"),
        rem.ReceiverIndegree().where_zero(rem.Inertia()),
        rem.Reciprocity() * rem.Global("mood"),
    ]
    if timing == "timed":
        effects.insert(0, rem.Intercept())
    model = rem.RelationalEventModel(effects, timing=timing)
    mood = {"time": [0.0, data["time"][40]], "replace": [1.0, 0.5]}
    model.fit(data, actors=actors, covariates={"mood": mood})
    size = model.design_.timeline.time.size
    for moment in (5, size // 2, size - 1):
        now = model.live(moment).statistics
        np.testing.assert_allclose(now, model.state_at(moment).x, atol=1e-12)
    live = model.live(10)
    live.record(int(model.design_.moments.sender[10]), int(model.design_.moments.receiver[10]))
    live.to(float(model.design_.timeline.time[11]))
    if timing == "ordered":
        np.testing.assert_allclose(live.statistics, model.state_at(11).x, atol=1e-12)
    assert model.predict()["probability"].sum() == pytest.approx(1.0)
    played = model.simulate(30, seed=1)
    assert played.height == 30
    assert played.equals(model.simulate(30, seed=1))
    drawn_again = model.simulate(again=True, seed=2)
    assert isinstance(drawn_again, pl.DataFrame)
    assert drawn_again.height > 10
