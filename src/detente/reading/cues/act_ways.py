"""Ways to say acts, read from the files of words by type of act and compiled for a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.ontology.acts import Act
from detente.ontology.toml import parse_toml
from detente.reading.article import Tongue
from detente.reading.cues.pattern import Pattern, PatternError, read_pattern


def _checked(text: str) -> Act:
    try:
        return Act.parse(text)
    except InputError as error:
        raise ValueError(str(error)) from None


class Way(BaseModel):
    """Words for one kind of act, as deeds (verbs) and as nouns.

    Parameters
    ----------
    act : str
        In the notation of acts.
    contexts : tuple of str
        Contexts that are added where they are named beside the words.
    of : {"source", "target"}
        Whom *of* names behind the noun: *the visit of the minister*, *the expulsion of a diplomat*.
    joint : bool
        Whether two do it together, as talks.
    when : str
        `announced` where the words say so themselves: *is expected in*.
    en, fr : tuple of str
        Patterns (`detente.reading.cues.pattern`) that begin with a verb.
    nouns_en, nouns_fr : tuple of str
        Patterns that begin with a noun.
    example_en, example_fr : str
        A sentence with it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    act: str
    contexts: tuple[str, ...] = ()
    of: Literal["source", "target"] = "target"
    joint: bool = False
    when: Literal["", "announced"] = ""
    en: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()
    nouns_en: tuple[str, ...] = ()
    nouns_fr: tuple[str, ...] = ()
    example_en: str
    example_fr: str

    @field_validator("act")
    @classmethod
    def _known(cls, text: str) -> str:
        return str(_checked(text))

    @field_validator("contexts")
    @classmethod
    def _known_contexts(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            _checked(f"CONSULT/{name}")
        return names


class ActFile(BaseModel):
    """The ways to say acts of one type."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ways: tuple[Way, ...] = Field(min_length=1, max_length=60)


@dataclass(frozen=True, slots=True)
class Said:
    """A pattern of a way.

    Parameters
    ----------
    way : Way
    pattern : Pattern
    kind : {"verb", "noun", "passive"}
        Whether its words begin with a verb, begin with a noun, or end with a verb whose object
        stands before it: *sanctions were imposed*, *the sanctions that it imposed*.
    """

    way: Way
    pattern: Pattern
    kind: Literal["verb", "noun", "passive"]


@dataclass(frozen=True, slots=True)
class ActBook:
    """All ways of a language, and which patterns ask for a form or for its first letters."""

    said: tuple[Said, ...]
    keys: Mapping[str, tuple[int, ...]]
    beginnings: Mapping[str, tuple[int, ...]]


@cache
def act_files() -> Mapping[str, ActFile]:
    """Files of ways by name, in alphabetical order.

    Raises
    ------
    InputError
        If one is wrong; it names the file and the key.
    """
    folder = resources.files("detente.reading").joinpath("words", "acts")
    paths = sorted(
        (path for path in folder.iterdir() if path.name.endswith(".toml")),
        key=lambda path: path.name,
    )
    return {path.name.removesuffix(".toml"): read_act_file(path) for path in paths}


def read_act_file(path: Traversable) -> ActFile:
    """Read and check the ways of one type; its name is that of the type in small letters.

    Their patterns are checked where they are compiled.

    Raises
    ------
    InputError
        If it is wrong; it names the file and the key.
    """
    table = parse_toml(path.read_text(encoding="utf-8"), path.name)
    try:
        file = ActFile.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise _wrong(path.name, key, first["msg"]) from None
    for number, way in enumerate(file.ways):
        if Act.parse(way.act).type.lower() != path.name.removesuffix(".toml"):
            why = _("it is of another type than the file is named after")
            raise _wrong(path.name, f"ways.{number}.act", why)
    return file


def compiled(name: str, file: ActFile, language: Tongue) -> tuple[Said, ...]:
    """Compile the ways of one type in one language.

    Raises
    ------
    InputError
        If a pattern is wrong; it names the file and the key.
    """
    return tuple(
        each
        for number, way in enumerate(file.ways)
        for each in _compiled(f"{name}.toml", number, way, language)
    )


def _compiled(file: str, number: int, way: Way, language: Tongue) -> list[Said]:
    found = []
    for key in (language, f"nouns_{language}"):
        for i, text in enumerate(getattr(way, key)):
            try:
                pattern = read_pattern(text, language)
            except PatternError as error:
                why = _("'{text}': '{part}' says nothing").format(text=text, part=str(error))
                raise _wrong(file, f"ways.{number}.{key}.{i}", why) from None
            found.append(Said(way, pattern, "verb" if key == language else "noun"))
            turned = _TURNED.fullmatch(text)
            if turned and key == language:
                passive = f"{turned['object']} * (be|être)? {turned['verb']}"
                found.append(Said(way, read_pattern(passive, language), "passive"))
    return found


_TURNED = re.compile(r"(?P<verb>\([^()]+\)) \* (?P<object>\([^()]+\))")
"""A verb and its object, which stand the other way round in the passive."""


def _wrong(file: str, key: str, why: str) -> InputError:
    return InputError(_("{file}, {key}: {why}").format(file=file, key=key, why=why))


@cache
def act_book(language: Tongue) -> ActBook:
    """All ways of a language, compiled once."""
    said = tuple(
        each for name, file in act_files().items() for each in compiled(name, file, language)
    )
    keys: dict[str, list[int]] = {}
    beginnings: dict[str, list[int]] = {}
    for i, each in enumerate(said):
        for key in sorted(each.pattern.keys):
            keys.setdefault(key, []).append(i)
        for start in sorted(each.pattern.beginnings):
            beginnings.setdefault(start, []).append(i)
    return ActBook(
        said,
        {key: tuple(places) for key, places in keys.items()},
        {start: tuple(places) for start, places in beginnings.items()},
    )
