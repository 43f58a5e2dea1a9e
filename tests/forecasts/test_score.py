"""Scores against sums by hand, against scoringrules on the raw futures, and what is not scored."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scoringrules

import detente
from detente.errors import InputError, OutcomeError
from detente.forecasts.chain import append
from detente.forecasts.document import plain
from detente.forecasts.forecast import Forecast, forecasts
from detente.forecasts.pledge import FORMAT, VERSION
from detente.forecasts.rules import (
    brier,
    categorical,
    crps,
    crps_of_constant,
    crps_of_date,
    logarithmic,
)
from detente.language.current import use_language
from tests.forecasts.asked import played

START = dt.date(2025, 1, 1)


def dated(asked: str = "talks", days: Mapping[int, int] | None = None, **more: Any) -> Forecast:
    """Of ten futures: two on the first day, three on the second, one on the fourth and last."""
    told = {1: 2, 2: 3, 4: 1} if days is None else days
    found = Forecast(
        name=asked,
        id=asked,
        title=f"It is {asked}",
        kind="date",
        given="",
        given_title="",
        opens=START,
        closes=START + dt.timedelta(days=3),
        unit="",
        points=tuple(map(float, told)),
        counts=tuple(told.values()),
        paths=10,
        single=False,
        low=0.1,
        high=0.9,
    )
    return replace(found, **more)


def put(file: Path, *told: Forecast, by: str = "", scenario: str = "s") -> Path:
    """Pledge made-up forecasts."""
    common = {
        "format": FORMAT, "version": VERSION, "made": f"2025-01-01T00:00:00Z{by}",
        "by": by, "analyst": None, "scenario": {"id": scenario, "title": "", "hash": scenario},
        "as_of": "2024-12-31", "horizon": 4, "seed": 1, "paths": 10,
    }  # fmt: skip
    append(file, [common | {"forecast": plain(each)} for each in told])
    return file


def resolved(file: Path, text: str) -> Path:
    path = file.with_suffix(".csv")
    path.write_text(text)
    return path


def test_brier_and_log_score() -> None:
    assert brier(0.6, True) == pytest.approx(0.16)
    assert brier(0.6, False) == pytest.approx(0.36)
    assert logarithmic(0.6, True, 10) == pytest.approx(-math.log(0.6))
    assert logarithmic(0.6, False, 10) == pytest.approx(-math.log(0.4))
    assert logarithmic(0.0, True, 10) == pytest.approx(-math.log(0.5 / 11))
    assert logarithmic(1.0, False, 10) == pytest.approx(-math.log(0.5 / 11))


def test_crps_of_a_date_by_hand() -> None:
    """F is .2, .5, .5, .6 on the four days."""
    assert crps_of_date(dated(), 2.0) == pytest.approx(0.04 + 0.25 + 0.25 + 0.16)
    assert crps_of_date(dated(), None) == pytest.approx(0.04 + 0.25 + 0.25 + 0.36)
    assert crps_of_date(dated(days={}), None) == pytest.approx(0.0)
    assert crps_of_date(dated(days={3: 10}), 3.0) == pytest.approx(0.0)
    constant = [1 - 0.5 ** (t / 4) for t in range(1, 5)]
    wanted = sum((f - (t >= 3)) ** 2 for t, f in enumerate(constant, 1))
    assert crps_of_constant(0.5, 4, 3.0) == pytest.approx(wanted)
    assert crps_of_constant(0.5, 4, None) == pytest.approx(sum(f**2 for f in constant))
    assert crps_of_constant(1.0, 4, 1.0) == pytest.approx(0.0)


def test_crps_is_that_of_the_raw_futures() -> None:
    ensemble = played()
    waits = np.where(ensemble.happened("calls"), ensemble.waiting("calls"), ensemble.days + 1.0)
    found = forecasts(ensemble)["calls"]
    for day in (5.0, 60.0, None):
        value = ensemble.days + 1.0 if day is None else day
        wanted = scoringrules.crps_ensemble(value, waits, estimator="nrg", backend="numpy")
        assert crps_of_date(found, day) == pytest.approx(float(wanted))
    held = ensemble.amount_values("measures")
    wanted = scoringrules.crps_ensemble(41.0, held, estimator="nrg", backend="numpy")
    told = forecasts(ensemble)["measures"]
    assert crps(told.values, told.shares, 41.0) == pytest.approx(float(wanted))


def test_its_own_futures_score_its_own_spread() -> None:
    """The mean Brier score of p over futures of which p come is p(1 − p)."""
    ensemble = played()
    p = ensemble.probability("calls")
    scores = [brier(p, bool(came)) for came in ensemble.happened("calls")]
    assert np.mean(scores) == pytest.approx(p * (1.0 - p))


def test_values_of_a_state() -> None:
    told = dated(kind="category", points=("a", "b", "c"), counts=(5, 3, 2))
    first, second = categorical(told, "b")
    assert first == pytest.approx((0.25 + 0.49 + 0.04) / 2)
    assert second == pytest.approx(-math.log(0.3))
    two = dated(kind="category", points=("yes", "no"), counts=(6, 4))
    assert categorical(two, "yes")[0] == pytest.approx(brier(0.6, True))


def test_means_skill_and_calibration_by_hand(tmp_path: Path) -> None:
    file = put(tmp_path / "p", dated("talks"), dated("war", {1: 1}), by="Ada")
    put(file, dated("talks", {1: 9}), by="Bo", scenario="t")
    text = "id,date,until\ntalks,2025-01-02,\nwar,never,2025-01-04\n"
    found = detente.score(file, resolved(file, text))
    assert [each.result for each in found.scored] == ["2025-01-02", "never", "2025-01-02"]
    assert [each.brier for each in found.scored] == pytest.approx([0.16, 0.01, 0.01])
    (whole, ada, bo, s, t) = found.cards
    names = ["all", "by: Ada", "by: Bo", "scenario: s", "scenario: t"]
    assert [each.group for each in (whole, ada, bo, s, t)] == names
    assert whole.brier == pytest.approx(0.06)
    base = (2 / 9 + 1 / 9 * 0) / 3 + (4 / 9) / 3  # of two thirds that came
    assert found.scored[0].base_brier == pytest.approx(1 / 9)
    assert found.scored[1].base_brier == pytest.approx(4 / 9)
    assert whole.brier_skill == pytest.approx(1.0 - 0.06 / base)
    assert ada.log == pytest.approx((-math.log(0.6) - math.log(0.9)) / 2)
    assert whole.crps == pytest.approx((0.70 + 4 * 0.01 + 0.81 + 3 * 0.01) / 3)
    low, middle, high = found.calibration
    assert (low.label, low.forecasts, low.came) == ("0.1–0.2", 1, 0)
    assert low.interval == pytest.approx((0.0, 0.975))
    assert (middle.mean, middle.share) == (0.6, 1.0)
    assert high.interval == pytest.approx((0.025, 1.0))
    assert found.base == "climatology"


def test_base_forecasts_of_a_file(tmp_path: Path) -> None:
    file = put(tmp_path / "p", dated("talks"), dated("war", {1: 1}))
    base = tmp_path / "base.csv"
    base.write_text("id,probability\ntalks,0.2\nwar,0.5\n")
    came = resolved(file, "id,date\ntalks,2025-01-02\nwar,never\n")
    found = detente.score(file, came, base=base)
    assert [each.base_brier for each in found.scored] == pytest.approx([0.64, 0.25])
    assert found.cards[0].brier_skill == pytest.approx(1.0 - 0.085 / 0.445)
    assert found.scored[0].base_crps == pytest.approx(crps_of_constant(0.2, 4, 2.0))


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("talks,2025-01-04,", "2025-01-04"),  # the last day counts
        ("talks,2025-01-05,", "never"),  # first came later
        ("talks,2024-12-31,", "open"),  # before: what came afterwards is not said
        ("talks,2024-12-31,2025-01-04", "never"),
        ("talks,2024-12-31,\ntalks,2025-01-03,", "2025-01-03"),
        ("talks,never,2025-01-03", "open"),  # not looked for until the end
        ("talks,never,", "never"),
        ("talks,,2025-01-09", "never"),
        ("other,never,", "open"),
    ],
)
def test_what_counts_is_the_window(tmp_path: Path, lines: str, wanted: str) -> None:
    file = put(tmp_path / "p", dated())
    found = detente.score(file, resolved(file, f"id,date,until\n{lines}\n"))
    result = found.scored[0].result if found.scored else found.open[0].why
    assert result == wanted
    assert len(found.scored) + len(found.open) == 1


def test_what_is_given_decides_whether_there_is_a_score(tmp_path: Path) -> None:
    """The window of what it is given is that of its own forecast."""
    later = dated("vote", opens=START, closes=START + dt.timedelta(days=30))
    given = dated("talks", name="talks|vote", given="vote", given_title="A vote")
    other = dated("talks", name="talks|condition", given="given:talks", given_title="it rains")
    file = put(tmp_path / "p", later, given, other)
    text = "id,date\ntalks,2025-01-02\n"
    for more, scored, void, left in (
        ("", 0, 0, 3),
        ("vote,2025-01-20\n", 2, 0, 1),
        ("vote,never\n", 1, 1, 1),
        ("vote,never\ngiven:talks,2025-01-01\n", 2, 1, 0),
    ):
        found = detente.score(file, resolved(file, text + more))
        assert (len(found.scored), len(found.void), len(found.open)) == (scored, void, left)


def test_amounts_and_states(tmp_path: Path) -> None:
    number = dated("size", kind="number", points=(1.0, 2.0, 5.0), counts=(2, 3, 5), unit="km")
    state = dated("which", kind="category", points=("a", "b"), counts=(6, 4))
    file = put(tmp_path / "p", number, state)
    found = detente.score(file, resolved(file, "id,value\nsize,3\nwhich,b\n"))
    assert found.scored[0].crps == pytest.approx(0.79)  # 1.7 − 1.82 / 2
    assert found.scored[1].brier == pytest.approx(0.36)
    assert found.cards[0].forecasts == 0
    assert found.cards[0].brier is None
    for value, message in (("size,much", "cannot have the value 'much'; give a number"),
                           ("which,c", "cannot have the value 'c'; give a, b")):  # fmt: skip
        with pytest.raises(InputError, match=message):
            detente.score(file, resolved(file, f"id,value\n{value}\n"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,date\ntalks,soon\n", "line 2: 'soon' is no date"),
        ("id,date,until\ntalks,2025-01-03,2025-01-02\n", "line 2: until 2025-01-02 lies before"),
        ("id,date\ntalks,\n", "line 2: nothing is said"),
        ("id,value\ntalks,1\ntalks,2\n", "line 3: 'talks' has a value already"),
        ("id,date\n,never\n", "line 2: no id"),
        ("date\nnever\n", "the column 'id' is missing"),
        ("id,when\ntalks,never\n", "unknown column 'when'"),
    ],
)
def test_what_came_is_read_strictly(tmp_path: Path, text: str, message: str) -> None:
    file = put(tmp_path / "p", dated())
    with pytest.raises(InputError, match=message) as told:
        detente.score(file, resolved(file, text))
    assert "\n" not in str(told.value)


def test_wrong_bases_and_scenarios_are_refused(tmp_path: Path) -> None:
    file = put(tmp_path / "p", dated())
    for text, message in (
        ("id,probability\ntalks,2\n", "line 2: probability: give a number from 0 to 1"),
        ("id,probability\ntalks,.1\ntalks,.2\n", "line 3: 'talks' stands there twice"),
        ("id\ntalks\n", "the column 'probability' is missing"),
    ):
        with pytest.raises(InputError, match=message):
            detente.score(file, base=resolved(file, text))
    with pytest.raises(InputError, match="no pledge of a scenario 'ss'; did you mean 's'"):
        detente.score(file, scenario="ss")


def test_the_page_and_the_document(tmp_path: Path) -> None:
    number = dated("size", kind="number", points=(1.0,), counts=(10,))
    file = put(tmp_path / "p", dated(), dated("war", {1: 1}), number, dated("vote"), by="Ada")
    came = resolved(file, "id,date,value\ntalks,2025-01-02,\nwar,never,\nsize,,3\n")
    found = detente.score(file, came)
    page = found.summary()
    for words in ("Brier", "It is talks", "2 January 2025", "not within its window", "60–70",
                  "Not known yet", "It is vote", "4 Jan 2025"):  # fmt: skip
        assert words in page
    with use_language("fr"):
        french = found.summary()
    assert "2 janvier 2025" in french
    assert "pas dans sa fenêtre" in french
    document = found.document()
    assert (document["format"], document["version"]) == ("detente-scores", 2)
    assert document["scored"][0]["closes"] == "2025-01-04"
    assert [each["forecast"] for each in document["open"]] == ["vote"]
    assert found.scored.to_polars()["brier"].to_list()[2] is None
    assert "open" in repr(found)
    nothing = detente.score(file)
    assert not nothing.scored
    with pytest.raises(OutcomeError, match="nothing that has a probability is scored yet"):
        nothing.figure()
    assert "Nothing can be scored yet." in nothing.summary()


def test_calibration_is_drawn_with_its_numbers(tmp_path: Path) -> None:
    file = put(tmp_path / "p", dated(), dated("war", {1: 1}))
    found = detente.score(file, resolved(file, "id,date\ntalks,2025-01-02\nwar,never\n"))
    chart = found.figure().chart
    assert chart.table is not None
    assert [row[1:4] for row in chart.table.rows] == [("1", "10 %", "0 %"), ("1", "60 %", "100 %")]
    (points,) = [layer for layer in chart.spec["layer"] if layer["mark"].get("filled")]
    assert points["encoding"]["y"]["field"] == "came"
    found.figure().save(tmp_path / "c.svg")
    assert "<svg" in (tmp_path / "c.svg").read_text()
