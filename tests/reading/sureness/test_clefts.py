"""What *it was not X that …* names is denied; *although* holds a clause that has one within."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.reading import propose
from detente.reading.article import Article, Paragraph, Tongue
from detente.reading.proposal import Proposal
from detente.reading.read import Asked, read_articles

DAY = dt.date(2025, 3, 4)


def read(language: Tongue, sentence: str) -> dict[str, Proposal]:
    article = Article("article", "a.txt", language, [Paragraph(sentence)], date=DAY)
    asked = Asked(today=DAY, pair=("BRA", "NOR"), grammar=False)
    found = read_articles([article], asked).proposals
    return {c.effect: p for p in reversed(found) for c in reversed(p.candidates)}


@pytest.fixture
def however_weak(monkeypatch: pytest.MonkeyPatch) -> None:
    """Propose all: what is tested is how sure a text is, not whether a person would claim it."""
    monkeypatch.setattr(propose, "STRONG", 0.0)


@pytest.mark.usefixtures("however_weak")
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "It was not our firmness that brought Brazil to the table."),
        ("fr", "Ce n’est pas la pression norvégienne qui fera céder le Brésil."),
        ("fr", "Ce ne sont pas les bombes qui ont fait taire les missiles du Brésil."),
    ],
)
def test_a_denied_cause(language: Tongue, sentence: str) -> None:
    found = read(language, sentence)["response"].sureness
    assert found.negated
    assert found.credence < 0.3


def test_a_cause_that_is_named_so_is_held() -> None:
    found = read("en", "It was our firmness that brought Brazil to the table.")["response"]
    assert not found.sureness.negated
    assert found.sureness.credence > 0.6


@pytest.mark.parametrize(
    "conceded",
    [
        "Although a country that is paid in oil has less need of Norway",
        "Although that agreement has been signed by Brazil and Norway",
        "Though the ministers who left were replaced by Brazil first",
    ],
)
def test_a_concession_with_a_clause_within(conceded: str) -> None:
    found = read("en", f"{conceded}, the valley is quiet.")
    assert found
    assert all(each.sureness.concession for each in found.values())
