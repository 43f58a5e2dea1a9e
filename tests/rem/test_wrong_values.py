"""Whatever is given, every public function succeeds or says in one line what is wrong."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente import rem
from detente.errors import InputError
from detente.rem import daily
from detente.rem.models.base import EventModel
from tests.daily.small import ACTORS as STATES
from tests.daily.small import CLOSE, FIRST
from tests.daily.small import acts as daily_acts
from tests.rem.made import drawn
from tests.rem.wrong import only_what_is_told, spoiled

EVENTS: dict[str, Any] = {
    "time": [float(k) for k in range(1, 21)],
    "sender": list("abcabacbacdabcadbcab"),
    "receiver": list("bcabcbacbbabcadbcaba"),
    "weight": [1.0, 2.0] * 10,
}
GIVEN: dict[str, Any] = {
    "events": EVENTS,
    "actors": {
        "label": ["a", "b", "c", "d", "e"],
        "size": [1.0, 2.0, 3.0, 1.5, 1.0],
        "kind": ["x", "y", "x", "y", "x"],
        "present": [True, True, True, True, False],
    },
    "networks": {
        "ties": {"time": [2.5, 2.6], "sender": ["a", "b"], "receiver": ["b", "a"]},
        "old": {"sender": ["a"], "receiver": ["b"], "value": [2.0]},
    },
    "covariates": {"size": {"time": [3.5], "node": ["b"], "replace": [2.5]}},
    "presence": {"time": [4.5], "node": ["e"], "replace": [True]},
    "past": {"time": [0.2], "sender": ["a"], "receiver": ["b"], "increment": [1.0]},
    "risk_set": {
        "sender": [i for i in "abcde" for j in "abcde" if i != j],
        "receiver": [j for i in "abcde" for j in "abcde" if i != j],
    },
    "start": 0.1,
    "end": 21.0,
}


def models() -> list[Any]:
    effects = [rem.Inertia(weighted=True), rem.Tie("ties"), rem.Alter("size"), rem.Same("kind")]
    rate: list[rem.Effect] = [rem.Intercept(), rem.SenderOutdegree(half_life=5.0)]
    return [
        rem.RelationalEventModel(effects),
        rem.RelationalEventModel([rem.Intercept(), rem.Inertia(window=8.0)], timing="timed"),
        rem.DynamRateModel(rate, timing="timed"),
        rem.DynamChoiceModel(effects),
        rem.DynamCoordinationModel(effects),
        rem.DynamModel(rem.DynamRateModel(rate, timing="timed"), rem.DynamChoiceModel(effects)),
    ]


FITTED: dict[str, list[Any]] = {}


def fitted() -> list[Any]:
    """Models on a record large enough, fitted once."""
    if not FITTED:
        events = drawn(2, n=5, events=80)
        rate: list[rem.Effect] = [rem.Intercept(), rem.SenderOutdegree(weighted=True)]
        log: Any = {"weighted": True, "transform": "log1p"}
        every: list[Any] = [
            rem.RelationalEventModel([rem.Intercept(), rem.Inertia(**log)], timing="timed"),
            rem.RelationalEventModel([rem.Inertia(window=2.0), rem.Reciprocity(half_life=2.0)]),
            rem.DynamRateModel([rem.SenderOutdegree(**log)]),
            rem.DynamChoiceModel([rem.Inertia(**log)]),
            rem.DynamCoordinationModel([rem.Inertia(**log)]),
            rem.DynamModel(
                rem.DynamRateModel(rate, timing="timed"), rem.DynamChoiceModel([rem.Inertia()])
            ),
        ]
        for model in every:
            model.fit(events)
        FITTED["models"] = every
    return FITTED["models"]


Call = tuple[Callable[..., Any], dict[str, Any]]
"""A function and arguments that it takes."""


def constructors() -> dict[str, Call]:
    own: dict[str, dict[str, Any]] = {
        "ParticipationShift": {"shift": "AB-BA"},
        "Difference": {"covariate": "size", "signed": True},
        "Intercept": {},
        "OfType": {"type": "fight"},
    }
    network = {
        "network": "ties",
        "weighted": True,
        "transform": "log1p",
        "window": 3.0,
        "half_life": 2.0,
        "at": "end",
    }
    found: dict[str, Call] = {}
    for effect in rem.EFFECTS.values():
        fields = set(effect.__dataclass_fields__)
        arguments = {k: v for k, v in network.items() if k in fields}
        needed = [f.name for f in dataclasses.fields(effect) if f.default is dataclasses.MISSING]
        arguments |= {name: "size" for name in needed if name not in arguments}
        arguments = own.get(effect.__name__, arguments) | {"standardise": False}
        found[effect.__name__] = (effect, arguments)
    effects = [rem.Inertia(), rem.Reciprocity()]
    found |= {
        "RelationalEventModel": (
            rem.RelationalEventModel,
            {"effects": effects, "timing": "ordered", "case_control": 3, "seed": 1},
        ),
        "DynamRateModel": (
            rem.DynamRateModel,
            {"effects": [rem.SenderOutdegree()], "timing": "ordered"},
        ),
        "DynamChoiceModel": (rem.DynamChoiceModel, {"effects": effects}),
        "DynamCoordinationModel": (
            rem.DynamCoordinationModel,
            {"effects": effects, "information": "expected"},
        ),
        "DynamModel": (
            rem.DynamModel,
            {
                "rate": rem.DynamRateModel([rem.SenderOutdegree()]),
                "choice": rem.DynamChoiceModel(effects),
            },
        ),
        "Network": (
            rem.Network,
            {"initial": None, "changes": None, "directed": True, "since": None},
        ),
        "Offset": (rem.Offset, {"effect": rem.Inertia(), "coefficient": 0.5}),
    }
    return found


def functions() -> dict[str, Call]:
    found: dict[str, Call] = {"read_history": (rem.read_history, GIVEN)}
    for k, model in enumerate(models()):
        found[f"fit {k}"] = (model.fit, GIVEN)
        found[f"statistics {k}"] = (model.statistics, GIVEN)
    found["fit_history"] = (models()[0].fit_history, {"history": rem.read_history(**GIVEN)})
    for k, model in enumerate(fitted()):
        single = isinstance(model, EventModel)
        found |= {
            f"predict {k}": (model.predict, {"moment": 3, "at": 100.0}),
            f"predict at {k}": (model.predict, {"at": 100.0}),
            f"simulate {k}": (
                model.simulate,
                {"n": 3, "until": 90.0, "again": True, "simulations": 2, "seed": 1}
                | {"uncertain": True},
            ),
            f"simulate on {k}": (model.simulate, {"n": 3, "seed": 1}),
            f"to_frame {k}": (model.to_frame, {"level": 0.9}),
            f"goodness_of_fit {k}": (
                rem.goodness_of_fit,
                {"model": model, "simulations": 3, "seed": 1, "dyads": [(0, 1), (1, 2)]}
                | {"tone": [1.0, 2.0] * 40, "half_life": 3.0, "prior": 5.0, "uncertain": False},
            ),
            f"recall {k}": (rem.recall, {"model": model, "k": [1, 2], "history": None}),
            f"influential_events {k}": (rem.influential_events, {"model": model, "top": 3}),
            f"calendar_residuals {k}": (
                rem.calendar_residuals,
                {"model": model, "part": "weekday"},
            ),
        }
        if single:
            live = model.live(3)
            found |= {
                f"each_moment {k}": (model.each_moment, {"theta": model.coef_.tolist()}),
                f"live {k}": (model.live, {"moment": 3}),
                f"state_at {k}": (model.state_at, {"moment": 3}),
                f"statistics_at {k}": (model.statistics_at, {"moment": 3}),
                f"hazards_at {k}": (model.hazards_at, {"moment": 3}),
                f"to {k}": (live.to, {"time": live.time}),
                f"record {k}": (live.record, {"sender": 0, "receiver": 1, "weight": 2.0}),
            }
    found["statistic"] = (
        rem.goodness_of_fit(fitted()[0], simulations=2).__getitem__,
        {"key": "dyad census"},
    )
    found["simulate_record"] = (
        rem.simulate_record,
        {
            "model": rem.RelationalEventModel([rem.Inertia()]),
            "coefficients": {"inertia": 0.5},
            "actors": list("abcd"),
            "n": 5,
            "until": None,
            "seed": 1,
            "simulation": 2,
        }
        | {k: GIVEN[k] for k in ("networks", "presence", "past")}
        | {"presence": None, "past": None, "risk_set": None},
    )
    return found


def days() -> dict[str, Call]:
    effects = [daily.Baseline(), daily.Inertia((7.0,))]
    acts = daily_acts()
    span = {"first": FIRST + dt.timedelta(days=3), "last": FIRST + dt.timedelta(days=50)}
    options = {"actors": list(STATES), **span, "missing": [FIRST + dt.timedelta(days=9)]}
    found: dict[str, Call] = {
        name: (getattr(daily, name), {"half_lives": (7.0,), "prior": (0.0, 1.0)})
        for name in ("Inertia", "OtherClasses", "Reciprocity", "JointMemory", "SenderActivity")
    }
    model = daily.DailyModel(effects).fit(acts)
    later = {"first": FIRST + dt.timedelta(days=40), "last": FIRST + dt.timedelta(days=45)}
    found |= {
        "Baseline": (daily.Baseline, {"prior": (1.0, 0.5)}),
        "Weekend": (daily.Weekend, {"prior": (1.0, 0.5)}),
        "DateCovariate": (
            daily.DateCovariate,
            {"name": "d", "values": {FIRST: 1.0}, "otherwise": 0.0, "prior": (0.0, 1.0)},
        ),
        "DyadCovariate": (
            daily.DyadCovariate,
            {"name": "d", "values": CLOSE, "symmetric": True, "otherwise": 0.0, "prior": None},
        ),
        "model": (
            lambda **k: daily.DailyModel(**k).size(acts),
            {"effects": effects, "half_lives": (1.0, 7.0), "by_class": True, "prior_acts": 1.0},
        ),
        "memories": (
            lambda **k: daily.DailyModel([daily.Inertia(**k)]).size(acts),
            {"half_lives": (7.0,), "prior": (0.0, 1.0)},
        ),
        "dyads": (
            lambda **k: daily.DailyModel([daily.DyadCovariate("d", **k)]).size(acts),
            {"values": CLOSE, "symmetric": True, "otherwise": 0.0, "prior": (0.0, 1.0)},
        ),
        "dates": (
            lambda **k: daily.DailyModel([daily.DateCovariate("d", **k)]).size(acts),
            {"values": {FIRST: 1.0}, "otherwise": 0.0, "prior": (0.0, 1.0)},
        ),
        "size": (daily.DailyModel(effects).size, {"acts": acts, **options}),
        "fit": (
            daily.DailyModel(effects).fit,
            {"acts": acts, **options, "threads": 1, "grouped": True}
            | {"tolerance": 1e-4, "most_passes": 25, "seed": 1},
        ),
        "predict": (model.predict, {"acts": acts, **later}),
        "score": (model.score, {"acts": acts, **later, "missing": [FIRST]}),
        "to_frame": (model.to_frame, {"level": 0.9}),
    }
    return found


ROOMS = {"constructors": constructors, "functions": functions, "days": days}
EXAMPLES = {"constructors": 1500, "functions": 2500, "days": 500}
MADE: dict[str, dict[str, Call]] = {}


def calls(room: str) -> dict[str, Call]:
    if room not in MADE:
        MADE[room] = ROOMS[room]()
    return MADE[room]


@pytest.mark.parametrize("room", ROOMS)
def test_what_is_spoiled_is_right(room: str) -> None:
    """Without a spoiled argument every call succeeds, or is refused for what it is."""
    for name, (function, arguments) in calls(room).items():
        with only_what_is_told():
            function(**arguments)
        if name.startswith(("fit", "read", "to_frame", "each", "size", "simulate_record")):
            function(**arguments)


@pytest.mark.parametrize("room", ROOMS)
def test_wrong_values_are_refused_in_one_line(room: str) -> None:
    @settings(
        max_examples=EXAMPLES[room],
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def run(data: st.DataObject) -> None:
        function, arguments = calls(room)[data.draw(st.sampled_from(sorted(calls(room))))]
        if not arguments:
            return
        name = data.draw(st.sampled_from(sorted(arguments)))
        value = data.draw(spoiled(arguments[name]))
        with only_what_is_told():
            function(**{**arguments, name: value})

    run()


def test_coefficients_may_be_any_vector_of_that_length() -> None:
    model = fitted()[0]
    theta = [0.25, 0.5]
    first, scores = model.each_moment(np.array(theta))
    pandas = pytest.importorskip("pandas")
    integers = model.each_moment([0, 1])[0]["log_likelihood"].to_list()
    assert integers == model.each_moment(np.array([0.0, 1.0]))[0]["log_likelihood"].to_list()
    alike = [theta, tuple(theta), np.array([0.25, 0.0, 0.5])[::2], pl.Series(theta)]
    for each in [*alike, pandas.Series(theta), np.array(theta, np.float32)]:
        table, again = model.each_moment(each)
        assert table.equals(first)
        np.testing.assert_array_equal(again, scores)
    for bad in ([0.1], np.ones((2, 1)), ["a", "b"], [0.1, np.nan], 0.5, [], "ab"):
        with pytest.raises(InputError, match=r"theta is .*(2 numbers|finite)"):
            model.each_moment(bad)


def test_progress_is_a_function_or_none() -> None:
    model = daily.DailyModel([daily.Baseline()])
    with pytest.raises(InputError, match="progress is 'yes'; give True, False or a function"):
        model.fit(daily_acts(), progress="yes")
