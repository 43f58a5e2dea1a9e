"""Write a starting scenario into a new folder."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path

from detente.errors import InputError
from detente.files.folders import new_folder
from detente.files.reasons import cannot_write
from detente.files.targets import check_new_folder
from detente.language.current import gettext as _
from detente.scaffold.cast import check_line, choose, found, slug
from detente.scaffold.kinds import KINDS, a_dyad, check_cast, check_kind
from detente.scaffold.render import render
from detente.scaffold.wording import say
from detente.scaffold.writer import Start
from detente.scenario.folder import SCENARIO, Memory
from detente.scenario.read import read

LONGEST_ID = 100
"""Characters of a scenario's id."""

EARLIEST = dt.date(1900, 1, 1)
LONGEST = 3660
"""Days of a horizon."""


def start(
    folder: str,
    actors: Sequence[str],
    *,
    parties: Sequence[str] = (),
    as_of: dt.date,
    horizon: int = 365,
    title: str | None = None,
    kind: str = "thaw",
    mediator: str | None = None,
    guarantor: str | None = None,
    dyad: str | None = None,
    overwrite: bool = False,
) -> dict[str, str]:
    """Write a commented scenario that can be played as it stands, whole or not at all.

    Parameters
    ----------
    folder : str
        A new folder, or an empty one; its name becomes the id.
    actors : sequence of str
        Names, or lists of them with commas; the first two are the pair in question.
    parties : sequence of str
        Actors that are neither state nor built-in bloc, as ``id=name``.
    as_of : date
        Last day that is known.
    horizon : int
        Days to play, 7 to 3660.
    title : str, optional
        One line; made from the actors' names by default.
    kind : str
        What the text is about: one of `kinds.KINDS`.
    mediator, guarantor : str, optional
        A third party by name, where the kind has a part for it.
    dyad : str, optional
        Of what kind the pair is, one of `dyads.DYADS`; by default what the tables know.
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
    who = prepare(
        folder,
        actors,
        parties=parties,
        as_of=as_of,
        horizon=horizon,
        title=title,
        kind=kind,
        mediator=mediator,
        guarantor=guarantor,
        dyad=dyad,
        overwrite=overwrite,
    )
    return write(folder, who, overwrite=overwrite)


def prepare(
    folder: str,
    actors: Sequence[str],
    *,
    parties: Sequence[str] = (),
    as_of: dt.date,
    horizon: int = 365,
    title: str | None = None,
    kind: str = "thaw",
    mediator: str | None = None,
    guarantor: str | None = None,
    dyad: str | None = None,
    overwrite: bool = False,
) -> Start:
    """What `start` writes, before it is written; nothing that it needs is missing.

    Raises
    ------
    InputError
        As `start` does.
    """
    path = Path(os.path.normpath(folder))
    if path.resolve() == Path.cwd():
        raise cannot_write(folder, _("you are in that folder; name a new one"))
    check_new_folder(path, overwrite, known_by=SCENARIO)
    check_kind(kind, mediator, guarantor)
    members = choose(actors, parties, [each for each in (mediator, guarantor) if each is not None])
    of_the_pair = a_dyad(dyad)
    check_cast(members, of_the_pair)
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
    first, second = members[:2]
    if title is None:
        title = say(
            "{A} and {b}, {days} days ahead",
            "{A} et {b}, à {days} jours",
            {"a": first, "b": second, "days": str(horizon)},
        )
    identity = slug(path.name, "scenario")[:LONGEST_ID].rstrip("-")
    title = check_line(title, "--title")
    return Start(
        identity,
        title,
        kind,
        as_of,
        horizon,
        members,
        mediator=None if mediator is None else found(members, mediator, parties),
        guarantor=None if guarantor is None else found(members, guarantor, parties),
        dyad=of_the_pair,
    )


def write(folder: str, who: Start, *, overwrite: bool = False) -> dict[str, str]:
    """Write what has been prepared.

    Raises
    ------
    InputError
        If the folder cannot be written.
    """
    path = Path(os.path.normpath(folder))
    files = render(who)
    read(Memory(files, folder))  # what cannot be read is not written
    with new_folder(path, last=SCENARIO, overwrite=overwrite, known_by=SCENARIO) as home:
        for name, text in files.items():
            (home / name).write_bytes(text.encode("utf-8"))
    return files
