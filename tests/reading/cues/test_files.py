"""Every file of cues: each sense has a sentence in each language, found with its effect first."""

from __future__ import annotations

import pytest

from detente.effects.registry import BUILT_IN
from detente.reading.article import TONGUES, Tongue
from detente.reading.cues.load import JUDGEMENT, cue_book, cue_files
from detente.reading.cues.match import match
from detente.reading.cues.schema import Cue
from detente.reading.proposal import Candidate
from tests.reading.cues.plain import sentence

EXAMPLES = [
    pytest.param(effect, cue, id=f"{effect}-{cue.sense}")
    for effect, file in cue_files().items()
    for cue in file.cues
    if cue.example_en or cue.example_fr
]


def first(text: str, language: Tongue) -> Candidate:
    return match(sentence(text, language), 0)[0]


@pytest.mark.parametrize(("effect", "cue"), EXAMPLES)
def test_an_example_is_found_alike_in_both_languages(effect: str, cue: Cue) -> None:
    english, french = first(cue.example_en, "en"), first(cue.example_fr, "fr")
    assert (english.effect, english.sense) == (effect, cue.sense)
    assert (french.effect, french.sense) == (effect, cue.sense)
    assert (english.direction, english.acts) == (french.direction, french.acts)
    assert dict(english.roles) == dict(french.roles)
    assert english.words
    assert french.words


def test_every_effect_has_its_file() -> None:
    assert set(cue_files()) == {*BUILT_IN, JUDGEMENT}


@pytest.mark.parametrize("effect", list(cue_files()))
def test_an_effect_brings_its_cues(effect: str) -> None:
    file = cue_files()[effect]
    known = {*BUILT_IN, JUDGEMENT}
    assert set(file.near) <= known - {effect}
    if file.silent:
        return
    senses = {cue.sense for cue in file.cues}
    shown = {cue.sense for cue in file.cues if cue.example_en and cue.example_fr}
    assert senses == shown, "each sense has an example in both languages"
    for language in TONGUES:
        found = {cue.sense for cue in file.cues if getattr(cue, language)}
        assert found == senses, "each sense is said in both languages"


@pytest.mark.parametrize("language", TONGUES)
def test_no_pattern_is_written_twice_for_one_effect(language: Tongue) -> None:
    for effect, file in cue_files().items():
        for cue in file.cues:
            patterns = getattr(cue, language)
            assert len(set(patterns)) == len(patterns), (effect, cue.sense)


@pytest.mark.parametrize("language", TONGUES)
def test_no_pattern_begins_with_a_gap(language: Tongue) -> None:
    """A gap at the edge of a pattern says nothing."""
    for compiled in cue_book(language).cues:
        for pattern in compiled.patterns:
            assert not pattern.text.startswith("*"), (compiled.effect, pattern.text)
