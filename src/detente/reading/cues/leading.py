"""Words that lead to who does an act and to whom, by language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from detente.reading.article import Tongue
from detente.reading.words.table import table


@cache
def leading(language: Tongue) -> Mapping[str, frozenset[str]]:
    """The table of a language, `reading/words/LANGUAGE/parties.toml`."""
    listed = table(language, "parties")["parties"]
    words = {key: frozenset(each) for key, each in listed.items()}
    away = words["by"] | words["apart"]
    every = away | words["of"] | words["between"] | words["to"]
    return words | {"away": away, "every": every}
