"""Quotations in our own words, with who says them; and how many a reader finds.

A line is a paragraph; one that begins with a plus sign goes on with the paragraph before. What
somebody says stands in braces behind who that is: an id, or an id and a name, or observers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.reading.article import Tongue
from detente.reading.clauses.own import owned
from detente.reading.grammar.lemmas import plain
from detente.reading.sentence import AUTHOR, Sentence
from detente.reading.voices.adverbials import given_word
from tests.reading.marker import read

_SAID = re.compile(r"\{([^:{}]+): ([^{}]*)\}")
_JOINING = frozenset({"that", "que", "qu'", "whether", "si", "to", "à", "ce"})


@dataclass(frozen=True)
class Quoted:
    """What somebody says: sentence, words (as places of tokens), and who."""

    sentence: int
    words: frozenset[int]
    who: str


@dataclass(frozen=True)
class Figures:
    """Shares of quotations: F1 at loose and strict overlap, speakers right among those found."""

    loose: float
    strict: float
    speakers: float
    wanted: int


def measure(language: Tongue, *, model: bool) -> Figures:
    """Read the quotations of a language and count."""
    text, wanted_spans = _text(language)
    sentences = read(text, language, model=model)
    wanted = [
        Quoted(at, _words(sentences[at], first, last), who) for at, first, last, who in wanted_spans
    ]
    found = [each for at, sentence in enumerate(sentences) for each in said(at, sentence)]
    pairs = [(one, other) for one in wanted for other in found if _near(one, other)]
    loose = {id(one) for one, _other in pairs}
    hit = {id(other) for _one, other in pairs}
    strict = {id(one) for one, other in pairs if one.words == other.words}
    exact = {id(other) for one, other in pairs if one.words == other.words}
    right = {id(one) for one, other in pairs if one.who == other.who}
    return Figures(
        _f1(len(loose), len(hit), len(wanted), len(found)),
        _f1(len(strict), len(exact), len(wanted), len(found)),
        len(right) / max(1, len(loose)),
        len(wanted),
    )


def _f1(recalled: int, precise: int, wanted: int, found: int) -> float:
    recall, precision = recalled / wanted, precise / max(1, found)
    return 2 * recall * precision / max(1e-9, recall + precision)


def _near(one: Quoted, other: Quoted) -> bool:
    shared = len(one.words & other.words)
    return one.sentence == other.sentence and 2 * shared >= len(one.words | other.words)


def _text(language: Tongue) -> tuple[str, list[tuple[int, int, int, str]]]:
    lines = (Path(__file__).parent / f"quotations.{language}.txt").read_text("utf-8").splitlines()
    plain_lines: list[str] = []
    spans: list[tuple[int, int, int, str]] = []
    for at, line in enumerate(lines):
        bare = line.removeprefix("+ ")
        text, end = "", 0
        for match in _SAID.finditer(bare):
            text += bare[end : match.start()]
            spans.append((at, len(text), len(text) + len(match[2]), match[1]))
            text += match[2]
            end = match.end()
        text += bare[end:]
        plain_lines.append(text if line.startswith("+ ") or not at else "\n" + text)
    return "\n".join(plain_lines), spans


def _words(sentence: Sentence, first: int, last: int) -> frozenset[int]:
    return frozenset(
        place
        for place, token in enumerate(sentence.tokens)
        if first <= token.start and token.end <= last and _counts(sentence, place)
    )


def _counts(sentence: Sentence, place: int) -> bool:
    token = sentence.tokens[place]
    return token.tag != "PUNCT" and plain(token.text) not in _JOINING


def said(at: int, sentence: Sentence) -> Iterator[Quoted]:
    """Runs of words of a sentence that are not the author's, each of one voice."""
    clause = owned(sentence).clause
    phrases = {place for each in given_word(sentence) for place in range(each.first, each.last)}
    run: list[int] = []
    last = ""
    for place in range(len(sentence.tokens)):
        voice = sentence.voices[clause[place]]
        who = "" if voice == AUTHOR else voice.who + (f"/{voice.name}" if voice.name else "")
        if who != last and run:
            yield Quoted(at, frozenset(run), last)
            run = []
        last = who
        if who and _counts(sentence, place) and place not in phrases:
            run.append(place)
    if run:
        yield Quoted(at, frozenset(run), last)


def misses(language: Tongue, *, model: bool) -> Iterator[str]:
    """Sentences with a quotation that is not found as it is, for whoever mends the rules."""
    text, spans = _text(language)
    sentences = read(text, language, model=model)
    for at, sentence in enumerate(sentences):
        wanted = {(_words(sentence, first, last), who) for s, first, last, who in spans if s == at}
        found = {(each.words, each.who) for each in said(at, sentence)}
        if wanted != found:
            shown = [
                (" ".join(sentence.tokens[p].text for p in sorted(words)), who)
                for words, who in sorted(found, key=lambda each: sorted(each[0]))
            ]
            yield f"{sentence.text}\n    {shown}"
