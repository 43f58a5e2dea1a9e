"""Who does what, in both languages, without a model."""

from __future__ import annotations

import pytest

from detente.reading.article import Tongue
from detente.reading.grammar.roles import agent, object, possessor, subject
from detente.reading.sentence import Span
from tests.reading.marker import read


@pytest.mark.parametrize(
    ("language", "text", "clause", "doing", "undergoing"),
    [
        ("en", "Russia attacked Ukraine.", 0, "RUS", "UKR"),
        ("en", "Ukraine was attacked by Russia.", 0, "RUS", "UKR"),
        ("en", "The leaders of Iran threatened China.", 0, "IRN", "CHN"),
        ("en", "Moscow rejects the plan and accuses Kyiv.", 1, "RUS", "UKR"),
        ("en", "Tehran, which threatens Cairo, will wait.", 1, "IRN", "EGY"),
        ("en", "If Delhi yields, Islamabad will talk.", 0, "PAK", None),
        ("en", "If Delhi yields, Islamabad will talk.", 1, "IND", None),
        ("en", "In Paris, the mood has changed.", 0, None, None),
        ("fr", "La Russie a attaqué l’Ukraine.", 0, "RUS", "UKR"),
        ("fr", "L’Ukraine a été attaquée par la Russie.", 0, "RUS", "UKR"),
        ("fr", "Les dirigeants de l’Iran menacent la Chine.", 0, "IRN", "CHN"),
        ("fr", "Téhéran, qui menace Le Caire, attendra.", 1, "IRN", "EGY"),
        ("fr", "Si Alger cède, Rabat parlera.", 0, "MAR", None),
        ("fr", "Si Alger cède, Rabat parlera.", 1, "DZA", None),
        ("fr", "À Paris, l’humeur a changé.", 0, None, None),
    ],
)
def test_who_does_what_to_whom(
    language: Tongue, text: str, clause: int, doing: str | None, undergoing: str | None
) -> None:
    [sentence] = read(text, language)
    who, whom = subject(sentence, clause), object(sentence, clause)
    assert (who.actor if who else None) == doing
    assert (whom.actor if whom else None) == undergoing


def test_the_one_by_whom_is_named_only_in_a_passive() -> None:
    [active] = read("Russia attacked Ukraine.", "en")
    [passive] = read("Ukraine was attacked by Russia.", "en")
    assert agent(active, 0) is None
    found = agent(passive, 0)
    assert found is not None
    assert found.actor == "RUS"


@pytest.mark.parametrize(
    ("language", "text", "noun"),
    [
        ("en", "Iran’s readiness is doubted.", "readiness"),
        ("en", "The readiness of Iran is doubted.", "readiness"),
        ("fr", "La disponibilité de l’Iran est contestée.", "disponibilité"),
    ],
)
def test_whose_it_is(language: Tongue, text: str, noun: str) -> None:
    [sentence] = read(text, language)
    at = [token.text for token in sentence.tokens].index(noun)
    found = possessor(sentence, Span(at, at + 1))
    assert found is not None
    assert found.actor == "IRN"
