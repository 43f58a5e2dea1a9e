"""How candidates are ranked, by files of cues of our own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from detente.errors import InputError
from detente.reading.article import TONGUES
from detente.reading.cues import senses
from detente.reading.cues.line import line
from detente.reading.cues.load import compiled, cue_files, read_cue_file
from detente.reading.cues.match import match
from detente.reading.cues.senses import NONE, Weights, told
from detente.reading.sentence import Clause, Span
from tests.pace import within
from tests.reading.cues.plain import sentence

TAUGHT = Weights(
    classes=("advantage/upper-hand", "vote/coming", NONE),
    rows={"gallop": 0},
    weights=np.array([[100, -50, -50]], np.int8),
    unit=0.1,
    constant=np.array([-1.0, -1.0, 2.0], np.float32),
    inputs="",
)


def test_the_words_that_speak_for_it_and_who_fills_the_roles() -> None:
    first = match(sentence("Arden is ready to open talks with Borland."), 0)[0]
    assert (first.effect, first.sense, first.direction) == ("disposition", "ready", 1)
    assert first.words == ("is ready to",)
    assert dict(first.roles) == {"actor": "ARD", "target": "BOR"}
    assert first.acts == "contact"


def test_names_change_nothing_but_the_roles() -> None:
    first = match(sentence("Arden is ready to lift the embargo on Borland."), 0)
    other = match(sentence("Corvia is ready to lift the embargo on Arden."), 0)
    assert [(each.effect, each.score, each.words) for each in first] == [
        (each.effect, each.score, each.words) for each in other
    ]
    assert dict(other[0].roles) == {"actor": "COR", "target": "ARD"}


def test_what_the_words_tell_follows_with_less() -> None:
    given = sentence("Arden is ready to talk.")
    ranked = match(given, 0)
    assert len(ranked) >= 3
    assert [each.score for each in ranked] == sorted((r.score for r in ranked), reverse=True)
    assert len({each.effect for each in ranked}) == len(ranked)
    tells = told(line(given, 0), 0)
    assert tells is not None
    uncued = [each for each in ranked if not each.cue and each.effect != "scheduled-acts"]
    assert uncued
    for each in uncued:
        assert each.score == pytest.approx(tells.lean(each.effect), abs=1e-6)


def test_without_weights_cues_rank_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(senses, "weights", lambda language: None)
    first, *others = match(sentence("Arden is ready to talk."), 0)
    assert (first.effect, first.score) == ("disposition", first.cue)
    assert [each.effect for each in others] == list(cue_files()["disposition"].near[:2])
    assert match(sentence("Nobody in Arden will hear of it."), 0) == ()


def test_words_that_no_cue_has_are_proposed_where_they_are_clear(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is known of the sense of ``advantage`` is one word; no cue has it."""
    monkeypatch.setattr(senses, "weights", lambda language: TAUGHT)
    first = match(sentence("Arden gallops over Borland."), 0)[0]
    assert (first.effect, first.sense, first.direction) == ("advantage", "upper-hand", -1)
    assert first.words == ("gallops",)
    assert first.cue == 0.0
    assert dict(first.roles) == {"actor": "ARD", "target": "BOR"}
    assert match(sentence("Arden walks over Borland."), 0) == ()


def test_an_effect_with_cues_and_no_sentences_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(senses, "weights", lambda language: TAUGHT)
    first = match(sentence("Arden is ready to open talks with Borland."), 0)[0]
    assert (first.effect, first.score) == ("disposition", first.cue)


def test_nothing_is_found_in_what_says_nothing() -> None:
    assert match(sentence("The river is long."), 0) == ()


GOOD = (
    'effect = "gate"\n[[cues]]\nsense = "first"\nweight = 2.0\nen = ["only if"]\nfr = ["que si"]\n'
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace('"gate"', '"vote"'), "gate.toml, effect: it must be 'gate'"),
        (GOOD.replace("2.0", "5.0"), "gate.toml, cues.0.weight: "),
        (GOOD.replace("only if", "only (if"), "gate.toml, cues.0.en.0: 'only (if'"),
        (GOOD.replace('"que si"', '"{nobody} si"'), "gate.toml, cues.0.fr.0: "),
        (GOOD.replace("sense", "sens"), "gate.toml, cues.0.sense: "),
        (
            GOOD.replace("weight", "roles = { actor = 'king' }\nweight"),
            "gate.toml, cues.0.roles.actor: ",
        ),
        ('effect = "gate"\n', "gate.toml, cues: "),
        (
            'effect = "gate"\nsilent = "nobody says it"\n' + GOOD.partition("\n")[2],
            "gate.toml, cues: ",
        ),
        ("effect = ", "gate.toml"),
    ],
)
def test_a_wrong_file_is_refused_with_its_key(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "gate.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        in_every_language(path)
    assert said in str(refused.value)


def in_every_language(path: Path) -> None:
    file = read_cue_file(path, "gate")
    for language in TONGUES:
        compiled(file, language)


def test_a_right_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "gate.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert read_cue_file(path, "gate").cues[0].sense == "first"


def test_an_act_that_no_cue_announces_is_proposed() -> None:
    given = sentence("Arden will expel two diplomats of Borland .")
    found = {each.effect: each for each in match(given, 0)}
    assert found["scheduled-acts"].roles["actor"] == "ARD"


def test_time_grows_with_the_length_of_a_text() -> None:
    """Ten thousand characters of words that are cues, in one clause and in many."""
    said = "Arden is not ready unless the red line , the sanctions and the talks . " * 150
    tokens = len(sentence(said[:720]).tokens) // 10
    whole = sentence(said)
    many = tuple(Clause(Span(at, at + tokens)) for at in range(0, len(whole.tokens), tokens))
    with within(80):
        assert match(whole, 0)
        split = replace(whole, clauses=many)
        assert all(match(split, at) for at in range(0, len(many), 10))
