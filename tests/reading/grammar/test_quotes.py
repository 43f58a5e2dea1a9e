"""Quotations: nested, and over several sentences."""

from __future__ import annotations

from detente.reading.article import Tongue
from detente.reading.grammar.analyse import analyse
from detente.reading.sentence import Place, Sentence


def quotes(language: Tongue, *paragraphs: list[str]) -> list[list[str]]:
    sentences = [
        Sentence(Place("a", 1, number, ""), text, language)
        for number, lines in enumerate(paragraphs)
        for text in lines
    ]
    found, lost = analyse(sentences, language, model=False)
    assert not lost
    return [[sentence.words(span) for span in sentence.quotes] for sentence in found]


def test_french_and_nested_marks() -> None:
    text = "Il dit : « Nous parlons d’un “gel” durable », puis se tait."
    assert quotes("fr", [text]) == [["Nous parlons d’un “gel” durable", "gel"]]


def test_straight_and_curly_marks() -> None:
    assert quotes("en", ['She said "no" and “never”.']) == [["no", "never"]]


def test_an_open_quotation_runs_to_its_end() -> None:
    found = quotes("en", ["“We wait.", "We hope.", "We act,” he said."])
    assert found == [["We wait."], ["We hope."], ["We act,"]]


def test_a_new_paragraph_ends_it_unless_a_mark_is_repeated() -> None:
    found = quotes("en", ["“We wait."], ["Trade fell."], ["“We hope."], ["“We act,” he said."])
    assert found == [["We wait."], [], ["We hope."], ["We act,"]]


def test_a_mark_that_nothing_opened_quotes_nothing() -> None:
    assert quotes("fr", ["La trêve » tient."]) == [[]]


def test_apostrophes_open_nothing() -> None:
    assert quotes("en", ["Iran’s and Egypt’s envoys don’t agree."]) == [[]]
