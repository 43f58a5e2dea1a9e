"""Speakers whose names and offices have commas of their own."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.reading.article import Article, Paragraph
from detente.reading.read import Asked, read_articles

READY = "Armenia is ready to open its border with Turkey"


@pytest.mark.parametrize(
    "text",
    [
        f"{READY} before the winter, the foreign minister of Armenia, Ararat Mirzoyan, said.",
        f"{READY}, said the foreign minister of Armenia, Ararat Mirzoyan, on Monday.",
        f"{READY}, Ararat Mirzoyan, the foreign minister of Armenia, said on Monday.",
        f"The foreign minister of Armenia, Ararat Mirzoyan, said that {READY}.",
    ],
)
def test_who_says_so_is_named_whole(text: str) -> None:
    day = dt.date(2025, 9, 15)
    article = Article("article", "a.txt", "en", (Paragraph(text),), date=day)
    found = read_articles([article], Asked(today=day, grammar=False))
    (proposal,) = found.proposals
    assert (proposal.voice.who, proposal.voice.name) == ("ARM", "Ararat Mirzoyan")
    if proposal.limit is not None:
        assert proposal.limit.words == "before the winter"
