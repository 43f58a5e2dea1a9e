"""The sentences of an article, numbered as everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from detente.claims.locator import fingerprint
from detente.claims.sentences import sentences as numbered
from detente.reading.article import Article
from detente.reading.sentence import Place, Sentence


def sentences_of(article: Article) -> Iterator[Sentence]:
    """Sentences of each paragraph in turn; nothing in them is analysed yet."""
    number = 0
    for index, paragraph in enumerate(article.paragraphs, start=1):
        for text in numbered(paragraph.text):
            number += 1
            place = Place(article.id, number, index, fingerprint(text), paragraph.page)
            yield Sentence(place, text, article.language, heading=paragraph.heading)
