"""Words, signs and lemmas."""

from __future__ import annotations

import pytest

from detente.reading.article import Tongue
from detente.reading.grammar.lemmas import lemma, verb_of
from detente.reading.grammar.tokens import pieces


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "L’Inde n’a-t-elle", "L’ Inde n’ a -t-elle"),
        ("fr", "jusqu'à ce qu’il dise-t-on", "jusqu' à ce qu’ il dise -t-on"),
        ("fr", "aujourd’hui, peut-être", "aujourd’hui , peut-être"),
        ("fr", "20 000 sanctions (9,5 %)", "20 000|sanctions|(|9,5|%|)"),
        ("fr", "M. Duval, d’OTAN-Russie", "M. Duval , d’ OTAN - Russie"),
        ("en", "Iran’s envoy doesn’t", "Iran ’s envoy does n’t"),
        ("en", "Iran-backed rebels’ US-Russia F-16", "Iran - backed rebels ’ US - Russia F-16"),
        ("en", "The U.S. cannot pay 20,000.5…", "The U.S. can not pay 20,000.5 …"),
    ],
)
def test_where_words_are_cut(language: Tongue, text: str, expected: str) -> None:
    found = pieces(text, language)
    assert [piece.text for piece in found] == expected.split("|" if "|" in expected else " ")
    assert all(text[piece.start : piece.end] == piece.text for piece in found)


@pytest.mark.parametrize(
    ("language", "word", "verb", "expected"),
    [
        ("en", "is", True, "be"),
        ("en", "won", True, "win"),
        ("en", "recognized", True, "recognise"),
        ("en", "recognises", True, "recognise"),
        ("en", "talks", False, "talk"),
        ("fr", "est", True, "être"),
        ("fr", "menace", True, "menacer"),
        ("fr", "menace", False, "menace"),
        ("fr", "l’", False, "le"),
        ("fr", "levées", True, "lever"),
        ("fr", "-t-il", False, "il"),
    ],
)
def test_dictionary_forms(language: Tongue, word: str, verb: bool, expected: str) -> None:
    assert lemma(word, language, verb) == expected


@pytest.mark.parametrize(
    ("language", "word", "expected"),
    [
        ("en", "country", ""),
        ("en", "refuses", "refuse"),
        ("en", "kept", "keep"),
        ("fr", "guerre", ""),
        ("fr", "craignent", "craindre"),
        ("fr", "premier", ""),
        ("fr", "estime", "estimer"),
    ],
)
def test_which_words_can_be_verbs(language: Tongue, word: str, expected: str) -> None:
    assert verb_of(word, language) == expected
