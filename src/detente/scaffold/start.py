"""Write a starting scenario into a new folder."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from detente.errors import InputError
from detente.files.folders import new_folder
from detente.files.targets import check_elsewhere, check_new_folder
from detente.language.current import gettext as _
from detente.scaffold.cast import check_line, choose, found, slug
from detente.scaffold.counts import count, opened
from detente.scaffold.kinds import KINDS, a_dyad, check_cast, check_kind
from detente.scaffold.plan import Start
from detente.scaffold.render import opening, render
from detente.scaffold.settings import Settings
from detente.scenario.folder import SCENARIO, Memory
from detente.scenario.read import read

LONGEST_ID = 100
"""Characters of a scenario's id."""

EARLIEST = dt.date(1900, 1, 1)
LONGEST = 3660
"""Days of a horizon."""


def start(folder: str, settings: Settings, *, overwrite: bool = False) -> dict[str, str]:
    """Write a commented scenario that can be played as it stands, whole or not at all.

    Parameters
    ----------
    folder : str
        A new folder, or an empty one; its name becomes the id.
    settings : Settings
        Who takes part, what the text is about, and where rates are counted.
    overwrite : bool
        Whether the files of a scenario folder are replaced.

    Returns
    -------
    dict
        The files, by name.

    Raises
    ------
    InputError
        If something in the input cannot be used, or the folder cannot be written.
    """
    return write(folder, prepare(folder, settings, overwrite=overwrite), overwrite=overwrite)


def prepare(folder: str, settings: Settings, *, overwrite: bool = False) -> Start:
    """What `start` writes, before it is written; nothing that it needs is missing.

    Raises
    ------
    InputError
        As `start` does.
    """
    path = Path(os.path.normpath(folder))
    check_elsewhere(folder)
    check_new_folder(path, overwrite, known_by=SCENARIO)
    check_kind(settings.kind, settings.mediator, settings.guarantor)
    members = choose(settings.actors, settings.parties, settings.third_parties)
    dyad = a_dyad(settings.dyad)
    check_cast(members, dyad)
    store = opened(settings)
    today = dt.date.today() if store is None else min(dt.date.today(), store.last)
    as_of = today if settings.as_of is None else settings.as_of
    usual = KINDS[settings.kind].usual
    horizon = usual if settings.horizon is None else settings.horizon
    check_days(settings.kind, horizon, as_of)
    begun = Start(
        slug(path.name, "scenario")[:LONGEST_ID].rstrip("-"),
        None if settings.title is None else check_line(settings.title, "--title"),
        settings.kind,
        as_of,
        horizon,
        members,
        mediator=found(members, settings.mediator, settings.parties),
        guarantor=found(members, settings.guarantor, settings.parties),
        dyad=dyad,
        translated=settings.translated,
    )
    check_line(begun.title, "--title")
    if store is None:
        return begun
    actors = [member.actor for member in members]
    return replace(begun, counts=count(store, as_of, opening(begun)[1], actors))


def check_days(kind: str, horizon: int, as_of: dt.date) -> None:
    """Refuse days that the calendar lacks, and a horizon in which little can happen."""
    shortest = KINDS[kind].shortest
    if not shortest <= horizon <= LONGEST:
        raise InputError(
            _("--horizon {horizon}: give {shortest} to {longest} days").format(
                horizon=horizon, shortest=shortest, longest=LONGEST
            )
        )
    if as_of < EARLIEST or as_of.toordinal() + horizon >= dt.date.max.toordinal():
        raise InputError(
            _("--as-of {as_of}: give a date from {earliest} on, within the calendar").format(
                as_of=as_of, earliest=EARLIEST
            )
        )


def write(folder: str, begun: Start, *, overwrite: bool = False) -> dict[str, str]:
    """Write what has been prepared.

    Raises
    ------
    InputError
        If the folder cannot be written.
    """
    files = render(begun)
    read(Memory(files, folder))  # what cannot be read is not written
    fill(folder, files, overwrite=overwrite)
    return files


def fill(folder: str, files: Mapping[str, str], *, overwrite: bool = False) -> None:
    """Write the files of a scenario into a folder, all of them or none.

    Raises
    ------
    InputError
        If the folder cannot be written.
    """
    path = Path(os.path.normpath(folder))
    with new_folder(path, last=SCENARIO, overwrite=overwrite, known_by=SCENARIO) as home:
        for name, text in files.items():
            (home / name).write_bytes(text.encode("utf-8"))
