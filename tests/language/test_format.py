"""Dates and numbers in the form of each language."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Callable

import pytest

from detente.language import format as forms
from detente.language.current import use_language

NARROW = "\N{NARROW NO-BREAK SPACE}"
WIDE = "\N{NO-BREAK SPACE}"
FEBRUARY, MARCH = dt.date(2025, 2, 12), dt.date(2026, 3, 1)

CASES: list[tuple[Callable[..., str], tuple[object, ...], str, str]] = [
    (forms.percent, (0.0,), "0.0 %", f"0,0{WIDE}%"),
    (forms.percent, (0.0004,), "< 0.1 %", f"< 0,1{WIDE}%"),
    (forms.percent, (0.034,), "3.4 %", f"3,4{WIDE}%"),
    (forms.percent, (0.5,), "50 %", f"50{WIDE}%"),
    (forms.percent, (0.936,), "93.6 %", f"93,6{WIDE}%"),
    (forms.percent, (0.99951,), "> 99.9 %", f"> 99,9{WIDE}%"),
    (forms.percent, (1.0,), "100.0 %", f"100,0{WIDE}%"),
    (forms.interval, (0.1, 0.6), "10–60", "10–60"),
    (forms.interval, (0.012, 0.05), "1.2–5.0", "1,2–5,0"),
    (forms.interval, (0.91, 0.999), "91.0–99.9", "91,0–99,9"),
    (forms.written, ("2 years",), "'2 years'", f"«{WIDE}2 years{WIDE}»"),
    (forms.written, ("l'an\n",), '"l\'an\\n"', f"«{WIDE}l'an\\n{WIDE}»"),
    (forms.integer, (999,), "999", "999"),
    (forms.integer, (1_234_567,), "1,234,567", f"1{NARROW}234{NARROW}567"),
    (forms.decimal, (1234.567, 2), "1234.57", "1234,57"),
    (forms.decimal, (2.675, 2), "2.67", "2,67"),
    (forms.general, (0.25,), "0.25", "0,25"),
    (forms.general, (1e-12, 3), "1e−12", "1e−12"),
    (forms.general, (-0.4,), "−0.4", "−0,4"),
    (forms.signed, (0.0,), "0.0", "0,0"),
    (forms.signed, (-0.04,), "0.0", "0,0"),
    (forms.signed, (-2.68,), "−2.7", "−2,7"),
    (forms.plus, (0.0, 0), "0", "0"),
    (forms.plus, (-0.04, 1), "0.0", "0,0"),
    (forms.plus, (1.25, 2), "+1.25", "+1,25"),
    (forms.points, (-0.123,), "−12.3", "−12,3"),
    (forms.contribution, (float("nan"),), "", ""),
    (forms.contribution, (0.001,), "0", "0"),
    (forms.contribution, (-0.5,), "−0.50", "−0,50"),
    (forms.share, (0.256,), "26 %", f"26{WIDE}%"),
    (forms.share, (float("nan"),), "", ""),
    (forms.difference, (-0.012, 0.5), "−1.2 to +50.0", "−1,2 à +50,0"),
    (forms.day, (FEBRUARY,), "12 February 2025", "12 février 2025"),
    (forms.day, (MARCH,), "1 March 2026", "1er mars 2026"),
    (forms.short_day, (FEBRUARY,), "12 Feb", "12 févr."),
    (forms.short_day, (MARCH,), "1 Mar", "1er mars"),
    (forms.span, (dt.date(2025, 1, 3), FEBRUARY), "3 Jan – 12 Feb 25", "3 janv. – 12 févr. 25"),
    (forms.span, (FEBRUARY, MARCH), "12 Feb 25 – 1 Mar 26", "12 févr. 25 – 1er mars 26"),
]


@pytest.mark.parametrize(("form", "values", "english", "french"), CASES)
def test_form(
    form: Callable[..., str], values: tuple[object, ...], english: str, french: str
) -> None:
    assert form(*values) == english
    with use_language("fr"):
        assert form(*values) == french


def test_eleven_is_no_first() -> None:
    with use_language("fr"):
        assert forms.day(dt.date(2025, 1, 11)) == "11 janvier 2025"
        assert forms.day(dt.date(2025, 1, 21)) == "21 janvier 2025"


def test_english_needs_no_babel() -> None:
    program = """
import datetime, sys
from detente.language.current import gettext
from detente.language.format import day, difference, integer, percent, span
today = datetime.date(2025, 1, 1)
day(today), span(today, today), percent(0.5), integer(10000), difference(0.1, 0.2), gettext("ok")
print("babel" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=600
    )
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(2.0, 3, "2.00"), (1.9996, 3, "2.00"), (28.06, 3, "28.1"), (0.00631, 3, "0.00631"),
     (0.0999, 2, "0.10"), (1461.4, 3, "1,460"), (349.0, 2, "350"), (0.0, 3, "0")],
)  # fmt: skip
def test_digits_that_count_are_kept_when_they_are_zeros(
    value: float, digits: int, text: str
) -> None:
    assert forms.significant(value, digits) == text


def test_days_more_than_a_year_apart_have_their_year() -> None:
    near = [FEBRUARY, FEBRUARY + dt.timedelta(days=365)]
    assert forms.short_days(near) == ["12 Feb", "12 Feb"]
    assert forms.short_days([FEBRUARY, MARCH]) == ["12 Feb 25", "1 Mar 26"]
    with use_language("fr"):
        assert forms.short_days([FEBRUARY, MARCH]) == ["12 févr. 25", "1er mars 26"]
    assert forms.short_days([]) == []
