"""What a sentence asserts that the language of scenarios cannot say, by the mechanism's name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict, Field

from detente.language.current import language
from detente.ontology.toml import parse_toml
from detente.reading.article import Tongue
from detente.reading.cues.find import find
from detente.reading.cues.line import line
from detente.reading.cues.pattern import Pattern, read_pattern
from detente.reading.sentence import Sentence


class Name(BaseModel):
    """What a mechanism is called in each language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    en: str
    fr: str


class Mechanism(BaseModel):
    """A mechanism that no effect has.

    Parameters
    ----------
    name : Name
    en, fr : tuple of str
        Patterns (`detente.reading.cues.pattern`).
    example_en, example_fr : str
        A sentence with it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name
    en: tuple[str, ...] = Field(min_length=1)
    fr: tuple[str, ...] = Field(min_length=1)
    example_en: str
    example_fr: str


@dataclass(frozen=True, slots=True)
class _Said:
    mechanism: Mechanism
    patterns: tuple[Pattern, ...]


@cache
def mechanisms() -> tuple[Mechanism, ...]:
    """All of them, `reading/cues/unsayable.toml`."""
    path = resources.files("detente.reading.cues").joinpath("unsayable.toml")
    table = parse_toml(path.read_text(encoding="utf-8"), path.name)
    return tuple(Mechanism.model_validate(each) for each in table["mechanisms"])


@cache
def _compiled(tongue: Tongue) -> tuple[_Said, ...]:
    return tuple(
        _Said(each, tuple(read_pattern(text, tongue) for text in getattr(each, tongue)))
        for each in mechanisms()
    )


def unsayable(sentence: Sentence) -> str:
    """Name of the mechanism that a sentence asserts and no effect has, in the language in force.

    Parameters
    ----------
    sentence : Sentence
        In which no effect was found.

    Returns
    -------
    str
        Empty if none is found; of several the one whose words are most, the first of equals.
    """
    words = line(replace(sentence, clauses=()), 0)
    best: tuple[int, Mechanism] | None = None
    for said in _compiled(sentence.language):
        for pattern in said.patterns:
            if not any(key in words.index for key in pattern.keys) and not pattern.beginnings:
                continue
            found = find(pattern, words)
            if found is not None and (best is None or len(found.places) > best[0]):
                best = len(found.places), said.mechanism
    return "" if best is None else _name(best[1])


def _name(mechanism: Mechanism) -> str:
    return mechanism.name.fr if language() == "fr" else mechanism.name.en
