"""Tokens of sentences: words, lemmas, parts of speech, quotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.language.current import gettext as _
from detente.reading.article import Tongue
from detente.reading.grammar.lemmas import lemma, verb_of
from detente.reading.grammar.models import parse
from detente.reading.grammar.quotes import quoted
from detente.reading.grammar.shape import Tagged
from detente.reading.grammar.tags import tag
from detente.reading.grammar.tokens import Piece, pieces
from detente.reading.sentence import Sentence, Token

_OPEN = frozenset({"VERB", "NOUN", "ADJ", "PROPN", "ADV"})


def analyse(
    sentences: Sequence[Sentence], language: Tongue, *, model: bool = True
) -> tuple[list[Sentence], list[str]]:
    """Fill in tokens and quotations.

    Lemmas are the same with a model and without one: they depend on rules alone. With one, the
    parts of speech of open classes, the heads and the relations are the model's.

    Parameters
    ----------
    sentences : sequence of Sentence
    language : {"en", "fr"}
    model : bool
        Whether to use a spaCy model if one is installed.

    Returns
    -------
    tuple of list of Sentence and list of str
        The sentences, and what is lost, in words.
    """
    cut = [pieces(sentence.text, language) for sentence in sentences]
    parsed = parse([[piece.text for piece in each] for each in cut], language) if model else None
    found = [
        replace(sentence, tokens=_tokens(each, language, parsed[place] if parsed else None))
        for place, (sentence, each) in enumerate(zip(sentences, cut, strict=True))
    ]
    quotes = quoted(found)
    found = [replace(each, quotes=spans) for each, spans in zip(found, quotes, strict=True)]
    return found, _lost(language, model and parsed is None)


def _lost(language: Tongue, missing: bool) -> list[str]:
    if not missing:
        return []
    if language == "en":
        return [
            _("no spaCy model of English is installed: who does what is read from word order alone")
        ]
    return [_("no spaCy model of French is installed: who does what is read from word order alone")]


def _tokens(
    cut: Sequence[Piece], language: Tongue, parsed: Sequence[tuple[Tagged, int, str]] | None
) -> tuple[Token, ...]:
    ruled = tag([piece.text for piece in cut], language)
    whole = bool(parsed) and len(parsed or ()) == len(cut)
    tokens = []
    for place, (piece, rule) in enumerate(zip(cut, ruled, strict=True)):
        word = lemma(piece.text, language, rule.tag == "VERB")
        found, head, relation = rule, -1, ""
        if whole and parsed is not None:
            theirs, head, relation = parsed[place]
            found = _joined(piece.text, rule, theirs, language)
        tokens.append(
            Token(piece.text, word, piece.start, piece.end, found.tag, head, relation, found.form)
        )
    return tuple(tokens)


def _joined(text: str, rule: Tagged, model: Tagged, language: Tongue) -> Tagged:
    """The model's tag, where both see a word of an open class.

    A word that the dictionary has as a verb alone stays the finite verb that the rules see, and a
    participle behind its auxiliary stays one: a small model errs more often there.
    """
    if rule.tag not in _OPEN or model.tag not in _OPEN | {"AUX"}:
        return rule
    if (
        rule.form == "Fin"
        and model.form != "Fin"
        and lemma(text, language) == verb_of(text, language)
    ):
        return rule
    if rule.form == "Part" and model.tag in {"ADJ", "NOUN", "PROPN"}:
        return rule
    return model
