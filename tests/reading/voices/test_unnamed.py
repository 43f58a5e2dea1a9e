"""Officials and sources that are not named, promises at second hand, words without a verb."""

import datetime as dt

import pytest

from detente.reading.article import Article, Paragraph, Tongue
from detente.reading.read import Asked, read_articles
from detente.reading.sentence import Sentence

DAY = dt.date(2026, 1, 5)
BEHIND = {
    "en": " Turkey and Greece signed a treaty.",
    "fr": " La Turquie et la Grèce ont signé un traité.",
}


def read(text: str, language: Tongue, author: str = "") -> Sentence:
    """The first sentence of a text, its actors found by the tables."""
    body = (Paragraph(text + BEHIND[language]),)
    article = Article("a", "a.txt", language, body, date=DAY, author=author)
    return read_articles([article], Asked(today=DAY, grammar=False)).sentences[0]


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("en", "Officials in Ankara say that the deal is dead.", "TUR"),
        ("en", "A source close to the Turkish presidency said that the deal is dead.", "TUR"),
        ("en", "An official at the foreign ministry in Ankara said that the deal is dead.", "TUR"),
        ("en", "According to sources in Athens, the deal is dead.", "GRC"),
        ("en", "Diplomats in Ankara say that the deal is dead.", "observers"),
        ("en", "Analysts in Ankara say that the deal is dead.", "observers"),
        ("en", "Sources say that the deal is dead.", "observers"),
        ("fr", "Des diplomates turcs disent que la trêve tiendra.", "TUR"),
        ("fr", "Une source proche de la présidence turque a dit que la trêve tiendra.", "TUR"),
        ("fr", "Selon des sources à Athènes, la trêve tiendra.", "GRC"),
        ("fr", "Des analystes à Ankara affirment que la trêve tiendra.", "observers"),
        ("fr", "Un diplomate en poste à Ankara affirme que la trêve tiendra.", "observers"),
    ],
)
def test_officials_speak_for_the_state_that_is_said(language: Tongue, text: str, who: str) -> None:
    assert read(text, language).voices[-1].who == who


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("en", "The Ministry recalls that Greece had promised to withdraw its ships.", "GRC"),
        ("en", "The Ministry recalls that Greece had withdrawn its ships.", "TUR"),
        ("fr", "Le ministère rappelle que la Grèce avait promis de retirer ses navires.", "GRC"),
        ("fr", "Le ministère rappelle que la Grèce avait retiré ses navires.", "TUR"),
    ],
)
def test_a_promise_that_is_recalled_is_of_who_gave_it(
    language: Tongue, text: str, who: str
) -> None:
    author = {"en": "Ministry of Foreign Affairs of Turkey", "fr": "Ministère turc de la Défense"}
    voice = read(text, language, author[language]).voices[-1]
    assert voice.who == who
    assert who == "TUR" or (voice.through is not None and voice.through.who == "TUR")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Athens says no to a treaty, or the islands first.", "author"),
        ("Athens says the islands first, everything else afterwards.", "author"),
        ("Athens says islands first, everything else afterwards.", "GRC"),
        ("Sources at the Turkish foreign ministry now speak of December.", "TUR"),
        ("After the vote the Greeks can say that they won.", "author"),
        ("The decision of Greece, announced on 2 April, ends the truce.", "author"),
        ("Greece will refuse, whoever may insist upon it.", "author"),
        ("Greece can give its islands up without telling anybody.", "author"),
        ("The parties are aware that Greece will refuse.", "author"),
    ],
)
def test_what_is_somebody_s_word_and_what_is_not(text: str, who: str) -> None:
    sentence = read(text, "en")
    assert {voice.who for voice in sentence.voices} == {who}
