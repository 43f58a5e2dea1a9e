"""How the API answers: documents that are made once, by the pool, and kept."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from detente.web.api.models import Wrong

if TYPE_CHECKING:
    from fastapi import Request

    from detente.public.play import Ensemble, Scenario
    from detente.web.view import View
    from detente.web.work import Job

from detente.web.asked import Asked

WRONG: dict[int | str, dict[str, Any]] = {
    400: {"model": Wrong, "description": "Something that is asked is not there, or badly written."},
    401: {"model": Wrong, "description": "The token of the server is not shown."},
    403: {"model": Wrong, "description": "Another site asks this, or no proof is sent."},
    404: {"model": Wrong, "description": "There is no such scenario or draft."},
    409: {"model": Wrong, "description": "Given up: newer things were asked meanwhile."},
    413: {"model": Wrong, "description": "Too much is sent."},
    503: {"model": Wrong, "description": "Too much is asked at once; ask again in a moment."},
}
"""Answers that any route may give in the place of its own."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a route is asked: who asks, which view, of which scenario."""

    asked: Asked
    view: View
    scenario: Scenario

    @classmethod
    async def of(cls, request: Request, name: str, *others: str) -> Question:
        """Read a request; `others` are keys of its query that are no part of a view."""
        asked = Asked.of(request)
        view, scenario = await asked.view(name, *others)
        return cls(asked, view, scenario)

    async def every(self) -> Ensemble:
        """The futures of the view, all that is seen left out."""
        return await self.asked.site.ensemble(self.view, self.asked.client)

    async def ensemble(self) -> Ensemble:
        """The futures of the view: those in which what it sees is so."""
        found = await self.every()
        if not self.view.seen:
            return found
        site, client = self.asked.site, self.asked.client
        answer = await site.seen(self.view, found, client)
        return await site.only(self.view, answer, client)

    async def made(
        self, kind: str, make: Callable[[Job], dict[str, Any]], *more: object
    ) -> dict[str, Any]:
        """Have something made by the pool: `more` is what it hangs on beside the view."""
        key = (kind, self.scenario.hash, self.view.query(), self.view.language, *map(str, more))
        return await self.asked.site.work.run(key, self.asked.client, make, long=True)

    async def kept(
        self, kind: str, make: Callable[[], Awaitable[dict[str, Any]]], *more: object
    ) -> Response:
        """Answer a document, as it was kept or as it is made."""
        parts = (kind, self.scenario.hash, self.view.query(), self.view.language, *map(str, more))
        name, documents = json.dumps(parts), self.asked.site.documents
        body = await asyncio.to_thread(documents.get, name)
        if body is None:
            body = await asyncio.to_thread(dumped, await make())
            await asyncio.to_thread(documents.put, name, body)
        return Response(body, media_type="application/json")


def dumped(document: object) -> bytes:
    """A document as it is sent."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False).encode()


def answered(document: object, status: int = 200) -> Response:
    """Answer a document that is quickly made."""
    return Response(dumped(document), status, media_type="application/json")
