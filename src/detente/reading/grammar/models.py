"""A language's spaCy model, if one is installed: parts of speech, heads and relations."""

from __future__ import annotations

import functools
import importlib.util
import warnings
from collections.abc import Sequence
from typing import Any

from detente.reading.article import Tongue
from detente.reading.grammar.shape import Tagged

MODELS: dict[Tongue, tuple[str, ...]] = {
    "fr": ("fr_core_news_sm", "fr_core_news_md", "fr_core_news_lg"),
    "en": ("en_core_web_sm", "en_core_web_md", "en_core_web_lg"),
}
"""Models of each language, the one that is taken first."""

LONGEST = 400
"""Words of one sentence beyond which no parser is asked."""

_UNUSED = ["ner", "lemmatizer", "tokenizer"]
"""Words come cut already: without its tokenizer, and with the language class of no language, the
French model is there ten times as fast and parses alike."""

_SIGNS = {"«": '"', "»": '"', "“": '"', "”": '"', "’": "'", "\u02bc": "'", "‘": "'", "\u2011": "-"}


def model_name(language: Tongue) -> str:
    """Name of the model that is installed for a language; empty if none is."""
    if importlib.util.find_spec("spacy") is None:
        return ""
    return next((name for name in MODELS[language] if importlib.util.find_spec(name)), "")


@functools.cache
def _pipeline(name: str) -> Any:
    import spacy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return spacy.load(name, exclude=_UNUSED, config={"nlp": {"lang": "xx"}})


def parse(
    sentences: Sequence[Sequence[str]], language: Tongue
) -> list[list[tuple[Tagged, int, str]]] | None:
    """Parse sentences that are cut into words already; None if no model is installed.

    A sentence of more than `LONGEST` words is left without: its list is empty. A head of −1 is the
    root's.
    """
    name = model_name(language)
    if not name:
        return None
    from spacy.tokens import Doc

    pipeline = _pipeline(name)
    plain = [[_word(word) for word in words] for words in sentences]
    docs = [
        Doc(pipeline.vocab, words=words) if len(words) <= LONGEST else Doc(pipeline.vocab, words=[])
        for words in plain
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parsed = pipeline.pipe(docs) if docs else []
        return [
            [
                (
                    Tagged(token.pos_, _form(token)),
                    -1 if token.head.i == token.i else token.head.i,
                    token.dep_ if token.head.i != token.i else "root",
                )
                for token in doc
            ]
            for doc in parsed
        ]


def _word(word: str) -> str:
    return "".join(_SIGNS.get(sign, sign) for sign in word)


def _form(token: Any) -> str:
    if token.pos_ not in {"VERB", "AUX"}:
        return ""
    forms = token.morph.get("VerbForm")
    return str(forms[0]) if forms else ""
