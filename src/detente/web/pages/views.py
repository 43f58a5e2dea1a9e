"""The pages beside Play: each a question to the futures, with its drawings and its progress."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from detente.charts.render import embedded, png, svg
from detente.web.events import stream
from detente.web.play.asked import CHANGES, changed
from detente.web.render import render
from detente.web.views import (
    branch,
    compare,
    explain,
    future,
    futures,
    network,
    states,
    storylines,
    watch,
)
from detente.web.views.page import Page, Subject
from detente.web.views.question import WAIT, Question
from detente.web.views.shell import address

if TYPE_CHECKING:
    from detente.web.asked import Asked
    from detente.web.work import Job

PAGES: dict[str, Page] = {
    "branch": branch.PAGE,
    "compare": compare.PAGE,
    "explain": explain.PAGE,
    "future": future.PAGE,
    "futures": futures.PAGE,
    "network": network.PAGE,
    "states": states.PAGE,
    "storylines": storylines.PAGE,
    "watch": watch.PAGE,
}
"""By the first part of their address."""
OF_PATH = (future.PATH,)
"""Keys that stand in the path of an address, for some pages, and not in its query."""
KINDS = {"svg": "image/svg+xml", "png": "image/png"}


async def shown(asked: Asked, kind: str, name: str, path: str = "") -> Response:
    """A page as it can be answered now.

    Parameters
    ----------
    asked : Asked
    kind : str
        One of `PAGES`.
    name : str
        The scenario's in the library.
    path : str
        The number of a future, of the pages of one.
    """
    if path:
        asked = replace(asked, pairs=(*asked.pairs, (future.PATH, path)))
    page, subject, changes = await _subject(asked, kind, name)
    if changes and page.change is not None:
        return RedirectResponse(await asyncio.to_thread(page.change, subject, changes), 303)
    if changes:
        view = changed(subject.view, changes)
        await asyncio.to_thread(view.check, subject.scenario)
        own = [pair for pair in asked.pairs if pair[0] in page.own and pair[0] not in OF_PATH]
        keep = [pair for pair in own if pair[0] != futures.FROM]
        return RedirectResponse(address(asked.path, view, keep), 303)
    if (elsewhere := page.settled(subject)) is not None:
        return RedirectResponse(elsewhere, 303)
    question = page.question(subject)
    answered = None if question is None else await question.settled(asked)
    if question is not None and answered is None and page.quick:
        answered = await question.answer(asked.site, asked.client, question.sizes[0])

    def made() -> str:
        found = page.made(subject, question, answered)
        charts = embedded(found.shell.charts)
        return render(page.template, asked, page=found.shell, a=found.answer, charts=charts)

    return HTMLResponse(await asyncio.to_thread(made))


async def working(asked: Asked, kind: str, name: str) -> StreamingResponse:
    """How far the next answer of a page is, as events."""
    page, subject, _changes = await _subject(asked, kind, name)
    question = _something(page.question(subject))

    async def begin(follow: Callable[[Job], None]) -> int:
        return (await question.next(asked.site, asked.client, follow)).futures

    return stream(begin, question.sizes[-1])


async def drawing(asked: Asked, name: str, kind: str, file: str) -> Response:
    """A chart of a page, as it can be answered now, as a drawing."""
    wanted, _dot, ending = file.rpartition(".")
    if ending not in KINDS:
        raise HTTPException(404)
    page, subject, _changes = await _subject(asked, kind, name)
    question = _something(page.question(subject))
    answered = question.known(asked.site)
    if answered is None:
        answered = await question.answer(asked.site, asked.client, question.sizes[0])

    def drawn() -> bytes | None:
        charts = page.made(subject, question, answered).shell.charts
        found = next((each for each in charts if each.id == wanted), None)
        if found is None:
            return None
        picture = svg(found, titled=True)
        return picture.encode() if ending == "svg" else png(picture)

    body = await asyncio.to_thread(drawn)
    if body is None:
        raise HTTPException(404)
    headers = {"content-disposition": f'inline; filename="{wanted}.{ending}"'}
    return Response(body, media_type=KINDS[ending], headers=headers)


def _something(question: Question[Any] | None) -> Question[Any]:
    if question is None:
        raise HTTPException(404)
    return question


async def _subject(asked: Asked, kind: str, name: str) -> tuple[Page, Subject, Any]:
    """The page, what it is asked, and what a form of it asks to change."""
    page = PAGES.get(kind)
    if page is None:
        raise HTTPException(404)
    changes = [
        pair for pair in asked.pairs if pair[0] in CHANGES and pair[0] not in page.own and pair[1]
    ]
    others = {pair[0] for pair in asked.pairs if pair[0] in CHANGES}
    view, scenario = await asked.view(name, *page.own, *others, WAIT)
    return page, Subject(asked, view, scenario), changes
