"""The house that issues a declaration, which speaks where nobody else does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from detente.reading.article import Article
from detente.reading.grammar.analyse import analyse
from detente.reading.grammar.lemmas import plain
from detente.reading.sentence import AUTHOR, Mention, Place, Sentence, Voice
from detente.reading.who.mark import Setting, mark
from detente.reading.words.table import words

_SMALL = frozenset(
    ["of", "the", "for", "and", "de", "des", "du", "la", "le", "les", "et", "l'", "d'", ",", "."]
)
_ANY_DAY = dt.date(2000, 1, 1)


def issuer(article: Article) -> Voice:
    """Return the voice of the author: a ministry or another house that signs, or `AUTHOR`."""
    if not article.author:
        return AUTHOR
    signed = Sentence(Place(article.id, 1, 1, ""), article.author, article.language)
    found, _lost = analyse([signed], article.language, model=False)
    if not _signs(found[0]):
        return AUTHOR
    marked, _cast = mark(found, Setting(article.date or _ANY_DAY, article.language, {}, None))
    actors = [each.actor for each in marked[0].mentions if each.actor]
    return Voice(actors[-1], "ministry", article.author) if actors else AUTHOR


def _signs(author: Sentence) -> bool:
    small = {plain(token.text) for token in author.tokens}
    houses = words(author.language, "sources", "houses")
    talks = words(author.language, "sources", "interviews")
    presses = words(author.language, "sources", "presses")
    return bool(small & houses) and not small & (talks | presses)


def own_mentions(sentences: Sequence[Sentence], house: Voice) -> list[Sentence]:
    """Read *the ministry* in a ministry's own declaration as that ministry."""
    if house == AUTHOR:
        return list(sentences)
    signed = {plain(word) for word in house.name.replace("’", "’ ").split()} - _SMALL
    houses = words("en", "sources", "houses")

    def is_house(mention: Mention, sentence: Sentence) -> bool:
        text = mention.name if mention.kind == "pronoun" else sentence.words(mention.span)
        named = {plain(word) for word in text.replace("’", "’ ").split()} - _SMALL
        return bool(named & houses) and named <= signed

    return [
        replace(
            sentence,
            mentions=tuple(
                replace(each, actor=house.who, role="ministry", name=house.name, person="")
                if is_house(each, sentence)
                else each
                for each in sentence.mentions
            ),
        )
        for sentence in sentences
    ]
