"""One file to send: the page of a view that answers without a server."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.responses import Response

from detente.report.findings import chosen_outcome
from detente.web.alone.begin import begin
from detente.web.alone.file import html

if TYPE_CHECKING:
    from detente.web.asked import Asked


async def save(asked: Asked, name: str) -> Response:
    """The page as a file; its futures are those of the view as the brief is believed.

    Parameters
    ----------
    asked : Asked
    name : str
        The scenario's in the library.
    """
    view, scenario = await asked.view(name)
    natural = view.but(forced={}, credences={}, seen=(), outcome=None)
    ensemble = await asked.site.ensemble(natural, asked.client)

    def made() -> str:
        outcome = chosen_outcome(scenario, view.outcome)
        setting = begin(ensemble, view.forced, view.credences, view.seen)
        return html(ensemble, outcome, setting)

    return Response(
        await asyncio.to_thread(made),
        media_type="text/html; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{scenario.id}.html"'},
    )
