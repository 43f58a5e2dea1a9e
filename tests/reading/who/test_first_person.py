"""Who *we* are."""

import datetime as dt

import pytest

from detente.reading.article import Article, Paragraph, Tongue
from detente.reading.proposal import Reading
from detente.reading.read import Asked, read_articles

DAY = dt.date(2026, 1, 5)


def reading(text: str, language: Tongue, author: str) -> Reading:
    article = Article("a", "a.txt", language, (Paragraph(text),), date=DAY, author=author)
    return read_articles([article], Asked(today=DAY, grammar=False))


EN = "We closed the crossings with Belarus. Minsk can have them back when our men are free."
FR = "Nous avons fermé le pont au Niger. Niamey le retrouvera quand nos agents seront libres."


@pytest.mark.parametrize(
    ("language", "author", "who"),
    [
        ("en", "Interview with Deputy Foreign Minister Jan Wilk of Poland", "POL"),
        ("en", "Jan Wilk, Poland's chief negotiator, in conversation with Ann Lee", "POL"),
        ("en", "Jan Wilk, who sat on Poland's border commission, interviewed by Ann Lee", "POL"),
        ("en", "Ministry of the Interior of Poland", "POL"),
        ("fr", "Entretien avec Paul Adjovi, ministre béninois de l’Intérieur", "BEN"),
        ("fr", "Présidence du Bénin", "BEN"),
    ],
)
def test_we_are_those_for_whom_the_speaker_acts(language: Tongue, author: str, who: str) -> None:
    other = {"en": "BLR", "fr": "NER"}[language]
    found = reading(EN if language == "en" else FR, language, author)
    said = [each for sentence in found.sentences for each in sentence.mentions if each.actor == who]
    assert [each.kind for each in said] == ["pronoun", "pronoun"]
    assert set(found.pairs[0][:2]) == {who, other}
    assert who in {each.id for each in found.actors}


@pytest.mark.parametrize(
    "author",
    [
        "Interview with Jan Wilk, historian at the university of Warsaw",
        "Jan Wilk, correspondent in Warsaw",
        "Interview with Jan Wilk, who lives in Poland",
        "",
    ],
)
def test_a_scholar_s_we_is_nobody(author: str) -> None:
    found = reading(f"Poland and Belarus signed. {EN}", "en", author)
    assert not any(
        each.kind == "pronoun" and each.actor == "POL" for each in found.sentences[1].mentions
    )


def test_we_within_a_quotation_is_not_the_one_who_signs() -> None:
    text = 'We waited for Belarus. The Belarusian minister said: "We shall not move."'
    found = reading(text, "en", "Ministry of the Interior of Poland")
    assert [each.actor for each in found.sentences[0].mentions] == ["POL", "BLR"]
    assert not any(each.actor == "POL" for each in found.sentences[1].mentions)


def test_saying_we_believe_is_the_speaker_s_own_word() -> None:
    author = "Interview with Deputy Foreign Minister Jan Wilk of Poland"
    found = reading("We believe that Belarus will close its border.", "en", author)
    assert {voice.who for voice in found.sentences[0].voices} == {"author"}
