"""A record that cannot tell a coefficient: the message names it and says what to do."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest

from detente.daily import (
    Baseline,
    CollinearError,
    ConvergenceError,
    DailyModel,
    DateCovariate,
    DyadCovariate,
    EstimationError,
    EstimationWarning,
    Inertia,
    SenderActivity,
    SeparatedError,
    Weekend,
)
from detente.errors import InputError
from tests.daily.small import ACTORS, CLOSE, FIRST, acts, frame

MANY = acts(200, rate=0.1, quiet=2)


def dyads(*rows: tuple[str, str, float]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=["source", "target", "value"], orient="row")


QUIET = dyads(("E", "F", 1.0), ("F", "E", 1.0))
"""The two actors that never act on each other."""


@pytest.mark.parametrize("grouped", [True, False])
def test_a_covariate_that_never_sees_an_act(grouped: bool) -> None:
    model = DailyModel([Inertia((7,)), DyadCovariate("quiet", QUIET)], by_class=False)
    with pytest.raises(
        SeparatedError, match=r"separated: 'quiet \[all\]'.*give it a prior"
    ) as error:
        model.fit(MANY, actors=ACTORS, grouped=grouped)
    assert error.value.effects == ("quiet [all]", "quiet [joint]")


def test_a_prior_holds_what_is_separated() -> None:
    quiet = DyadCovariate("quiet", QUIET, prior=(0.0, 1.0))
    model = DailyModel([Inertia((7,)), quiet], by_class=False)
    with pytest.warns(EstimationWarning, match=r"'quiet \[all\]'.*only the prior") as told:
        model.fit(MANY, actors=ACTORS)
    assert told[0].filename == __file__
    row = model.summary.filter(pl.col("effect") == "quiet").row(0, named=True)
    assert row["coefficient"] < -0.5
    assert row["se"] <= 1.0
    assert (row["prior_mean"], row["prior_sd"]) == (0.0, 1.0)


def test_a_covariate_that_always_sees_an_act() -> None:
    rows = [(t, i, j, 1, False) for t in (30, 60) for i in ACTORS for j in ACTORS if i != j]
    days = {FIRST + dt.timedelta(days=t): 1.0 for t in (30, 60)}
    some = pl.concat([MANY.filter(~pl.col("joint"), pl.col("class") == 1), frame(rows)])
    model = DailyModel([Baseline(), DateCovariate("alarm", days)])
    with pytest.raises(SeparatedError, match=r"separated: 'alarm \[1\]'"):
        model.fit(some, actors=ACTORS)


def test_two_names_for_one_thing() -> None:
    twice = DyadCovariate("near", CLOSE.with_columns(pl.col("value") * 2))
    model = DailyModel([Baseline(), DyadCovariate("close", CLOSE), twice], by_class=False)
    with pytest.raises(CollinearError, match="collinear: ") as error:
        model.fit(MANY, actors=ACTORS)
    assert {name.split(" [")[0] for name in error.value.effects} == {"close", "near"}


def test_a_constant_is_the_intercept_again() -> None:
    every = dyads(*[(i, j, 3.0) for i in ACTORS for j in ACTORS if i != j])
    with pytest.raises(CollinearError, match="collinear") as error:
        DailyModel([DyadCovariate("every", every)]).fit(MANY, actors=ACTORS)
    assert {name.split(" [")[0] for name in error.value.effects} == {"every", "intercept"}


def test_zero_everywhere() -> None:
    nothing = dyads(("A", "B", 0.0))
    with pytest.raises(CollinearError, match=r"'nothing \[1\]'.* is zero wherever"):
        DailyModel([DyadCovariate("nothing", nothing)]).fit(MANY, actors=ACTORS)


def test_too_few_acts() -> None:
    few = MANY.filter(~pl.col("joint"), pl.col("class") == 1)
    with pytest.raises(EstimationError, match="class 1: 3 acts for 4 coefficients without a prior"):
        DailyModel([Inertia()]).fit(few.gather([0, 100, 200]), actors=ACTORS)
    with pytest.warns(EstimationWarning, match="class 1: only 12 acts"):
        DailyModel([Weekend()]).fit(few.gather_every(30).head(12), actors=ACTORS)


def test_no_act_of_a_class_in_the_span() -> None:
    rows = [(0, "A", "B", 4, False)]
    with pytest.raises(EstimationError, match="class 4: no act in the days of the fit"):
        DailyModel([Weekend()]).fit(
            pl.concat([MANY, frame(rows)]).filter(
                (pl.col("class") != 4) | (pl.col("date") == FIRST)
            ),
            actors=ACTORS,
            first=FIRST + dt.timedelta(days=3),
        )


def test_too_few_passes() -> None:
    with pytest.raises(ConvergenceError, match=r"no maximum after 1 passes.*allow more passes"):
        DailyModel([Inertia((7,)), SenderActivity()]).fit(MANY, actors=ACTORS, most_passes=1)


@pytest.mark.parametrize(
    ("effects", "options", "message"),
    [
        ([Inertia((7, 7))], {}, "'inertia 7 d' is there twice"),
        ([Inertia((0,))], {}, "half-lives: 0 is not a positive number of days"),
        ([Inertia(prior=(0.0, -1.0))], {}, "no normal law"),
        (["inertia"], {}, "'inertia' is no effect"),
        ([], {"prior_acts": 0.0}, "prior_acts: 0.0 is not a positive number"),
        ([DyadCovariate("d", CLOSE.drop("target"))], {}, "no column 'target'"),
        ([DyadCovariate("d", dyads(("A", "B", float("nan"))))], {}, "A → B has no finite value"),
    ],
)  # fmt: skip
def test_models_that_cannot_be_used(effects: Any, options: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        DailyModel(effects, **options).fit(MANY, actors=ACTORS)


def test_before_the_fit() -> None:
    with pytest.raises(InputError, match=r"not fitted yet; call .fit\(acts\) first"):
        DailyModel([]).summary  # noqa: B018
