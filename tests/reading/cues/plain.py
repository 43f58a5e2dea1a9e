"""Sentences with tokens and mentions, made without the stages that come before the cues."""

from __future__ import annotations

import re
from collections.abc import Mapping

from detente.reading.article import Tongue
from detente.reading.grammar.lemmas import lemma
from detente.reading.sentence import Clause, Mention, Place, Quantity, Sentence, Span, Token

NAMES: Mapping[str, str] = {
    "Arden": "ARD",
    "Borland": "BOR",
    "Corvia": "COR",
    "Ardenie": "ARD",
}
_PIECE = re.compile(
    r"(?:[dlnsjcm]|qu|jusqu)['\N{RIGHT SINGLE QUOTATION MARK}]|\w+(?:-\w+)*|'s|[^\w\s]", re.I
)


def sentence(text: str, language: Tongue = "en", clauses: tuple[Clause, ...] = ()) -> Sentence:
    """A sentence whose names are those of invented states."""
    tokens = tuple(
        Token(found[0], lemma(found[0], language), *found.span()) for found in _PIECE.finditer(text)
    )
    mentions = tuple(
        Mention(Span(i, i + 1), NAMES[token.text], "state", token.text)
        for i, token in enumerate(tokens)
        if token.text in NAMES
    )
    quantities = tuple(
        Quantity(Span(i, i + 1), float(token.text), "")
        for i, token in enumerate(tokens)
        if token.text.isdigit()
    )
    return Sentence(
        Place("text", 1, 1, ""),
        text,
        language,
        tokens=tokens,
        mentions=mentions,
        quantities=quantities,
        clauses=clauses,
    )
