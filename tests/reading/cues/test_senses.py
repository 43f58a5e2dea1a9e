"""What all the words of a clause tell of its sense, and what names have no part in."""

from __future__ import annotations

import pytest

from detente.reading.article import TONGUES, Tongue
from detente.reading.cues.line import line
from detente.reading.cues.load import cue_files
from detente.reading.cues.senses import NONE, telling, told, weights
from detente.reading.cues.traits import traits
from detente.reading.sentence import Clause, Span
from tests.reading.cues.plain import sentence

SENSES = {f"{effect}/{cue.sense}" for effect, file in cue_files().items() for cue in file.cues}


@pytest.mark.parametrize("language", TONGUES)
def test_every_class_is_a_sense_of_the_cues(language: Tongue) -> None:
    known = weights(language)
    assert known is not None
    assert {*known.classes} - {NONE} <= SENSES
    assert NONE in known.classes
    assert known.weights.shape == (len(known.rows), len(known.classes))


@pytest.mark.parametrize("language", TONGUES)
def test_a_file_is_small_and_written_alike_every_time(language: Tongue) -> None:
    known = weights(language)
    assert known is not None
    assert known.written() == known.written()
    assert len(known.written()) < 1_000_000


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        (
            "Arden’s minister told Borland on 3 March that 40 lorries wait.",
            "Corvia’s minister told Arden on 9 July that 75 lorries wait.",
            "en",
        ),
        ("L’Ardenie n’attend rien de Borland.", "L’Ardenie n’attend rien de Corvia.", "fr"),
    ],
)
def test_names_and_numbers_change_nothing(one: str, other: str, language: Tongue) -> None:
    found = [line(sentence(text, language), 0) for text in (one, other)]
    assert traits(found[0], 0) == traits(found[1], 0)
    assert told(found[0], 0) == told(found[1], 0)


def test_chances_are_of_what_is_claimed_and_those_of_an_effect_sum_its_senses() -> None:
    found = told(line(sentence("Arden will not hear of talks with Borland."), 0), 0)
    assert found is not None
    assert 0.0 < found.none < 1.0
    assert sum(found.senses.values()) == pytest.approx(1.0)
    assert sum(found.effects.values()) == pytest.approx(1.0)
    own = [chance for (effect, _sense), chance in found.senses.items() if effect == "disposition"]
    assert found.effects["disposition"] == pytest.approx(sum(own))


def test_an_effect_without_sentences_is_as_likely_as_any_other() -> None:
    found = told(line(sentence("Arden will not hear of talks with Borland."), 0), 0)
    assert found is not None
    assert found.lean("an-effect-of-a-plugin") == pytest.approx(0.0)
    assert found.lean_of("an-effect-of-a-plugin", "so") == 0.0


def test_the_words_that_tell_are_no_names() -> None:
    given = sentence("Arden yearns for talks with Borland.")
    found = telling(line(given, 0), ("disposition", "ready"))
    assert found
    assert not {given.tokens[at].text for at in found} & {"Arden", "Borland", "for", "."}


def test_words_of_the_clauses_beside_it_weigh_less() -> None:
    said = "Arden is ready to talk , but Borland holds the upper hand"
    clauses = (Clause(Span(0, 6)), Clause(Span(6, 12), "contrast", 0, "but"))
    given = sentence(said, clauses=clauses)
    first, second = (traits(line(given, at), at) for at in (0, 1))
    assert 0.0 < first["upper hand"] < second["upper hand"] == 1.0
    assert 0.0 < second["ready"] < first["ready"] == 1.0
    assert first["<with contrast>"] == second["<contrast>"] == 1.0
