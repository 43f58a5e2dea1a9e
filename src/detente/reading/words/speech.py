"""Verbs of saying, and how far a speaker commits himself with each."""

from __future__ import annotations

import functools

from detente.reading.article import Tongue
from detente.reading.words.table import table

COMMITMENTS = ("factive", "deny", "doubt", "direct", "weak", "assert")
"""The strength of commitment, that which goes first if a verb has several."""


@functools.cache
def spoken(language: Tongue) -> frozenset[str]:
    """Every verb of saying or thinking, as a lemma."""
    lists = table(language, "speech")["verbs"]
    return frozenset(word for lines in lists.values() for line in lines for word in line.split())


@functools.cache
def commitments(language: Tongue, verb: str) -> tuple[str, ...]:
    """How a verb of saying commits the speaker; empty if it is none."""
    lists = table(language, "speech")["verbs"]
    return tuple(
        each for each in COMMITMENTS if any(verb in line.split() for line in lists.get(each, ()))
    )
