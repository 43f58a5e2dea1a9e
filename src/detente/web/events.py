"""How far a play is, told to a page as server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import TYPE_CHECKING, Any

from starlette.responses import StreamingResponse

from detente.errors import DetenteError
from detente.web.faults import fault

if TYPE_CHECKING:
    from detente.web.asked import Asked
    from detente.web.view import View
    from detente.web.work import Job

BEAT = 0.2
"""Seconds between two events."""
SILENCE = 10.0
"""Seconds after which a line is sent all the same, so that who went away is noticed."""


async def events(asked: Asked, view: View) -> StreamingResponse:
    """Play the futures of a view, and tell how far that is; see `stream`."""

    async def play(follow: Callable[[Job], None]) -> int:
        return (await asked.site.ensemble(view, asked.client, follow=follow)).paths

    return stream(play, view.paths)


def stream(
    begin: Callable[[Callable[[Job], None]], Coroutine[Any, Any, int]], paths: int
) -> StreamingResponse:
    """Have something worked on, and tell how far that is.

    ``progress`` with the ``stage``, and of it ``done`` and ``total``; then ``ready`` with
    ``paths``, or ``failed`` with ``error``, and the stream ends. Who closes it gives the work up.

    Parameters
    ----------
    begin : callable
        Does it; is given what follows its jobs, and gives the number of futures.
    paths : int
        How many are to be expected.
    """
    return StreamingResponse(
        _told(begin, paths),
        media_type="text/event-stream",
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )


async def _told(
    begin: Callable[[Callable[[Job], None]], Coroutine[Any, Any, int]], paths: int
) -> AsyncIterator[str]:
    jobs: list[Job] = []
    task = asyncio.ensure_future(begin(jobs.append))
    before, quiet = ("", -1, -1), 0.0
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=BEAT)
            now = (jobs[-1].stage, jobs[-1].done, jobs[-1].total) if jobs else ("", 0, 0)
            if now != before:
                before, quiet = now, 0.0
                told = {"stage": now[0], "done": now[1], "total": now[2] or paths}
                yield _event("progress", told)
            elif (quiet := quiet + BEAT) >= SILENCE:
                quiet = 0.0
                yield ": waiting\n\n"
        try:
            played = task.result()
        except (DetenteError, MemoryError) as error:
            yield _event("failed", fault(error).document())
        else:
            yield _event("ready", {"paths": played})
    finally:
        task.cancel()


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
