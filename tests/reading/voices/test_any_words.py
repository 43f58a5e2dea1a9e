"""Words in any order are cut into clauses with voices, whatever they are."""

from __future__ import annotations

import random

import pytest

from detente.reading.article import Tongue
from detente.reading.clauses.own import owned
from detente.reading.grammar.roles import agent, object, subject
from tests.reading.marker import read

WORDS: dict[Tongue, str] = {
    "en": (
        "Moscow Kyiv analysts he it who which that says said told , , . : ; “ ” « » ( ) — "
        "and but or if although because while as when until before refuse refused will "
        "would had has is are not never to be claims adding than more the a of by for in "
        "according Elena Markova ? Tehran’s "
    ),
    "fr": (
        "Moscou Kiev analystes il elle qui que qu’ dont a dit affirme , , . : ; « » “ ” ( ) "
        "— et mais ou si bien tandis quand jusqu’ avant après refuse refusé sera serait "
        "avait est sont prêt ne pas aucun le la de du par pour dans selon d’ Elena Markova "
        "? ajoutant se -t-il faute sans "
    ),
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_any_words(language: Tongue) -> None:
    """Seeded; found, when it was written, tokens of no clause and a verb at the very end."""
    draw = random.Random(7)
    words = WORDS[language].split()
    for _text in range(80):
        lines = [" ".join(draw.choices(words, k=draw.randint(1, 40))) for _line in range(3)]
        for sentence in read("\n".join(lines), language):
            assert min(owned(sentence).clause) >= 0
            assert len(sentence.voices) == len(sentence.clauses)
            for at, clause in enumerate(sentence.clauses):
                assert -1 <= clause.parent < len(sentence.clauses)
                assert clause.parent != at
                _whoever = subject(sentence, at), object(sentence, at), agent(sentence, at)
