"""The first person plural names whoever speaks for an actor, and nobody else."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.reading.article import Article, Paragraph, Tongue
from detente.reading.read import Asked, read_articles

DAY = dt.date(2025, 3, 4)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "“We are ready to talk to Peru”, said the foreign minister of Chile.", ["We"]),
        ("en", "“We are ready to talk to Peru”, analysts said.", []),
        ("en", "We hold that Chile and Peru will talk.", []),
        (
            "fr",
            "« Nous sommes prêts à discuter avec le Pérou », a déclaré le ministre des Affaires "
            "étrangères chilien.",
            ["Nous"],
        ),
        ("fr", "Nous tenons que le Chili et le Pérou se parleront.", []),
    ],
)
def test_we_is_whoever_speaks(language: Tongue, text: str, words: list[str]) -> None:
    before = {"en": "Chile faces Peru.", "fr": "Le Chili fait face au Pérou."}[language]
    article = Article("article", "a.txt", language, (Paragraph(before), Paragraph(text)), date=DAY)
    found = read_articles([article], Asked(today=DAY, grammar=False)).sentences[-1]
    ours = [m for m in found.mentions if m.kind == "pronoun"]
    assert [found.words(each.span) for each in ours] == words
    assert all(each.actor == "CHL" for each in ours)


def test_a_minister_who_is_interviewed_is_one_of_those_who_face_each_other() -> None:
    texts = (
        "We reopened the bridge because our hauliers asked us to.",
        "Peru promised nothing, and we promised nothing to Peru.",
        "Peru and Brazil have a road, and we have a port.",
    )
    by = "Interview with Deputy Foreign Minister Ana Rojas of Chile"
    article = Article("article", "a.txt", "en", tuple(map(Paragraph, texts)), date=DAY, author=by)
    asked = Asked(today=DAY, grammar=False)
    assert {*read_articles([article], asked).pairs[0][:2]} == {"CHL", "PER"}
