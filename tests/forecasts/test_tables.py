"""Tables of hubverse and VIEWS, and the plain one, against the ensemble and the rules of each."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from detente.errors import InputError
from detente.forecasts.forecast import forecast, forecasts
from detente.forecasts.formats.views import month_id
from detente.forecasts.write import content, write_questions
from tests.forecasts.asked import curve, played


def read(name: str, mapping: Path | None = None, draws: int | None = None) -> pl.DataFrame:
    written = content(played(), name, mapping=mapping, draws=draws, target="-")
    return pl.read_csv(written, infer_schema_length=None)


def test_hubverse_rows_are_laws() -> None:
    """As hubs check them: nothing twice, pmf sums to 1, cdf and quantiles do not fall."""
    ensemble, table = played(), read("hubverse")
    assert table.columns == ["origin_date", "target", "horizon", "output_type", "output_type_id",
                             "value"]  # fmt: skip
    assert set(table["output_type"]) == {"pmf", "cdf", "quantile", "mean", "median"}
    assert table["origin_date"].unique().to_list() == [ensemble.scenario.as_of.isoformat()]
    assert not table.select("target", "output_type", "output_type_id").is_duplicated().any()
    assert table["value"].null_count() == 0
    for (_target, kind), rows in table.group_by("target", "output_type", maintain_order=True):
        value = rows["value"].to_numpy()
        if kind == "pmf":
            assert value.sum() == pytest.approx(1.0, abs=1e-12)
        if kind in ("cdf", "quantile"):
            assert (np.diff(rows["output_type_id"].cast(pl.Float64).to_numpy()) > 0.0).all()
            assert (np.diff(value) >= 0.0).all()
        if kind in ("mean", "median"):
            assert rows["output_type_id"].to_list() == ["NA"]


def test_hubverse_holds_the_curve_of_an_outcome() -> None:
    ensemble, table = played(), read("hubverse")
    days = table.filter(target="calls days", output_type="cdf")
    assert days["value"].to_list() == ensemble.first_passage("calls").tolist()
    assert days["output_type_id"].cast(int).to_list() == list(range(1, ensemble.days + 1))
    yes = table.filter(target="calls", output_type="pmf", output_type_id="yes")
    assert yes["value"].to_list() == [ensemble.probability("calls")]
    levels = table.filter(target="never days", output_type="quantile")
    assert levels.is_empty()  # never is no number
    middle = table.filter(target="calls days", output_type="quantile", output_type_id="0.5")
    day = ensemble.median_date("calls")
    assert day is not None
    assert middle["value"].to_list() == [(day - ensemble.scenario.as_of).days]
    assert table.filter(target="quiet days").is_empty()  # of one day nobody asks when


def test_hubverse_samples_are_joint() -> None:
    ensemble = played()
    table = read("hubverse", draws=100).filter(output_type="sample")
    wide = table.pivot(on="target", index="output_type_id", values="value")
    assert wide["calls"].to_list() == ensemble.happened("calls")[::4].astype(float).tolist()
    assert wide["measures"].to_list() == ensemble.amount_values("measures")[::4].tolist()


def test_a_hub_names_targets_and_places(tmp_path: Path) -> None:
    file = tmp_path / "map.csv"
    file.write_text("forecast;target;location\ncalls;peace talks;EU\n")
    table = read("hubverse", file)
    assert set(table["target"]) == {"peace talks", "peace talks days"}
    assert table["location"].unique().to_list() == ["EU"]


def test_views_has_a_row_for_each_month_unit_and_draw() -> None:
    ensemble, table = played(), read("views", draws=400)
    assert table.columns == ["month_id", "target", "draw", "outcome"]
    assert not table.select("month_id", "target", "draw").is_duplicated().any()
    assert table["outcome"].min() >= 0.0  # type: ignore[operator]
    months = {month_id(day) for day in ensemble.dates}
    calls = table.filter(target="calls")
    assert set(calls["month_id"]) == months
    assert set(calls["draw"]) == set(range(400))
    came = calls.group_by("draw").agg(pl.col("outcome").sum()).sort("draw")
    assert came["outcome"].to_list() == ensemble.happened("calls").astype(int).tolist()
    for month in sorted(months):
        last = [i for i, day in enumerate(ensemble.dates) if month_id(day) == month][-1]
        by_then = calls.filter(pl.col("month_id") <= month)["outcome"].sum() / 400
        assert by_then == pytest.approx(curve(ensemble, "calls")[last + 1], abs=1e-12)
    measures = table.filter(target="measures")
    assert measures["outcome"].to_list() == ensemble.amount_values("measures").tolist()
    assert not table.filter(target="which").height


def test_views_takes_the_units_of_the_platform_and_parquet(tmp_path: Path) -> None:
    assert month_id(played().dates[0].replace(year=1980, month=1)) == 1
    file = tmp_path / "map.csv"
    file.write_text("forecast,country_id\ncalls,57\nall-calls,237\n")
    target = tmp_path / "cm.parquet"
    write_questions(played(), target, "views", mapping=file, draws=10)
    table = pl.read_parquet(target)
    assert table.columns == ["month_id", "country_id", "draw", "outcome"]
    assert set(table["country_id"]) == {57, 237}
    assert table["draw"].max() == 9
    file.write_text("forecast,country_id\ncalls,57\nnever,57\n")
    with pytest.raises(InputError, match="line 3: country_id 57 stands there twice"):
        read("views", file)
    file.write_text("forecast,country_id\nwhich,57\n")
    with pytest.raises(InputError, match="line 2: which is no number of a month"):
        read("views", file)


def test_the_plain_table_has_all_of_it() -> None:
    ensemble, table = played(), read("csv")
    assert table["forecast"].unique(maintain_order=True).to_list() == list(
        forecasts(ensemble).names
    )
    row = table.row(by_predicate=pl.col("forecast") == "calls", named=True)
    answer = ensemble.answer("calls")
    assert (row["probability"], row["low"], row["high"]) == (
        answer.probability, answer.low, answer.high,
    )  # fmt: skip
    assert row["quantile_50"] == str(answer.median_date)
    row = table.row(by_predicate=pl.col("forecast") == "measures", named=True)
    assert row["mean"] == pytest.approx(ensemble.amount("measures").mean)
    assert row["unit"] == "measures"
    which = table.filter(forecast="which")
    assert which["value"].to_list() == ["in-force", "breached", "over"]
    assert which["probability"].sum() == pytest.approx(1.0)


def test_parquet_of_a_hub_is_the_same_table(tmp_path: Path) -> None:
    target = tmp_path / "hub.parquet"
    write_questions(played(), target, "hubverse")
    table = pl.read_parquet(target)
    text = content(played(), "hubverse", mapping=None, draws=None, target="-")
    other = pl.read_csv(io.BytesIO(text), schema_overrides={"output_type_id": pl.String})
    assert table["value"].equals(other["value"])
    assert table["output_type_id"].equals(other["output_type_id"])


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("metaclus", {}, "no such format; did you mean 'metaculus'"),
        ("csv", {"mapping": "a.csv"}, "csv takes no mapping"),
        ("csv", {"draws": 5}, "csv takes no draws"),
        ("views", {"draws": 0}, "draws"),
        ("csv", {"target": "a.parquet"}, "csv is no Parquet file"),
        ("views", {"mapping": "none.csv"}, "no such file"),
    ],
)
def test_what_a_format_does_not_take_is_refused(
    name: str, given: dict[str, object], message: str
) -> None:
    wanted: dict[str, object] = {"mapping": None, "draws": None, "target": "-"} | given
    with pytest.raises(InputError, match=message):
        content(played(), name, **wanted)  # type: ignore[arg-type]


def test_one_day_is_a_probability_alone() -> None:
    assert forecast(played(), "quiet").single
