"""Simulated records follow the likelihood by which models are fitted."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy.stats import chi2, t

from detente import rem
from detente.rem.engine.buffers import Buffers
from detente.rem.models.base import EventModel
from detente.rem.play.part import Part
from detente.rem.play.playable import Playable
from detente.rem.play.simulate import framed
from tests.forms import size
from tests.rem.made import drawn
from tests.rem.oracle import random_record

ALARM = 1e-6
"""With which probability a test rejects a right simulator; the seeds are fixed besides."""

RECORDS = size(60, 300)

COUNT: dict[str, Any] = {"weighted": True, "transform": "log1p"}

TIMED: dict[str, list[rem.Effect]] = {
    "counts": [rem.Inertia(**COUNT), rem.OutgoingTwoPaths(**COUNT), rem.ReceiverIndegree()],
    "decay": [rem.Reciprocity(half_life=2.0), rem.Inertia(half_life=1.0, transform="log1p")],
    "window": [rem.Inertia(window=2.5), rem.Reciprocity(window=1.5, at="start")],
    "shares": [rem.SendFraction(), rem.NormalisedReceiverIndegree(), rem.RecencyOfReceipt()],
    "others": [rem.Tie("ties"), rem.Alter("size"), rem.Same("kind"), rem.Ego("size")],
    "shifts": [rem.ParticipationShift("AB-BA"), rem.ParticipationShift("AB-XY")],
    "standardised": [rem.Inertia(**COUNT, standardise=True), rem.Alter("size", standardise=True)],
}


def scores(
    models: tuple[EventModel, ...],
    given: dict[str, Any],
    *,
    theta: float = 0.25,
    intercept: float = -2.8,
) -> tuple[np.ndarray, np.ndarray]:
    """Gradients at the true coefficients on simulated records, and numbers of events."""
    history = rem.read_history(**given)
    parts = tuple(
        Part(
            model,
            model.design(history),
            np.array([intercept if isinstance(e, rem.Intercept) else theta for e in model.effects]),
        )
        for model in models
    )
    playable = Playable(parts, again=True)
    playable.check()
    until = playable.end if models[0].timed else None
    found, sizes = [], []
    for simulation in range(RECORDS):
        simulated = playable.play(11, simulation, most=None, until=until, allowed=500)
        assert not simulated.ran_away
        frame = framed(simulated, history, None)
        sizes.append(frame.height)
        if not frame.height:
            continue
        again = rem.read_history(**{**given, "events": frame})
        row: list[float] = []
        for model, part in zip(models, parts, strict=True):
            design = model.design(again)
            _, gradient, _ = model.run(design, part.theta, Buffers.none(part.theta.size))
            row += gradient.tolist()
        found.append(row)
    return np.array(found), np.array(sizes)


def assert_centred(found: np.ndarray) -> None:
    """Scores have mean 0 if records come from the model (t-test, all coefficients)."""
    count, p = found.shape
    z = found.mean(axis=0) / (found.std(axis=0, ddof=1) / math.sqrt(count))
    limit = t.isf(ALARM / (2 * p), count - 1)
    assert (np.abs(z) < limit).all(), z


def given(seed: int, **changes: Any) -> dict[str, Any]:
    record = random_record(seed)
    record.end = 14.0
    for name, value in changes.items():
        setattr(record, name, value)
    return record.given()


@pytest.mark.parametrize("name", list(TIMED))
def test_timed_records_have_scores_of_mean_nought(name: str) -> None:
    model = rem.RelationalEventModel([rem.Intercept(), *TIMED[name]], timing="timed")
    found, sizes = scores((model,), given(5, start=0.5))
    assert sizes.mean() > 5
    assert_centred(found)


@pytest.mark.parametrize("name", ["counts", "shares", "others", "shifts"])
def test_ordered_records_have_scores_of_mean_nought(name: str) -> None:
    found, sizes = scores((rem.RelationalEventModel(TIMED[name]),), given(6))
    assert set(sizes) == {14}
    assert_centred(found)


def test_rate_and_choice_have_scores_of_mean_nought() -> None:
    rate = rem.DynamRateModel(
        [rem.Intercept(), rem.SenderIndegree(**COUNT), rem.Ego("size")], timing="timed"
    )
    choice = rem.DynamChoiceModel([rem.Inertia(), rem.Reciprocity(half_life=2.0), rem.Tie("ties")])
    found, _ = scores((rate, choice), given(8, start=0.5, allowed=everybody(5)))
    assert_centred(found)


def test_coordination_has_scores_of_mean_nought() -> None:
    record = random_record(8)
    record.allowed |= {(j, i) for i, j in record.allowed}
    found, _ = scores(
        (rem.DynamCoordinationModel([rem.Inertia(), rem.Alter("size")]),), record.given()
    )
    assert_centred(found)


def test_choice_plays_with_the_senders_of_the_record() -> None:
    model = rem.DynamChoiceModel([rem.Inertia(), rem.Alter("size")])
    found, _ = scores((model,), given(8))
    assert_centred(found)
    data = {"time": [1, 2, 3, 4, 5, 6, 7, 8], "sender": list("AABCABCB"),
            "receiver": list("BCABCABA")}  # fmt: skip
    model = rem.DynamChoiceModel([rem.Inertia()]).fit(data)
    played = model.simulate(again=True, seed=3)
    assert played["sender"].to_list() == data["sender"]
    assert played["time"].to_list() == data["time"]


def test_days_do_not_see_what_happens_on_them() -> None:
    """Dates: several events a day, scores of mean nought under the likelihood of days."""
    day = dt.date(2020, 1, 1)
    rows = [(day + dt.timedelta(days=k // 2), k % 4, (k + 1) % 4) for k in range(20)]
    events = pl.DataFrame(rows, ["time", "sender", "receiver"], orient="row")
    effects = [rem.Intercept(), rem.ParticipationShift("AB-BA")]
    model = rem.RelationalEventModel(effects, timing="timed")
    end = dt.date(2020, 1, 20)
    found, sizes = scores(
        (model,),
        {"events": events, "start": dt.date(2019, 12, 31), "end": end},
        intercept=-1.0,
        theta=1.0,
    )
    assert sizes.mean() > 60
    assert_centred(found)


def everybody(n: int) -> set[tuple[int, int]]:
    return {(i, j) for i in range(n) for j in range(n) if i != j}


@pytest.mark.parametrize("kind", ["timed", "ordered", "dynam", "coordination"])
def test_the_next_event_comes_as_predicted(kind: str) -> None:
    """Pearson's χ² of many first events against `predict`."""
    data = drawn(4, n=4, events=40)
    model: Any
    if kind == "timed":
        model = rem.RelationalEventModel([rem.Intercept(), rem.Inertia()], timing="timed")
    elif kind == "ordered":
        model = rem.RelationalEventModel([rem.Inertia(**COUNT), rem.ParticipationShift("AB-BA")])
    elif kind == "dynam":
        rate = rem.DynamRateModel([rem.SenderOutdegree(**COUNT)])
        model = rem.DynamModel(rate, rem.DynamChoiceModel([rem.Inertia(**COUNT)]))
    else:
        model = rem.DynamCoordinationModel([rem.Inertia(**COUNT)])
    model.fit(data)
    expected = model.predict()
    assert math.isclose(expected["probability"].sum(), 1.0, rel_tol=1e-12)
    simulations = size(1000, 2000)
    played = model.simulate(1, simulations=simulations, seed=5)
    counts = played.group_by("sender", "receiver").len()
    both = expected.join(counts, on=["sender", "receiver"], how="full", coalesce=True).fill_null(0)
    assert both.height == expected.height  # nothing that was not predicted
    mean = both["probability"].to_numpy() * simulations
    off = float(((both["len"].to_numpy() - mean) ** 2 / mean).sum())
    assert mean.min() > 5
    assert chi2.sf(off, both.height - 1) > ALARM
