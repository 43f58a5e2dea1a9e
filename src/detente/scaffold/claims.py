"""The example claims of a starting scenario: voices, sentences, locators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.claims.locator import fingerprint
from detente.claims.sentences import sentences


@dataclass(frozen=True, slots=True)
class Example:
    """An example claim; `text` is its sentence in the notes, in the brief and as statement."""

    id: str
    voice: str
    text: str


@dataclass(frozen=True, slots=True)
class Locator:
    """Which sentence of the notes a claim points to."""

    sentence: int
    fingerprint: str


def locate(notes: str, claims: Sequence[Example]) -> dict[str, Locator]:
    """Find the sentence of each claim in the notes.

    A name with a full stop cuts its sentence in two for the fixed rule of locators; the claim
    then points to the first part.
    """
    numbered = sentences(notes)
    found = {}
    for claim in claims:
        first = sentences(claim.text)[0]
        found[claim.id] = Locator(numbered.index(first) + 1, fingerprint(first))
    return found
