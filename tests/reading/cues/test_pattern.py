"""The language of patterns, by what each finds and what it does not."""

from __future__ import annotations

import pytest

from detente.reading.article import Tongue
from detente.reading.cues.find import find
from detente.reading.cues.line import line
from detente.reading.cues.pattern import Pattern, PatternError, read_pattern
from detente.reading.sentence import Clause, Span
from tests.pace import within
from tests.reading.cues.plain import sentence


def pattern(text: str, language: Tongue = "en") -> Pattern:
    return read_pattern(text, language)


def words(text: str, said: str, language: Tongue = "en") -> tuple[str, ...] | None:
    given = sentence(said, language)
    found = find(pattern(text, language), line(given, 0))
    return None if found is None else tuple(given.tokens[i].text for i in found.places)


@pytest.mark.parametrize(
    ("text", "said", "found"),
    [
        ("be ready to", "Arden was ready to talk.", ("was", "ready", "to")),
        ("be ready to", "Arden is not yet fully ready to talk.", ("is", "ready", "to")),
        ("be ready to", "Arden is, as we know from its ministers, ready to talk.", None),
        (
            "be (ready|in a position) to",
            "They are in a position to talk.",
            ("are", "in", "a", "position", "to"),
        ),
        ("hold out? hand", "Arden holds out its hand.", ("holds", "out", "hand")),
        ("hold out? hand", "Arden holds a hand.", ("holds", "hand")),
        ("bear * brunt", "They bear most of the brunt.", ("bear", "brunt")),
        ("bear * brunt", "They bear it; all saw what the brunt was.", None),
        (
            "only ** after",
            "It will only, and all the capitals know it, come after.",
            ("only", "after"),
        ),
        ("multilat~ order", "The multilateralist order.", ("multilateralist", "order")),
        ("=left office", "He left office.", ("left", "office")),
        ("=left office", "He leaves office.", None),
        ("{actor} ball in {second} court", "Arden says the ball is in the Borland court.", None),
        ("ball be? in {actor} court", "The ball is in Borland's court.", None),
        (
            "ball be? in {actor} * court",
            "The ball is in Borland's court.",
            ("ball", "is", "in", "court"),
        ),
        ("{number} sanction", "Some 40 sanctions.", ("sanctions",)),
        ("ready @contact", "Arden is ready for talks.", None),
        ("ready for @contact", "Arden is ready for talks.", ("ready", "for", "talks")),
        ("ready for @force", "Arden is ready for talks.", None),
        ("ready for @act", "Arden is ready for bombing.", ("ready", "for", "bombing")),
    ],
)
def test_what_a_pattern_finds(text: str, said: str, found: tuple[str, ...] | None) -> None:
    assert words(text, said) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("être prêt à", "Corvia n'est pas encore prête à céder."),
        ("tendre main", "Corvia tendra la main."),
        ("prêt à l'emploi", "Elle est prête à l\N{RIGHT SINGLE QUOTATION MARK}emploi."),
        ("ligne rouge", "Les lignes rouges de Corvia."),
        ("adapter à", "Corvia s'est adaptée aux sanctions."),
    ],
)
def test_french_words_in_all_their_forms(text: str, said: str) -> None:
    assert words(text, said, "fr")


def test_a_slot_says_who_is_named() -> None:
    given = sentence("The ball is now in Borland court.")
    found = find(pattern("ball be in {actor} court"), line(given, 0))
    assert found is not None
    assert [(name, getattr(named, "actor", "")) for name, named in found.slots] == [
        ("actor", "BOR")
    ]


@pytest.mark.parametrize(
    "text", ["{nobody} talk", "**", "be ** ", "( ) talk", "@nothing", "{actor}", "to |"]
)
def test_a_pattern_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(PatternError):
        pattern(text)


def test_a_clause_is_read_with_its_condition_but_not_with_what_is_reported() -> None:
    said = "Arden said that if it rains Borland will talk"
    given = sentence(
        said,
        clauses=(
            Clause(Span(0, 2)),
            Clause(Span(2, 9), "reported", 0, "that"),
            Clause(Span(3, 6), "condition", 1, "if"),
        ),
    )
    across = pattern("rain ** talk")
    assert find(across, line(given, 1)) is not None
    assert find(across, line(given, 2)) is not None
    assert find(across, line(given, 0)) is None
    assert find(pattern("will talk"), line(given, 2)) is None, "no word of the condition itself"


@pytest.mark.parametrize(
    "text",
    ["be ** ready ** to ** talk", "be * ready * to * talk", "(be|be ready)? (ready|be)? * to talk"],
)
def test_time_grows_with_the_length(text: str) -> None:
    """A hundred thousand characters, nearly right everywhere, in a fixed number of steps a word."""
    given = sentence("be ready to " * 8_400)
    read = line(given, 0)
    with within(60):
        assert find(pattern(text), read) is None
