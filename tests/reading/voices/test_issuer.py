"""For whom a declaration speaks."""

import pytest

from detente.reading.article import Article, Paragraph, Tongue
from detente.reading.voices.issuer import issuer
from tests.reading.marker import read


@pytest.mark.parametrize(
    ("language", "author", "title", "who", "joint"),
    [
        ("en", "Ministry of Foreign Affairs of Algeria", "Statement", "DZA", False),
        ("en", "African Union", "Final communiqué", "African-Union", False),
        ("en", "Intergovernmental Authority on Development (IGAD)", "", "IGAD", False),
        ("en", "Offices of the Presidents of Kenya and of Uganda", "", "KEN", True),
        ("en", "European External Action Service, for the European Union", "", "EU", False),
        ("fr", "Présidences rwandaise et ougandaise", "", "RWA", True),
        ("fr", "Ambassade de France au Mali", "", "FRA", False),
        ("fr", "CEDEAO", "Communiqué final", "ECOWAS", False),
        ("en", "", "Joint statement of the Presidents of Kenya and Uganda on trade", "KEN", True),
        ("en", "", "Statement by the Ministry of Defence of Japan on Russia", "JPN", False),
        (
            "fr",
            "",
            "Communiqué du ministère des Affaires étrangères du Mali sur le Niger",
            "MLI",
            0,
        ),
        ("en", "", "Statement on Russia and Ukraine", "author", False),
        ("en", "", "Kenya and Uganda make up", "author", False),
        ("en", "Jane Roe, professor in Nairobi", "", "author", False),
        ("en", "Staff reporters, Kenya bureau", "", "author", False),
        ("en", "Interview with the spokesman of the government of Kenya", "", "author", False),
    ],
)
def test_who_issues(language: Tongue, author: str, title: str, who: str, joint: bool) -> None:
    body = (Paragraph("Nothing is said."),)
    house = issuer(Article("a", "a.txt", language, body, title=title, author=author))
    assert (house.voice.who, house.joint) == (who, bool(joint))


@pytest.mark.parametrize(
    ("language", "author", "text"),
    [
        ("en", "Offices of the Presidents of Egypt and of Greece", "The two sides agreed to wait."),
        (
            "en",
            "Offices of the Presidents of Egypt and of Greece",
            "The leaders noted that it is over.",
        ),
        (
            "en",
            "Offices of the Presidents of Egypt and of Greece",
            "Both believe that it will last.",
        ),
        (
            "fr",
            "Présidences de l’Égypte et de la Grèce",
            "Les participants ont noté que tout va bien.",
        ),
        ("fr", "Présidences de l’Égypte et de la Grèce", "Elles constatent que la trêve tiendra."),
    ],
)
def test_what_several_sign_is_said_by_the_first(language: Tongue, author: str, text: str) -> None:
    (sentence,) = read(text, language, author=author)
    assert {voice.who for voice in sentence.voices} == {"EGY"}


def test_numbered_points_without_a_subject_are_the_organisation_s() -> None:
    text = (
        "The Assembly noted that the truce holds.\n\n1. REAFFIRMS that Addis Ababa must wait.\n\n"
        "2. Takes note of the assurance given by Tesfaye Abera that the trial will end."
    )
    found = read(text, "en", author="Intergovernmental Authority on Development (IGAD)")
    assert [sentence.voices[-1].who for sentence in found] == ["IGAD", "IGAD", "ETH"]
