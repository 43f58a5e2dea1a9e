"""Interviews: who asks, who answers, and where the turn changes."""

from __future__ import annotations

from collections.abc import Sequence

from detente.reading.article import Article
from detente.reading.grammar.lemmas import plain
from detente.reading.sentence import AUTHOR, Sentence, Voice
from detente.reading.voices.speakers import voice_of
from detente.reading.words.table import words

LONGEST_LABEL = 7
FEWEST = 2
"""Labels that make an interview."""


LONGEST_QUESTION = 3
"""Sentences at the beginning of a paragraph among which the interviewer's question ends."""


def asked(sentences: Sequence[Sentence], article: Article) -> list[bool]:
    """Return of which sentences of an interview the interviewer asks, or leads to a question."""
    labels = [_label(sentences, at) for at in range(len(sentences))]
    answering = _answering(sentences, labels, article)
    talks = words(article.language, "sources", "interviews")
    if not answering and not talks & set(plain(article.author).replace(",", " ").split()):
        return [False] * len(sentences)
    found = [False] * len(sentences)
    for first in range(len(sentences)):
        if first and not _apart(sentences, first):
            continue
        last = first + 1
        while last < len(sentences) and not _apart(sentences, last):
            last += 1
        label = labels[first]
        if label is not None:
            end = first if label in answering else last
        else:
            near = range(first, min(last, first + LONGEST_QUESTION))
            end = max((at + 1 for at in near if _asks(sentences[at])), default=first)
        found[first:end] = [True] * (end - first)
    return found


def _asks(sentence: Sentence) -> bool:
    return sentence.text.rstrip(' »”"').endswith("?")


def turns(sentences: Sequence[Sentence], article: Article, house: Voice) -> list[Voice]:
    """Return whose turn it is at each sentence: the house's or author's, or whoever answers."""
    labels = [_label(sentences, at) for at in range(len(sentences))]
    answering = _answering(sentences, labels, article)
    if not answering:
        return [house] * len(sentences)
    found: list[Voice] = []
    turn = house
    for at, label in enumerate(labels):
        if label is not None:
            turn = answering.get(label, house)
        elif at and _apart(sentences, at) and sentences[at].heading:
            turn = house
        found.append(turn)
    return found


def _apart(sentences: Sequence[Sentence], at: int) -> bool:
    one, other = sentences[at - 1].place, sentences[at].place
    return (one.document, one.paragraph) != (other.document, other.paragraph)


def _label(sentences: Sequence[Sentence], at: int) -> str | None:
    """The name before a colon at the beginning of a paragraph, in small letters."""
    if at and not _apart(sentences, at):
        return None
    tokens = sentences[at].tokens[: LONGEST_LABEL + 1]
    end = next((place for place, token in enumerate(tokens) if token.text == ":"), -1)
    if end < 1:
        return None
    words_of = [token for token in tokens[:end] if token.tag != "PUNCT"]
    if not words_of or any(token.form == "Fin" for token in words_of):
        return None
    named = all(
        token.text[:1].isupper() or plain(token.text) in {"de", "du", "of", "the", "le", "la", "d'"}
        for token in words_of
    )
    return " ".join(plain(token.text) for token in words_of) if named else None


def _answering(
    sentences: Sequence[Sentence], labels: Sequence[str | None], article: Article
) -> dict[str, Voice]:
    """Voices of those who answer, by their label."""
    asked: dict[str, int] = {}
    count: dict[str, int] = {}
    for at, label in enumerate(labels):
        if label is None:
            continue
        count[label] = count.get(label, 0) + 1
        if sentences[at].text.rstrip(' »”"').endswith("?") or _next_asks(sentences, at):
            asked[label] = asked.get(label, 0) + 1
    if len(count) < FEWEST or sum(count.values()) < FEWEST + 1:
        return {}
    asks = words(article.language, "sources", "asks")
    answers = words(article.language, "sources", "answers")
    author = plain(article.author)
    found: dict[str, Voice] = {}
    for label, times in count.items():
        interviewer = label in asks or (bool(author) and label in author)
        mostly = asked.get(label, 0) * 2 >= times and label not in answers
        if interviewer or (mostly and times >= 1 and not _named(sentences, label)):
            continue
        if mostly and len(count) == FEWEST and asked[label] >= max(asked.values()):
            continue
        found[label] = _voice(sentences, label, label in answers, author)
    return found


def _next_asks(sentences: Sequence[Sentence], at: int) -> bool:
    """Whether the paragraph ends with a question."""
    last = at
    while last + 1 < len(sentences) and not _apart(sentences, last + 1):
        last += 1
    return sentences[last].text.rstrip(' »”"').endswith("?")


def _named(sentences: Sequence[Sentence], label: str) -> bool:
    surname = label.split()[-1]
    return any(
        each.person and plain(each.person).split()[-1] == surname
        for sentence in sentences
        for each in sentence.mentions
    )


def _voice(sentences: Sequence[Sentence], label: str, unnamed: bool, author: str) -> Voice:
    """The voice of a label: the actor for whom a person of that name speaks, else observers.

    Whoever is named as an author speaks as the author.
    """
    surname = label.split()[-1]
    people = [each for sentence in sentences for each in sentence.mentions if each.person]
    for each in people:
        if not unnamed and plain(each.person).split()[-1] == surname and each.actor:
            return voice_of(each)
    if surname in author.replace(",", " ").split():
        return AUTHOR
    if unnamed and people:
        return voice_of(people[0])
    for sentence in sentences:
        for each in sentence.mentions:
            if plain(each.name) == label and each.actor:
                return voice_of(each)
    return Voice("observers", "observers", "" if unnamed else label.title())
