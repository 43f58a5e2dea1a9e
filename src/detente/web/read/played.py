"""The scenario of a reading as it is played: in a folder of the server's own, found by its name."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from detente.files.folders import new_folder
from detente.files.reasons import cannot_write, reason
from detente.language.current import gettext as _
from detente.scaffold.cast import slug
from detente.scenario.folder import SCENARIO
from detente.web.guard import owner_of
from detente.web.library import UnknownError
from detente.web.read.kept import is_reading
from detente.web.read.names import name_of
from detente.web.read.reader import made, reading_draft
from detente.web.shown import named_within

if TYPE_CHECKING:
    from detente.reading.start import Begun
    from detente.web.asked import Asked
    from detente.web.library import Library

LONGEST = 40
"""Characters of the name that is proposed for a scenario."""


def proposed_name(begun: Begun) -> str:
    """A name for a scenario: that of the two in question."""
    pair = begun.drafted.parts.pair
    return slug("-".join(each.name for each in pair), "article")[:LONGEST].strip("-")


async def play(asked: Asked, id: str) -> str:
    """Write what a reading makes, in the place of what it made before; gives its name.

    Raises
    ------
    InputError
        If the folder cannot be written.
    """
    _draft, kept = await reading_draft(asked, id)
    _reading, begun = await made(asked, kept)
    _reading, named = await made(asked, kept, proposed_name(begun))
    await asyncio.to_thread(_written, asked.site.library, named, name_of(id))
    return name_of(id)


async def forget(asked: Asked, id: str) -> None:
    """Throw a draft away for ever, with what it was played as, be it one that cannot be opened.

    Raises
    ------
    UnknownError
        If this client has none of that id, or it holds no reading.
    """
    drafts, library = asked.site.drafts, asked.site.library
    draft = await asyncio.to_thread(drafts.get, owner_of(asked.client), id)
    if not is_reading(draft):
        raise UnknownError(_("there is no such draft"))
    await asyncio.to_thread(drafts.delete, owner_of(asked.client), id)
    await asyncio.to_thread(library.forget, name_of(id))


def _written(library: Library, begun: Begun, name: str) -> None:
    """The files in the place of those that are there, be it that some are missing."""
    shelf = library.unlisted
    try:
        shelf.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(name, reason(error)) from None
    folder = new_folder(shelf / name, last=SCENARIO, overwrite=True)
    with library.writing, named_within(shelf, name), folder as home:
        for file, text in begun.files.items():
            (home / file).write_bytes(text.encode("utf-8"))
