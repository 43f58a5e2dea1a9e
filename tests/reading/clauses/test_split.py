"""Clauses: where they are cut, what joins them, which are negated or ask."""

from __future__ import annotations

import pytest

from detente.reading.article import Tongue
from detente.reading.clauses.own import own_tokens, owners
from detente.reading.clauses.split import split
from detente.reading.grammar.analyse import analyse
from detente.reading.sentence import Place, Sentence
from tests.pace import within


def clauses(text: str, language: Tongue) -> Sentence:
    [sentence], _lost = analyse(
        [Sentence(Place("a", 1, 1, ""), text, language)], language, model=False
    )
    return split(sentence)


def shown(sentence: Sentence) -> list[str]:
    """Kind, parent, marks and verb of each clause."""
    return [
        f"{each.kind} {each.parent} "
        + ("not " if each.negated else "")
        + ("? " if each.question else "")
        + (sentence.tokens[each.verb].text if each.verb >= 0 else "-")
        for each in sentence.clauses
    ]


CASES: list[tuple[Tongue, str, list[str]]] = [
    (
        "en",
        "Russia is ready to talk, but Washington refuses any contact.",
        ["main -1 is", "contrast -1 refuses"],
    ),
    (
        "en",
        "Moscow said on Monday it would not resume talks unless sanctions were lifted.",
        ["main -1 said", "reported 0 not resume", "unless 1 lifted"],
    ),
    (
        "en",
        "The measures announced yesterday angered Tehran, which threatens to close the strait.",
        ["main -1 angered", "relative 0 threatens"],
    ),
    (
        "en",
        "If the ceasefire holds, both capitals could reopen their embassies.",
        ["main -1 reopen", "condition 0 holds"],
    ),
    (
        "en",
        "Although analysts doubt it, Kyiv plans to offer talks.",
        ["main -1 plans", "concession 0 doubt"],
    ),
    (
        "en",
        "The proposal that Ankara made was rejected by Athens.",
        ["main -1 rejected", "relative 0 made"],
    ),
    ("en", "Will the truce hold once the monitors have left?", ["main -1 ? hold", "once 0 ? left"]),
    (
        "en",
        "In return for sanctions relief, Tehran would freeze enrichment.",
        ["main -1 freeze", "in-return 0 -"],
    ),
    (
        "en",
        "Washington, officials insisted, will not lift the embargo.",
        ["reported 1 not lift", "main -1 insisted"],
    ),
    (
        "en",
        "Moscow warned that it would answer if Kyiv struck and that it had the means.",
        ["main -1 warned", "reported 0 answer", "condition 1 struck", "reported 0 had"],
    ),
    (
        "en",
        "He did not say whether the border would reopen.",
        ["main -1 not say", "reported 0 ? reopen"],
    ),
    ("en", "The pact is not only dead.", ["main -1 is"]),
    ("en", "However, the two sides no longer trust each other.", ["contrast -1 not trust"]),
    (
        "en",
        "Egypt will mediate so long as both sides want it.",
        ["main -1 mediate", "as-long-as 0 want"],
    ),
    ("en", "Tehran refuses to yield.", ["main -1 refuses"]),
    ("en", "Without a deal, nobody will invest.", ["main -1 not invest"]),
    (
        "fr",
        "La Russie est prête à discuter, mais Washington refuse tout contact.",
        ["main -1 est", "contrast -1 refuse"],
    ),
    (
        "fr",
        "Moscou a dit qu’il ne reprendrait rien tant que les sanctions ne seraient pas levées.",
        ["main -1 dit", "reported 0 not reprendrait", "as-long-as 1 not levées"],
    ),
    (
        "fr",
        "Si la trêve tient, les deux capitales pourraient rouvrir leurs ambassades.",
        ["main -1 rouvrir", "condition 0 tient"],
    ),
    (
        "fr",
        "Bien que les analystes en doutent, Téhéran menace de riposter.",
        ["main -1 menace", "concession 0 doutent"],
    ),
    (
        "fr",
        "La proposition qu’Ankara avait faite a été rejetée par Athènes.",
        ["main -1 rejetée", "relative 0 faite"],
    ),
    ("fr", "Washington ne le fera pas, estime Pékin.", ["reported 1 not fera", "main -1 estime"]),
    (
        "fr",
        "Il n’a pas précisé si la frontière rouvrirait.",
        ["main -1 not précisé", "reported 0 ? rouvrirait"],
    ),
    (
        "fr",
        "Compte tenu de cette règle, il ne sera pas aisé de gagner le pari.",
        ["main -1 not sera", "cause 0 tenu"],
    ),
    (
        "fr",
        "Cependant, comme ces mesures étaient attendues, le dialogue commence.",
        ["contrast -1 commence", "cause 0 attendues"],
    ),
    ("fr", "Pourquoi ne peuvent-ils pas se parler ?", ["main -1 not ? parler"]),
    ("fr", "Rabat n’attend que des garanties.", ["main -1 attend"]),
    (
        "fr",
        "Alger ne rouvrira la frontière qu’à condition que Rabat recule.",
        ["main -1 rouvrira", "condition 0 recule"],
    ),
]


@pytest.mark.parametrize(
    ("language", "text", "expected"), CASES, ids=[case[1][:40] for case in CASES]
)
def test_how_a_sentence_is_cut(language: Tongue, text: str, expected: list[str]) -> None:
    assert shown(clauses(text, language)) == expected


def test_every_token_belongs_to_the_innermost_clause() -> None:
    for language, text, _expected in CASES:
        sentence = clauses(text, language)
        own = owners(sentence.clauses, len(sentence.tokens))
        assert min(own) >= 0
        assert sum(len(own_tokens(sentence, at)) for at in range(len(sentence.clauses))) == len(own)
        assert any(each.parent < 0 for each in sentence.clauses)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_sentence_without_end_takes_linear_time(language: Tongue) -> None:
    """A hundred thousand characters; what grew with the square would take many minutes."""
    piece = "if Moscow, but he said that “x, («et (s’il dit qu’il never Kiev, "
    with within(500):
        clauses(piece * (100_000 // len(piece)), language)
