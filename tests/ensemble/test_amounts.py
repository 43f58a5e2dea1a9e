"""Amounts: counted in the acts of the same futures, and against their laws."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from scipy.stats import binom

from detente.ensemble.amount import moments, value_chances
from detente.ensemble.document import document
from detente.ensemble.ensemble import Ensemble
from detente.errors import OutcomeError
from tests.engine.worlds import day_of
from tests.ensemble.asked import DAYS, PATHS, acts, amount, cached, condition, days_of, world

SINCE, ON = dt.date(2024, 12, 10), dt.date(2025, 1, 15)


@cached
def played() -> Ensemble:
    return world(
        condition("call-2", {"on": ["call"], "at_least": 2}),
        amount("aids", acts=["aid"]),
        amount("recorded", acts=["aid"], since=dt.date(2024, 10, 1)),
        amount("later", acts=["aid", "call"], since=SINCE, on=ON),
        amount("rounds", acts=["aid"], upon="call-2"),
        amount("days", days={"on": ["aid"], "within": 5}),
        amount("single-days", days={"on": ["aid"], "within": 1}),
        amount("days-since", days={"on": ["aid"], "within": 5}, since=SINCE, on=ON),
        amount("by-class", acts={"act": "CONSULT", "by": "RUS>USA"}),
        amount("lately", acts={"on": ["aid"], "within": 20}, on=ON),
        amount("parties", acts={"on": ["aid", "call", "sanction"], "distinct": "source"}),
        amount("weighed", acts={"on": ["aid", "call"], "weights": {"RUS": 2.5}}),
        amount("index", index=["USA", "RUS"]),
    )


def test_acts_and_days_are_those_counted_in_the_futures() -> None:
    ensemble = played()
    done = acts(ensemble)
    aid, call = done["aid"], done["call"]
    assert np.array_equal(ensemble.amount_values("aids"), aid.sum(axis=1))
    ready = ensemble.truth[:, 0]
    assert np.array_equal(ensemble.amount_values("recorded"), aid.sum(axis=1) + 1 + ready)
    first, last = day_of(SINCE), day_of(ON)
    both = aid[:, first : last + 1].sum(axis=1) + call[:, first : last + 1].sum(axis=1)
    assert np.array_equal(ensemble.amount_values("later"), both)


def test_days_are_those_of_the_play_alone() -> None:
    """The record's days of the same acts are none of them."""
    ensemble = played()
    assert any(act.act.type == "AID" for act in ensemble.scenario.record.acts)
    single = acts(ensemble)["aid"].sum(axis=1)
    assert np.array_equal(ensemble.amount_values("single-days"), single)


def test_acts_of_a_class_lately_parties_and_weights() -> None:
    ensemble = played()
    done = acts(ensemble)
    aid, call, sanction = done["aid"], done["call"], done["sanction"]
    assert np.array_equal(ensemble.amount_values("by-class"), call.sum(axis=1))
    day = day_of(ON)
    assert np.array_equal(ensemble.amount_values("lately"), aid[:, day - 19 : day + 1].sum(axis=1))
    parties = (aid | sanction).any(axis=1).astype(int) + call.any(axis=1)
    assert np.array_equal(ensemble.amount_values("parties"), parties)
    assert ensemble.amount("parties").unit == "parties"
    weights = aid.sum(axis=1) + 2.5 * call.sum(axis=1)
    assert ensemble.amount_values("weighed") == pytest.approx(weights)
    assert not ensemble.value_chances("weighed")


def test_upon_an_outcome_it_is_asked_on_the_evening_of_its_first_day() -> None:
    ensemble = played()
    day, aid = days_of(ensemble, "call-2"), acts(ensemble)["aid"]
    counted = np.where(day < 0, np.nan, np.cumsum(aid, axis=1)[np.arange(PATHS), day])
    assert np.isnan(counted).any()
    assert np.array_equal(ensemble.amount_values("rounds"), counted, equal_nan=True)
    found = ensemble.amount("rounds")
    assert (found.on, found.upon) == (None, "call-2")
    assert found.share == ensemble.probability("call-2")
    assert found.mean == pytest.approx(np.nanmean(counted))


