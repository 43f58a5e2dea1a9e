"""How a scenario states its rates."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

from detente.baseline.coefficients import draw_values
from detente.errors import ScenarioError
from detente.numerics.counts import pooled, posterior
from detente.planes.rate import HIGHEST, Rate, counted
from tests.effects.toy import TOY
from tests.engine.worlds import Change, altered, toy
from tests.scenario.mutated import Raw, by_id

UNTIL = dt.date(2024, 11, 18)
COUNT = {"events": 4, "days": 1004, "until": UNTIL, "reference": "counted by hand"}


def stated(rate: Raw) -> Change:
    def change(raw: Raw) -> None:
        by_id(raw["processes"], "call")["rate"] = rate

    return change


def rate_of(rate: Raw) -> Rate:
    return next(p.rate for p in toy(stated(rate)).processes if p.id == "call")


def test_a_count_gives_the_mean_and_the_spread() -> None:
    rate = rate_of(COUNT)
    law = posterior(4, 1004)
    assert rate.per_year == pytest.approx(365.25 * 4.5 / 1004, rel=1e-3)
    assert rate.shape == pytest.approx(law.shape, rel=1e-5)
    assert rate.basis == "record"
    assert rate.reference == "on 4 of 1,004 days up to 2024-11-18: counted by hand"


def test_several_periods_are_pooled() -> None:
    earlier = COUNT | {"events": 12, "days": 365, "until": dt.date(2021, 12, 31)}
    rate = rate_of({"observed": [COUNT, earlier]})
    assert rate.shape == pytest.approx(pooled([(4, 1004), (12, 365)]).shape, rel=1e-5)
    assert rate.reference.count("counted by hand") == 2


@pytest.mark.parametrize("events", [0, 1, 4, 60])
def test_draws_of_a_count_follow_its_gamma_law(events: int) -> None:
    """By their quantiles, also where nothing was seen and the law is far from normal."""
    draw = counted([(events, 1004)], "a test").draw("rate:x")
    law = posterior(events, 1004)
    hazard = np.exp(draw_values(draw, 7, np.arange(20_000)))
    test = stats.kstest(hazard, stats.gamma(law.shape, scale=law.mean / law.shape).cdf)
    assert test.pvalue > 1e-4
    assert hazard.mean() == pytest.approx(law.mean, rel=5 / math.sqrt(20_000 * law.shape))


@pytest.mark.parametrize("sd", [0.2, 1.0])
def test_the_mean_of_a_judged_spread_is_the_rate(sd: float) -> None:
    """And not its median, which at an sd of 1 would lie 39 % lower."""
    rate = rate_of({"per_year": 20.0, "sd": sd, "basis": "judgement", "reference": "a test"})
    hazard = np.exp(draw_values(rate.draw("rate:x"), 3, np.arange(100_000)))
    error = math.sqrt(math.expm1(sd**2) / 100_000)
    assert hazard.mean() == pytest.approx(-math.log1p(-20 / 365.25), rel=5 * error)
    assert np.log(hazard).std() == pytest.approx(sd, rel=0.02)


def test_every_day_is_the_highest_rate() -> None:
    assert counted([(400, 400)], "a test").per_year == HIGHEST


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (COUNT | {"events": -1}, "rate.events ('call'): give 0 or more"),
        (COUNT | {"events": 1005}, "rate ('call'): 1005 events in 1004 days are too many"),
        (COUNT | {"days": 0}, "rate.days ('call'): give 1 or more"),
        (COUNT | {"days": -3}, "rate.days ('call'): "),
        (COUNT | {"events": 4.5}, "rate.events ('call'): "),
        (COUNT | {"until": dt.date(2024, 11, 19)}, "until 2024-11-19 is after as_of 2024-11-18"),
        (COUNT | {"per_year": 2.0}, "state what was counted"),
        ({"events": 4, "until": UNTIL, "reference": "x"}, "rate.days ('call'): this key is"),
        ({"observed": []}, "rate.observed ('call'): "),
        (
            {"observed": [COUNT, COUNT | {"days": 2}]},
            "rate.observed[2] ('call'): 4 events in 2 days are too many",
        ),
        ({"observed": [COUNT, COUNT]}, "rate ('call'): observed[2] stands there before"),
        ({"observed": [COUNT], "sd": 0.3}, "state what was counted"),
        (COUNT | {"event": 3}, "rate.event ('call'): unknown key"),
        (COUNT | {"holds": "never"}, "rate.holds ('call'): "),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_one_line(rate: Raw, words: str) -> None:
    with pytest.raises(ScenarioError) as error:
        altered(TOY, stated(rate))
    assert words in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("rate", [True, "often", [1, 2]])
def test_a_rate_that_is_no_table_is_told_what_one_is(rate: Any) -> None:
    with pytest.raises(ScenarioError, match=r"rate .*'call'.*: give a table: what was counted"):
        rate_of(rate)
