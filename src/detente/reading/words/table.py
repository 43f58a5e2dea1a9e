"""Tables of words, read once."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from detente.reading.article import Tongue


@functools.cache
def table(language: Tongue, name: str) -> Mapping[str, Any]:
    """Return `NAME.toml` of a language, as plain data."""
    path = files(__package__).joinpath(language, f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@functools.cache
def words(language: Tongue, name: str, key: str) -> frozenset[str]:
    """Return a list of words of a table; a line of a list may hold several."""
    return frozenset(word for line in table(language, name)[key] for word in line.split())


@functools.cache
def phrases(language: Tongue, name: str, key: str) -> tuple[tuple[str, ...], ...]:
    """Return a list of phrases, the longest first, each as its words."""
    found = {tuple(line.split()) for line in table(language, name)[key]}
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))
