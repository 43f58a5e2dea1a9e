"""Conditions that no connective states, and words of a condition that state none."""

from __future__ import annotations

import pytest

from detente.reading.article import Tongue
from detente.reading.cues.limits import limit
from tests.reading.sureness.read import read


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Below eighty dollars a tonne nobody picks a fight.", "if", "Below eighty"),
        ("At the first shot the army would march north.", "if", "At the first shot"),
        ("Screen them out, [and they would reply within the week.]", "if", "Screen them out"),
        ("Stop the flights, [and the drones are grounded.]", "if", "Stop the flights"),
        ("Whoever fires first will find that [the other has armed.]", "if", "Whoever fires first"),
        (
            "Should the court rule, as many demand, [the treaty would fail.]",
            "if",
            "Should the court",
        ),
        ("[The army will not pause] while a town is in rebel hands.", "as-long-as", "while"),
        ("From the day the port opens, [the mills can wait].", "after-act", "From the day"),
        (
            "As long as the lease runs, Chile waits, [and Peru signs nothing.]",
            "as-long-as",
            "As long",
        ),
        ("They spoke on condition of anonymity.", None, ""),
        ("While one side talks, [the other arms.]", None, ""),
    ],
)
def test_english(text: str, kind: str | None, words: str) -> None:
    _limited(text, "en", kind, words)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("En dessous de ce seuil, le mouvement se contente de discours.", "if", "En dessous"),
        ("Au premier coup de feu, tout retomberait.", "if", "Au premier coup"),
        ("Que les avions reviennent, [et la mer se refermera.]", "if", "Que les avions"),
        ("[Rien ne sera cédé] sans que Lima y consente.", "unless", "sans que Lima"),
        (
            "Ils dénonceraient le traité dès leur arrivée au pouvoir.",
            "after-act",
            "dès leur arrivée",
        ),
        ("Le jour où elles n’arriveraient plus, [le maréchal céderait.]", "if", "Le jour où"),
        (
            "Tant que la trêve dure, Lima attend, [et Santiago ne signe rien.]",
            "as-long-as",
            "Tant que",
        ),
        ("Un camion passe à moins de deux kilomètres de la frontière.", None, ""),
        ("L’un sans l’autre n’y peut rien.", None, ""),
    ],
)
def test_french(text: str, kind: str | None, words: str) -> None:
    _limited(text, "fr", kind, words)


def _limited(text: str, language: Tongue, kind: str | None, words: str) -> None:
    """What stands in brackets, or the whole, is under the condition."""
    ((sentence, clause),) = read([text], language)
    found = limit(sentence, clause)
    assert (found.kind if found else None) == kind
    assert (found.words if found else "").startswith(words)
