"""A scenario's tables as they are when nothing is left out or shortened.

What is written short is put in full before anything is validated, so that the rest of the program
knows one form alone. What cannot be read as a short form stays as it is, and is told as what it is
in the way of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from detente.errors import ScenarioError
from detente.language.faults import Faults
from detente.scenario.short.acts import named, process
from detente.scenario.short.background import with_background, without_idle
from detente.scenario.short.claims import claim, with_sources
from detente.scenario.short.effects import effect
from detente.scenario.short.groups import with_groups
from detente.scenario.short.owned import places, with_owned
from detente.scenario.validate import Places

Raw = dict[str, Any]


def whole(tables: Mapping[str, Any], where: str = "", faults: Faults | None = None) -> Raw:
    """The tables in full; those that are given stay as they are.

    Parameters
    ----------
    tables : mapping
    where : str
        What messages call the file.
    faults : Faults, optional
        Told of short forms that are none; without it they are passed over.
    """
    heard = Faults(ScenarioError) if faults is None else faults
    at = Places(where, moved={"effects": places(tables)})
    found = dict(tables)
    found["actors"] = _each(found.get("actors"), lambda entry, _n: _named(entry))
    found["index"] = _each(found.get("index"), lambda entry, _n: _pair(entry))
    found["processes"] = named(found.get("processes"))
    found = with_owned(with_sources(found), where, heard)
    for table, put in _ENTRIES.items():
        found[table] = _each(
            found.get(table),
            lambda entry, n, put=put, table=table: (  # type: ignore[misc]
                put(entry, found, at.entry(table, n, str(entry.get("id", ""))), heard)
                if isinstance(entry, dict)
                else entry
            ),
        )
    found = with_background(found, where, heard)
    found = without_idle(with_groups(found))
    return {key: value for key, value in found.items() if value is not None}


_ENTRIES: Mapping[str, Callable[[Raw, Raw, str, Faults], Raw]] = {
    "processes": process,
    "claims": claim,
    "effects": effect,
}


def _each(entries: Any, put: Callable[[Any, int], Any]) -> Any:
    """Every entry of a table in full; what is no list stays."""
    if not isinstance(entries, list):
        return entries
    return [put(entry, number) for number, entry in enumerate(entries, start=1)]


def _named(entry: Any) -> Any:
    """An actor of which only the id is written."""
    return {"id": entry} if isinstance(entry, str) else entry


def _pair(entry: Any) -> Any:
    """A relation index of which only the pair is written."""
    return {"pair": entry} if isinstance(entry, list) else entry
