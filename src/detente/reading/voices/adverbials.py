"""Who is given the word without a verb: *according to X*, *pour X*, *in Moscow’s view*."""

from __future__ import annotations

from typing import NamedTuple

from detente.reading.clauses.joins import normal
from detente.reading.clauses.own import clause_of
from detente.reading.grammar.lemmas import plain
from detente.reading.grammar.roles import between
from detente.reading.sentence import Mention, Sentence, Voice
from detente.reading.voices.speakers import OBSERVERS, unnamed, voice_of
from detente.reading.voices.stated import official
from detente.reading.words.table import phrases, words

_WHOM = frozenset({"whom", "which", "qui", "lequel", "laquelle", "lesquels", "lesquelles", "quoi"})
_PARTS = frozenset({"part", "côté", "compte", "example", "exemple", "instance"})
FARTHEST = 10
"""Words within which a name must follow."""


class Given(NamedTuple):
    """A phrase that gives somebody the word.

    Its clause, the voice, whether it stands at the beginning, and its tokens.
    """

    clause: int
    voice: Voice
    fronted: bool
    first: int
    last: int


def given_word(sentence: Sentence) -> list[Given]:
    """Return the phrases of a sentence that give somebody the word."""
    small = normal(sentence.tokens, sentence.language)
    found: list[Given] = []
    according = phrases(sentence.language, "sources", "according")
    firsts = {phrase[0] for phrase in according}
    place = 0
    while place < len(small):
        size = 0
        if small[place] in firsts:
            size = next((len(p) for p in according if tuple(small[place : place + len(p)]) == p), 0)
        voice = _behind(sentence, place + size) if size else None
        relative = _whom(sentence, small, place)
        if relative is not None:
            found.append(relative)
            place += max(size, 1)
            continue
        if voice is None:
            size = _phrase_at(small, place, phrases(sentence.language, "sources", "hearsay"))
            voice = OBSERVERS if size else None
        if voice is None:
            voice, size = _view(sentence, small, place)
        if voice is None:
            voice, size = _fronted(sentence, small, place)
        if voice is not None:
            clause = clause_of(sentence, place)
            asserting = _asserting(sentence, clause, place)
            last = _phrase_end(sentence, place + max(size, 1))
            found.append(Given(asserting, voice, place <= 2, place, last))
        place += max(size, 1)
    return found


def _phrase_at(small: list[str], place: int, listed: tuple[tuple[str, ...], ...]) -> int:
    """How many words of a phrase stand there; none if it is not there."""
    return next((len(p) for p in listed if tuple(small[place : place + len(p)]) == p), 0)


def _phrase_end(sentence: Sentence, place: int) -> int:
    """Where a phrase ends: at the next sign, or verb."""
    last = place
    while last < min(len(sentence.tokens), place + FARTHEST):
        token = sentence.tokens[last]
        if token.tag == "PUNCT" or token.form == "Fin":
            break
        last += 1
    return last


def _asserting(sentence: Sentence, clause: int, place: int) -> int:
    """The clause that a phrase belongs to, which may end right before it."""
    this = sentence.clauses[clause]
    if this.verb < 0 and this.parent >= 0:
        return this.parent
    if place >= 2 and sentence.tokens[place - 1].text == ",":
        before = clause_of(sentence, place - 2)  # a relative clause that the phrase interrupts
        if (
            sentence.clauses[before].parent == clause
            and sentence.clauses[before].kind == "relative"
        ):
            return before
    return clause


def _whom(sentence: Sentence, small: list[str], place: int) -> Given | None:
    """*For whom …*, *selon qui …*: a relative clause that gives the view of whom it follows."""
    before = small[place - 1] if place else ""
    if small[place] not in {"whom", "qui", "lequel", "laquelle"}:
        return None
    if before not in {"for", "to", "pour", "selon", "après"}:
        return None
    clause = clause_of(sentence, place)
    this = sentence.clauses[clause]
    near = between(sentence, max(0, this.span.first - FARTHEST), this.span.first)
    if this.kind != "relative" or not near or near[-1].span.last < this.span.first - 2:
        return None
    return Given(clause, voice_of(near[-1]), False, place - 1, place + 1)


