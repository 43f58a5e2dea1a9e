"""The day of a text that states none."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.reading.article import Article, Paragraph, Tongue
from detente.reading.probable_day import probable_day

TODAY = dt.date(2027, 5, 1)


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "On 3 May Baku spoke. The office changes hands on 1 June 2025.", "2025-05-03"),
        ("en", "The treaty dates from 1 February 2024. On December 3rd they met.", "2023-12-03"),
        ("en", "They met on 3 May. They will on 9 May. It ends on 1 June 2025.", "2025-05-03"),
        (
            "fr",
            "Le 18 octobre, Lima a parlé. La trêve finit le 2 janvier 2026.",
            "2025-10-18",
        ),
        ("fr", "Le 1er mars, Lima a parlé ; la trêve expire le 2 avril 2026.", "2026-03-01"),
        ("en", "On 3 May Baku spoke.", None),
        ("en", "The office changes hands on 1 June 2025.", None),
        ("en", "On 31 February Baku spoke. It ends on 1 June 2025.", None),
        ("en", "On 3 May Baku spoke. It ends on 1 June 2028.", None),
    ],
)
def test_days_without_a_year_are_of_the_year_of_writing(
    language: Tongue, text: str, day: str | None
) -> None:
    found = probable_day(Article("a", "a.txt", language, [Paragraph(text)]), TODAY)
    assert found == (None if day is None else dt.date.fromisoformat(day))
