from __future__ import annotations

import datetime as dt

import pytest

from detente.language.format import day, interval, percent
from detente.terminal.text import clean, sparkline


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (0.0, "0.0 %"),
        (0.0004, "< 0.1 %"),
        (0.034, "3.4 %"),
        (0.5, "50 %"),
        (0.936, "93.6 %"),
        (0.99951, "> 99.9 %"),
        (1.0, "100.0 %"),
    ],
)
def test_percent_keeps_the_digits_that_matter(p: float, text: str) -> None:
    assert percent(p) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(0.1, 0.6, "10–60"), (0.012, 0.05, "1.2–5.0"), (0.91, 0.999, "91.0–99.9")],
)
def test_interval(low: float, high: float, text: str) -> None:
    assert interval(low, high) == text


def test_clean_strips_control_characters_and_escape_codes() -> None:
    assert clean("a\x1b[31mred\x1b[0m") == "a[31mred[0m"
    assert clean("bell\x07, del\x7f, csi\x9b31m") == "bell, del, csi31m"
    assert clean("two\nlines\tand a tab") == "two lines and a tab"
    assert clean("right-to-left \u202eoverride") == "right-to-left override"
    assert clean("Détente − ≥ 1 %") == "Détente − ≥ 1 %"


def test_day() -> None:
    assert day(dt.date(2025, 2, 3)) == "3 February 2025"


def test_sparkline_of_nothing_is_empty() -> None:
    assert sparkline([]) == ""


def test_sparkline_runs_from_blank_to_full() -> None:
    line = sparkline([0.0, 0.01, 0.5, 1.0])
    assert line[0] == " "
    assert line[1] == "▁"
    assert line[-1] == "█"
    assert len(line) == 4


def test_sparkline_is_as_wide_as_asked_and_ends_with_the_last_value() -> None:
    values = [i / 364 for i in range(365)]
    line = sparkline(values, width=18)
    assert len(line) == 18
    assert line[-1] == "█"
    assert list(line) == sorted(line)


def test_sparkline_scales_to_the_top() -> None:
    assert sparkline([0.2], top=0.2) == "█"
