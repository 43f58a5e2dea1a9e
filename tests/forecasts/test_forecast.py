"""Forecasts hold what the ensemble answers, number for number."""

from __future__ import annotations

import numpy as np
import pytest

from detente.errors import OutcomeError
from detente.forecasts.document import document
from detente.forecasts.drawn import drawn, values
from detente.forecasts.forecast import forecast, forecasts
from tests.forecasts.asked import curve, played


def test_an_outcome_is_its_curve_and_its_chance() -> None:
    ensemble = played()
    for outcome in ("calls", "many-aids", "never"):
        found = forecast(ensemble, outcome)
        assert found.kind == "date"
        assert found.probability == ensemble.probability(outcome)
        assert (found.low, found.high) == ensemble.estimate(outcome).interval
        days = np.arange(found.days + 1.0)
        assert np.array_equal(found.up_to(days), curve(ensemble, outcome))
        middle = found.quantile(0.5)
        median = ensemble.median_date(outcome)
        assert (None if middle is None else found.date_of(middle)) == median
    assert forecast(ensemble, "calls").quantile(0.5) is not None
    assert forecast(ensemble, "never").probability == 0.0


def test_one_that_asks_of_the_whole_window_has_no_date() -> None:
    found = forecast(played(), "quiet")
    assert found.single
    assert found.points == (float(found.days),)
    assert not forecast(played(), "calls").single


def test_what_is_given_counts_the_futures_that_see_it() -> None:
    ensemble = played()
    aids, calls = ensemble.happened("many-aids"), ensemble.happened("calls")
    found = forecast(ensemble, "calls-if-aid|many-aids")
    assert found.paths == aids.sum()
    assert found.probability == calls[aids].mean()
    assert (found.given, found.given_title) == ("many-aids", "It is many-aids")
    unless = forecast(ensemble, "unless|condition")
    assert unless.paths == (~aids).sum()
    assert unless.given == "given:unless"
    assert "aid" in unless.given_title
    assert forecast(ensemble, "unless").paths == ensemble.paths


def test_amounts_are_their_values() -> None:
    ensemble = played()
    for name, kind in (("measures", "number"), ("all-calls", "whole")):
        found = forecast(ensemble, name)
        held = ensemble.amount_values(name)
        assert found.kind == kind
        assert np.average(found.values, weights=found.counts) == pytest.approx(held.mean())
        assert found.up_to(np.array([held[0]]))[0] == (held <= held[0]).mean()
        assert found.quantile(0.5) == np.quantile(held, 0.5, method="inverted_cdf")
    which = forecast(ensemble, "which")
    assert which.points == ("in-force", "breached", "over")
    chances = {each.value: each.probability for each in ensemble.value_chances("which")}
    assert dict(zip(which.points, which.shares.tolist(), strict=True)) == chances


def test_an_amount_upon_an_outcome_is_given_it() -> None:
    ensemble = played()
    found = forecast(ensemble, "upon-calls|calls")
    assert found.paths == ensemble.happened("calls").sum()
    assert "upon-never|never" not in forecasts(ensemble).names


def test_an_unknown_one_is_refused_with_the_nearest() -> None:
    with pytest.raises(OutcomeError, match="did you mean 'calls'"):
        forecast(played(), "cals")


def test_the_document_holds_them_all() -> None:
    ensemble = played()
    found = document(ensemble, forecasts(ensemble))
    assert found["format"] == "detente-forecasts"
    assert [each["name"] for each in found["forecasts"]] == list(forecasts(ensemble).names)


def test_draws_are_spread_evenly_and_are_the_futures_themselves() -> None:
    ensemble = played()
    assert drawn(400, 400).tolist() == list(range(400))
    assert drawn(400, 100).tolist() == list(range(0, 400, 4))
    assert drawn(3, 100).tolist() == [0, 1, 2]
    found = values(ensemble, forecast(ensemble, "calls"))
    assert np.array_equal(np.isfinite(found), ensemble.happened("calls"))
    came = found[np.isfinite(found)]
    assert np.array_equal(came, ensemble.waiting("calls")[ensemble.happened("calls")])
