"""Words that lead to who does an act and to whom, by language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from detente.ontology.toml import parse_toml
from detente.reading.article import Tongue


@cache
def leading(language: Tongue) -> Mapping[str, frozenset[str]]:
    """The table of a language, `reading/words/LANGUAGE/parties.toml`."""
    path = resources.files("detente.reading").joinpath("words", language, "parties.toml")
    table = parse_toml(path.read_text(encoding="utf-8"), f"{language}/parties.toml")["parties"]
    words = {key: frozenset(each) for key, each in table.items()}
    away = words["by"] | words["apart"]
    every = away | words["of"] | words["between"] | words["to"]
    return words | {"away": away, "every": every}