def _behind(sentence: Sentence, place: int) -> Voice | None:
    """The voice of who is named from there on, before a sign or a verb."""
    if place < len(sentence.tokens) and plain(sentence.tokens[place].text) in _WHOM:
        return None
    last = place
    while last < min(len(sentence.tokens), place + FARTHEST):
        token = sentence.tokens[last]
        if token.text in {",", ";", ":", ")", "—", "–", "."} or token.form == "Fin":
            break
        last += 1
    inside = between(sentence, place, last)
    home = official(sentence, range(max(place - 1, 0), last))
    if home is not None and not any(each.person for each in inside):
        return home
    if inside:
        named = next((each for each in inside if each.person or not each.actor), inside[0])
        best = named if named.span.first - inside[0].span.first <= 6 else inside[0]
        house = unnamed(sentence, range(place, inside[0].span.first))
        return house if house is not None and not inside[0].person else _joined(sentence, best)
    nouns = [at for at in range(place, last) if sentence.tokens[at].tag in {"NOUN", "PROPN"}]
    voice = unnamed(sentence, range(place, last))
    return OBSERVERS if voice is None and _people(sentence, nouns) else voice


def _people(sentence: Sentence, nouns: list[int]) -> bool:
    people = words(sentence.language, "sources", "people")
    return any(sentence.tokens[at].lemma in people for at in nouns)


def _joined(sentence: Sentence, best: Mention) -> Voice:
    """The person named in apposition behind, if there is one."""
    at = best.span.last
    if at < len(sentence.tokens) and sentence.tokens[at].text == "," and not best.person:
        for each in between(sentence, at + 1, at + 2):
            if each.person and each.actor in {best.actor, ""}:
                return voice_of(each)
    return voice_of(best)


def _view(sentence: Sentence, small: list[str], place: int) -> tuple[Voice | None, int]:
    """*In Moscow’s view*, *to his eyes*, *à ses yeux*."""
    if small[place] not in {"in", "to", "by", "à"}:
        return None, 0
    views = words(sentence.language, "sources", "views")
    for at in range(place + 1, min(place + 6, len(small))):
        token = sentence.tokens[at]
        if token.text in {",", "."} or token.form == "Fin":
            return None, 0
        if (token.lemma in views or small[at] in views) and token.tag not in {"VERB", "AUX"}:
            inside = between(sentence, place + 1, at)
            if inside:
                return voice_of(inside[0]), at - place + 1
            found = unnamed(sentence, range(place + 1, at))
            return found, at - place + 1
    return None, 0


def _fronted(sentence: Sentence, small: list[str], place: int) -> tuple[Voice | None, int]:
    """*For Kyiv, …*: a name alone between the preposition and a comma."""
    if small[place] not in words(sentence.language, "sources", "fronted"):
        return None, 0
    begins = place == 0 or sentence.tokens[place - 1].text in {";", ":", "—", "“", "«", ","}
    joined = place > 0 and small[place - 1] in {"but", "and", "mais", "et", "though"}
    if not (begins or joined):
        return None, 0
    last = place + 1
    while last < min(len(small), place + 9) and sentence.tokens[last].text != ",":
        if sentence.tokens[last].tag in {"VERB", "AUX"}:
            return None, 0
        last += 1
    if last >= len(small) or sentence.tokens[last].text != ",":
        return None, 0
    inside = between(sentence, place + 1, last)
    if inside and inside[0].span.first <= place + 4:
        covered = max(each.span.last for each in inside)
        itself = {plain(sentence.tokens[at].text) for at in range(place, last)} & _PARTS
        if last - covered <= 1 and not itself:
            return voice_of(inside[0]), last - place
        return None, 0
    if not inside:
        observers = words(sentence.language, "sources", "observers")
        if any(token.lemma in observers for token in sentence.tokens[place + 1 : last]):
            return unnamed(sentence, range(place + 1, last)), last - place
    return None, 0
