"""What a scenario is about, without the work of reading all of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import InputError
from detente.language.safe import clean
from detente.ontology.actors import resolve_actor
from detente.ontology.names import usual_name
from detente.scenario.folder import SCENARIO, Folder
from detente.scenario.short.whole import whole
from detente.scenario.toml import tables_of

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

PAIRS = 2
"""Pairs that are named."""


@dataclass(frozen=True, slots=True)
class Glance:
    """A scenario at a glance, in the language that was asked, where it has that.

    Attributes
    ----------
    title : str
    as_of : date
    last : date
        Last day of its horizon.
    question : str
        Title of the outcome that is asked of it first; empty if none is.
    pairs : sequence of str
        Whose relation it is about.
    claims, outcomes : int
        How many there are.
    """

    title: str
    as_of: dt.date
    last: dt.date
    question: str
    pairs: Sequence[str]
    claims: int
    outcomes: int


def glance(folder: Path, language: str) -> Glance | None:
    """Look at the tables of a scenario, not at what they mean; None where they do not say it.

    Raises
    ------
    ScenarioError
        If a file cannot be read.
    """
    source = Folder(folder)
    tables = whole(tables_of(source.text(SCENARIO), f"{folder.name}/{SCENARIO}"))
    title, as_of, horizon = tables.get("title"), tables.get("as_of"), tables.get("horizon")
    actors = _rows(tables, "actors")
    outcomes = [each for each in _rows(tables, "outcomes") if each.get("kind") != "amount"]
    if not (isinstance(title, str) and isinstance(as_of, dt.date) and isinstance(horizon, int)):
        return None
    try:
        last = as_of + dt.timedelta(days=horizon)
    except OverflowError:
        return None
    texts: Mapping[str, Any] = {}
    named = tables.get("translations")
    file = named.get(language) if isinstance(named, dict) else None
    if isinstance(file, str):
        text = source.text(file, f"translations.{language}")
        texts = tables_of(text, f"{folder.name}/{file}", None)
    asked = next((each for each in outcomes if each.get("listed", True) is True), {})
    return Glance(
        clean(_text(texts, "title") or title),
        as_of,
        last,
        clean(_said(texts, "outcomes", asked, "title")),
        _pairs(tables, actors, texts),
        len(_rows(tables, "claims")),
        len(outcomes),
    )


def glance_of(scenario: Scenario) -> Glance:
    """The same of a scenario that has been read, in the language in force."""
    words, file = scenario.words, scenario.file
    listed = [each for each in scenario.outcomes if each.listed] or list(scenario.outcomes)
    pairs: list[Sequence[str]] = [each.pair for each in file.index]
    pairs = pairs or [list(scenario.actors)[:2]]
    return Glance(
        clean(words.title),
        scenario.as_of,
        scenario.as_of + dt.timedelta(days=file.horizon),
        clean(words.outcome(listed[0].id)) if listed else "",
        [" – ".join(clean(words.actor(each)) for each in pair) for pair in pairs[:PAIRS]],
        len(scenario.claims),
        len(scenario.outcomes),
    )


def _rows(tables: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = tables.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _text(table: Mapping[str, Any], key: str) -> str:
    found = table.get(key)
    return found if isinstance(found, str) else ""


def _said(texts: Mapping[str, Any], table: str, row: Mapping[str, Any], key: str) -> str:
    """A text of an entry: translated, else its own."""
    entries = texts.get(table)
    entry = entries.get(_text(row, "id")) if isinstance(entries, dict) else None
    return (_text(entry, key) if isinstance(entry, dict) else "") or _text(row, key)


def _pairs(
    tables: Mapping[str, Any], actors: Sequence[Mapping[str, Any]], texts: Mapping[str, Any]
) -> list[str]:
    """The pairs whose index is followed, else the first two actors."""
    rows = {_text(each, "id"): each for each in actors}
    followed = [each.get("pair") for each in _rows(tables, "index")] or [list(rows)[:2]]
    named = [pair for pair in followed if isinstance(pair, list) and len(pair) == 2]
    return [
        " – ".join(clean(_name(str(each), rows.get(str(each), {}), texts)) for each in pair)
        for pair in named[:PAIRS]
    ]


def _name(actor: str, row: Mapping[str, Any], texts: Mapping[str, Any]) -> str:
    said = _said(texts, "actors", row, "name")
    if said:
        return said
    try:
        return usual_name(resolve_actor(actor))
    except InputError:
        return actor
