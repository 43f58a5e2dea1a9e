"""Answers with yes or no, which assert what was asked."""

import datetime as dt

import pytest

from detente.reading.article import Article, Paragraph, Tongue
from detente.reading.proposal import Reading
from detente.reading.read import Asked, read_articles

DAY = dt.date(2026, 1, 5)
BEGINNING = {
    "en": ("What of Turkey and Greece?", "Turkey and Greece met in Izmir."),
    "fr": ("Que font la Turquie et la Grèce ?", "La Turquie et la Grèce se sont vues à Izmir."),
}
BY = {"en": "Interview with Ana Stone, historian", "fr": "Entretien avec Ana Stone, historienne"}
ASKED = {
    "en": "Is Turkey ready to sign a treaty with Greece?",
    "fr": "La Turquie est-elle prête à signer un traité avec la Grèce ?",
}


def reading(language: Tongue, *turns: str) -> Reading:
    body = tuple(Paragraph(text) for text in (*BEGINNING[language], *turns))
    article = Article("a", "a.txt", language, body, date=DAY, author=BY[language])
    return read_articles([article], Asked(today=DAY, grammar=False))


@pytest.mark.parametrize(
    ("language", "text", "low", "high", "negated"),
    [
        ("en", "Of course.", 0.8, 0.9, False),
        ("en", "It is.", 0.8, 0.9, False),
        ("en", "Probably.", 0.65, 0.8, False),
        ("en", "Perhaps.", 0.35, 0.5, False),
        ("en", "I doubt it.", 0.15, 0.35, False),
        ("en", "No.", 0.1, 0.2, True),
        ("en", "It isn’t.", 0.1, 0.2, True),
        ("en", "Not before April.", 0.1, 0.2, True),
        ("fr", "Bien sûr.", 0.8, 0.9, False),
        ("fr", "Peut-être.", 0.35, 0.5, False),
        ("fr", "J’en doute.", 0.15, 0.35, False),
        ("fr", "Pas du tout.", 0.1, 0.2, True),
        ("fr", "Pas avant avril.", 0.1, 0.2, True),
    ],
)
def test_yes_or_no_asserts_what_was_asked(
    language: Tongue, text: str, low: float, high: float, negated: bool
) -> None:
    found = reading(language, ASKED[language], text)
    (told,) = [each for each in found.proposals if each.candidates[0].effect == "disposition"]
    assert found.sentences[told.sentence].text == text
    assert (told.actor, told.target) == ("TUR", "GRC")
    assert told.voice.who == "author"
    assert low <= told.sureness.credence <= high
    assert told.sureness.negated == negated
    assert told.sureness.reasons


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("When is Turkey ready to sign a treaty with Greece?", "No."),
        ("Isn't Turkey ready to sign a treaty with Greece?", "No."),
        ("Is Turkey ready to sign a treaty with Greece?", "The weather was fine."),
        ("Is Turkey ready to sign a treaty with Greece?", "Is it?"),
        ("Turkey is a large country.", "No."),
    ],
)
def test_other_answers_and_questions_assert_nothing(asked: str, text: str) -> None:
    found = reading("en", asked, text)
    assert not [each for each in found.proposals if each.candidates[0].effect == "disposition"]


def test_a_day_that_answers_is_the_claim_s() -> None:
    found = reading("en", ASKED["en"], "On 3 March 2026.")
    told = found.proposals[-1]
    assert found.sentences[told.sentence].text == "On 3 March 2026."
    assert [day.first for day in told.days] == [dt.date(2026, 3, 3)]
