"""Axes, spans and colours."""

from __future__ import annotations

import datetime as dt
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from detente.charts import style
from detente.charts.style import MUTED, PARTS, calendar, thinned, weeks

CSS = (Path(style.__file__).parent / "templates" / "page.css").read_text(encoding="utf-8")
LINEAR = np.array([[0.2126, 0.7152, 0.0722]])
# Machado, Oliveira and Fernandes (2009), IEEE TVCG 15(6), table 1, severity 1.0
DEUTERANOPIA = np.array(
    [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]
)
PROTANOPIA = np.array(
    [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]
)


def linear(colour: str) -> NDArray[np.float64]:
    values = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(a: str, b: str) -> float:
    """WCAG 2.2, relative luminance and contrast ratio."""
    low, high = sorted(float((LINEAR @ linear(c)).item()) for c in (a, b))
    return (high + 0.05) / (low + 0.05)


@given(st.integers(1, 3660))
def test_spans_cover_the_horizon_once(days: int) -> None:
    spans = list(weeks(days))
    assert [t for span in spans for t in range(span.start, span.stop)] == list(range(days))
    assert len(spans) <= 53


@given(st.integers(1, 3660))
def test_thinned_days_keep_both_ends(days: int) -> None:
    kept = list(thinned(days))
    assert kept == sorted(set(kept))
    assert (kept[0], kept[-1]) == (0, days - 1)
    assert len(kept) <= 122


@given(st.dates(dt.date(1900, 1, 1), dt.date(2990, 1, 1)), st.integers(1, 3660))
def test_ticks_lie_on_the_axis_and_are_few(first: dt.date, days: int) -> None:
    dates = [first + dt.timedelta(days=n) for n in range(days)]
    axis: Any = calendar(dates).to_dict()
    low, high = axis["scale"]["domain"]
    ticks = axis["axis"]["values"]
    assert all(low <= tick <= high for tick in ticks)
    assert len(ticks) <= 16
    assert len(ticks) >= (1 if days > 62 or days == 1 else 2)


@pytest.mark.parametrize(("fill", "ink"), PARTS)
def test_numbers_can_be_read_on_every_part(fill: str, ink: str) -> None:
    assert contrast(fill, ink) >= 4.5


@pytest.mark.parametrize("colour", [MUTED, *re.findall(r"color: (#[0-9a-f]{6})", CSS)])
def test_words_can_be_read_on_paper(colour: str) -> None:
    assert contrast(colour, "#ffffff") >= 4.5


@pytest.mark.parametrize(
    "eye", [np.eye(3), DEUTERANOPIA, PROTANOPIA], ids=["all", "deutan", "protan"]
)
def test_parts_can_be_told_apart(eye: NDArray[np.float64]) -> None:
    """Distances in CIELAB of the colours as an eye sees them; 10 is plain to see side by side."""
    to_xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    white = to_xyz @ np.ones(3)
    labs = []
    for fill, _ink in PARTS:
        xyz = (to_xyz @ np.clip(eye @ linear(fill), 0, 1)) / white
        f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
        labs.append(np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]))
    nearest = min(float(np.linalg.norm(a - b)) for a, b in combinations(labs, 2))
    assert nearest >= 10
