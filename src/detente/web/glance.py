"""What a scenario is called and how old it is, without the work of reading all of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.scenario.folder import SCENARIO, Folder
from detente.scenario.toml import tables_of


@dataclass(frozen=True, slots=True)
class Glance:
    """A scenario at a glance.

    Attributes
    ----------
    title : str
        In the language that was asked, where it has that.
    as_of : date
    """

    title: str
    as_of: dt.date


def glance(folder: Path, language: str) -> Glance | None:
    """Look at the first lines of a scenario; None where they do not say it.

    Raises
    ------
    ScenarioError
        If a file cannot be read.
    """
    source = Folder(folder)
    tables = tables_of(source.text(SCENARIO), f"{folder.name}/{SCENARIO}")
    found, as_of = _title(tables), tables.get("as_of")
    if found is None or not isinstance(as_of, dt.date):
        return None
    named = tables.get("translations")
    file = named.get(language) if isinstance(named, dict) else None
    if isinstance(file, str):
        text = source.text(file, f"translations.{language}")
        found = _title(tables_of(text, f"{folder.name}/{file}", None)) or found
    return Glance(found, as_of)


def _title(tables: dict[str, Any]) -> str | None:
    title = tables.get("title")
    return title if isinstance(title, str) else None
