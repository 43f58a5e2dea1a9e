"""The condition of a claim, over sentences of our own in both languages."""

from __future__ import annotations

import pytest

from detente.reading.article import Tongue
from detente.reading.cues.limits import limit
from tests.reading.sureness.limited import LIMITED
from tests.reading.sureness.read import read


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_condition_is_found_with_its_kind_and_words(language: Tongue) -> None:
    english = language == "en"
    expected = [
        (en, kind, en_words) if english else (fr, kind, fr_words)
        for en, fr, kind, en_words, fr_words in LIMITED
    ]
    wrong = []
    for (text, kind, words), (sentence, clause) in zip(
        expected, read([text for text, _kind, _words in expected], language), strict=True
    ):
        found = limit(sentence, clause)
        if (found.kind if found else None) != kind or (found and words not in found.words):
            wrong.append((text, found and (found.kind, found.words)))
    assert wrong == []
