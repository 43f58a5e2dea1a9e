"""The articles that a form in several parts brings: its files, and the texts pasted into it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.reading.start import MOST_ARTICLES
from detente.web.read.sheets import Sheet

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request

MOST_PARTS = 30
"""Files, and texts, that a form may bring: more than are read, so that it can be said."""
LONGEST_PART = 5_000_000
"""Bytes of a text that is pasted."""


@asynccontextmanager
async def form_of(request: Request, fields: int) -> AsyncIterator[FormData]:
    """The form in several parts that a request brings.

    Parameters
    ----------
    request : Request
    fields : int
        That it may have beside articles.

    Raises
    ------
    InputError
        If it has more parts, or larger ones, than are read, or none.
    """
    try:
        async with request.form(
            max_files=MOST_PARTS, max_fields=MOST_PARTS + fields, max_part_size=LONGEST_PART
        ) as form:
            yield form
    except HTTPException:
        raise InputError(
            _(
                "the form cannot be read; send at most {most} files and texts, a pasted text of at "
                "most {n} MB"
            ).format(most=MOST_ARTICLES, n=LONGEST_PART // 1_000_000)
        ) from None


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
