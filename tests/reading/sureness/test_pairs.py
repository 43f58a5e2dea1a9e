"""How sure a text is, over sentences of our own in both languages."""

from __future__ import annotations

from functools import cache

import pytest

from detente.reading.article import Tongue
from detente.reading.proposal import Sureness
from detente.reading.sureness.weigh import weigh
from tests.reading.sureness.read import read
from tests.reading.sureness.sentences import ALL


@cache
def _weighed(language: Tongue) -> list[Sureness]:
    texts = [pair[0] if language == "en" else pair[1] for pair in ALL]
    return [weigh(sentence, clause) for sentence, clause in read(texts, language)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_credence_is_in_the_band_of_its_words(language: Tongue) -> None:
    assert len(ALL) >= 80
    wrong = [
        (pair[0] if language == "en" else pair[1], found)
        for pair, found in zip(ALL, _weighed(language), strict=True)
        if not (pair[2] <= found.credence <= pair[3] and found.negated == pair[4])
    ]
    assert wrong == []


def test_both_languages_are_as_sure() -> None:
    wrong = [
        (pair[0], english, french)
        for pair, english, french in zip(ALL, _weighed("en"), _weighed("fr"), strict=True)
        if abs(english.credence - french.credence) > 0.1
    ]
    assert wrong == []
