"""Locators: sentences by a fixed rule, and fingerprints that survive white space."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.claims.locator import LENGTH, fingerprint
from detente.claims.sentences import normalise, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a \t b\n\nc ", "a b c"),
        ("20\u00a0000 sanctions\u202f!", "20 000 sanctions !"),
        ("e\u0301te\u0301", "\u00e9t\u00e9"),
        ("", ""),
    ],
)
def test_white_space_and_accents_are_made_one(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four… Five", ["One.", "Two!", "Three?", "Four…", "Five"]),
        ("Il parle. « Oui », dit-il.", ["Il parle.", "« Oui », dit-il."]),
        ("« Oui\u00a0! » Elle part.", ["« Oui ! »", "Elle part."]),
        ("« D'abord ! », dit-il, puis rien.", ["« D'abord ! », dit-il, puis rien."]),
        ("« Oui ! » dit-il.", ["« Oui ! » dit-il."]),
        ("Fin (vraiment.) Suite.", ["Fin (vraiment.)", "Suite."]),
        ('He said "Go." Then he left.', ['He said "Go."', "Then he left."]),
        ("Fin. 20 000 mesures.", ["Fin.", "20 000 mesures."]),
        ("Il dit non. « peut-être » ensuite.", ["Il dit non.", "« peut-être » ensuite."]),
        ("Voir p. ex. (cas rare) ici.", ["Voir p. ex. (cas rare) ici."]),
        ("À 3.5 pour cent.", ["À 3.5 pour cent."]),
        ("Fin. Œuvre. École.", ["Fin.", "Œuvre.", "École."]),
        ("Да. Нет. так", ["Да.", "Нет. так"]),
        ("Koniec. Łatwo.", ["Koniec.", "Łatwo."]),
        ("Title\n\nA text. more", ["Title", "A text. more"]),
        ("\n \n", []),
    ],
)
def test_the_rule(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_fingerprint_is_the_head_of_the_hash_of_the_normalised_sentence() -> None:
    whole = hashlib.sha256(b"Une phrase.").hexdigest()
    assert fingerprint("  Une\u00a0phrase.\n") == whole[:12]
    assert len(fingerprint("x")) == LENGTH == 12


def test_fingerprint_tells_sentences_apart() -> None:
    assert fingerprint("Une phrase.") != fingerprint("Une phrase")


@given(st.text())
def test_splitting_loses_only_white_space(text: str) -> None:
    found = sentences(text)
    assert "".join("".join(found).split()) == "".join(normalise(text).split())
    assert all(sentence and normalise(sentence) == sentence for sentence in found)


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert fingerprint(text) == fingerprint(normalise(text))
