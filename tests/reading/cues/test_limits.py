"""Under which condition a clause is asserted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.reading.article import Tongue
from detente.reading.cues.limits import limit
from detente.reading.sentence import Clause, Span
from tests.reading.cues.plain import sentence


@pytest.mark.parametrize(
    ("text", "language", "negated", "kind", "words"),
    [
        ("Arden signs without delay.", "en", False, None, ""),
        ("Arden never signs without relief.", "en", True, "unless", "without relief"),
        ("The pact depends on relief.", "en", False, "if", "depends on relief"),
        ("Any attack would end it.", "en", False, "if", "Any attack"),
        ("Sans doute Arden signe.", "fr", False, None, ""),
        ("Arden ne signe pas sans aide.", "fr", True, "unless", "sans aide"),
        ("Le pacte dépend de Borland.", "fr", False, "if", "dépend de Borland"),
        ("Toute attaque y mettrait fin.", "fr", False, "if", "Toute attaque y"),
    ],
)
def test_words_that_open_no_clause_limit_it_as_well(
    text: str, language: Tongue, negated: bool, kind: str | None, words: str
) -> None:
    made = sentence(text, language)
    verbs = {"signs", "depends", "end", "signe", "dépend", "mettrait"}
    verb = next(i for i, token in enumerate(made.tokens) if token.text in verbs)
    clause = Clause(Span(0, len(made.tokens)), verb=verb, negated=negated)
    found = limit(replace(made, clauses=(clause,)), 0)
    assert (found.kind if found else None) == kind
    assert (found.words if found else "") == words
