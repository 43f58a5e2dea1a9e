"""Tables of phrases by class, looked for in a clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from detente.reading.article import Tongue
from detente.reading.cues.find import Found, find
from detente.reading.cues.line import Line
from detente.reading.cues.pattern import Pattern, read_pattern
from detente.reading.words.table import table


@dataclass(frozen=True, slots=True)
class Phrases:
    """Patterns of a table, each with its class, and where to look for which."""

    patterns: tuple[tuple[str, Pattern], ...]
    keys: Mapping[str, tuple[int, ...]]
    beginnings: Mapping[str, tuple[int, ...]]


@cache
def phrases(language: Tongue, name: str, section: str) -> Phrases:
    """The patterns of one section of a table, compiled once."""
    patterns = tuple(
        (kind, read_pattern(text, language))
        for kind, texts in table(language, name)[section].items()
        for text in texts
    )
    keys: dict[str, list[int]] = {}
    beginnings: dict[str, list[int]] = {}
    for at, (_kind, pattern) in enumerate(patterns):
        for key in sorted(pattern.keys):
            keys.setdefault(key, []).append(at)
        for begin in sorted(pattern.beginnings):
            beginnings.setdefault(begin, []).append(at)
    return Phrases(
        patterns,
        {key: tuple(places) for key, places in keys.items()},
        {key: tuple(places) for key, places in beginnings.items()},
    )


def found_phrases(line: Line, name: str, section: str) -> Iterator[tuple[str, Found]]:
    """Classes with a phrase in a line, each phrase once, in the order of the table."""
    known = phrases(line.sentence.language, name, section)
    tried: set[int] = set()
    for form in line.index:
        tried.update(known.keys.get(form, ()))
        for end in range(3, len(form) + 1):
            tried.update(known.beginnings.get(form[:end], ()))
    for at in sorted(tried):
        kind, pattern = known.patterns[at]
        if found := find(pattern, line):
            yield kind, found
