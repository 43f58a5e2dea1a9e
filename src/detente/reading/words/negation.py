"""Words that negate."""

from __future__ import annotations

import functools

from detente.reading.article import Tongue
from detente.reading.words.table import table


@functools.cache
def negators(language: Tongue) -> frozenset[str]:
    """Words with which a verb is negated, as they stand."""
    return frozenset(table(language, "negation")["negators"]["words"])


@functools.cache
def negating(language: Tongue) -> frozenset[str]:
    """Every word that negates, the French *ne* and *non* too."""
    return negators(language).union(table(language, "negation")["negators"]["particles"])
