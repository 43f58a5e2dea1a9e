"""Effects whose cues use the words of a clause, where no cue itself is found."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from detente.reading.article import Tongue
from detente.reading.cues.line import Line
from detente.reading.cues.load import cue_book
from detente.reading.cues.pattern import Pattern, Word


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Which effects' cues use a form, with how much that tells; and how many forms each uses."""

    tells: Mapping[str, Mapping[str, float]]
    sizes: Mapping[str, float]


@cache
def vocabulary(language: Tongue) -> Vocabulary:
    """Words of all cues: a form tells the more of an effect, the fewer effects' cues have it."""
    used: dict[str, dict[str, int]] = {}
    names: list[str] = []
    for compiled in cue_book(language).cues:
        if compiled.effect not in names:
            names.append(compiled.effect)
        for pattern in compiled.patterns:
            for form in _forms(pattern):
                counts = used.setdefault(form, {})
                counts[compiled.effect] = counts.get(compiled.effect, 0) + 1
    tells: dict[str, dict[str, float]] = {}
    sizes = dict.fromkeys(names, 1.0)
    for form, counts in used.items():
        rare = math.log(len(names) / len(counts))
        if rare > 0.0:
            tells[form] = {name: rare * (1.0 + math.log(n)) for name, n in counts.items()}
            for name in counts:
                sizes[name] += 1.0
    return Vocabulary(tells, {name: size**0.25 for name, size in sizes.items()})


def _forms(pattern: Pattern) -> frozenset[str]:
    return frozenset(
        form
        for segment in pattern.segments
        for choice in segment
        for row in choice.rows
        for single in row
        if isinstance(single, Word)
        for form in single.forms
    )


def alike(words: Line) -> Iterator[tuple[str, float]]:
    """Effects by how much the words of a line tell of them, the most first."""
    known = vocabulary(words.sentence.language)
    scores = dict.fromkeys(known.sizes, 0.0)
    for form in words.index:
        for name, tell in known.tells.get(form, {}).items():
            scores[name] += tell / known.sizes[name]
    order = {name: i for i, name in enumerate(scores)}
    for name in sorted(scores, key=lambda each: (-scores[each], order[each])):
        if scores[name] > 0.0:
            yield name, scores[name]
