"""The statistics themselves: those of the definition, and of the likelihood."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import polars as pl
import pytest

from detente import rem
from detente.errors import InputError
from detente.numerics import memory
from tests.rem.made import drawn
from tests.rem.oracle import random_record

EFFECTS: list[rem.Effect] = [
    rem.Inertia(weighted=True, transform="log1p"),
    rem.Offset(rem.Alter("size"), coefficient=0.5),
    rem.ReceiverIndegree(standardise=True),
    rem.RecencyOfReceipt(),
]

MODELS: dict[str, Any] = {
    "ordered": rem.RelationalEventModel(EFFECTS),
    "timed": rem.RelationalEventModel(
        [rem.Intercept(), rem.Reciprocity(half_life=2.0), rem.Inertia(window=3.0)], timing="timed"
    ),
    "rate": rem.DynamRateModel([rem.SenderOutdegree(), rem.NormalisedSenderIndegree()]),
    "choice": rem.DynamChoiceModel(EFFECTS),
    "coordination": rem.DynamCoordinationModel([rem.Inertia(), rem.Alter("size")]),
}


@pytest.mark.parametrize("name", list(MODELS))
def test_they_are_those_of_the_definition(name: str) -> None:
    record = random_record(4)
    model = MODELS[name]
    found = model.statistics(**record.given())
    line = model.design(rem.read_history(**record.given())).timeline
    assert found.values.shape == (line.time.size, found.alternatives.height, len(model.effects))
    assert found.effects == tuple(effect.name for effect in model.effects)
    for m in range(line.time.size):
        t = float(line.time[m])
        event = line.event[m] >= 0
        expected = record.statistics(model, t, float(line.before[m]), itself=event)
        sender = found.moments["sender"][m]
        for k, row in enumerate(found.alternatives.iter_rows(named=True)):
            cell = (row.get("sender", sender), row.get("receiver", -1))
            assert found.at_risk[m, k] == (cell in expected)
            if cell in expected:
                np.testing.assert_allclose(found.values[m, k], expected[cell], rtol=1e-10)
            else:
                assert np.isnan(found.values[m, k]).all()


def test_rate_and_choice_have_those_of_both() -> None:
    given = random_record(4).given()
    rate, choice = MODELS["rate"], MODELS["choice"]
    found = rem.DynamModel(rate, choice).statistics(**given)
    assert list(found) == ["rate", "choice"]
    for name, model in (("rate", rate), ("choice", choice)):
        alone = model.statistics(**given)
        np.testing.assert_array_equal(found[name].values, alone.values)
        assert found[name].to_frame().equals(alone.to_frame())


def test_the_likelihood_follows_from_them() -> None:
    data = drawn(2, n=5, events=80)
    model = rem.RelationalEventModel([rem.Inertia(), rem.Reciprocity()]).fit(data)
    found = model.statistics(data)
    eta = np.where(found.at_risk, found.values @ model.coef_, -np.inf)
    own = eta[found.happened]
    value = float((own - np.log(np.exp(eta).sum(axis=1))).sum())
    assert value == pytest.approx(model.log_likelihood_, rel=1e-12)


def test_a_frame_has_a_row_for_each_alternative_at_risk() -> None:
    record = random_record(4)
    found = MODELS["ordered"].statistics(**record.given())
    table = found.to_frame()
    assert table.height == found.at_risk.sum()
    assert table.columns[:6] == ["moment", "time", "duration", "sender", "receiver", "event"]
    assert table.columns[6:] == list(found.effects)
    assert table.filter("event").height == len(record.events)
    events = table.filter("event").select("time", "sender", "receiver").rows()
    assert events == [(t, i, j) for t, i, j, _ in sorted(record.events, key=lambda e: e[0])]
    row = table.row(17, named=True)
    place = found.alternatives.with_row_index().filter(
        sender=row["sender"], receiver=row["receiver"]
    )["index"][0]
    assert row["inertia(weighted, log1p)"] == found.values[row["moment"], place, 0]


def test_a_choice_is_among_the_receivers_of_its_sender() -> None:
    data = drawn(2, n=5, events=10)
    table = MODELS["choice"].statistics(data, actors={"label": range(5), "size": range(5)})
    frame = table.to_frame()
    assert table.values.shape == (10, 5, 4)
    assert frame.height == 10 * 4
    assert frame["sender"].gather_every(4).to_list() == data["sender"]
    assert frame.filter("event")["receiver"].to_list() == data["receiver"]


def test_a_pair_that_coordinates_stands_in_both_orders() -> None:
    table = rem.DynamCoordinationModel([rem.Inertia()]).statistics(drawn(2, n=5, events=10))
    assert table.happened.sum(axis=1).tolist() == [2] * 10


def test_dates_and_labels_are_kept() -> None:
    day = dt.date(2020, 1, 1)
    events = {"time": [day, day + dt.timedelta(3)], "sender": ["a", "b"], "receiver": ["b", "c"]}
    model = rem.RelationalEventModel([rem.Intercept(), rem.Inertia()], timing="timed")
    table = model.statistics(events).to_frame()
    assert table.schema["time"] == pl.Date
    assert table["duration"].to_list() == [0.0] * 6 + [3.0] * 6
    assert set(table["sender"]) == {"a", "b", "c"}


def test_what_does_not_fit_is_refused_with_both_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    data = drawn(2, n=5, events=80)
    model = rem.RelationalEventModel([rem.Inertia(), rem.Reciprocity()])
    found = model.statistics(data)
    monkeypatch.setattr(memory, "memory_left", lambda: memory.SPARE + 20_000)
    message = (
        r"80 moments × 20 alternatives × 2 effects take about 29 kB .* and 20 kB are free; give"
    )
    with pytest.raises(InputError, match=message):
        model.statistics(data)
    with pytest.raises(InputError, match=r"the frame of statistics takes about 102 kB"):
        found.to_frame()
