"""When an act is done, by the words around it: done, going on, announced, or only possible."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from detente.reading.article import Tongue
from detente.reading.cues.find import find
from detente.reading.cues.line import Line, indexed
from detente.reading.cues.pattern import Pattern, read_pattern
from detente.reading.grammar.lemmas import plain
from detente.reading.sentence import Token
from detente.reading.words.table import table

When = Literal["done", "ongoing", "announced", "possible"]

_BEFORE, _AFTER = 8, 8
"""So many words before and after an act are looked at."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Patterns of a language that stand before an act, and those that stand after a noun."""

    not_done: tuple[Pattern, ...]
    possible: tuple[Pattern, ...]
    announced: tuple[Pattern, ...]
    ongoing: tuple[Pattern, ...]
    done: tuple[Pattern, ...]
    later_not_done: tuple[Pattern, ...]
    later_possible: tuple[Pattern, ...]
    later_announced: tuple[Pattern, ...]
    past_as_base: frozenset[str]


@cache
def timing(language: Tongue) -> Timing:
    """The table of a language, `reading/words/LANGUAGE/timing.toml`."""
    listed = table(language, "timing")["timing"]

    def read(key: str) -> tuple[Pattern, ...]:
        return tuple(read_pattern(text, language) for text in listed[key])

    return Timing(
        read("not_done"),
        read("possible"),
        read("announced"),
        read("ongoing"),
        read("done"),
        read("later_not_done"),
        read("later_possible"),
        read("later_announced"),
        frozenset(listed["past_as_base"]),
    )


def when(line: Line, place: int, last: int, *, noun: bool) -> When | None:
    """When an act is done.

    Parameters
    ----------
    line : Line
    place : int
        Index of the token of the verb, or of the noun.
    last : int
        Index of the token with which its words end.
    noun : bool
        Whether it is a noun.

    Returns
    -------
    str or None
        None if it is not done at all: refused, denied, avoided.
    """
    table = timing(line.sentence.language)
    before = _part(line, place - _BEFORE, place, back=True)
    after = _part(line, last + 1, last + 1 + _AFTER, back=False)
    if _any(table.not_done, before) or (noun and _any(table.later_not_done, after)):
        return None
    if _any(table.possible, before) or (noun and _any(table.later_possible, after)):
        return "possible"
    if _any(table.done, before):
        return "done"
    if _any(table.announced, before) or (noun and _any(table.later_announced, after)):
        return "announced"
    if _any(table.ongoing, before):
        return "ongoing"
    if noun:
        return "done"
    return _tense(line, place, before)


def _part(line: Line, first: int, last: int, *, back: bool) -> Line:
    """The words next to an act, up to a stop; commas stop too, looking back."""
    stops = {",", "(", ")", "\N{EM DASH}", "\N{EN DASH}"}
    items = [item for item in line.items if first <= item.place < last]
    cut = [i for i, item in enumerate(items) if item.stop or item.text in stops]
    if cut:
        items = items[cut[-1] + 1 :] if back else items[: cut[0]]
    return replace(
        line,
        items=tuple(items),
        own=frozenset(item.place for item in items),
        index=indexed(items),
    )


def _any(patterns: tuple[Pattern, ...], part: Line) -> bool:
    return any(
        not pattern.keys.isdisjoint(part.index) and find(pattern, part) is not None
        for pattern in patterns
    )


_AUXILIARY = frozenset({"have", "avoir", "être"})
_PARTICIPLES = ("ed", "eld", "ad", "et", "é", "ée", "és", "ées", "eu", "u", "us", "is", "it")


def _tense(line: Line, place: int, before: Line) -> When:
    token = line.sentence.tokens[place]
    following = next((item.text for item in line.items if item.place > place), "")
    if token.lemma in _AUXILIARY and following.endswith(_PARTICIPLES):
        return "done"
    near = [item.text for item in before.items[-3:]]
    if line.sentence.language == "en":
        return _english(token, near)
    return _french(token, near, before)


def _english(token: Token, near: list[str]) -> When:
    text, lemma = plain(token.text), plain(token.lemma)
    if text.endswith("ing"):
        return "done" if near and near[-1] in {"after", "since", "by", "for"} else "ongoing"
    if near and near[-1] == "to":
        return "possible"
    if text == lemma and text not in timing("en").past_as_base:
        return "ongoing"
    return "ongoing" if text == lemma + "s" or text == lemma + "es" else "done"


_FUTURE = ("rai", "ras", "ra", "rons", "rez", "ront")
_CONDITIONAL = ("rais", "rait", "rions", "riez", "raient")
_PAST = ("a", "èrent", "it", "irent", "ut", "urent", "ait", "aient", "int", "inrent")
_INFINITIVE = ("er", "ir", "re", "oir")


def _french(token: Token, near: list[str], before: Line) -> When:
    text, lemma = plain(token.text), plain(token.lemma)
    auxiliary = any({"avoir", "être"} & item.forms for item in before.items[-3:])
    if auxiliary or text.endswith(("é", "ée", "és", "ées")):
        return "done"
    if text == lemma and text.endswith(_INFINITIVE):
        return "possible"
    if text.endswith(_CONDITIONAL) and len(text) > 5 and "r" in text[:-3]:
        return "possible"
    if text.endswith("ant"):
        return "done" if near and near[-1] == "en" else "ongoing"
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    if text.endswith(_FUTURE) and text[:4] == lemma[:4] and not stem.startswith(text):
        return "announced"
    return "done" if text.endswith(_PAST) else "ongoing"
