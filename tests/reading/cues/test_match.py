"""How candidates are ranked, by files of cues of our own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.reading.article import TONGUES
from detente.reading.cues.likeness import alike
from detente.reading.cues.line import line
from detente.reading.cues.load import compiled, cue_files, read_cue_file
from detente.reading.cues.match import match
from detente.reading.sentence import Clause, Span
from tests.pace import within
from tests.reading.cues.plain import sentence


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


def test_neighbours_follow_with_less() -> None:
    ranked = match(sentence("Arden is ready to talk."), 0)
    assert len(ranked) >= 3
    assert [each.score for each in ranked] == sorted((r.score for r in ranked), reverse=True)
    assert ranked[1].score < ranked[0].score
    by_words = next(name for name, _tells in alike(line(sentence("Arden is ready to talk."), 0)))
    assert by_words in {each.effect for each in ranked[:3]}
    uncued = {each.effect for each in ranked if not each.words}
    assert uncued - {*cue_files()[ranked[0].effect].near} <= {ranked[1].effect}


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


def test_what_the_clauses_beside_it_say_follows_with_less() -> None:
    said = "Arden is ready to talk , but Borland holds the upper hand"
    given = sentence(said, clauses=(Clause(Span(0, 6)), Clause(Span(6, 12), "contrast", 0, "but")))
    first, *others = match(given, 0)[:3]
    assert first.effect == "disposition"
    (beside,) = (each for each in others if each.effect == "advantage")
    assert beside.score < first.score
    assert beside.words == ("holds", "upper hand")
    assert match(given, 1)[0].effect == "advantage"


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
