"""Sentences of one sense each: their files, and that the weights are those learnt from them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.reading.written import read_written, written
from detente.reading.article import TONGUES, Tongue
from detente.reading.cues.senses import NONE, weights
from tools.reading_words import inputs_of

LEAST = 30
"""Sentences of every sense, by at least two writers."""


@pytest.mark.parametrize("language", TONGUES)
def test_every_class_has_sentences_by_several_writers(language: Tongue) -> None:
    known = weights(language)
    assert known is not None
    found = written(language)
    assert {each.sense for each in found} <= {*known.classes}
    for sense in {each.sense for each in found} | {NONE}:
        own = [each for each in found if each.sense == sense]
        assert len(own) >= LEAST, sense
        assert len({each.writer for each in own}) >= 2, sense


@pytest.mark.parametrize("language", TONGUES)
def test_the_weights_are_learnt_from_these_sentences_and_cues(language: Tongue) -> None:
    known = weights(language)
    assert known is not None
    assert known.inputs == inputs_of(language), "run python -m tools.reading_words"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gate/consent It needs assent.\n", "line 1: a sense, a tab, and a sentence"),
        ("gate/consents\tIt needs assent.\n", "line 1: no cue has the sense 'gate/consents'"),
        ("gate/consent\tIt is so.\ngate/consent\tIt is so.\n", "line 2: it stands there already"),
        ("gate/consent\tIt is so. \n", "line 1: a sentence without spaces around it"),
    ],
)
def test_a_wrong_line_is_named(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "anna.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(said)):
        read_written(path)
