"""The model as users meet it: tables, chances, size, progress."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
import pytest

from detente.daily import Baseline, DailyModel, Inertia, JointMemory, Reciprocity, Weekend
from detente.daily.tell import size_line
from detente.errors import InputError
from detente.rem import daily
from tests.daily.small import ACTORS, FIRST, acts

MANY = acts(220, rate=0.1)
LAST = FIRST + dt.timedelta(days=199)


@pytest.fixture(scope="module")
def fitted() -> DailyModel:
    effects = [Baseline(), Inertia((7,)), Reciprocity((7,)), JointMemory((7,)), Weekend()]
    return DailyModel(effects).fit(MANY, actors=ACTORS, last=LAST)


def test_public_names_are_there_and_documented() -> None:
    assert sorted(daily.__all__) == dir(daily)
    for name in daily.__all__:
        assert getattr(daily, name).__doc__, name
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        daily.Nothing  # noqa: B018


def test_the_summary(fitted: DailyModel) -> None:
    table = fitted.summary
    assert table.columns[:6] == ["effect", "class", "coefficient", "se", "z", "p"]
    names = [f"{e} [{c}]" for e, c in table.select("effect", "class").iter_rows()]
    assert tuple(names) == fitted.names_
    assert set(table["class"]) == {"1", "3", "joint 1"}
    error = np.sqrt(np.diag(fitted.covariance_))
    np.testing.assert_allclose(table["se"], error)
    np.testing.assert_allclose(table["upper"] - table["lower"], 2 * 1.959964 * error, rtol=1e-6)
    np.testing.assert_allclose(table["z"], fitted.coef_ / error)
    prior = table.filter(pl.col("effect") == "baseline")
    assert prior["prior_sd"].to_list() == [0.5] * 3
    assert table["prior_sd"].null_count() == len(table) - 3
    # no directed reciprocity of joint acts
    assert table.filter(pl.col("class") == "joint 1")["effect"].to_list() == [
        "intercept", "baseline", "inertia 7 d", "weekend",
    ]  # fmt: skip


def test_shared_coefficients() -> None:
    model = DailyModel([Baseline(), Inertia((7,))], by_class=False).fit(MANY, actors=ACTORS)
    assert model.names_ == (
        "intercept [1]", "baseline [all]", "inertia 7 d [all]", "intercept [3]",
        "intercept [joint 1]", "baseline [joint]", "inertia 7 d [joint]",
    )  # fmt: skip


def test_usual_rates_are_stored(fitted: DailyModel) -> None:
    table = fitted.usual_rates_
    assert len(table) == 2 * 30 + 15
    assert (table["rate"] > 0).all()
    busy = table.filter(~pl.col("joint")).group_by("source").agg(pl.col("rate").mean())
    assert busy.sort("rate")["source"].to_list()[-1] == "A"


def test_chances_of_a_span_are_those_of_its_days(fitted: DailyModel) -> None:
    first, last = LAST + dt.timedelta(days=1), LAST + dt.timedelta(days=20)
    span = fitted.predict(MANY, first=first, last=last)
    assert span["date"].n_unique() == 20
    alone = fitted.predict(MANY.filter(pl.col("date") <= LAST))
    assert span.filter(pl.col("date") == first).equals(fitted.predict())
    assert alone.equals(fitted.predict())
    day = last - dt.timedelta(days=3)
    before = MANY.filter(pl.col("date") < day)
    again = fitted.predict(before, first=day, last=day)
    expected = span.filter(pl.col("date") == day)
    np.testing.assert_allclose(again["chance"], expected["chance"], rtol=1e-12)


def test_the_score_is_the_log_loss_of_the_chances(fitted: DailyModel) -> None:
    first, last = LAST + dt.timedelta(days=1), LAST + dt.timedelta(days=20)
    span = fitted.predict(MANY, first=first, last=last)
    turned = MANY.filter("joint").select(
        "date", pl.col("target").alias("source"), pl.col("source").alias("target"), "class", "joint"
    )
    told = {row[:4] for row in pl.concat([MANY, turned]).iter_rows()}
    loss, number = 0.0, 0
    for date, i, j, label, _, _, chance in span.iter_rows():
        y = (date, i, j, label) in told
        number += y
        loss -= np.log(chance if y else 1 - chance)
    score = fitted.score(MANY, first=first, last=last)
    assert (score.acts, score.cells) == (number, len(span))
    assert score.log_loss == pytest.approx(loss / len(span), rel=1e-9)


def test_missing_days_are_not_scored(fitted: DailyModel) -> None:
    first = LAST + dt.timedelta(days=1)
    alone = fitted.score(MANY, first=first, last=first)
    both = fitted.score(MANY, first=first, last=first + dt.timedelta(days=1))
    assert both.cells == 2 * alone.cells
    less = fitted.score(
        MANY,
        first=first,
        last=first + dt.timedelta(days=1),
        missing=[first + dt.timedelta(days=1)],
    )
    assert less == alone


@pytest.mark.parametrize(
    ("first", "last"), [(dt.date(2019, 1, 1), LAST), (LAST, dt.date(2030, 1, 1)), (LAST, FIRST)]
)
def test_days_that_cannot_be_predicted(fitted: DailyModel, first: dt.date, last: dt.date) -> None:
    with pytest.raises(InputError, match="do not lie within the record"):
        fitted.predict(first=first, last=last)


def test_the_size_is_told_before_the_start(capsys: pytest.CaptureFixture[str]) -> None:
    model = DailyModel([Baseline(), Inertia((7,))])
    size = model.size(MANY, actors=ACTORS)
    assert size.cells == (2 * 30 + 15) * 220
    assert size.pairs == 15
    assert size.ever_active_pairs == 14
    lines: list[str] = []
    model.fit(MANY, actors=ACTORS, progress=lines.append)
    assert lines[0] == size_line(size)
    assert lines[0].startswith("16,500 cell-days; 14 of 15 pairs")
    assert len(lines) == 1 + len(model.steps_)
    assert "Whole: log-likelihood" in lines[-1]
    model.fit(MANY, actors=ACTORS, progress=True)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines()[0] == size_line(size)


def test_what_does_not_fit_into_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import psutil

    class Full:
        available = 1000

    monkeypatch.setattr(psutil, "virtual_memory", Full)
    with pytest.raises(InputError, match=r"takes about .* of memory and 0 bytes are free"):
        DailyModel([Inertia()]).fit(MANY, actors=ACTORS)
