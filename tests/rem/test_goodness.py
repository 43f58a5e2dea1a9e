"""Goodness of fit: statistics by hand, p-values that hold, misfits that are found."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy.stats import binom

from detente import rem
from detente.errors import InputError
from detente.rem.goodness.distance import distance_p
from detente.rem.goodness.recall import wilson
from detente.rem.goodness.selection import duration_text
from detente.rem.goodness.sequence import EventSequence
from detente.rem.goodness.statistics import (
    DegreeDistribution,
    DyadCensus,
    InterEventTimes,
    ReciprocityShares,
    RelationIndex,
)
from tests.forms import size
from tests.rem.made import drawn
from tests.report.vega_lite import assert_vega_lite

COUNT: dict[str, Any] = {"weighted": True, "transform": "log1p"}


def record(directed: bool = True) -> EventSequence:
    """Acts 0→1 at 1, 1→0 at 2, 0→1 at 4, 2→3 at 5, 0→2 at 9; five actors."""
    return EventSequence(
        5,
        directed,
        np.array([1.0, 2.0, 4.0, 5.0, 9.0]),
        np.array([0, 1, 0, 2, 0]),
        np.array([1, 0, 1, 3, 2]),
        np.array([2.0, -4.0, 1.0, np.nan, 3.0]),
    )


def test_degrees() -> None:
    sent = DegreeDistribution(record(), "sender", partners=False)
    assert sent.at == ("0", "1", "2", "3+")
    assert sent.of(record()).tolist() == [2, 2, 0, 1]
    assert DegreeDistribution(record(), "receiver", partners=False).of(record()).tolist() == [
        1,
        3,
        1,
    ]
    assert DegreeDistribution(record(), "sender", partners=True).of(record()).tolist() == [2, 2, 1]
    either = DegreeDistribution(record(False), "either", partners=True)
    assert either.key == "partners of actors"
    assert either.of(record(False)).tolist() == [1, 2, 2]  # 0: 1 and 2; 1: 0; 2: 0 and 3; 3: 2


def test_bins_of_many_degrees_cover_all() -> None:
    rng = np.random.default_rng(0)
    sender, shift = rng.integers(0, 30, 4000), rng.integers(1, 30, 4000)
    large = EventSequence(
        30, True, np.arange(4000.0), sender, (sender + shift) % 30, np.zeros(4000)
    )
    found = DegreeDistribution(large, "sender", partners=False)
    assert found.of(large).sum() == 30
    assert 4 < len(found.at) <= 9
    assert found.at[0].startswith("0–")  # type: ignore[union-attr]
    assert found.at[-1].endswith("+")  # type: ignore[union-attr]


def test_dyad_census() -> None:
    census = DyadCensus(record())
    assert dict(zip(census.at, census.of(record()), strict=True)) == {
        "mutual": 1,
        "one-sided": 2,
        "none": 7,
    }
    census = DyadCensus(record(False))
    assert census.of(record(False)).tolist() == [3, 7]


def test_reciprocity() -> None:
    # ties 0→1, 1→0, 2→3, 0→2; acts on who had acted before: at 2 and 4; both turn the last around
    assert ReciprocityShares().of(record()).tolist() == [2 / 4, 2 / 5, 2 / 5]


def test_gaps() -> None:
    every = InterEventTimes(record(), same_pair=False, shown=lambda d: f"{d:g}")
    gaps = np.array([1.0, 2.0, 1.0, 4.0])
    shares = [(gaps <= cut * (1 + 1e-9)).mean() for cut in every._cuts]
    assert every.of(record()).tolist() == shares
    assert every.at[0] == "≤ 1"
    same = InterEventTimes(record(), same_pair=True, shown=lambda d: f"{d:g}")
    assert same.of(record()).tolist() == [1.0]  # 0→1 at 1 and at 4
    assert same.at == ("≤ 3",)


def test_relation_index() -> None:
    times = np.array([0.5, 4.0])
    earlier = EventSequence(5, True, np.array([0.0]), np.array([1]), np.array([0]), np.array([6.0]))
    index = RelationIndex("i", (0, 1), earlier, times, half_life=2.0, prior=5.0, usual=1.0)
    weights = [2**-2.0, 2**-1.5, 2**-1.0, 1.0]
    tone = [6.0, 2.0, -4.0, 1.0]
    expected = (np.dot(weights, tone) + 5.0) / (sum(weights) + 5.0)
    first = (2**-0.25 * 6.0 + 5.0) / (2**-0.25 + 5.0)
    np.testing.assert_allclose(index.of(record()), [first, expected], rtol=1e-14)


def test_p_is_uniform_where_the_record_is_one_of_them() -> None:
    """Exchangeable records: P(p ≤ k/(n+1)) = k/(n+1); a false alarm once in 1e6."""
    rng = np.random.default_rng(1)
    mix = rng.normal(size=(6, 6))
    low = sum(
        distance_p(*(lambda x: (x[0], x[1:]))(rng.normal(size=(20, 6)) @ mix)) <= 0.25
        for _ in range(1000)
    )
    assert 1e-6 / 2 < binom.cdf(low, 1000, 0.25) < 1 - 1e-6 / 2


def test_p_of_few_records_with_many_values() -> None:
    """Nine records of 25 values: one that is far off everywhere is seen all the same."""
    rng = np.random.default_rng(2)
    assert distance_p(np.full(25, 8.0), rng.normal(size=(9, 25))) == 1 / 10


def test_p_of_what_never_varies() -> None:
    flat = np.tile([3.0, 1.0], (99, 1))
    assert distance_p(np.array([3.0, 1.0]), flat) == 1.0
    assert distance_p(np.array([3.0, 2.0]), flat) == 1 / 100


@pytest.fixture(scope="module")
def fitted() -> rem.RelationalEventModel:
    effects = [rem.Intercept(), rem.Inertia(**COUNT), rem.Reciprocity()]
    return rem.RelationalEventModel(effects, timing="timed").fit(drawn(1, events=300))


def test_a_model_that_holds_fits(fitted: rem.RelationalEventModel) -> None:
    simulations = size(39, 99)
    found = rem.goodness_of_fit(fitted, simulations=simulations, seed=2)
    assert found.summary["p"].min() > 1 / (simulations + 1)  # type: ignore[operator]
    assert found.summary["inside90"].mean() > 0.7  # type: ignore[operator]
    assert abs(found.simulated_events.mean() - found.events) < 4 * math.sqrt(2 * 300 / simulations)
    again = rem.goodness_of_fit(fitted, simulations=simulations, seed=2)
    assert again.table.equals(found.table)
    assert not rem.goodness_of_fit(fitted, simulations=simulations, seed=3).table.equals(
        found.table
    )


def test_what_a_model_leaves_out_is_found() -> None:
    """The record repeats itself; a model without inertia does not."""
    data = drawn(1, events=300, inertia=1.0)
    bare = rem.RelationalEventModel([rem.Intercept(), rem.Reciprocity()], timing="timed").fit(data)
    simulations = size(39, 99)
    found = rem.goodness_of_fit(bare, simulations=simulations, seed=2)
    least = 1 / (simulations + 1)
    assert found["time between acts of the same two"].p == least
    assert found["partners of senders"].p == least
    check = found["dyad census"]
    assert check.observed[2] > check.bands["high90"][2]  # more pairs that never act


def test_document_and_table_say_the_same(fitted: rem.RelationalEventModel) -> None:
    tone = [(-1.0) ** k * (k % 7) for k in range(300)]
    found = rem.goodness_of_fit(fitted, simulations=20, tone=tone, dyads=[(0, 1), (2, 3)])
    document = json.loads(json.dumps(found.document()))
    assert document["format"] == "detente-goodness-of-fit"
    assert document["events"] == 300
    values = [v for s in document["statistics"] for v in s["observed"]]
    assert values == found.table["observed"].to_list()
    keys = [s["statistic"] for s in document["statistics"]]
    assert keys == found.summary["statistic"].to_list()
    assert keys[-2:] == ["relation index 0–1", "relation index 2–3"]
    for low, high in (("low90", "low50"), ("low50", "median"), ("high50", "high90")):
        assert (found.table[low] <= found.table[high]).all()
    with pytest.raises(InputError, match="did you mean 'dyad census'"):
        found["dyad cens"]


def test_tones_follow_the_pair() -> None:
    """A pair whose acts all have one tone has it as its index, in every simulation."""
    data = drawn(1, n=4, events=100)
    tone = [float(min(i, j) - max(i, j)) for i, j in zip(data["sender"], data["receiver"],
                                                         strict=True)]  # fmt: skip
    model = rem.RelationalEventModel([rem.Inertia()]).fit(data)
    found = rem.goodness_of_fit(model, simulations=10, tone=tone, dyads=[(0, 3)], half_life=2.0)
    check = found["relation index 0–3"]
    np.testing.assert_allclose(check.simulated, -3.0)
    np.testing.assert_allclose(check.observed, -3.0)
    assert any("time" in note for note in found.notes)


def test_every_model_can_be_checked() -> None:
    data = drawn(1, n=6, events=100)
    rate = rem.DynamRateModel([rem.Intercept()], timing="timed")
    choice = rem.DynamChoiceModel([rem.Inertia()])
    both = rem.goodness_of_fit(rem.DynamModel(rate, choice).fit(data), simulations=5)
    assert "time between acts" in both.summary["statistic"]
    alone = rem.goodness_of_fit(choice, simulations=5)
    assert "acts of senders" not in alone.summary["statistic"]
    meets = rem.DynamCoordinationModel([rem.Inertia(**COUNT)]).fit(data)
    found = rem.goodness_of_fit(meets, simulations=5)
    assert found["dyad census"].at == ("met", "none")
    assert "reciprocity" not in found.summary["statistic"]


def test_simulations_that_run_away_are_counted() -> None:
    # few events, then many: linear inertia explains the burst, and explodes
    data = drawn(4, n=3, events=60, inertia=1.2)
    model = rem.RelationalEventModel(
        [rem.Intercept(), rem.Inertia(weighted=True)], timing="timed"
    ).fit(data)
    found = rem.goodness_of_fit(model, simulations=60, seed=1)
    assert found.ran_away > 0
    assert found.simulated_events.max() > 1000
    assert found.document()["ran_away"] == found.ran_away


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "few": ({"simulations": 1}, "simulations is 1"),
    "dyads": ({"tone": [1.0] * 300, "dyads": [(0, 99)]}, "99 is no actor"),
    "no pair": ({"tone": [1.0] * 300, "dyads": [(1, 1)]}, "no pair of two different"),
    "short": ({"tone": [1.0]}, "1 values"),
    "text": ({"tone": ["x"] * 300}, "not a number"),
    "prior": ({"tone": [1.0] * 300, "prior": 0.0}, "prior is 0"),
    "half-life": ({"tone": [1.0] * 300, "half_life": -1.0}, "half_life is -1"),
}


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_cannot_be_is_refused(fitted: rem.RelationalEventModel, name: str) -> None:
    given, message = REFUSED[name]
    with pytest.raises(InputError, match=message):
        rem.goodness_of_fit(fitted, **{"simulations": 2, **given})


def test_durations_in_words() -> None:
    assert duration_text(3.0, "number") == "3"
    assert duration_text(3.0, "date") == "3 d"
    assert [duration_text(s, "datetime") for s in (30.0, 90.0, 7200.0, 172800.0)] == [
        "30 s", "1.5 min", "2 h", "2 d",
    ]  # fmt: skip


def test_recall_is_the_share_of_low_ranks(fitted: rem.RelationalEventModel) -> None:
    table, _ = fitted.each_moment()
    ranks = table["rank"].drop_nulls().drop_nans()
    found = rem.recall(fitted, (1, 5, 56))
    assert found["recall"][1] == (ranks <= 5).mean()
    assert found["recall"][2] == 1.0
    assert found["chance"][1] == pytest.approx(5 / 56)
    assert found["recall"][1] > 2 * found["chance"][1]
    with pytest.raises(InputError, match="k is 0"):
        rem.recall(fitted, (0,))


def test_recall_on_later_events(fitted: rem.RelationalEventModel) -> None:
    data = drawn(1, events=400)
    later = rem.read_history(data, start=data["time"][299])
    found = rem.recall(fitted, (5, 10), history=later)
    longer = rem.RelationalEventModel(fitted.effects, timing="timed").design(later)
    assert longer.events == 100
    assert found["recall"][0] > found["chance"][0]
    assert found["lower"][0] < found["recall"][0] < found["upper"][0]


def test_wilson_interval_solves_its_equation() -> None:
    for end in wilson(0.3, 50):
        assert abs(0.3 - end) == pytest.approx(1.959963984540054 * math.sqrt(end * (1 - end) / 50))
    assert wilson(0.0, 10)[0] == 0.0


def test_the_picture_has_every_statistic(fitted: rem.RelationalEventModel, tmp_path: Any) -> None:
    found = rem.goodness_of_fit(fitted, simulations=5, tone=[float(k % 3) for k in range(300)])
    picture = found.figure()
    assert picture.chart.table is not None
    assert len(picture.chart.table.rows) == found.table.height
    assert len(picture.chart.spec["concat"]) == len(found.checks)
    for suffix in ("svg", "png", "html"):
        picture.save(tmp_path / f"fit.{suffix}")
    drawing = (tmp_path / "fit.svg").read_text(encoding="utf-8")
    assert "relation index" in drawing
    assert drawing == picture._repr_svg_()
    assert "://" not in (tmp_path / "fit.html").read_text(encoding="utf-8").split("<script")[0]
    with pytest.raises(InputError, match=r"ends in \.svg"):
        picture.save(tmp_path / "fit.pdf")


def rows_of(picture: Any) -> list[dict[str, Any]]:
    assert_vega_lite(picture.chart)
    spec = picture.chart.spec
    rows: list[dict[str, Any]] = spec["datasets"][spec["layer"][0]["data"]["name"]]
    return rows


def test_the_picture_of_coefficients(fitted: rem.RelationalEventModel) -> None:
    picture = fitted.figure()
    assert picture.chart.table is not None
    rows = picture.chart.table.rows
    assert [row[0] for row in rows] == list(fitted.names_)
    values = rows_of(picture)
    assert [row["label"] for row in values] == list(fitted.names_[1:])  # on one scale
    assert any("intercept" in entry.text for entry in picture.chart.key)
    np.testing.assert_allclose([r["coefficient"] for r in values], fitted.coef_[1:])


def test_the_picture_of_rate_and_choice() -> None:
    model = rem.DynamModel(
        rem.DynamRateModel([rem.SenderOutdegree()]), rem.DynamChoiceModel([rem.Inertia()])
    ).fit(pl.DataFrame(drawn(1, n=6, events=100)))
    values = rows_of(model.figure())
    assert [row["label"] for row in values] == ["rate: sender_outdegree", "choice: inertia"]
