"""Quotations whose speaker another sentence names, or that run on over several sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.reading.clauses.joins import normal
from detente.reading.grammar.roles import subject
from detente.reading.sentence import AUTHOR, Sentence, Voice
from detente.reading.voices.adverbials import FARTHEST
from detente.reading.voices.speakers import voice_of
from detente.reading.voices.spoken import Spoken
from detente.reading.words.table import words


def quotations(sentences: Sequence[Sentence], found: Sequence[Spoken]) -> list[Spoken]:
    """Give quoted clauses of which their own sentence names no speaker the speaker from around.

    That is who goes on speaking in a quotation that runs on; whom the next sentence names (*this
    statement by …*); the actor whose act the quoted words are; who spoke last in the paragraph.
    """
    said = list(found)
    taken = [_taken_up(sentence) for sentence in sentences]
    for at, sentence in enumerate(sentences):
        if at and taken[at] is not None and _same(sentences[at - 1], sentence):
            said[at - 1] = _all(said[at - 1], taken[at])
    for first, last in _runs(sentences):
        voice = next(
            (
                _quoted_voice(sentences[at], said[at])
                for at in range(first, last)
                if _quoted_voice(sentences[at], said[at]) is not None
            ),
            None,
        )
        if voice is None:
            voice = _around(sentences, said, first, last)
        if voice is not None:
            for at in range(first, last):
                said[at] = _fill(sentences[at], said[at], voice)
    return said


def _same(one: Sentence, other: Sentence) -> bool:
    return (one.place.document, one.place.paragraph) == (
        other.place.document,
        other.place.paragraph,
    )


def _all(spoken: Spoken, voice: Voice | None) -> Spoken:
    if voice is None:
        return spoken
    voices = tuple(voice if each == AUTHOR else each for each in spoken.voices)
    return replace(spoken, voices=voices, sure=tuple(True for _each in voices), speaks=voice)


def _taken_up(sentence: Sentence) -> Voice | None:
    """Who is said to have said the sentence before: *this statement by the minister …*."""
    if len(sentence.tokens) < 3:
        return None
    small = normal(sentence.tokens, sentence.language)
    pointing = words(sentence.language, "sources", "pointing")
    nouns = words(sentence.language, "sources", "taken_up")
    of = words(sentence.language, "sources", "possessing")
    if small[0] not in pointing:
        return None
    for at in range(1, min(4, len(small))):
        if sentence.tokens[at].lemma in nouns or small[at] in nouns:
            behind = small[at + 1] if at + 1 < len(small) else ""
            if behind not in of:
                return None
            inside = [each for each in sentence.mentions if at < each.span.first <= at + FARTHEST]
            named = next((each for each in inside if each.person), None)
            if named is not None and inside and named.actor not in {inside[0].actor, ""}:
                named = None
            mention = named or next(iter(inside), None)
            return voice_of(mention) if mention is not None else None
    return None


def _runs(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Sentences, from one to before another, whose quotations are one."""
    found: list[tuple[int, int]] = []
    for at, sentence in enumerate(sentences):
        if not sentence.quotes:
            continue
        if found and found[-1][1] == at and _goes_on(sentences[at - 1], sentence):
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found


def _goes_on(before: Sentence, sentence: Sentence) -> bool:
    """Whether a quotation is open at the end of one sentence and the beginning of the next."""
    if before.place.document != sentence.place.document:
        return False
    open_end = any(quote.last == len(before.tokens) for quote in before.quotes)
    first = sentence.quotes[0].first
    again = first == 1 and not _same(before, sentence)
    return open_end and (first == 0 or again)


def _quoted_voice(sentence: Sentence, spoken: Spoken) -> Voice | None:
    """The voice of the quotation of a sentence, where the sentence names it."""
    for clause, voice, sure in zip(sentence.clauses, spoken.voices, spoken.sure, strict=True):
        if clause.quoted and sure and voice != AUTHOR:
            return _outer(voice)
    return None


def _outer(voice: Voice) -> Voice:
    return voice


def _fill(sentence: Sentence, spoken: Spoken, voice: Voice) -> Spoken:
    voices, sure = list(spoken.voices), list(spoken.sure)
    for at, clause in enumerate(sentence.clauses):
        if not clause.quoted:
            continue
        names = at < len(spoken.speakers) and spoken.speakers[at] is not None
        if names and spoken.speakers[at] == voice:
            continue  # it tells who speaks, within the quotation
        if voices[at] == AUTHOR:
            voices[at], sure[at] = voice, True
        elif not _outside(sentence, at) and voices[at] != voice and voices[at].through is None:
            voices[at] = replace(voices[at], through=voice)
    return replace(spoken, voices=tuple(voices), sure=tuple(sure), speaks=voice)


def _outside(sentence: Sentence, at: int) -> bool:
    """Whether the clause that says so stands outside the quotation."""
    parent = sentence.clauses[at].parent
    return parent < 0 or not sentence.clauses[parent].quoted


def _around(
    sentences: Sequence[Sentence], said: Sequence[Spoken], first: int, last: int
) -> Voice | None:
    """The speaker of a quotation that its own sentences name none for."""
    sentence = sentences[first]
    quoted = [at for at, clause in enumerate(sentence.clauses) if clause.quoted]
    if not quoted:
        return None
    clause = sentence.clauses[quoted[0]]
    alone = any(
        quote.first <= clause.span.first + 1 and clause.span.last <= quote.last + 2
        for quote in sentence.quotes
    )
    if not alone:
        owner = subject(sentence, quoted[0])
        outside = owner is not None and not any(owner.span in quote for quote in sentence.quotes)
        return voice_of(owner) if owner is not None and outside else None
    if first and _same(sentences[first - 1], sentence):
        before = sentences[first - 1]
        if said[first - 1].speaks is not None:
            return said[first - 1].speaks
        people = [each for each in before.mentions if each.role not in {"state"} or each.person]
        if people:
            return voice_of(people[0])
    if last < len(sentences) and _same(sentence, sentences[last]) and sentences[last].quotes:
        return said[last].speaks or (said[first - 1].speaks if first else None)
    if first and said[first - 1].speaks is not None:
        return said[first - 1].speaks
    return None
