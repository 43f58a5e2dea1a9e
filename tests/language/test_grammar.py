"""Sentences are made as the language has them."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.language.counted import (
    chance,
    days,
    points,
    signed_points,
    stated_acts,
    stated_days,
)
from detente.language.current import use_language
from detente.language.fill import fill, joined
from detente.language.listing import listing
from detente.language.sentence import sentence
from detente.language.statement import statement
from detente.language.the_day import the_day
from tests.language.prose import faults

NO_BREAK = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("de ", "avril", "d’avril"),
        ("de ", "l’Ukraine", "de l’Ukraine"),
        ("de ", "le 19 mars", "du 19 mars"),
        ("De ", "le 19 mars", "Du 19 mars"),
        ("de ", "les futurs", "des futurs"),
        ("jusqu’à ", "le 1er mars", "jusqu’au 1er mars"),
        ("d’ici à ", "les élections", "d’ici aux élections"),
        ("que ", "elle vienne", "qu’elle vienne"),
        ("le ", "écart", "l’écart"),
        ("la ", "Œuvre", "l’Œuvre"),
        ("de ", "humeur", "d’humeur"),
        ("de ", "hégémonie", "d’hégémonie"),
        ("la ", "Hongrie", "la Hongrie"),
        ("le ", "hasard", "le hasard"),
        ("la ", "hausse", "la hausse"),
        ("de ", "11 jours", "de 11 jours"),
        ("le ", "onze", "le onze"),
        ("le ", "Yémen", "le Yémen"),
        ("de ", "Le Monde", "de Le Monde"),
        ("de ", "«\u00a0Elle\u00a0»", "de «\u00a0Elle\u00a0»"),
        ("grande ", "âme", "grande âme"),
        ("(de ", "avril", "(de avril"),
    ],
)  # fmt: skip
def test_french_words_are_joined(before: str, after: str, said: str) -> None:
    with use_language("fr"):
        assert joined(before, after) == said
    assert joined(before, after) == before + after


def test_a_template_is_fitted_at_each_of_its_places() -> None:
    with use_language("fr"):
        assert fill("de {a} à {b} {{x}}", a="le 1er", b="le 2") == "du 1er au 2 {x}"
    with pytest.raises(KeyError):
        fill("{missing}")


def test_nouns_agree_with_their_numbers() -> None:
    said = ["0 days", "1 day", "1 day", "1 day", "33 days"]
    assert [days(n) for n in (0, 0.6, 1, -1.4, 33)] == said
    assert [points(p) for p in (0, 0.01, -0.13)] == ["0.0 points", "1.0 points", "13.0 points"]
    with use_language("fr"):
        assert [days(n) for n in (0, 1, 1.6)] == ["0 jour", "1 jour", "2 jours"]
        assert [points(p) for p in (0.0149, 0.0199, 0.02)] == [
            "1,5 point", "2,0 points", "2,0 points",
        ]  # fmt: skip
        assert signed_points(-0.018) == "−1,8 point"
    assert signed_points(-0.0001) == "0.0 points"
    assert [stated_days(n) for n in (1, 0.5, 30)] == ["1 day", "0.5 days", "30 days"]
    assert [stated_acts(n) for n in (1, 1.5)] == ["1 act", "1.5 acts"]
    with use_language("fr"):
        assert [stated_days(n) for n in (1, 0.5, 30)] == ["1 jour", "0,5 jour", "30 jours"]
        assert [stated_acts(n) for n in (1, 1.5, 2.0)] == ["1 acte", "1,5 acte", "2 actes"]
    assert [chance(p) for p in (0.0, 1.0, 0.03, 0.9999)] == ["0 %", "100 %", "3.0 %", "> 99.9 %"]


@pytest.mark.parametrize(("name", "last"), [("en", "and"), ("fr", "et")])
def test_things_are_listed(name: str, last: str) -> None:
    with use_language(name):
        assert listing([]) == ""
        assert listing(["a"]) == "a"
        assert listing(["a", "b"]) == f"a {last} b"
        assert listing(["a", "b", "c"]) == f"a, b {last} c"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It is so.", "“It is so”"),
        ("Is it?", "“Is it?”"),
        ("And so on...", "“And so on...”"),
        ("And so on…", "“And so on…”"),
        ("  a\tb\nc . ", "“a b c”"),
        ("The “lame duck” acts.", "“The ‘lame duck’ acts”"),
        ("The «duck» acts.", "“The ‘duck’ acts”"),
        ("", "“”"),
    ],
)
def test_a_statement_is_quoted_without_its_stop(text: str, said: str) -> None:
    assert statement(text) == said


def test_a_french_statement_is_quoted() -> None:
    with use_language("fr"):
        text = f"Le «{NO_BREAK}canard{NO_BREAK}» agit."
        assert statement(text) == f"«{NO_BREAK}Le “canard” agit{NO_BREAK}»"


def test_a_sentence_has_a_capital_and_one_stop() -> None:
    assert sentence("{a} is so", a="this") == "This is so."
    assert sentence("is it so?") == "Is it so?"
    with use_language("fr"):
        assert (
            sentence("{day}, rien", day=the_day(dt.date(2025, 3, 1))) == "Le 1er mars 2025, rien."
        )
    assert the_day(dt.date(2025, 3, 1)) == "1 March 2025"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("en", "It comes 1 days later."), ("en", "It comes 2 day later."), ("en", "it comes."),
        ("en", "It comes"), ("en", "It  comes."), ("en", "It moves by −0.0 points."),
        ("en", "It moves by nan points."), ("en", "It is {likely}."), ("en", "It has 101 % of it."),
        ("en", "It comes (, later)."), ("en", "It is “so."), ("fr", "La fin de avril."),
        ("fr", "La fin de le mois."), ("fr", "Elle vient 1 jours plus tard."),
        ("fr", "Elle bouge de 1,0 points."), ("fr", "Elle bouge de 3,0 point."),
        ("fr", "Elle est à 3 %."), ("fr", "Rien que elle."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(name: str, text: str) -> None:
    assert faults(text, name)
