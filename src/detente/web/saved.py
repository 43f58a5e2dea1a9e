"""A draft becomes a scenario: a new folder on the server's shelf, whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import InputError, ScenarioError
from detente.files.folders import new_folder
from detente.language.current import gettext as _
from detente.scenario.folder import SCENARIO, Memory
from detente.web.shown import named_within

if TYPE_CHECKING:
    from detente.web.library import Library

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
DRAFT = "(draft)"
"""What stands for the folder of texts that lie in none; nobody sees it."""
FILE = re.compile(r"(credences/)?[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}\.(toml|md|csv|txt)")


def check_files(texts: Mapping[str, str]) -> None:
    """Refuse names of files that no scenario has, and all that lead elsewhere.

    Raises
    ------
    InputError
        With the first of them.
    """
    for file in texts:
        if not FILE.fullmatch(file) or ".." in file:
            raise InputError(
                _("no file of a scenario can be called '{file}'").format(file=file[:60])
            )


def place_for(shelf: Path | None, name: str) -> Path:
    """The folder of a new scenario on the server's shelf.

    Raises
    ------
    InputError
        If there is no shelf, or it has something of that name.
    """
    if shelf is None:
        raise InputError(
            _("no folder for new scenarios; name one to detente serve that holds scenarios")
        )
    if not NAME.fullmatch(name):
        raise InputError(
            _("'{name}' is no name of a scenario; use a to z, digits and hyphens").format(
                name=name[:60]
            )
        )
    target = shelf / name
    if target.exists() or target.is_symlink():
        raise InputError(_("there is a scenario '{name}' already").format(name=name))
    return target


def save(shelf: Path | None, name: str, texts: Mapping[str, str]) -> Path:
    """Write a scenario's folder, if it can be read.

    Parameters
    ----------
    shelf : Path or None
        The folder of scenarios.
    name : str
        Of the new folder in it.
    texts : mapping of str to str

    Raises
    ------
    ScenarioError
        If the texts make no scenario.
    InputError
        If there is no shelf, or it has something of that name.
    """
    from detente.scenario.read import read

    target = place_for(shelf, name)
    check_files(texts)
    with named_within(DRAFT, name):
        read(Memory(texts, DRAFT))
    with named_within(shelf, name), new_folder(target) as home:
        for file, text in texts.items():
            (home / file).parent.mkdir(exist_ok=True)
            (home / file).write_text(text, encoding="utf-8")
    return target


def texts_of(texts: Mapping[str, str]) -> dict[str, str]:
    """Files of a scenario that a draft may begin with; ``scenario.toml`` is one of them."""
    found = {file: text for file, text in texts.items() if FILE.fullmatch(file)}
    return {SCENARIO: found.pop(SCENARIO), **found}


def to_edit(library: Library, name: str) -> tuple[str, dict[str, str]]:
    """Title and files of a scenario, be it one that cannot be used: that is where it is mended.

    Parameters
    ----------
    library : Library
    name : str

    Raises
    ------
    UnknownError
        If there is none of that name.
    ScenarioError
        If its files cannot be read as texts, or one of them lies elsewhere.
    """
    try:
        scenario = library.scenario(name)
    except ScenarioError:
        texts = library.texts(name)
        if SCENARIO not in texts:
            raise
        return name, texts_of(texts)
    return scenario.words.title, texts_of(scenario.texts)
