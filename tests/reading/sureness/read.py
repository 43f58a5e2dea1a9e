"""Sentences through the stages that come before, with the claim marked by brackets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from detente.reading.article import Article, Paragraph, Tongue
from detente.reading.clauses.own import clause_of
from detente.reading.clauses.split import split
from detente.reading.grammar.analyse import analyse
from detente.reading.sentence import Place, Sentence
from detente.reading.voices.attribute import attribute
from detente.reading.who.cast import Setting
from detente.reading.who.mark import mark

DAY = dt.date(2025, 3, 4)


def read(marked: Sequence[str], language: Tongue) -> list[tuple[Sentence, int]]:
    """Each sentence, analysed by itself without a model, and the clause that is in brackets."""
    texts = [text.replace("[", "").replace("]", "") for text in marked]
    found = [
        Sentence(Place("text", i, i, ""), text, language) for i, text in enumerate(texts, start=1)
    ]
    found, _lost = analyse(found, language, model=False)
    found, _cast = mark(found, Setting(DAY, language, {}, None))
    found = [split(each) for each in found]
    article = Article("text", "text.txt", language, tuple(Paragraph(text) for text in texts))
    found = attribute(found, article)
    return [
        (each, _clause(each, *_bracketed(text))) for each, text in zip(found, marked, strict=True)
    ]


def _bracketed(text: str) -> tuple[int, int]:
    first = text.find("[")
    return (first, text.find("]") - 1) if first >= 0 else (0, len(text))


def _clause(sentence: Sentence, first: int, last: int) -> int:
    """The outermost clause whose verb is among the words in brackets."""
    inside = [
        i
        for i, clause in enumerate(sentence.clauses)
        if clause.verb >= 0 and first <= sentence.tokens[clause.verb].start < last
    ]
    if inside:
        return min(inside, key=lambda i: -_width(sentence, i))
    return clause_of(
        sentence, next(i for i, token in enumerate(sentence.tokens) if token.start >= first)
    )


def _width(sentence: Sentence, clause: int) -> int:
    span = sentence.clauses[clause].span
    return span.last - span.first
