"""Whether a word that may be a verb or a noun is the one that a pattern means."""

from __future__ import annotations

from detente.reading.cues.find import Found
from detente.reading.cues.leading import leading
from detente.reading.cues.line import Line
from detente.reading.grammar.lemmas import plain


def fits(line: Line, found: Found, place: int, kind: str) -> bool:
    """Whether a token can be a noun, or else a verb, as far as its tag or its neighbours tell.

    Parameters
    ----------
    line : Line
    found : Found
        All the words that were found.
    place : int
        The token that is a noun or a verb.
    kind : {"verb", "noun", "passive"}
        What the pattern takes it for.
    """
    sentence = line.sentence
    words = leading(sentence.language)
    token = sentence.tokens[place]
    text, noun = plain(token.text), kind == "noun"
    before = plain(sentence.tokens[place - 1].text) if place else ""
    if before in words["clitics"] and not noun and place - 1 not in found.places:
        return False
    if kind == "passive" and not _participle(text, plain(token.lemma), sentence.language):
        return False
    if before in words["before_verb"]:
        return not noun
    if token.tag in {"NOUN", "PROPN"}:
        return noun
    if token.tag in {"VERB", "AUX"}:
        return not noun
    if token.tag in {"ADV", "ADP", "ADJ", "PRON", "DET"}:
        return not noun and text.endswith(tuple(sorted(words["verb_endings"])))
    inflected = sentence.language == "en" and not _base(text, plain(token.lemma))
    if noun or inflected or text.endswith(tuple(sorted(words["verb_endings"]))):
        return True
    after = plain(sentence.tokens[place + 1].text) if place + 1 < len(sentence.tokens) else ""
    return before not in words["before_noun"] and after not in words["after_noun"]


def _participle(text: str, lemma: str, language: str) -> bool:
    if language == "en":
        return not text.endswith("ing") and (not _base(text, lemma) or text.endswith("ed"))
    return not text.endswith(("er", "ir", "re", "ant", "ait", "aient", "ra", "ront"))


def _base(text: str, lemma: str) -> bool:
    """Whether a form may be the plural of a noun as well."""
    return text in {lemma, lemma + "s", lemma + "es", lemma[:-1] + "ies"} or len(text) < 4
