"""The example claims of a starting scenario: voices, sentences, locators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.claims.locator import fingerprint
from detente.claims.sentences import sentences
from detente.scaffold.cast import Member


@dataclass(frozen=True, slots=True)
class Voice:
    """Who asserts an example claim."""

    id: str
    name: str
    role: str


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


def voices(members: Sequence[Member]) -> list[Voice]:
    """A spokesperson for each side, and two who look on."""
    return [
        *(
            Voice(f"{side.key}-spokesperson", f"A spokesperson of {side.the}", "spokesperson")
            for side in members[:2]
        ),
        Voice("commentator", "A commentator", "commentator"),
        Voice("observers", "Observers", "analysts"),
    ]


def examples(members: Sequence[Member]) -> dict[str, Example]:
    """The claims by the part that they play in the template.

    Returns
    -------
    dict
        Part to example; ``friends`` only where there are third parties.
    """
    a, b, *others = members
    between = f"between {a.the} and {b.the}"
    found = {
        "first": Example(
            f"{a.key}-ready", f"{a.key}-spokesperson", f"{a.start} is ready to talk with {b.the}."
        ),
        "second": Example(
            f"{b.key}-ready",
            f"{b.key}-spokesperson",
            f"{b.start} is ready to talk as well, above all if {a.the} is.",
        ),
        "both": Example(
            "both-needed", "commentator", f"Contact {between} needs the consent of both sides."
        ),
        "series": Example(
            "series-answered",
            "commentator",
            f"A series of economic measures {between} is answered with a show of force.",
        ),
        "doubt": Example(
            "improvement-doubted",
            "observers",
            f"Observers doubt that relations {between} will improve soon.",
        ),
    }
    if others:
        found["friends"] = Example(
            "partners-help",
            "observers",
            f"Partners that both sides share make contact {between} easier.",
        )
    return found


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
