"""The house that issues a declaration, which speaks where nobody else does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.reading.article import Article
from detente.reading.sentence import AUTHOR, Sentence, Voice

_WORDS = re.compile(r"\w+")
_HOUSES = frozenset(
    [
        "ministry",
        "ministère",
        "department",
        "département",
        "office",
        "bureau",
        "government",
        "gouvernement",
        "presidency",
        "présidence",
        "embassy",
        "ambassade",
        "spokesperson",
        "porte",
        "council",
        "conseil",
        "cabinet",
        "kremlin",
        "commission",
        "secretariat",
        "secrétariat",
        "command",
        "état",
        "foreign",
        "affaires",
    ]
)
_SMALL = frozenset(
    ["of", "the", "for", "and", "de", "des", "du", "la", "le", "les", "et", "l", "d"]
)


def issuer(sentences: Sequence[Sentence], article: Article) -> Voice:
    """Return the voice of the author: a ministry that signs, or `AUTHOR`."""
    signed = [word.lower() for word in _WORDS.findall(article.author)]
    if not set(signed) & _HOUSES:
        return AUTHOR
    telling = set(signed) - _SMALL
    scores: dict[str, tuple[int, int]] = {}
    for place, sentence in enumerate(sentences):
        for mention in sentence.mentions:
            if not mention.actor:
                continue
            text = sentence.words(mention.span)
            shared = telling & {word.lower() for word in _WORDS.findall(f"{text} {mention.name}")}
            if shared - _HOUSES:
                worth, begun = scores.get(mention.actor, (0, place))
                scores[mention.actor] = (max(worth, len(shared)), begun)
    if not scores:
        return AUTHOR
    best = min(scores, key=lambda actor: (-scores[actor][0], scores[actor][1], actor))
    return Voice(best, "ministry", article.author)
