"""Whose turn it is, however an interview is printed."""

import pytest

from detente.reading.article import Tongue
from detente.reading.sentence import AUTHOR
from tests.reading.marker import read

BY = {"en": "Interview with Ana Stone, historian", "fr": "Entretien avec Ana Stone, historienne"}
LAYOUTS: dict[str, tuple[Tongue, str, list[str]]] = {
    "letters": (
        "en",
        "Q. Is it over?\n\nA. It is not.\nAnkara waits.\n\nQ. Cairo says so.\n\n"
        "A. Does it mean it?\nI doubt it.\n\nQ. And Athens?\n\nA. Athens will wait.",
        ["q", "a", "a", "q", "a", "a", "q", "a"],
    ),
    "names": (
        "en",
        "THE LEDGER: Is it over?\n\nSTONE: It is not.\n\nAnkara waits.\n\n"
        "THE LEDGER: And Cairo?\n\nSTONE: No: it waits too.\n\n"
        "THE LEDGER: Athens is ready.\n\nSTONE: Athens will wait.",
        ["q", "a", "a", "q", "a", "q", "a"],
    ),
    "letters in French": (
        "fr",
        "Q : Est-ce fini ?\n\nR : Non.\nAnkara attend.\n\nQ : On dit Athènes prête.\n\n"
        "R : Athènes attendra.\n\nQ : Et Alger ?\n\nR : Alger aussi.",
        ["q", "a", "a", "q", "a", "q", "a"],
    ),
    "dashes in turn": (
        "fr",
        "— Est-ce fini ?\n\n— Non.\n\nAnkara attend.\n\n— Athènes se dit prête.\n\n— Elle attendra."
        "\n\n— Et Alger ?\n\n— Alger aussi.",
        ["q", "a", "a", "q", "a", "q", "a"],
    ),
    "a dash before questions": (
        "fr",
        "— Est-ce fini ?\n\nNon.\n\n— Et Athènes ?\n\nAthènes attendra.\n\n— Alger se dit prête."
        "\n\nAlger attendra.\n\nElle est patiente.",
        ["q", "a", "q", "a", "q", "a", "a"],
    ),
    "bold": (
        "en",
        "**Ankara moved on Monday. Is it over?**\n\nNo.\n\n**Athens is ready.**\n\n"
        "Would Athens wait?\nOf course.\n\n**And Cairo?**\n\nCairo will wait.",
        ["q", "a", "q", "a", "a", "q", "a"],
    ),
    "nothing but paragraphs": (
        "fr",
        "Est-ce fini ?\n\nNon.\n\nAthènes se dit prête.\n\nAthènes attendra.\n\nEt Alger ?\n\n"
        "Que voudrait Alger ?\nDu temps.\n\nEt Ankara ?\n\nAnkara attendra.",
        ["q", "a", "q", "a", "q", "a", "a", "q", "a"],
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_interviewer_asserts_nothing_and_the_author_answers(layout: str) -> None:
    language, text, turns = LAYOUTS[layout]
    found = read(text, language, author=BY[language])
    stated = [
        (sentence.text, turn)
        for sentence, turn in zip(found, turns, strict=True)
        if not sentence.text.rstrip("*").endswith("?")
    ]
    asked = {s.text for s in found if all(clause.question for clause in s.clauses)}
    assert [text for text, _turn in stated if text in asked] == [
        text for text, turn in stated if turn == "q"
    ]
    assert all(
        voice == AUTHOR
        for sentence, turn in zip(found, turns, strict=True)
        for voice in sentence.voices
        if turn == "a"
    )


def test_at_a_round_table_each_speaks_for_himself() -> None:
    found = read(
        "MODERATOR: Is it over?\n\nTesfaye Abera: We wait.\n\nElena Markova: We do not.\n\n"
        "MODERATOR: And then?\n\nAbera: We wait again.\n\nMarkova: Moscow will see.",
        "en",
    )
    assert [sentence.voices[0].who for sentence in found] == [
        "author", "ETH", "RUS", "author", "ETH", "RUS"
    ]  # fmt: skip


def test_an_article_with_subheadings_or_dashes_is_no_interview() -> None:
    text = (
        "**The river**\n\nAnkara will wait.\n\n**The border**\n\nAthens signed.\n\n"
        "— a bridge;\n\n— a road;\n\n— a port."
    )
    assert not any(clause.question for sentence in read(text, "en") for clause in sentence.clauses)
