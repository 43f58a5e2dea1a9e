"""An article becomes a scenario: a new folder on the server's shelf, whole or not at all."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from detente.files.folders import new_folder
from detente.scenario.folder import SCENARIO
from detente.web.read.reader import made, reading_draft
from detente.web.saved import place_for
from detente.web.shown import named_within

if TYPE_CHECKING:
    from pathlib import Path

    from detente.reading.start import Begun
    from detente.web.asked import Asked
    from detente.web.library import Library


async def save(asked: Asked, id: str, name: str) -> str:
    """Write an article's scenario into a new folder on the server's shelf; gives its name.

    Raises
    ------
    InputError
        If there is no shelf, it has something of that name, or no scenario can be made.
    """
    library = asked.site.library
    folder = place_for(library.shelf, name)
    _draft, kept = await reading_draft(asked, id)
    _reading, begun = await made(asked, kept, name, tried=True)
    return await asyncio.to_thread(_written, library, begun, folder, name)


def _written(library: Library, begun: Begun, folder: Path, name: str) -> str:
    with named_within(library.shelf, name), new_folder(folder, last=SCENARIO) as home:
        for file, text in begun.files.items():
            (home / file).write_bytes(text.encode("utf-8"))
    return library.named(folder)
