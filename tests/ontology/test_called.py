"""What states are called: peoples, capitals, seats, in both languages."""

from __future__ import annotations

import pytest

from detente.ontology.called import called
from detente.ontology.inflected import english_forms, french_forms
from detente.ontology.known import organisations, parties
from detente.ontology.state_names import plain_name, state_names


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_member_of_the_united_nations_has_a_people_and_a_capital(language: str) -> None:
    rows = called(language)
    without = [
        state
        for state in organisations()["UN"].actor.members
        if not rows[state].people or not any(place.capital for place in rows[state].places)
    ]
    assert without == []


def test_everybody_in_the_table_is_known() -> None:
    known = {*state_names("en"), *organisations(), *parties(), "west"}
    assert set(called("en")) <= known


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("Russian", ("Russian", "Russians")),
        ("Frenchman", ("Frenchman", "Frenchmen")),
        ("German", ("German", "Germans")),
        ("Danish", ("Danish",)),
        ("Chinese", ("Chinese",)),
    ],
)
def test_english_forms(word: str, forms: tuple[str, ...]) -> None:
    assert english_forms(word) == forms


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("russe", ("russe", "russes")),
        ("français", ("français", "française", "françaises")),
        ("iranien", ("iranien", "iraniens", "iranienne", "iraniennes")),
        ("européen", ("européen", "européens", "européenne", "européennes")),
        ("letton", ("letton", "lettons", "lettonne", "lettonnes")),
        ("grec", ("grec", "grecs", "grecque", "grecques")),
        ("turc", ("turc", "turcs", "turque", "turques")),
        ("thaï grec", ("thaï grec", "thaïs grecs", "thaïe grecque", "thaïes grecques")),
    ],
)
def test_french_forms(word: str, forms: tuple[str, ...]) -> None:
    assert french_forms(word) == forms


def test_a_seat_has_the_role_of_those_within() -> None:
    seats = {place.name: place.role for place in called("fr")["USA"].places}
    assert seats["Maison-Blanche"] == "leader"
    assert seats["Washington"] == "government"
    assert "White House" not in seats


def test_names_of_the_two_koreas_are_weak_where_others_have_them() -> None:
    assert called("en")["KOR"].weak == ("South",)
    assert called("fr")["PRK"].weak == ("Nord",)


def test_names_stand_without_article_and_parentheses() -> None:
    assert plain_name("Myanmar (Birmanie)") == "Myanmar"
    assert plain_name("the Gambia") == plain_name("The Gambia") == "Gambia"
    assert state_names("fr")["CIV"][0] == "Côte d'Ivoire"
