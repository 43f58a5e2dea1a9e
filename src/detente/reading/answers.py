"""Answers that leave out what was asked, such as *Not before April*."""

from __future__ import annotations

from typing import Literal, NamedTuple

from detente.reading.grammar.lemmas import plain
from detente.reading.sentence import Sentence
from detente.reading.words.table import phrases, words

Kind = Literal["yes", "likely", "perhaps", "unlikely", "no"]
KINDS: tuple[Kind, ...] = ("no", "unlikely", "perhaps", "likely", "yes")

LONGEST = 10
"""Words of an answer that is no sentence of its own."""


class Answer(NamedTuple):
    """What an answer says of what was asked, and its words."""

    kind: Kind
    words: str


def answer(question: Sentence, sentence: Sentence) -> Answer | None:
    """Return what a sentence answers to the question before it.

    Parameters
    ----------
    question, sentence : Sentence
        One and the next.

    Returns
    -------
    Answer or None
        None where the question wants more than yes or no, or is put in the negative, or the
        sentence says by itself what it says.
    """
    if not _polar(question) or sentence.text.rstrip(" »”\"'*_").endswith("?"):
        return None
    small = _words(sentence)
    if not small or len(small) > LONGEST:
        return None
    kind = _listed(sentence, small) or _elliptic(sentence, small) or _dated(sentence, small)
    return Answer(kind, " ".join(small[:5])) if kind else None


def _words(sentence: Sentence) -> list[str]:
    """The words of a sentence in small letters, without signs, dash or label."""
    small = [plain(token.text) for token in sentence.tokens if token.tag != "PUNCT"]
    small = [word.strip("*_—–") for word in small]
    labels = words(sentence.language, "sources", "answers")
    if len(sentence.tokens) > 1 and small and small[0].rstrip(".") in labels:
        labelled = sentence.tokens[0].text.endswith(".") or sentence.tokens[1].text in {":", "."}
        small = small[1:] if labelled else small
    return [word for word in small if word]


def _polar(question: Sentence) -> bool:
    """Whether yes or no is an answer."""
    if not question.text.rstrip(" »”\"'*_").endswith("?"):
        return False
    opening = words(question.language, "answers", "open")
    before = words(question.language, "answers", "prepositions")
    asked = [clause for clause in question.clauses if clause.question] or list(question.clauses)
    if not asked or any(clause.negated for clause in asked):
        return False
    first = [plain(token.text) for token in question.tokens[asked[0].span.first :]]
    first = [word for word in first if word.strip("*_—–«“\"'")]
    while first and first[0] in before:
        first = first[1:]
    return bool(first) and first[0] not in opening


def _listed(sentence: Sentence, small: list[str]) -> Kind | None:
    for kind in KINDS:
        for phrase in phrases(sentence.language, "answers", kind):
            said = tuple(part for word in phrase for part in _parts(word))
            if tuple(part for word in small for part in _parts(word)) == said:
                return kind
    return None


def _parts(word: str) -> list[str]:
    """A word without apostrophes and hyphens, however it was cut: *don't* is *do* and *n't*."""
    word = word.replace("’", "'")
    if word == "n't":
        return [word]
    if word.endswith("n't") and len(word) > len("n't"):
        return [word[: -len("n't")], "n't"]
    return [part for part in word.replace("'", "' ").split() if part]


def _elliptic(sentence: Sentence, small: list[str]) -> Kind | None:
    """*We are not*, *they will*: a pronoun and an auxiliary, and nothing else."""
    pronouns = words(sentence.language, "answers", "pronouns")
    auxiliaries = words(sentence.language, "answers", "auxiliaries")
    negations = words(sentence.language, "answers", "negated")
    parts = [part for word in small for part in _parts(word)]
    known = pronouns | auxiliaries | negations
    if not parts or not set(parts) <= known or parts[0] not in pronouns:
        return None
    if not set(parts) & auxiliaries:
        return None
    return "no" if set(parts) & negations else "yes"


def _dated(sentence: Sentence, small: list[str]) -> Kind | None:
    """*Tomorrow morning*, *not before April*: nothing but when."""
    if any(token.form == "Fin" for token in sentence.tokens):
        return None
    for phrase in phrases(sentence.language, "answers", "not_before"):
        if tuple(small[: len(phrase)]) == phrase:
            return "no"
    if not sentence.days:
        return None
    return "no" if set(small) & words(sentence.language, "answers", "negated") else "yes"
