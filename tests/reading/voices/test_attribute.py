"""Who asserts what."""

from __future__ import annotations

import pytest

from detente.reading.article import Tongue
from detente.reading.sentence import AUTHOR, Voice
from tests.reading.marker import read


def who(voice: Voice) -> str:
    """A voice in one line: who, by name, as told by whom."""
    told = f" by {who(voice.through)}" if voice.through else ""
    return voice.who + (f"/{voice.name}" if voice.name else "") + told


def voices(text: str, language: Tongue, author: str = "") -> list[list[str]]:
    return [
        [who(voice) for voice in sentence.voices]
        for sentence in read(text, language, author=author)
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "Elena Markova recalled that Kyiv had imposed a toll.",
            ["author", "RUS/Elena Markova"],
        ),
        (
            "en",
            "Elena Markova recalled that Kyiv had warned that the truce would end.",
            ["author", "RUS/Elena Markova", "UKR by RUS/Elena Markova"],
        ),
        ("en", "According to analysts, Rabat will refuse.", ["observers"]),
        ("en", "Sources in Rabat speak", ["author"]),
        ("en", "For Paris, the deal is dead.", ["FRA"]),
        ("en", "In Moscow’s view, the pact is dead.", ["RUS"]),
        ("en", "The pact, diplomats say, is dead.", ["observers", "author"]),
        ("en", "Ankara will not sign, said Karim Haddad.", ["DZA/Karim Haddad", "author"]),
        ("en", "It is clear that Beijing wants peace.", ["author", "author"]),
        (
            "fr",
            "Elena Markova a rappelé que Kiev avait imposé un péage.",
            ["author", "RUS/Elena Markova"],
        ),
        ("fr", "Selon des observateurs, Kiev refusera.", ["observers"]),
        ("fr", "Pour Pékin, rien ne presse.", ["CHN"]),
        ("fr", "Aux yeux de Rabat, l’accord est mort.", ["MAR"]),
        ("fr", "Ankara ne signera pas, a déclaré Karim Haddad.", ["DZA/Karim Haddad", "author"]),
    ],
)
def test_speech_within_a_sentence(language: Tongue, text: str, expected: list[str]) -> None:
    assert voices(text, language) == [expected]


def test_the_speaker_before_in_the_middle_and_after() -> None:
    for text in (
        "Karim Haddad said: “We are ready. Rabat is not.”",
        "“We are ready,” said Karim Haddad. ",
        "“We are ready,” Karim Haddad told reporters, “and we will wait.”",
    ):
        [sentence] = read(text, "en")
        quoted = [
            voice
            for clause, voice in zip(sentence.clauses, sentence.voices, strict=True)
            if clause.quoted
        ]
        assert quoted
        assert {who(voice) for voice in quoted} == {"DZA/Karim Haddad"}


def test_a_quotation_over_several_sentences() -> None:
    found = voices(
        "“We will not yield.\nWe never have.\nThe border stays shut,” said Tesfaye Abera.", "en"
    )
    assert [each[0] for each in found[:2]] == ["ETH/Tesfaye Abera"] * 2
    assert "ETH/Tesfaye Abera" in found[2]


def test_this_statement_gives_the_sentence_before_its_voice() -> None:
    found = voices(
        "La Russie est prête, mais elle « ne saurait valser sans personne ».\n"
        "Cette déclaration d’Elena Markova laisse espérer.",
        "fr",
    )
    assert found[0] == ["RUS/Elena Markova"] * 2
    assert found[1] == ["author"]


def test_a_pronoun_goes_on_with_who_spoke() -> None:
    found = voices("Ana Robledo rejected the plan.\nShe added that Caracas would pay.", "en")
    assert found[1] == ["author", "COL/Ana Robledo"]


def test_an_interview() -> None:
    text = (
        "Q: Is peace near?\n\nTesfaye Abera: No.\nAsmara says it wants talks.\n\n"
        "Q: And you?\n\nAbera: We wait."
    )
    found = read(text, "en")
    assert found[0].voices == (AUTHOR,)
    assert found[0].clauses[0].question
    assert [who(voice) for voice in found[2].voices] == [
        "ETH/Tesfaye Abera",
        "ERI by ETH/Tesfaye Abera",
    ]
    assert who(found[4].voices[0]) == "ETH/Tesfaye Abera"


def test_a_communique_speaks_for_its_ministry() -> None:
    found = voices(
        "Algeria rejects the plan.\nParis said it would wait.",
        "en",
        "Ministry of Foreign Affairs of Algeria",
    )
    house = "DZA/Ministry of Foreign Affairs of Algeria"
    assert found[0] == [house]
    assert found[1] == [house, f"FRA by {house}"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Recruiters are said to be leaving the north.", "observers"),
        ("en", "By all accounts, the truce is dead.", "observers"),
        ("en", "Analysts fear a collapse.", "observers"),
        ("en", "Ankara says the same.", "TUR"),
        ("en", "Moscow rejects this claim.", "RUS"),
        ("en", "Moscow rejects the plan.", "author"),
        ("en", "Moscow knows that the pipeline leaks.", "author"),
        ("en", "Rabat demands that the road be opened.", "author"),
        ("en", "Washington, for its part, has promised to pay.", "author"),
        ("fr", "Un émissaire aurait rencontré des rebelles.", "observers"),
        ("fr", "De l’avis général, la trêve est morte.", "observers"),
        ("fr", "Si Alger cédait, la route aurait été rouverte.", "author"),
        ("fr", "On peut supposer que la route rouvrira.", "author"),
        ("fr", "On dit que la route rouvrira.", "observers"),
    ],
)
def test_whose_word_a_clause_is(language: Tongue, text: str, expected: str) -> None:
    [sentence] = read(text, language)
    asserted = [
        voice
        for clause, voice in zip(sentence.clauses, sentence.voices, strict=True)
        if clause.kind != "main" or len(sentence.clauses) == 1
    ]
    assert {who(voice) for voice in asserted or sentence.voices} == {expected}


def test_an_interviewer_asserts_nothing_and_a_signed_answer_is_the_author_s() -> None:
    text = "You left in August. Is the accord alive?\nIt is dead.\n\nAnd Kyiv?\nKyiv will fight on."
    lines = text.replace("August. Is", "August.\nIs")
    found = read(lines, "en", author="Interview with Ana Stone by the editors")
    assert [sentence.clauses[0].question for sentence in found] == [True, True, False, True, False]
    assert all(voice == AUTHOR for sentence in found for voice in sentence.voices)


def test_a_reporter_s_by_line_issues_nothing() -> None:
    found = voices("The boats sailed.", "en", "Staff reporters, wire service, Moscow")
    assert found == [["author"]]
