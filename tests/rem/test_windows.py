"""Windows and decay where ties hold from the start, and windows as of the event."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from detente import rem
from detente.errors import InputError
from detente.rem.engine._compiled_checks import statistics_at
from detente.rem.engine.buffers import Buffers
from detente.rem.live import Live
from detente.rem.models.base import EventModel
from tests.rem.made import drawn
from tests.rem.oracle import Record, random_record

EFFECTS: list[rem.Effect] = [
    rem.Inertia(weighted=True),
    rem.Inertia(window=3.0, weighted=True),
    rem.ReceiverIndegree(window=1.5, at="start"),
    rem.Reciprocity(window=2.0, at="event"),
    rem.SendFraction(window=3.0),
    rem.RecencyOfReceipt(),
]

DECAY: list[rem.Effect] = [rem.Reciprocity(half_life=2.0), rem.SendFraction(half_life=1.0)]


def held(since: float | None) -> Record:
    record = random_record(3)
    record.held = [(0, 2, 2.0), (2, 0, 1.0), (3, 1, 0.5)]
    record.since = since
    record.start = 2.0
    return record


def models(effects: list[rem.Effect]) -> list[EventModel]:
    return [
        rem.RelationalEventModel(effects),
        rem.RelationalEventModel([rem.Intercept(), *effects], timing="timed"),
        rem.DynamChoiceModel(effects),
        rem.DynamCoordinationModel(effects),
    ]


@pytest.mark.parametrize("kind", range(4))
@pytest.mark.parametrize("since", [None, -0.5, 1.9])
def test_ties_of_the_start_in_windows(kind: int, since: float | None) -> None:
    model = models(EFFECTS if since is None else EFFECTS + DECAY)[kind]
    record = held(since)
    if kind == 3:  # one row tells an undirected tie
        record.held.pop(1)
    theta = np.random.default_rng(kind).normal(0, 0.4, len(model.effects))
    design = model.design(rem.read_history(**record.given()))
    found = model.run(design, theta, Buffers.none(theta.size))[0]
    assert found == pytest.approx(record.log_likelihood(model, theta), rel=1e-11)


def test_an_undirected_tie_that_is_told_in_both_orders_counts_once() -> None:
    model = rem.DynamCoordinationModel([rem.Inertia(window=4.0, weighted=True)])
    record = held(1.9)
    record.held = [(0, 2, 2.0)]
    given = record.given()
    record.held = [(0, 2, 2.0), (2, 0, 2.0)]
    theta = np.array([0.7])
    values = [
        model.run(model.design(rem.read_history(**each)), theta, Buffers.none(1))[0]
        for each in (given, record.given())
    ]
    assert values[0] == values[1]


@pytest.mark.parametrize("timing", ["ordered", "timed"])
def test_a_record_that_goes_on_has_them_too(timing: Any) -> None:
    model = rem.RelationalEventModel(EFFECTS + DECAY, timing=timing)
    design = model.design(rem.read_history(**held(1.9).given()))
    line, history = design.timeline, design.history
    live = Live(design, 0)
    for m in np.flatnonzero(line.event >= 0).tolist():
        live.to(float(line.time[m]))
        state = statistics_at(design.program, design.world, design.changes, m)
        on = state.active
        np.testing.assert_allclose(live.statistics[on], state.x[on], rtol=1e-12, atol=1e-12)
        k = line.event[m]
        live.record(int(history.sender[k]), int(history.receiver[k]), float(history.weight[k]))


def test_intervals_are_not_cut_where_a_window_is_as_of_the_event() -> None:
    data = drawn(1, events=40)
    effects = [rem.Intercept(), rem.Inertia(window=0.5, at="event")]
    model = rem.RelationalEventModel(effects, timing="timed").fit(data)
    assert model.each_moment()[0].height == 40
    exact = rem.RelationalEventModel([rem.Intercept(), rem.Inertia(window=0.5)], timing="timed")
    assert exact.fit(data).each_moment()[0].height > 60
    with pytest.raises(InputError, match="fit without at='event'"):
        model.simulate(3)


def test_in_ordered_models_both_windows_are_the_same() -> None:
    data = drawn(1, events=40)
    fits = [
        rem.RelationalEventModel([rem.Inertia(window=0.5, at=at)]).fit(data)
        for at in ("end", "event")
    ]
    assert fits[0].log_likelihood_ == fits[1].log_likelihood_
    assert fits[0].simulate(10)["sender"].equals(fits[1].simulate(10)["sender"])
