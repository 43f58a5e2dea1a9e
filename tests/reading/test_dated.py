"""The day of a text, where a line of it is a date."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.reading.article import Article, Paragraph, Tongue
from detente.reading.dated import day_of

BODY = "Armenia is ready to talk. On 3 May 2019 it was not. " * 4


@pytest.mark.parametrize(
    ("language", "line", "day"),
    [
        ("en", "15 September 2025", "2025-09-15"),
        ("en", "Yerevan, September 15th, 2025", "2025-09-15"),
        ("en", "Published: 2025-09-15", "2025-09-15"),
        ("en", "By A. Writer, 1 Dec. 2024", "2024-12-01"),
        ("fr", "Paris, le 1er décembre 2024", "2024-12-01"),
        ("fr", "Publié le 15/09/2025", "2025-09-15"),
        ("fr", "Le 18 févr. 2025", "2025-02-18"),
        ("en", "31 February 2025", None),
        ("en", "A long year", None),
        ("en", "On 9 May 1945 it was over.", None),
    ],
)
def test_a_line_that_is_a_date(language: Tongue, line: str, day: str | None) -> None:
    for place in (0, 1, 2):
        paragraphs = [Paragraph(BODY), Paragraph(BODY)]
        paragraphs.insert(place, Paragraph(line))
        found = day_of(Article("a", "a.txt", language, paragraphs))
        assert found == (None if day is None else dt.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("language", "title", "day"),
    [
        ("en", "Joint statement, 3 March 2025", "2025-03-03"),
        ("en", "3 March 2025 – A statement", "2025-03-03"),
        ("en", "A statement (3 March 2025)", "2025-03-03"),
        ("en", "3 March 2025", "2025-03-03"),
        ("fr", "Communiqué, le 3 mars 2025", "2025-03-03"),
        ("en", "What 9 May 1945 still means", None),
        ("en", "Remembering 9 May 1945", None),
        ("fr", "Les leçons du 9 mai 1945", None),
    ],
)
def test_a_title_may_be_about_a_day(language: Tongue, title: str, day: str | None) -> None:
    expected = None if day is None else dt.date.fromisoformat(day)
    assert day_of(Article("a", "a.txt", language, [Paragraph(BODY)], title)) == expected
    headed = [Paragraph(title, heading=True), Paragraph(BODY)]
    assert day_of(Article("a", "a.txt", language, headed)) == expected


def test_a_date_within_the_text_is_not_its_day() -> None:
    assert day_of(Article("a", "a.txt", "en", [Paragraph(BODY)])) is None
