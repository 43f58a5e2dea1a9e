"""How many quotations are found, and whose they are, over sentences written for it."""

from __future__ import annotations

import pytest

from detente.reading.article import Tongue
from detente.reading.grammar.models import model_name
from tests.reading.voices.quotations import measure, misses


@pytest.mark.parametrize(
    ("language", "model"),
    [("en", False), ("fr", False), ("fr", True)],
    ids=["en", "fr", "fr-model"],
)
def test_quotations_and_who_says_them(language: Tongue, model: bool) -> None:
    """Bounds above what published systems reach on news; these sentences are easier than those."""
    if model and not model_name(language):
        pytest.skip("no spaCy model of French is installed")
    found = measure(language, model=model)
    assert found.wanted > 50
    shown = list(misses(language, model=model))
    assert found.loose > 0.9, shown
    assert found.strict > 0.87, shown
    assert found.speakers > 0.95, shown
