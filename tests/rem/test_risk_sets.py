"""Every model, whatever is asked of it, keeps to those who are present and to the risk set."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy.optimize import minimize_scalar

from detente import rem
from detente.errors import InputError

LABELS = ["u0", "u1", "u2", "u3", "v0", "v1", "v2", "w"]
ALLOWED = {(u, v) for u in LABELS[:3] for v in LABELS[4:7]} | {("u3", "v2"), ("v0", "v1")}
PRESENCE = [(6.5, "v2", True), (20.5, "v2", False), (30.5, "u1", False), (40.0, "v2", True)]
"""u3 acts on v2 alone, so it can act only while v2 is there; w never acts."""


def present(t: float) -> set[str]:
    """Who is there at a time."""
    now = dict.fromkeys(LABELS, True) | {"v2": False}
    for when, who, value in PRESENCE:
        if when <= t:
            now[who] = value
    return {who for who, there in now.items() if there}


def possible(t: float) -> set[tuple[str, str]]:
    """Who may act on whom at a time."""
    there = present(t)
    return {(i, j) for i, j in ALLOWED if i in there and j in there}


def record() -> dict[str, Any]:
    draw = random.Random(4)
    times = [float(k) for k in range(1, 61)]
    ends = [draw.choice(sorted(possible(t))) for t in times]
    when, node, replace = zip(*PRESENCE, strict=True)
    sender, receiver = zip(*sorted(ALLOWED), strict=True)
    return {
        "events": {"time": times, "sender": [i for i, _ in ends], "receiver": [j for _, j in ends]},
        "actors": {"label": LABELS, "present": [who != "v2" for who in LABELS]},
        "presence": {"time": list(when), "node": list(node), "replace": list(replace)},
        "risk_set": {"sender": list(sender), "receiver": list(receiver)},
    }


def rate(timing: Any) -> rem.DynamRateModel:
    first: list[rem.Effect] = [rem.Intercept()] if timing == "timed" else []
    return rem.DynamRateModel([*first, rem.SenderOutdegree()], timing=timing)


def choice() -> rem.DynamChoiceModel:
    return rem.DynamChoiceModel([rem.Inertia()])


MODELS: dict[str, Any] = {
    "relational event, ordered": lambda: rem.RelationalEventModel([rem.Inertia()]),
    "relational event, timed": lambda: rem.RelationalEventModel(
        [rem.Intercept(), rem.Inertia()], timing="timed"
    ),
    "relational event, sampled": lambda: rem.RelationalEventModel([rem.Inertia()], case_control=3),
    "rate, ordered": lambda: rate("ordered"),
    "rate, timed": lambda: rate("timed"),
    "choice": choice,
    "coordination": lambda: rem.DynamCoordinationModel([rem.Inertia()]),
    "rate and choice, ordered": lambda: rem.DynamModel(rate("ordered"), choice()),
    "rate and choice, timed": lambda: rem.DynamModel(rate("timed"), choice()),
}
SINGLE = [name for name in MODELS if "and" not in name]


def cells(name: str, t: float) -> set[tuple[str, ...]]:
    """What may happen at a time, as the model tells alternatives apart."""
    now = possible(t)
    if name.startswith("rate,"):
        return {(i,) for i, _ in now}
    if name == "coordination":
        return {(min(pair), max(pair)) for pair in now}
    return set(now)


@pytest.fixture(scope="module")
def fitted() -> dict[str, Any]:
    return {name: make().fit(**record()) for name, make in MODELS.items()}


@pytest.mark.parametrize("name", SINGLE)
def test_at_risk_are_those_who_may_act(name: str, fitted: dict[str, Any]) -> None:
    model = fitted[name]
    table = model.each_moment()[0].with_row_index()
    for row in table.filter(pl.col("row").is_not_null()).iter_rows(named=True):
        now = cells(name, row["time"])
        own = {cell for cell in now if name != "choice" or cell[0] == row["sender"]}
        assert row["at_risk"] == len(own)
        hazards = model.hazards_at(row["index"])
        active = model.state_at(row["index"]).active
        live = model.live(row["index"])
        np.testing.assert_array_equal(live.active, active)
        where = np.argwhere(active.reshape(hazards.shape))
        seen = {tuple(LABELS[k] for k in cell) for cell in where.tolist()}
        if name == "coordination":
            seen = {(min(pair), max(pair)) for pair in seen}
        assert seen == now
        assert (hazards[~active.reshape(hazards.shape)] == 0).all()


@pytest.mark.parametrize("name", list(MODELS))
def test_predicted_are_those_who_may_act(name: str, fitted: dict[str, Any]) -> None:
    table = fitted[name].predict()
    ends = [c for c in ("sender", "receiver") if c in table.columns]
    seen = {(min(c), max(c)) if name == "coordination" else c for c in table.select(ends).rows()}
    assert seen == cells(name, 60.0)
    total = table["probability"].sum()
    senders = {sender for sender, *_ in seen}
    assert total == pytest.approx(len(senders) if name == "choice" else 1.0)


@pytest.mark.parametrize("name", [name for name in MODELS if not name.startswith("rate,")])
def test_those_who_may_act_are_simulated(name: str, fitted: dict[str, Any]) -> None:
    table = fitted[name].simulate(again=True, simulations=3, seed=2)
    assert table.height > 100
    for row in table.iter_rows(named=True):
        pair = (row["sender"], row["receiver"])
        if name == "coordination":
            assert (min(pair), max(pair)) in cells(name, row["time"])
        else:
            assert pair in possible(row["time"])


@pytest.mark.parametrize("name", [name for name in MODELS if not name.startswith("rate,")])
def test_goodness_of_fit_plays_those_who_may_act(name: str, fitted: dict[str, Any]) -> None:
    found = rem.goodness_of_fit(fitted[name], simulations=4)
    assert found.events == 60


@pytest.mark.parametrize("name", SINGLE)
def test_recall_by_guessing_counts_those_who_may_act(name: str, fitted: dict[str, Any]) -> None:
    model = fitted[name]
    numbers = model.each_moment()[0].drop_nulls("row")["at_risk"].to_numpy()
    table = rem.recall(model, k=(2,))
    assert table["chance"][0] == pytest.approx(np.minimum(2 / numbers, 1.0).mean())
    assert rem.influential_events(model, top=None).height == 60


def test_a_rate_model_counts_the_named_senders_alone() -> None:
    """Six actors act on five that never do: the likelihood by NumPy, and the timed intercept."""
    draw = np.random.default_rng(3)
    senders = draw.integers(0, 6, 150).tolist()
    receivers = (6 + np.minimum(draw.geometric(0.4, 150) - 1, 4)).tolist()
    events = {"time": [float(k) for k in range(150)], "sender": senders, "receiver": receivers}
    pairs = [(u, v) for u in range(6) for v in range(6, 11)]
    given: Any = {
        "actors": list(range(11)),
        "risk_set": {"sender": [u for u, _ in pairs], "receiver": [v for _, v in pairs]},
    }
    effect = rem.SenderOutdegree(weighted=True, transform="log1p")

    def loss(beta: float) -> float:
        degree = np.zeros(6)
        total = 0.0
        for k in senders:
            x = np.log1p(degree)
            total += beta * x[k] - np.log(np.exp(beta * x).sum())
            degree[k] += 1
        return -total

    best = minimize_scalar(loss, bounds=(-5, 5), method="bounded", options={"xatol": 1e-10})
    ordered = rem.DynamRateModel([effect]).fit(events, **given)
    assert ordered.coef_[0] == pytest.approx(best.x, abs=1e-6)
    assert ordered.log_likelihood_ == pytest.approx(-best.fun, rel=1e-10)
    assert (ordered.each_moment()[0]["at_risk"] == 6).all()
    timed = rem.DynamRateModel([rem.Intercept()], timing="timed").fit(events, **given)
    assert timed.coef_[0] == pytest.approx(np.log(150 / 149 / 6), rel=1e-9)
    both = rem.DynamModel(timed, choice().fit(events, **given))
    played = both.simulate(until=298.0, simulations=40).height / 40
    assert abs(played - 150) < 4 * np.sqrt(150 / 40)  # false alarms: below one in 10,000


@pytest.mark.parametrize("name", SINGLE)
def test_an_event_that_was_not_possible_is_refused(name: str) -> None:
    given = record()
    given["events"]["sender"][29], given["events"]["receiver"][29] = "w", "v0"
    with pytest.raises(InputError, match="row 30: 'w' → 'v0' is not in the risk set"):
        MODELS[name]().fit(**given)
    given = record()
    given["events"]["sender"][29], given["events"]["receiver"][29] = "u0", "v2"
    with pytest.raises(InputError, match="row 30: 'u0' → 'v2': one of them is not present"):
        MODELS[name]().fit(**given)


def test_without_a_direction_either_order_of_a_pair_stands_for_both() -> None:
    given = record()
    once = rem.DynamCoordinationModel([rem.Inertia()]).fit(**given)
    sender, receiver = given["risk_set"].values()
    given["risk_set"] = {"sender": sender + receiver, "receiver": receiver + sender}
    twice = rem.DynamCoordinationModel([rem.Inertia()]).fit(**given)
    assert once.params_ == twice.params_
