"""The picture of a fit, alone and on the page of a report."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.charts.chart import Chart
from detente.ensemble.simulate import simulate
from detente.errors import InputError
from detente.fitting import chart
from detente.language.current import use_language
from detente.report.write import write_report
from detente.scenario.fitted.file import TransitionEntry
from tests.fitting.test_file import calm, fit, folder
from tests.fitting.worlds import made
from tests.report.vega_lite import assert_vega_lite


def drawn(figure: Chart) -> list[dict[str, Any]]:
    """Rows of the chart."""
    name = figure.spec["layer"][0]["data"]["name"]
    found: list[dict[str, Any]] = figure.spec["datasets"][name]
    return found


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_coefficient_has_both_intervals(language: str) -> None:
    with use_language(language):
        figure = chart.figure(fit().file, fit().scenario)
    assert_vega_lite(figure)
    rows = drawn(figure)
    labels = [str(row["label"]) for row in rows]
    assert len(set(labels)) == len(labels)
    assert not {each.name for each in fit().file.coefficients} & set(labels)
    for row, each in zip(rows, fit().file.coefficients, strict=True):
        assert row["low"] < row["mean"] == each.mean < row["high"]
        assert row["high"] - row["low"] == pytest.approx(2 * 1.96 * each.sd)
        assert row["prior_high"] - row["prior_low"] == pytest.approx(2 * 1.96 * each.prior_sd)
    assert figure.table is not None
    assert len(figure.table.rows) == len(rows)
    assert ("Prior" in figure.table.head) == (language == "en")
    tops = [row["top"] for row in rows]
    assert sorted(set(tops)) == tops


def test_hazards_of_transitions_are_drawn() -> None:
    """Those against what was stated; factors as coefficients; chances in the table alone."""
    odd = fit().file.model_copy(deep=True)
    base: dict[str, Any] = {"state": "war", "seen": 11, "days": 400, "prior_sd": 1.0}
    moves = [
        TransitionEntry(name="state:war:peace>war.rate", part="rate", mean=-5.0, sd=0.4,
                        prior_mean=-4.5, **base),
        TransitionEntry(name="state:war:peace>war.factor.while.theta", part="factor", mean=0.6,
                        sd=0.2, prior_mean=0.0, **base),
        TransitionEntry(name="state:war:war>peace.chance", part="chance", mean=0.3, sd=0.1,
                        prior_mean=0.5, **base),
    ]  # fmt: skip
    figure = chart.figure(odd.model_copy(update={"transitions": moves}), fit().scenario)
    assert_vega_lite(figure)
    factor, hazard = drawn(figure)[-2:]
    assert (factor["mean"], factor["prior_mean"]) == (0.6, 0.0)
    stated = -4.5 + 0.5  # the logarithm of its mean
    assert hazard["prior_mean"] == 0.0
    assert hazard["mean"] == pytest.approx(-5.0 + 0.08 - stated)
    assert (hazard["low"], hazard["high"]) == pytest.approx(
        (-5.0 - stated - 1.96 * 0.4, -5.0 - stated + 1.96 * 0.4)
    )
    assert hazard["number"] == f"{365.25 * math.exp(-5.0 + 0.08):.3g} a year"
    assert figure.table is not None
    assert len(figure.table.rows) == len(odd.coefficients) + 3


@pytest.mark.parametrize("suffix", ["svg", "png", "html"])
def test_files(tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"fit.{suffix}"
    fit().figure().save(target)
    content = target.read_bytes()
    begin = {"svg": b"<svg", "png": b"\x89PNG", "html": b"<!doctype html>"}[suffix]
    assert content.lower().startswith(begin.lower())
    if suffix != "png":
        assert "half-life 1 day" in content.decode("utf-8")
    with pytest.raises(InputError, match="name a file that ends in"):
        fit().figure().save(tmp_path / "fit.pdf")


def test_names_of_others_cannot_break_out() -> None:
    odd = fit().file.model_copy(deep=True)
    entry = odd.coefficients[0].model_copy(update={"name": "<script>\x1b[31m\u202e"})
    figure = chart.figure(odd.model_copy(update={"coefficients": [entry]}), fit().scenario)
    (row,) = drawn(figure)
    assert row["label"].isprintable()
    assert figure.table is not None
    assert figure.table.rows[0][0].isprintable()


def test_a_report_shows_the_fit(tmp_path: Path) -> None:
    scenario = detente.load(folder(tmp_path / "small"))
    page = tmp_path / "page.html"
    scenario.simulate(200, seed=1).report(page)
    text = page.read_text(encoding="utf-8").replace("\u00a0", " ")
    assert "What the record makes of the coefficients" in text
    assert '<figure id="fit"' in text
    assert "played, 1 October 2018 to 18 April 2019" in text
    assert "fitted on played" in text  # the reference in the table of coefficients
    write_report(simulate(made(calm()), paths=200, seed=1), page, overwrite=True)
    assert '<figure id="fit"' not in page.read_text(encoding="utf-8")
