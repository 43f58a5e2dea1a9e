"""A user declares an actor by its name; its people are known by theirs."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.reading.article import Article, Paragraph, Tongue
from detente.reading.read import Asked, read_articles

DAY = dt.date(2025, 3, 4)


@pytest.mark.parametrize(
    ("language", "name", "sentence"),
    [
        ("en", "Freedonia", "The Freedonian foreign minister said that Norway is ready to sign."),
        ("fr", "Bordurie", "Le ministre bordurien a dit que la Norvège est prête à signer."),
    ],
)
def test_the_people_of_a_declared_actor(language: Tongue, name: str, sentence: str) -> None:
    article = Article("article", "a.txt", language, [Paragraph(sentence)], date=DAY)
    asked = Asked(today=DAY, declared={"f": name}, grammar=False)
    found = read_articles([article], asked)
    assert {actor.id for actor in found.actors} == {"f", "NOR"}
    assert found.proposals[0].voice.who == "f"
    assert found.proposals[0].actor == "NOR"
