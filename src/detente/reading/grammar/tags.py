"""Parts of speech by rule, in either language."""

from __future__ import annotations

from collections.abc import Sequence

from detente.reading.article import Tongue
from detente.reading.grammar.english import tag_english
from detente.reading.grammar.french import tag_french
from detente.reading.grammar.shape import Tagged


def tag(texts: Sequence[str], language: Tongue) -> list[Tagged]:
    """Tag the words of a sentence."""
    return tag_french(texts) if language == "fr" else tag_english(texts)
