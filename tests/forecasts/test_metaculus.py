"""What Metaculus takes: its rules, written down here once more, and the ensemble's own curve."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.errors import InputError
from detente.forecasts.formats.metaculus import Scale, accepted
from detente.forecasts.mapping import midnight
from detente.forecasts.write import content
from tests.forecasts.asked import curve, played

DAY = 86400.0


def entries(mapping: Path | None = None) -> list[dict[str, Any]]:
    written = content(played(), "metaculus", mapping=mapping, draws=None, target="-")
    found: list[dict[str, Any]] = json.loads(written)
    return found


def entry(name: str, kind: str, mapping: Path | None = None) -> dict[str, Any]:
    (found,) = [e for e in entries(mapping) if (e["forecast"], e["type"]) == (name, kind)]
    return found


def faults(found: dict[str, Any]) -> list[str]:
    """What its serializer would find wrong."""
    if found["type"] == "binary":
        return [] if 0.001 <= found["probability_yes"] <= 0.999 else ["probability"]
    if found["type"] == "multiple_choice":
        chances = list(found["probability_yes_per_category"].values())
        fine = all(0.001 <= p <= 0.999 for p in chances) and np.isclose(sum(chances), 1.0)
        return [] if fine else ["probabilities"]
    cdf = np.round(found["continuous_cdf"], 10).tolist()
    count = found["inbound_outcome_count"]
    wrong = [] if len(cdf) == count + 1 else ["points"]
    pmf = np.round(np.diff(cdf), 10)
    wrong += [] if (pmf >= np.round(0.01 / count, 9)).all() else ["flat"]
    wrong += [] if (pmf <= 0.2 * 200 / count).all() else ["steep"]
    low = cdf[0] >= 0.001 if found["open_lower_bound"] else cdf[0] == 0.0
    high = cdf[-1] <= 0.999 if found["open_upper_bound"] else cdf[-1] == 1.0
    return wrong + ([] if low else ["lower"]) + ([] if high else ["upper"])


def test_every_entry_is_what_the_platform_takes() -> None:
    found = entries()
    assert {e["type"] for e in found} == {"binary", "date", "numeric", "discrete",
                                          "multiple_choice"}  # fmt: skip
    for each in found:
        assert faults(each) == [], each["forecast"]
        answered = [each[key] for key in ("probability_yes", "continuous_cdf",
                                          "probability_yes_per_category")]  # fmt: skip
        assert sum(answer is not None for answer in answered) == 1


def test_a_date_question_is_the_ensembles_own_curve() -> None:
    ensemble, found = played(), entry("calls", "date")
    known = curve(ensemble, "calls")
    days = np.arange(201) * ensemble.days / 200
    at = np.isclose(days, np.round(days))
    assert at.sum() > 30
    own = np.array(found["ensemble"])
    assert np.array_equal(own[at], known[np.round(days[at]).astype(int)])
    whole = np.floor(days).astype(int)
    within = known[whole] + (days - whole) * np.diff(known, append=known[-1])[whole]
    assert own == pytest.approx(within, abs=1e-12)
    assert found["scaling"] == {
        "range_min": midnight(ensemble.dates[0]),
        "range_max": midnight(ensemble.dates[-1] + dt.timedelta(days=1)),
        "zero_point": None,
    }
    assert found["open_upper_bound"]
    assert 1.0 - own[-1] == 1.0 - ensemble.probability("calls")  # never, above the upper bound
    assert np.abs(np.array(found["continuous_cdf"]) - own).max() < 0.005


def test_a_range_of_days_gives_the_curve_day_by_day(tmp_path: Path) -> None:
    """Of 100 days every other point is a midnight."""
    ensemble = played()
    first, last = ensemble.dates[10], ensemble.dates[110]
    file = tmp_path / "map.csv"
    file.write_text(
        "forecast,question,type,range_min,range_max,open_lower_bound\n"
        f"calls,4711,date,{first},{last},true\n"
    )
    (found,) = entries(file)
    assert found["question"] == 4711
    known = curve(ensemble, "calls")
    assert found["ensemble"][::2] == known[10:111].tolist()
    assert faults(found) == []


def test_a_curve_that_is_taken_as_it_is_stays() -> None:
    scale = Scale(0.0, 200.0, False, True)
    own = np.linspace(0.0, 0.7, 201) ** 1.5
    assert accepted(own, scale) is own


def test_a_logarithmic_scale_has_the_points_of_the_platform(tmp_path: Path) -> None:
    ensemble = played()
    file = tmp_path / "map.csv"
    file.write_text("forecast,range_min,range_max,zero_point\nmeasures,1,101,0\n")
    found = entry("measures", "numeric", file)
    points = 1.0 + 100.0 * (101.0 ** (np.arange(201) / 200) - 1.0) / 100.0
    held = ensemble.amount_values("measures")
    assert found["ensemble"] == pytest.approx([(held <= x).mean() for x in points], abs=1e-12)


def test_a_count_has_a_step_for_each_of_its_values() -> None:
    ensemble, found = played(), entry("all-calls", "discrete")
    held = ensemble.amount_values("all-calls")
    low, high = found["scaling"]["range_min"], found["scaling"]["range_max"]
    assert (low, high) == (held.min() - 0.5, held.max() + 0.5)
    steps = np.diff(found["ensemble"])
    assert steps == pytest.approx([(held == v).mean() for v in np.arange(low + 0.5, high)])


BAD = [
    ("forecast,range_max\ncalls,2031-01-01\n", "line 2: range_max lies after 20"),
    ("forecast,type,open_upper_bound\ncalls,date,no\n", "line 2: range_max is a closed bound"),
    ("forecast,range_min,range_max\nmeasures,11,10\n", "line 2: range_max is not above range_min"),
    ("forecast,zero_point,range_min,range_max\nmeasures,50,1,101\n", "zero_point lies within"),
    ("forecast,type\ncalls,dates\n", "type: 'dates'; did you mean 'date'"),
    ("forecast,question\ncals,3\n", "no forecast 'cals'; did you mean 'calls'"),
    ("forecast,question\ncalls,-3\n", "question: '-3'; give a whole number from 1 to"),
    ("forecast,inbound_outcome_count\nall-calls,201\n", "give a whole number from 1 to 200"),
    ("forecast,range_max\nmeasures,1e300\n", "give a number, such as"),
    ("forecast,quest\ncalls,3\n", "unknown column 'quest'; did you mean 'question'"),
    ("question\n3\n", "the column 'forecast' is missing"),
    ("forecast,question\ncalls\n", "1 fields instead of 2"),
    ("forecast,range_min\ncalls,2025-13-01\n", "give a date, such as"),
    ("forecast,open_upper_bound\ncalls,maybe\n", "give true or false"),
    ('forecast,question\n"calls,3\n', "cannot be read as CSV"),
    ("", "empty"),
]


@pytest.mark.parametrize(("text", "message"), BAD)
def test_a_mapping_that_is_wrong_is_refused_with_its_line(
    text: str, message: str, tmp_path: Path
) -> None:
    file = tmp_path / "map.csv"
    file.write_text(text)
    with pytest.raises(InputError, match=message) as told:
        entries(file)
    assert "\n" not in str(told.value)
