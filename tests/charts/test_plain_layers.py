"""Layers as plain data are what Altair writes for the same chart."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import altair as alt
import pytest

from detente.charts.layers import Layer, bands, layered, numbers, over, pointer, texts
from detente.charts.style import BANDS, BLUE, INK, calendar, data, share_axis, shares, spec

DATES = [dt.date(2025, 1, 1) + dt.timedelta(days=n) for n in range(90)]
ROWS = [{"d": n, "a": 0.1 * n, "b": 0.2, "c": n / 7, "tip": "№ \u0007 שלום"} for n in range(5)]
MARKS = [{"d": 3, "mark": "A"}]
HEIGHT = 120


def _area(base: alt.Chart, y: alt.Y) -> Any:
    return base.mark_area(color=BLUE, opacity=0.5).encode(x=calendar(DATES), y=y)


def _pointer(base: alt.Chart) -> Any:
    rule: Any = base.mark_rule(opacity=0, strokeWidth=6)
    return rule.encode(x=calendar(DATES), tooltip=alt.Tooltip("tip:N")).properties(name="hover")


def test_layers_of_one_set_of_data() -> None:
    base = alt.Chart(data(ROWS))
    y = alt.Y("a:Q", scale=alt.Scale(domain=[0, 1]), axis=share_axis(values=(0, 1)))
    expected = spec(alt.layer(_area(base, y), _pointer(base)), HEIGHT)
    x = over(DATES)
    plain = {"x": x, "y": numbers("a", scale={"domain": [0, 1]}, axis=shares((0, 1)))}
    area = Layer(ROWS, "area", {"color": BLUE, "opacity": 0.5}, plain)
    found = layered([area, pointer(ROWS, x)], HEIGHT)
    # the letters too: pages are kept by what they hold
    assert json.dumps(found) == json.dumps(expected)


@pytest.mark.parametrize("marks", [MARKS, []])
def test_layers_of_several(marks: list[dict[str, object]]) -> None:
    base = alt.Chart(data(ROWS))
    letter = alt.Chart(data(marks)).mark_text(dx=8, align="left", color=INK)
    top = alt.YValue(12)  # type: ignore[no-untyped-call]
    label = letter.encode(x=alt.X("d:Q"), y=top, text=alt.Text("mark:N"))
    expected = spec(alt.layer(_area(base, alt.Y("a:Q")), label, _pointer(base)), HEIGHT)
    x = over(DATES)
    found = layered(
        [
            Layer(ROWS, "area", {"color": BLUE, "opacity": 0.5}, {"x": x, "y": numbers("a")}),
            Layer(
                marks,
                "text",
                {"dx": 8, "align": "left", "color": INK},
                {"x": numbers("d"), "y": {"value": 12}, "text": texts("mark")},
            ),
            pointer(ROWS, x),
        ],
        HEIGHT,
    )
    assert json.dumps(found) == json.dumps(expected)


def test_a_fan() -> None:
    names = ["a", "b", "c", "d", "c", "b", "a"]
    base, scale = alt.Chart(data(ROWS)), alt.Scale(domain=[0, 2], zero=False)
    x = calendar(DATES)
    layers = [
        base.mark_area(color=colour).encode(
            x=x, y=alt.Y(f"{names[i]}:Q", scale=scale), y2=alt.Y2(f"{names[-1 - i]}:Q")
        )
        for i, colour in enumerate(BANDS)
    ]
    line = base.mark_line(color=BLUE, strokeWidth=2.5).encode(x=x, y=alt.Y("d:Q"))
    expected = spec(alt.layer(*layers, line), HEIGHT)
    upright = {"scale": {"domain": [0, 2], "zero": False}}
    found = layered(bands(ROWS, names, over(DATES), upright), HEIGHT)
    assert json.dumps(found) == json.dumps(expected)
