"""Tables of phrases by class, looked for in a clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from detente.ontology.toml import parse_toml
from detente.reading.article import Tongue
from detente.reading.cues.find import Found, find
from detente.reading.cues.line import Line
from detente.reading.cues.pattern import Pattern, read_pattern


@dataclass(frozen=True, slots=True)
class Phrases:
    """Patterns of a table, each with its class, and where to look for which."""

    patterns: tuple[tuple[str, Pattern], ...]
    keys: Mapping[str, tuple[int, ...]]
    beginnings: Mapping[str, tuple[int, ...]]


@cache
def words_table(language: Tongue, name: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The table `reading/words/LANGUAGE/NAME.toml`: section → class → words."""
    path = resources.files("detente.reading").joinpath("words", language, f"{name}.toml")
    table = parse_toml(path.read_text(encoding="utf-8"), f"{language}/{name}.toml")
    return {
        section: {kind: tuple(words) for kind, words in classes.items()}
        for section, classes in table.items()
    }


@cache
def phrases(language: Tongue, name: str, section: str) -> Phrases:
    """The patterns of one section of a table, compiled once."""
    patterns = tuple(
        (kind, read_pattern(text, language))
        for kind, texts in words_table(language, name)[section].items()
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
    table = phrases(line.sentence.language, name, section)
    tried: set[int] = set()
    for form in line.index:
        tried.update(table.keys.get(form, ()))
        for end in range(3, len(form) + 1):
            tried.update(table.beginnings.get(form[:end], ()))
    for at in sorted(tried):
        kind, pattern = table.patterns[at]
        if found := find(pattern, line):
            yield kind, found
