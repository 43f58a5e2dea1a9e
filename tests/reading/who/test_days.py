"""Days, absolute and counted from the day of the article: 25 November 2024, a Monday."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.reading.article import Tongue
from detente.reading.who.days import find
from tests.reading.who.plain import DAY, marked

CASES: list[tuple[str, str, str, str]] = [
    ("on 18 November", "le 18 novembre", "2024-11-18", "2024-11-19"),
    ("on 20 January 2025", "le 20 janvier 2025", "2025-01-20", "2025-01-21"),
    ("on 2025-01-20", "le 20/01/2025", "2025-01-20", "2025-01-21"),
    ("from 3 to 7 March 2025", "du 3 au 7 mars 2025", "2025-03-03", "2025-03-08"),
    ("between March and May", "entre mars et mai", "2025-03-01", "2025-06-01"),
    ("next month", "le mois prochain", "2024-12-01", "2025-01-01"),
    ("by the end of the year", "d’ici la fin de l’année", "2024-12-01", "2025-01-01"),
    ("in spring", "au printemps", "2025-03-01", "2025-06-01"),
    ("last week", "la semaine dernière", "2024-11-18", "2024-11-25"),
    ("three years ago", "il y a trois ans", "2021-11-25", "2021-11-26"),
    ("in two weeks", "dans deux semaines", "2024-12-09", "2024-12-10"),
    ("since 2022", "depuis 2022", "2022-01-01", "2023-01-01"),
    ("in early December", "début décembre", "2024-12-01", "2024-12-11"),
    ("at the end of March", "fin mars", "2025-03-21", "2025-04-01"),
    ("yesterday", "hier", "2024-11-24", "2024-11-25"),
    ("next Friday", "vendredi prochain", "2024-11-29", "2024-11-30"),
    ("the first quarter of 2025", "au premier trimestre 2025", "2025-01-01", "2025-04-01"),
    ("in the past three months", "ces trois derniers mois", "2024-08-25", "2024-11-25"),
    ("in the coming weeks", "dans les semaines à venir", "2024-11-26", "2024-12-17"),
    ("mid-2026", "mi-2026", "2026-06-01", "2026-08-01"),
    ("next year", "l’an prochain", "2025-01-01", "2026-01-01"),
    ("until January", "jusqu’en janvier", "2025-01-01", "2025-02-01"),
    ("January of last year", "en janvier de l’an dernier", "2023-01-01", "2023-02-01"),
    ("from 2014 to 2018", "de 2014 à 2018", "2014-01-01", "2019-01-01"),
]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_days(case: tuple[str, str, str, str], language: Tongue) -> None:
    text = case[0] if language == "en" else case[1]
    (found,) = find(text, DAY, language)
    assert found.stretch == (dt.date.fromisoformat(case[2]), dt.date.fromisoformat(case[3]))


@pytest.mark.parametrize(
    ("text", "language"),
    [("They may march on the capital.", "en"), ("Ils seront mis en examen.", "fr")],
)
def test_words_that_are_no_days(text: str, language: Tongue) -> None:
    assert find(text, DAY, language) == []


def test_a_day_has_its_tokens_and_says_whether_it_was_counted() -> None:
    (sentence,), _ = marked(["On 20 January 2025, two weeks ago, nothing happened."])
    assert [(sentence.words(d.span), d.relative) for d in sentence.days] == [
        ("20 January 2025", False),
        ("two weeks ago", True),
    ]
