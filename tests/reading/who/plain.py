"""Sentences with plain tokens, made without the stage that comes before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from detente.reading.article import Tongue
from detente.reading.sentence import Mention, Place, Sentence, Token
from detente.reading.who.mark import Cast, Setting, mark

DAY = dt.date(2024, 11, 25)
_TOKEN = re.compile(r"\w+['’](?=\w)|\w+(?:-\w+)*|[^\w\s]")


def sentences(texts: Sequence[str], language: Tongue = "en") -> list[Sentence]:
    """One sentence a text, in one paragraph after the first."""
    return [
        Sentence(
            Place("article", number, 1 if number == 1 else 2, ""),
            text,
            language,
            tokens=tuple(
                Token(found[0], found[0].lower(), *found.span()) for found in _TOKEN.finditer(text)
            ),
        )
        for number, text in enumerate(texts, 1)
    ]


def marked(
    texts: Sequence[str],
    language: Tongue = "en",
    *,
    day: dt.date = DAY,
    declared: Mapping[str, str] | None = None,
    pair: tuple[str, str] | None = None,
) -> tuple[list[Sentence], Cast]:
    """Sentences of an article, marked."""
    return mark(sentences(texts, language), Setting(day, language, declared or {}, pair))


def named(sentence: Sentence) -> list[tuple[str, str, str]]:
    """Words, actor and role of each mention."""
    return [(sentence.words(m.span), m.actor, m.role) for m in sentence.mentions]


def actors(sentence: Sentence) -> list[str]:
    """Ids of actors, in order, each once."""
    return list(dict.fromkeys(m.actor for m in sentence.mentions if m.actor))


def mention(sentence: Sentence, words: str) -> Mention:
    """The mention that has some words."""
    return next(m for m in sentence.mentions if sentence.words(m.span) == words)


def bracketed(text: str, language: Tongue = "en") -> Mention:
    """The mention that has the words that stand in brackets, which are taken off."""
    words = text[text.index("[") + 1 : text.index("]")]
    (sentence,), _ = marked([text.replace("[", "").replace("]", "")], language)
    return mention(sentence, words)
