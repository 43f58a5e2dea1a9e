"""Whoever speaks for an actor names it by *we* and *our*."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.reading.clauses.own import owned
from detente.reading.grammar.lemmas import plain
from detente.reading.sentence import Mention, Sentence, Span, Voice
from detente.reading.words.table import table

_NOBODY = frozenset({"author", "observers", "organisation"})
"""Voices that act for no actor."""


def first_person(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Sentences in which the first person plural is a mention of whoever speaks for an actor.

    Parameters
    ----------
    sentences : sequence of Sentence
        With clauses and voices.
    """
    return [_spoken(each) for each in sentences]


def _spoken(sentence: Sentence) -> Sentence:
    if all(voice.who in _NOBODY for voice in sentence.voices):
        return sentence
    words = table(sentence.language, "reference")["first_person"]["we"]
    taken = {at for m in sentence.mentions for at in range(m.span.first, m.span.last)}
    clause = owned(sentence).clause
    found = [
        _mention(at, sentence.voices[clause[at]])
        for at, token in enumerate(sentence.tokens)
        if plain(token.text) in words
        and at not in taken
        and clause[at] >= 0
        and sentence.voices[clause[at]].who not in _NOBODY
    ]
    if not found:
        return sentence
    mentions = sorted((*sentence.mentions, *found), key=lambda each: each.span.first)
    return replace(sentence, mentions=tuple(mentions))


def _mention(at: int, voice: Voice) -> Mention:
    return Mention(Span(at, at + 1), voice.who, "pronoun", voice.name or voice.who, voice.role)
