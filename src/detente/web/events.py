"""How far a play is, told to a page as server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
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
    """Play the futures of a view, and tell how far that is.

    ``progress`` with ``done`` and ``total`` futures; then ``ready`` with ``paths``, or ``failed``
    with ``error``, and the stream ends. Who closes it gives the play up.
    """
    return StreamingResponse(
        _told(asked, view),
        media_type="text/event-stream",
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )


async def _told(asked: Asked, view: View) -> AsyncIterator[str]:
    job: list[Job] = []
    task = asyncio.ensure_future(asked.site.ensemble(view, asked.client, follow=job.append))
    before, quiet = (-1, -1), 0.0
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=BEAT)
            now = (job[0].done, job[0].total) if job else (0, 0)
            if now != before:
                before, quiet = now, 0.0
                yield _event("progress", {"done": now[0], "total": now[1] or view.paths})
            elif (quiet := quiet + BEAT) >= SILENCE:
                quiet = 0.0
                yield ": waiting\n\n"
        try:
            ensemble = task.result()
        except (DetenteError, MemoryError) as error:
            yield _event("failed", fault(error).document())
        else:
            yield _event("ready", {"paths": ensemble.paths})
    finally:
        task.cancel()


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
