"""The hedges of one clause: what its own words say of how sure it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from detente.reading.article import Tongue
from detente.reading.cues.find import Found
from detente.reading.cues.line import Line
from detente.reading.cues.mood import mood, moved
from detente.reading.cues.phrases import found_phrases
from detente.reading.grammar.lemmas import lemma, plain
from detente.reading.sureness.bands import bands
from detente.reading.words.speech import spoken
from detente.reading.words.table import table


@dataclass(frozen=True, slots=True)
class Hedge:
    """A class of modality with the tokens that express it."""

    kind: str
    places: tuple[int, ...]

    @property
    def credence(self) -> float:
        """How likely what is said so is taken to be."""
        return bands("modality")[self.kind].credence


def hedges(line: Line, *, past: bool, limited: bool) -> list[Hedge]:
    """Hedges of a clause, the one that commits least first.

    Parameters
    ----------
    line : Line
        The clause's own words.
    past : bool
        Whether it is reported in the past, where *would* and the conditional stand for the future.
    limited : bool
        Whether it is under a condition, where they say no more than that.
    """
    found = [*_phrases(line), *_modals(line, past=past), *_moods(line, past=past, limited=limited)]
    found = [each for each in found if not any(_within(each, other) for other in found)]
    return sorted(found, key=lambda each: (each.credence, each.places))


def _within(hedge: Hedge, other: Hedge) -> bool:
    """Whether a longer phrase says it: *unlikely* in *most unlikely*, *may* in *may well*."""
    return set(hedge.places) < set(other.places)


def _phrases(line: Line) -> Iterator[Hedge]:
    for kind, found in found_phrases(line, "modality", "phrases"):
        if not _named(line, found.places):
            yield Hedge(kind, found.places)


def _named(line: Line, places: tuple[int, ...]) -> bool:
    """Whether the words are those of a name or a day."""
    return all(place in line.mentions or place in line.days for place in places)


@cache
def _modal_words(language: Tongue) -> dict[str, str]:
    modals = table(language, "modality")["modals"]
    return {word: kind for kind, words in modals.items() for word in words}


def _modals(line: Line, *, past: bool) -> Iterator[Hedge]:
    known = _modal_words(line.sentence.language)
    for item in line.items:
        kind = known.get(item.text)
        token = line.sentence.tokens[item.place]
        if kind is None or token.tag not in {"", "AUX", "VERB"} or item.place in line.days:
            continue
        if kind == "dependent" and past:
            kind = "future"
        yield Hedge(kind, (item.place,))


def _moods(line: Line, *, past: bool, limited: bool) -> Iterator[Hedge]:
    """The French future and conditional; without a condition *aurait signé* is only reported."""
    if line.sentence.language != "fr":
        return
    known = _modal_words("fr")
    for item in line.items:
        token = line.sentence.tokens[item.place]
        found = None if item.text in known else mood(token)
        if found == "future" or (found == "conditional" and past):
            yield Hedge("future", (item.place,))
        elif found == "conditional":
            told = not limited and _perfect(line, item.place)
            yield Hedge("reported" if told else "dependent", (item.place,))


def _perfect(line: Line, place: int) -> bool:
    """Whether a past participle makes a conditional perfect of it: *aurait retiré*."""
    tokens = line.sentence.tokens
    auxiliary = lemma(plain(tokens[place].text), "fr")
    if auxiliary not in {"avoir", "être"}:
        return False
    for item in line.items:
        if not place < item.place <= place + 4 or not _PARTICIPLE.search(item.text):
            continue
        if tokens[item.place].tag in {"", "VERB", "AUX"}:
            reflexive = place > 0 and plain(tokens[place - 1].text) in {"se", "s'"}
            return auxiliary == "avoir" or reflexive or any(moved(form) for form in item.forms)
    return False


_PARTICIPLE = re.compile(r"(?:é|i|u|is|it|ert|ort|int)e?s?$")


def evidence(line: Line, verb: int) -> list[tuple[str, Found]]:
    """Classes of the words by which a clause says something: its main verb, else the longest.

    Where that verb is one of saying, no other word does.
    """
    found = list(found_phrases(line, "evidence", "verbs"))
    if verb >= 0 and line.sentence.tokens[verb].lemma in spoken(line.sentence.language):
        found = [each for each in found if min(each[1].places) <= verb <= max(each[1].places)]
    return sorted(
        found, key=lambda each: (verb not in each[1].places, -len(each[1].places), each[1].places)
    )
