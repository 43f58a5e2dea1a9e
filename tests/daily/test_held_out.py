"""One day ahead on days that were not fitted, beside the figures of DESIGN.md."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from detente.daily import (
    Baseline,
    DailyModel,
    Inertia,
    JointMemory,
    OtherClasses,
    ReceiverActivity,
    Reciprocity,
    SenderActivity,
    Weekend,
)
from tests.forms import only_whole

FILE = Path(__file__).parents[2].parent / "shared" / "data" / "events" / "icews-2014.parquet"
TEST = dt.date(2014, 10, 1)


@only_whole
@pytest.mark.skipif(not FILE.exists(), reason="../shared is not there")
@pytest.mark.parametrize(("prior_acts", "bound"), [(1.0, 0.0438), (0.1, 0.0434)])
def test_log_loss_of_the_last_quarter(prior_acts: float, bound: float) -> None:
    """An exponentially weighted mean has .04387, the best regression .04315.

    The fit begins in March, when the memories of 60 days have filled. c = 1 is the default;
    c = 0.1 is what a fit to June and a score of July to September would choose.
    """
    acts = pl.read_parquet(FILE).filter(
        pl.col("quad").is_not_null() & (pl.col("source_state") != pl.col("target_state"))
    )
    acts = acts.with_columns(
        (pl.col("cameo").str.starts_with("04") | (pl.col("cameo") == "057")).alias("joint")
    )
    train = acts.filter(pl.col("date") < TEST)
    rows = pl.concat([train["source_state"], train["target_state"]]).value_counts(name="rows")
    busy = rows.sort("rows", "source_state", descending=[True, False])["source_state"].head(20)
    every = (1.0, 7.0, 60.0)
    model = DailyModel(
        [
            Baseline(), Inertia(), OtherClasses(), Reciprocity(), JointMemory(),
            SenderActivity(every), ReceiverActivity(every), Weekend(),
        ],
        half_lives=every, by_class=False, prior_acts=prior_acts,
    )  # fmt: skip
    model.fit(
        train, actors=busy.to_list(), first=dt.date(2014, 3, 1), last=TEST - dt.timedelta(days=1)
    )
    score = model.score(acts, first=TEST, last=dt.date(2014, 12, 31))
    assert (score.cells, score.acts) == (1520 * 92, 2092)
    assert 0.0425 < score.log_loss < bound
    by_effect = {
        (effect, label): z
        for effect, label, z in model.summary.select("effect", "class", "z").rows()
    }
    assert by_effect["inertia 1 d", "all"] > 10
    assert by_effect["weekend", "all"] < -10