def test_days_of_a_condition() -> None:
    ensemble = played()
    aid = acts(ensemble)["aid"]
    past = np.zeros((PATHS, 20), dtype=bool)
    past[:, 20 + day_of(dt.date(2024, 11, 10))] = ensemble.truth[:, 0] == 1
    total = np.cumsum(np.concatenate([past, aid], axis=1), axis=1)
    held = (total[:, 20:] - total[:, 15:-5]) > 0
    assert np.array_equal(ensemble.amount_values("days"), held.sum(axis=1))
    first, last = day_of(SINCE), day_of(ON)
    since = held[:, first : last + 1].sum(axis=1)
    assert np.array_equal(ensemble.amount_values("days-since"), since)


def test_an_index_is_that_of_the_last_evening() -> None:
    """The evening's acts have moved it: it is not the morning's, but near it."""
    ensemble = played()
    morning = ensemble.last[:, ensemble.scenario.watched()["index:RUS~USA"]]
    evening = ensemble.amount_values("index")
    acted = sum(acts(ensemble)[name][:, -1] for name in ("call", "sanction")) > 0
    moved = np.abs(evening - morning)
    assert moved[acted].min() > moved[~acted].max()


def test_the_law_of_a_count() -> None:
    """Binomial: the mean to five of its errors, and chances of values to five of theirs."""
    ensemble = played()
    p = 60 / 365.25
    found = ensemble.amount("aids")
    assert found.mean is not None
    assert found.monte_carlo_error is not None
    assert abs(found.mean - DAYS * p) < 5.0 * found.monte_carlo_error
    assert found.monte_carlo_error == pytest.approx(binom.std(DAYS, p) / np.sqrt(PATHS), rel=0.3)
    assert (found.quantile_10, found.median, found.quantile_90) == pytest.approx(
        binom.ppf([0.1, 0.5, 0.9], DAYS, p), abs=1.0
    )
    chances = ensemble.value_chances("aids")
    assert sum(each.probability for each in chances) == pytest.approx(1.0)
    for each in chances:
        law = binom.pmf(int(each.value), DAYS, p)
        assert abs(each.probability - law) < 5.0 * np.sqrt(law / PATHS) + 1e-12
    assert not ensemble.value_chances("index")


def test_frames_documents_and_names() -> None:
    ensemble = played()
    frame = ensemble.amounts.to_polars()
    assert frame["amount"].to_list()[0] == "aids"
    assert ensemble.to_polars()["rounds"].null_count() > 0
    told = {each["id"]: each for each in document(ensemble)["amounts"]}
    assert told["rounds"]["upon"] == "call-2"
    assert told["later"]["on"] == "2025-01-15"
    assert told["aids"]["mean"] == ensemble.amount("aids").mean
    assert told["index"]["values"] == []
    with pytest.raises(OutcomeError, match="'aids' is an amount"):
        ensemble.probability("aids")
    with pytest.raises(OutcomeError, match=r"no amount 'aid'.*'aids'"):
        ensemble.amount("aid")


def test_the_interval_of_a_mean_stays_where_the_amount_can_be() -> None:
    rng = np.random.default_rng(1)
    parameters = np.repeat(np.arange(20), 10)
    values = rng.exponential(np.exp(rng.normal(0.0, 2.0, 20))[parameters])
    free, bound = moments(values, parameters), moments(values, parameters, (0.0, 1.0))
    assert free.low is not None
    assert free.low < 0.0
    assert (bound.low, bound.high) == (0.0, 1.0)
    assert (bound.mean, bound.monte_carlo_error) == (free.mean, free.monte_carlo_error)


def test_where_it_is_never_asked() -> None:
    found = moments(np.array([]), np.array([], dtype=np.int64))
    assert found.mean is None
    assert value_chances(np.array([]), ("a", "b"), np.array([], dtype=np.int64)) == []


def test_values_of_a_state_that_never_come_have_no_chance() -> None:
    values = np.array([0.0, 2.0, 2.0, 0.0])
    found = value_chances(values, ("a", "b", "c"), np.arange(4))
    assert [(each.value, each.probability) for each in found] == [
        ("a", 0.5),
        ("b", 0.0),
        ("c", 0.5),
    ]
