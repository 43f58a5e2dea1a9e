"""How actors are called beside their names: peoples, capitals, seats, compounds, styles."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from detente.ontology.inflected import english_forms, french_forms


@dataclass(frozen=True, slots=True)
class Place:
    """A capital or a seat whose name stands for those who act there.

    Parameters
    ----------
    name : str
    role : str
        In what capacity they act, such as ``leader``; ``government`` of a capital.
    capital : bool
    weak : bool
        Whether it is understood only where the text names the state otherwise.
    """

    name: str
    role: str
    capital: bool = False
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Called:
    """What an actor is called in one language.

    Parameters
    ----------
    id : str
    words : tuple of str
        Adjectives and nouns of the people, as the table has them.
    people : tuple of str
        The same in all their forms.
    prefixes : tuple of str
        First halves of compounds, such as ``sino``.
    places : tuple of Place
    style : str
        What it is called without its name, such as ``kingdom``; empty if nothing.
    also : tuple of str
        Names beside those of the other tables.
    weak : tuple of str
        Names that are understood only where the text names the actor otherwise.
    """

    id: str
    words: tuple[str, ...]
    people: tuple[str, ...]
    prefixes: tuple[str, ...]
    places: tuple[Place, ...]
    style: str
    also: tuple[str, ...]
    weak: tuple[str, ...]


@cache
def called(language: str) -> Mapping[str, Called]:
    """What actors are called, by id, in the order of the table.

    Parameters
    ----------
    language : {"en", "fr"}

    Returns
    -------
    mapping of str to Called
    """
    path = resources.files("detente.ontology").joinpath("data", "called.csv")
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {row["id"]: _called(row, language) for row in rows}


def _called(row: Mapping[str, str], language: str) -> Called:
    also = tuple(_each(row["also"], language))
    return Called(
        row["id"],
        tuple(word.partition("/")[0] for word in row[language].split("|") if word),
        tuple(dict.fromkeys(_people(row, language))),
        tuple(_each(row["prefix"], language)),
        (*_capitals(row["capital"], language), *_seats(row["seats"], language)),
        row["style"],
        tuple(name for name in also if not name.startswith("=")),
        tuple(name.removeprefix("=") for name in also if name.startswith("=")),
    )


def _people(row: Mapping[str, str], language: str) -> Iterator[str]:
    for word in filter(None, row[language].split("|")):
        masculine, _, feminine = word.partition("/")
        yield from (english_forms(word) if language == "en" else french_forms(masculine, feminine))


def _capitals(cell: str, language: str) -> Iterator[Place]:
    for name in _each(cell, language):
        yield Place(name.removeprefix("="), "government", True, name.startswith("="))


def _seats(cell: str, language: str) -> Iterator[Place]:
    role = "government"
    found = []
    for entry in reversed(cell.split("|")):
        names, colon, given = entry.partition(":")
        role = given if colon else role
        found += [(name, role) for name in _each(names, language)]
    for name, capacity in reversed(found):
        yield Place(name.removeprefix("="), capacity, False, name.startswith("="))


def _each(cell: str, language: str) -> Iterator[str]:
    """Names of a cell in one language: ``both``, ``English/French``, ``/French``, ``English/``."""
    for entry in filter(None, cell.split("|")):
        english, slash, french = entry.partition("/")
        name = french if slash and language == "fr" else english.removeprefix("=")
        if name:
            yield f"={name.removeprefix('=')}" if entry.startswith("=") else name
