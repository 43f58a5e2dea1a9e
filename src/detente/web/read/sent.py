"""The articles that a form in several parts brings: its files, and the texts pasted into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.web.read.sheets import Sheet

if TYPE_CHECKING:
    from starlette.datastructures import FormData

MOST_PARTS = 30
"""Files, and texts, that a form may bring: more than are read, so that it can be said."""


async def sheets_sent(form: FormData) -> list[Sheet]:
    """Files that were chosen, and texts that are not empty.

    Raises
    ------
    InputError
        If there is neither.
    """
    found = [
        Sheet(await each.read(), str(each.filename))
        for each in form.getlist("file")
        if isinstance(each, UploadFile) and each.filename
    ]
    found += [
        Sheet(each.strip().encode("utf-8", "replace"))
        for each in form.getlist("text")
        if isinstance(each, str) and each.strip()
    ]
    if not found:
        raise InputError(_("give a file, or paste a text"))
    return found
