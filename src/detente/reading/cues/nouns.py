"""Whether a word that may be a verb or a noun is the one that a pattern means."""

from __future__ import annotations

from detente.reading.cues.leading import leading
from detente.reading.cues.line import Line
from detente.reading.grammar.lemmas import plain


def fits(line: Line, place: int, *, noun: bool) -> bool:
    """Whether a token can be a noun, or else a verb, as far as its tag or its neighbours tell."""
    sentence = line.sentence
    words = leading(sentence.language)
    token = sentence.tokens[place]
    before = plain(sentence.tokens[place - 1].text) if place else ""
    if before in words["before_verb"]:
        return not noun
    if token.tag in {"NOUN", "PROPN"}:
        return noun
    if token.tag in {"VERB", "AUX"}:
        return not noun
    text = plain(token.text)
    inflected = sentence.language == "en" and not _base(text, plain(token.lemma))
    if noun or inflected or text.endswith(tuple(sorted(words["verb_endings"]))):
        return True
    after = plain(sentence.tokens[place + 1].text) if place + 1 < len(sentence.tokens) else ""
    return before not in words["before_noun"] and after not in words["after_noun"]


def _base(text: str, lemma: str) -> bool:
    """Whether a form may be the plural of a noun as well."""
    return text in {lemma, lemma + "s", lemma + "es", lemma[:-1] + "ies"} or len(text) < 4
