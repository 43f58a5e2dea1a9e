"""Whose a claim is, and towards whom: named, elided, passive, spoken of before, third parties."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.reading.article import Article, Paragraph, Tongue
from detente.reading.proposal import Proposal
from detente.reading.read import Asked, read_articles
from detente.reading.sides.choose import weights
from detente.reading.sides.discourse import Discourse
from detente.reading.sides.features import Place, of_actor, of_target
from tests.reading.test_read_articles import ENGLISH, reading_of

DAY = dt.date(2025, 3, 4)


def proposals(language: Tongue, *paragraphs: str) -> list[Proposal]:
    article = Article("article", "a.txt", language, tuple(map(Paragraph, paragraphs)), date=DAY)
    return list(read_articles([article], Asked(today=DAY, grammar=False)).proposals)


def test_every_feature_has_a_weight_and_none_is_left_over() -> None:
    found = reading_of("en", *ENGLISH)
    first = found.proposals[0]
    place = Place(Discourse(found.sentences, found.actors, found.pairs), first, ("", ""))
    assert {*of_actor(place, first.candidates[0], "ARM")} == {*weights()["actor"]}
    assert {*of_target(place, first.candidates[0], "ARM", "AZE")} == {*weights()["target"]}


FACED = {
    "en": "Peru and Chile have faced each other for years. Peru and Chile quarrel over a strait.",
    "fr": "Le Pérou et le Chili s’opposent depuis des années. Le Pérou et le Chili se disputent "
    "un détroit.",
}


@pytest.mark.parametrize(
    ("language", "text", "sides"),
    [
        ("en", "Lima is ready to talk to Santiago.", ("PER", "CHL")),
        ("en", "Chile's refusal to sit down with Peru will not last.", ("CHL", "PER")),
        ("en", "Santiago is not inclined to yield. It refuses to talk.", ("CHL", "PER")),
        ("fr", "Lima est prêt à discuter avec Santiago.", ("PER", "CHL")),
        ("fr", "Santiago n’entend pas céder. Il refuse de discuter.", ("CHL", "PER")),
    ],
)
def test_who_is_named_owns_it_and_faces_the_other(
    language: Tongue, text: str, sides: tuple[str, str]
) -> None:
    last = proposals(language, FACED[language], text)[-1]
    assert (last.actor, last.target) == sides


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Santiago wants no agreement. Talks remain out of the question."),
        ("fr", "Santiago ne veut pas d’accord. Des pourparlers restent hors de question."),
    ],
)
def test_where_a_sentence_names_nobody_the_one_before_tells(language: Tongue, text: str) -> None:
    last = proposals(language, FACED[language], text)[-1]
    assert (last.actor, last.target) == ("CHL", "PER")
    assert any("Chil" in note for note in last.notes)


def test_what_stands_in_another_paragraph_tells_nothing() -> None:
    text = "Talks remain out of the question."
    for order in ((FACED["en"], "Santiago wants no agreement."), ("Lima wants none.", FACED["en"])):
        last = proposals("en", *order, text)[-1]
        assert {last.actor, last.target} == {"PER", "CHL"}


def test_who_has_another_role_is_not_held_back_by_itself() -> None:
    found = proposals(
        "en", FACED["en"], "Brazil restrains Chile. Brazil has urged Chile not to attack Peru."
    )
    for each in found:
        for candidate in each.candidates:
            roles = candidate.roles
            assert roles.get("by", "") != roles.get("actor")
            assert roles.get("patron", "") != roles.get("actor")
