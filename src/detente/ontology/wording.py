"""The words of acts in each language, read once from ``data/acts.toml`` and its translations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from detente.ontology._table import read_toml, table


@dataclass(frozen=True, slots=True)
class Wording:
    """Phrases of acts in one language.

    Attributes
    ----------
    phrases : mapping of type to mapping of key to str
        Keyed like the phrases of `detente.ontology._table.ActType`.
    contexts, codes : mapping of str to str
        What an act is about; what a CAMEO code says beyond type and mode.
    between, by : mapping of rank to str
        Who speaks, in joint and in directed acts.
    dropped : mapping of str to str
        What to write instead of a name that has no single successor.
    about : str
        How a context stands behind an act of words.
    """

    phrases: Mapping[str, Mapping[str, str]]
    contexts: Mapping[str, str]
    codes: Mapping[str, str]
    between: Mapping[str, str]
    by: Mapping[str, str]
    dropped: Mapping[str, str]
    about: str


@cache
def wording(language: str) -> Wording:
    """Return the words of acts in a language that has a catalogue of messages."""
    known = table()
    if language == "en":
        return Wording(
            {name: entry.phrases for name, entry in known.types.items()},
            known.contexts,
            known.code_phrases,
            {rank: f"between {rank}s" for rank in known.ranks},
            {rank: f"by {rank}s" for rank in known.ranks},
            known.dropped,
            " about {context}",
        )
    raw = read_toml(f"acts.{language}.toml")
    return Wording(
        raw["phrases"],
        raw["contexts"],
        raw["cameo_phrases"],
        raw["ranks"]["between"],
        raw["ranks"]["by"],
        raw["dropped"],
        " ({context})",
    )
