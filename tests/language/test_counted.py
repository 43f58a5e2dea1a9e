"""A noun agrees with its number, in both languages."""

from __future__ import annotations

import pytest

from detente.language import counted
from detente.language.current import use_language


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["0 acts", "1 act", "2 acts", "1.0 acts", "1 draw of", "2 draws of", "1 future"]),
        ("fr", ["0 acte", "1 acte", "2 actes", "1,0 acte", "1 tirage des", "2 tirages", "1 futur"]),
    ],
)
def test_agreement(language: str, said: list[str]) -> None:
    with use_language(language):
        found = [
            *(counted.acts(n) for n in (0, 1, 2)),
            counted.acts(1.0, 1),
            *(counted.draws(n) for n in (1, 2)),
            counted.futures(1),
        ]
    assert all(text.startswith(words) for text, words in zip(found, said, strict=True)), found
