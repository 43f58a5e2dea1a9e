"""Acts that sentences name, coded: which, by whom, to whom, when."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.ontology._table import table
from detente.ontology.acts import Act
from detente.reading.article import TONGUES, Tongue
from detente.reading.cues.act_ways import Way, act_files, compiled, read_act_file
from detente.reading.cues.acts import CodedAct, acts_in
from detente.reading.cues.coded import with_act
from detente.reading.cues.match import match
from detente.reading.proposal import Candidate
from detente.reading.sentence import Clause, Day, Span
from tests.pace import within
from tests.reading.cues.plain import sentence

WAYS = [
    pytest.param(way, id=f"{name}-{i}")
    for name, file in act_files().items()
    for i, way in enumerate(file.ways)
]


def acts(text: str, language: Tongue = "en") -> tuple[CodedAct, ...]:
    return acts_in(sentence(text, language), 0)


def said(text: str, language: Tongue = "en") -> list[str]:
    return [
        " ".join(filter(None, [each.source, each.act, each.target, each.when]))
        for each in acts(text, language)
    ]


def test_every_type_of_act_has_its_ways() -> None:
    assert {name.upper() for name in act_files()} == set(table().types)


@pytest.mark.parametrize("way", WAYS)
def test_an_example_is_coded_alike_in_both_languages(way: Way) -> None:
    for language in TONGUES:
        text = getattr(way, f"example_{language}")
        first = acts(text, language)[0]
        to = "BOR" if "Borland" in text else ""
        assert (first.act, first.target, first.when) == (way.act, to, way.when or "done"), text
        assert first.source in {"ARD", "COR"}
        assert first.words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sanctions were imposed on Borland by Arden.", ["ARD COERCE.restrict/economic BOR done"]),
        ("Three diplomats of Borland were expelled.", ["SANCTION.expel/diplomatic BOR done"]),
        ("Arden will lift the embargo on Borland.", ["ARD RETREAT.ease/economic BOR announced"]),
        ("Arden may lift the embargo on Borland.", ["ARD RETREAT.ease/economic BOR possible"]),
        ("Arden is lifting the embargo on Borland.", ["ARD RETREAT.ease/economic BOR ongoing"]),
        ("Arden lifts the embargo on Borland.", ["ARD RETREAT.ease/economic BOR ongoing"]),
        ("Arden has not lifted the embargo on Borland.", []),
        ("Arden stopped short of lifting the embargo.", []),
        ("Arden is ready to free two prisoners.", ["ARD RETREAT.release possible"]),
        ("Arden plans to free two prisoners.", ["ARD RETREAT.release announced"]),
        ("Arden threatened to expel the envoy of Borland.", ["ARD THREATEN.expel BOR done"]),
        ("The lifting of the sanctions on Borland by Arden.",
         ["ARD RETREAT.ease/economic BOR done"]),
        ("A summit between Arden and Borland is planned.", ["ARD CONSULT@leader BOR announced"]),
        ("The shelling of Borland by Arden.", ["ARD ASSAULT.heavy-weapons/military BOR done"]),
        ("Arden's visit to Borland could follow.", ["ARD CONSULT.visit BOR possible"]),
        ("Arden gave military aid to Borland.", ["ARD AID/military BOR done"]),
        ("The river is long and cold.", []),
    ],
)  # fmt: skip
def test_voice_tense_and_nouns(text: str, found: list[str]) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Des sanctions ont été imposées à Borland par l'Ardenie.",
         ["ARD COERCE.restrict/economic BOR done"]),
        ("L'Ardenie va libérer deux marins de Borland.", ["ARD RETREAT.release BOR announced"]),
        ("L'Ardenie libérera deux marins de Borland.", ["ARD RETREAT.release BOR announced"]),
        ("L'Ardenie libérerait deux marins de Borland.", ["ARD RETREAT.release BOR possible"]),
        ("L'Ardenie pourrait libérer deux marins.", ["ARD RETREAT.release possible"]),
        ("L'Ardenie n'a pas libéré les marins.", []),
        ("L'Ardenie vient de libérer deux marins.", ["ARD RETREAT.release done"]),
        ("La visite de l'Ardenie à Borland est prévue pour mai.",
         ["ARD CONSULT.visit BOR announced"]),
        ("La levée des sanctions contre Borland par l'Ardenie.",
         ["ARD RETREAT.ease/economic BOR done"]),
        ("Un sommet entre l'Ardenie et Borland serait possible.",
         ["ARD CONSULT@leader BOR possible"]),
        ("Le pilonnage de Borland par l'Ardenie.", ["ARD ASSAULT.heavy-weapons/military BOR done"]),
    ],
)  # fmt: skip
def test_voice_tense_and_nouns_in_french(text: str, found: list[str]) -> None:
    assert said(text, "fr") == found


def test_the_rank_is_that_of_who_speaks() -> None:
    given = sentence("Arden visited Borland.")
    minister = replace(given.mentions[0], kind="office", role="minister")
    given = replace(given, mentions=(minister, given.mentions[1]))
    assert acts_in(given, 0)[0].act == "CONSULT.visit@minister"


def test_a_deed_has_no_rank() -> None:
    given = sentence("Arden shelled Borland.")
    leader = replace(given.mentions[0], kind="office", role="leader")
    given = replace(given, mentions=(leader, given.mentions[1]))
    assert Act.parse(acts_in(given, 0)[0].act).rank is None


def test_the_number_and_the_day() -> None:
    given = sentence("Arden released 12 sailors of Borland on Monday.")
    day = Day(Span(7, 8), dt.date(2025, 3, 3), dt.date(2025, 3, 4), "Monday")
    (act,) = acts_in(replace(given, days=(day,)), 0)
    assert act.day == day
    assert act.number is not None
    assert act.number.value == 12


def test_a_condition_is_only_possible_and_a_question_is_nothing() -> None:
    whole = Span(0, 5)
    condition = sentence("Arden attacks Borland again .", clauses=(Clause(whole, "condition"),))
    assert [each.when for each in acts_in(condition, 0)] == ["possible"]
    asked = sentence("Arden attacks Borland again ?", clauses=(Clause(whole, question=True),))
    assert acts_in(asked, 0) == ()


def test_names_change_nothing_but_who() -> None:
    one = acts("Arden expelled three diplomats of Borland.")[0]
    other = acts("Corvia expelled three diplomats of Arden.")[0]
    assert (other.source, other.target) == ("COR", "ARD")
    assert replace(other, source="ARD", target="BOR") == one


GOOD = '[[ways]]\nact = "AID"\nen = ["aid"]\nfr = ["aider"]\nexample_en = "a"\nexample_fr = "b"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD.replace('"AID"', '"AIDE"'), "aid.toml, ways.0.act: "),
        (GOOD.replace('"AID"', '"ASSAULT"'), "aid.toml, ways.0.act: "),
        (GOOD.replace('"aid"', '"aid ("'), "aid.toml, ways.0.en.0: 'aid ('"),
        (GOOD + 'contexts = ["war"]\n', "aid.toml, ways.0.contexts: "),
        ("ways = []", "aid.toml, ways: "),
    ],
)
def test_a_wrong_file_is_refused_with_its_key(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "aid.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        in_every_language(path)
    assert told in str(refused.value)


def in_every_language(path: Path) -> None:
    file = read_act_file(path)
    for language in TONGUES:
        compiled("aid", file, language)


def test_time_grows_with_the_length() -> None:
    given = sentence("impose lift visit to of and " * 1_000)
    with within(60):
        acts_in(given, 0)


def test_a_candidate_for_an_announced_act_carries_its_act() -> None:
    given = sentence("Arden will lift the embargo on Borland next week.")
    said = {each.effect: each for each in match(given, 0)}["scheduled-acts"]
    assert said.roles == {"actor": "ARD", "target": "BOR", "act": "RETREAT.ease/economic"}
    assert said.sense == "announced"
    done = sentence("Arden has lifted the embargo on Borland.")
    assert {each.effect: each for each in match(done, 0)}["scheduled-acts"].sense == "reported"


def test_an_announcement_of_neither_act_nor_day_scores_less() -> None:
    candidate = Candidate("scheduled-acts", "announced", 2.5)
    assert with_act(candidate, sentence("The sun will shine."), 0).score < 2.5
    given = sentence("The sun will shine on Monday.")
    day = Day(Span(5, 6), dt.date(2025, 3, 3), dt.date(2025, 3, 4), "Monday")
    assert with_act(candidate, replace(given, days=(day,)), 0) == candidate
    other = Candidate("gate", "first", 2.5)
    assert with_act(other, given, 0) == other
