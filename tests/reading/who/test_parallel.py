"""The same sentence in English and in French names the same actors."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.reading.article import Tongue
from tests.reading.who.plain import actors, marked

PAIRS = [
    line.split("\t")
    for line in Path(__file__).with_name("parallel.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_both_languages_give_the_same_actors(language: Tongue) -> None:
    assert len(PAIRS) >= 60
    wrong = {}
    for english, french, meant in PAIRS:
        text = english if language == "en" else french
        (sentence,), _ = marked([text], language)
        if sorted(actors(sentence)) != sorted(meant.split()):
            wrong[text] = actors(sentence)
    assert wrong == {}
