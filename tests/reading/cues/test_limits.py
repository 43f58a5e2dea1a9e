"""Under which condition a clause is asserted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.reading.article import Tongue
from detente.reading.cues.limits import limit
from detente.reading.sentence import Clause, ClauseKind, Span
from tests.reading.cues.plain import sentence


@pytest.mark.parametrize(
    ("joined", "negated", "verbal", "kind"),
    [
        ("condition", False, True, "if"),
        ("unless", True, True, "unless"),
        ("once", False, True, "after-act"),
        ("until", True, True, "after-act"),
        ("until", False, False, "before-date"),
        ("before", False, False, "before-date"),
        ("before", True, True, "after-act"),
        ("as-long-as", False, True, "as-long-as"),
        ("in-return", False, False, "in-return"),
    ],
)
def test_a_dependent_clause_gives_its_kind(
    joined: ClauseKind, negated: bool, verbal: bool, kind: str
) -> None:
    made = sentence("Arden signs when Borland yields.", "en")
    clauses = (
        Clause(Span(0, 6), verb=1, negated=negated),
        Clause(Span(2, 5), joined, 0, "when", verb=4 if verbal else -1),
    )
    found = limit(replace(made, clauses=clauses), 0)
    assert found is not None
    assert (found.kind, found.words, found.actor) == (kind, "when Borland yields", "BOR")


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
