"""Interviews: who asks, who answers, and where the turn changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from detente.reading.article import Article
from detente.reading.grammar.lemmas import plain
from detente.reading.sentence import AUTHOR, Sentence, Voice
from detente.reading.voices.layouts import (
    LONGEST_QUESTION,
    asking,
    blocks,
    is_named,
    same_names,
)
from detente.reading.voices.speakers import voice_of
from detente.reading.words.table import words


class Turn(NamedTuple):
    """Whose turn a sentence is, and whether the interviewer asks it or leads to a question."""

    asks: bool
    voice: Voice


def turns(sentences: Sequence[Sentence], article: Article, house: Voice) -> list[Turn]:
    """Return whose turn each sentence is: the house's or author's, or whoever answers."""
    found = blocks(sentences, article)
    asks = asking(found, article)
    if asks is None:
        led = _leading(sentences, article)
        return [Turn(each, house) for each in led]
    names = same_names([block.label for block in found])
    answering = {
        name
        for name, each in zip(names, asks, strict=True)
        if name and not each and _is_somebody(name, names, sentences, article)
    }
    several = len(answering) > 1
    voices = {name: _voice(sentences, name, article, several) for name in answering}
    out: list[Turn] = []
    voice = house
    for block, name, each in zip(found, names, asks, strict=True):
        if each or sentences[block.first].heading:
            voice = house
        elif name in voices:
            voice = voices[name]
        own = house if each else voice
        out += [Turn(each, own)] * (block.last - block.first)
    return out


def _leading(sentences: Sequence[Sentence], article: Article) -> list[bool]:
    """Questions at the beginning of paragraphs in which the answer follows."""
    out = [False] * len(sentences)
    if not is_named(article):
        return out
    for block in blocks(sentences, article):
        near = range(block.first, min(block.last, block.first + LONGEST_QUESTION))
        end = max((at + 1 for at in near if _asks(sentences[at])), default=block.first)
        out[block.first : end] = [True] * (end - block.first)
    return out


def _is_somebody(
    label: str, labels: Sequence[str], sentences: Sequence[Sentence], article: Article
) -> bool:
    """Whether a word before a colon is a name: it comes again, signs, or is that of a person."""
    surname = label.split()[-1]
    return (
        labels.count(label) > 1
        or label in words(article.language, "sources", "answers")
        or surname in plain(article.author).replace(",", " ").split()
        or any(
            plain(each.person or each.name).split()[-1:] == [surname]
            for sentence in sentences
            for each in sentence.mentions
        )
    )


def _asks(sentence: Sentence) -> bool:
    return sentence.text.rstrip(" »”\"'*_").endswith("?")


def _voice(sentences: Sequence[Sentence], label: str, article: Article, several: bool) -> Voice:
    """The voice of a label: the actor for whom a person of that name speaks, else observers.

    Whoever the by-line names speaks as the author, as does the one who answers under a letter.
    """
    unnamed = label in words(article.language, "sources", "answers")
    surname = label.split()[-1]
    people = [each for sentence in sentences for each in sentence.mentions if each.person]
    signed = plain(article.author)
    if signed and not several and (unnamed or surname in signed.replace(",", " ").split()):
        return AUTHOR
    for each in people:
        if not unnamed and plain(each.person).split()[-1] == surname and each.actor:
            return voice_of(each)
    if unnamed and people:
        return voice_of(people[0])
    for sentence in sentences:
        for each in sentence.mentions:
            if plain(each.name) == label and each.actor:
                return voice_of(each)
    return Voice("observers", "observers", "" if unnamed else label.title())
