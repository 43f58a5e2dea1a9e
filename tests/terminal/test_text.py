from __future__ import annotations

from detente.terminal.text import clean, sparkline


def test_clean_strips_control_characters_and_escape_codes() -> None:
    assert clean("a\x1b[31mred\x1b[0m") == "a[31mred[0m"
    assert clean("bell\x07, del\x7f, csi\x9b31m") == "bell, del, csi31m"
    assert clean("two\nlines\tand a tab") == "two lines and a tab"
    assert clean("right-to-left \u202eoverride") == "right-to-left override"
    assert clean("Détente − ≥ 1 %") == "Détente − ≥ 1 %"


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
