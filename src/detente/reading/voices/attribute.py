"""Who asserts each clause of an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.reading.article import Article
from detente.reading.grammar.lemmas import plain
from detente.reading.sentence import AUTHOR, Sentence, Voice
from detente.reading.voices.adverbials import given_word
from detente.reading.voices.interviews import turns
from detente.reading.voices.issuer import issuer, own_mentions
from detente.reading.voices.runs import quotations
from detente.reading.voices.spoken import Spoken, voices_within
from detente.reading.words.table import words


def attribute(sentences: Sequence[Sentence], article: Article) -> list[Sentence]:
    """Fill in the voices, one for each clause.

    Whoever speaks is taken from verbs of saying with their subject, from phrases such as
    *according to*, from quotations that run over several sentences, and from what takes up again
    what was said (*this statement by …*). What nobody is named for is the author's: of a
    declaration the house that issues it, in an interview the person who answers. A question of the
    interviewer has the voice of the author and asserts nothing.
    """
    house = issuer(article)
    unchanged = sentences
    sentences = [_without_speaker(each) for each in own_mentions(sentences, house)]
    spoken = turns(sentences, article, house.voice)
    within = [voices_within(sentence, given_word(sentence)) for sentence in sentences]
    said = quotations(sentences, within)
    return [
        replace(_asking(sentence) if turn.asks else sentence, voices=_shown(found, turn.voice))
        for sentence, found, turn in zip(unchanged, said, spoken, strict=True)
    ]


def _asking(sentence: Sentence) -> Sentence:
    """A sentence of the interviewer, which asserts nothing, a question or not."""
    clauses = tuple(replace(clause, question=True) for clause in sentence.clauses)
    return replace(sentence, clauses=clauses)


def _without_speaker(sentence: Sentence) -> Sentence:
    """A sentence in which *we* is nobody: whoever says it has the word already."""
    first = words(sentence.language, "sources", "first_person")
    kept = tuple(
        each
        for each in sentence.mentions
        if each.kind != "pronoun" or plain(sentence.words(each.span)) not in first
    )
    return replace(sentence, mentions=kept) if len(kept) < len(sentence.mentions) else sentence


def _shown(found: Spoken, base: Voice) -> tuple[Voice, ...]:
    """Put in place of the author whoever signs or answers."""
    return tuple(_based(voice, base) for voice in found.voices)


def _based(voice: Voice, base: Voice) -> Voice:
    if base == AUTHOR:
        return voice
    if voice == AUTHOR:
        return base
    if (voice.who, voice.role) == (base.who, base.role) or (voice.name and voice.name == base.name):
        return base
    if voice.through is None:
        return replace(voice, through=base)
    return replace(voice, through=_based(voice.through, base))
