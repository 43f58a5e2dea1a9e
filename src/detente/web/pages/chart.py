"""A chart of the page as a drawing: to be taken away, and shown where no script runs."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response

from detente.charts.render import png, svg
from detente.report.findings import chosen_outcome
from detente.web.play.futures import futures, moving
from detente.web.play.page import play as made

if TYPE_CHECKING:
    from detente.charts.chart import Chart
    from detente.web.asked import Asked

KINDS = {"svg": "image/svg+xml", "png": "image/png"}


async def chart(asked: Asked, name: str, file: str) -> Response:
    """The drawing of a chart of a view.

    Parameters
    ----------
    asked : Asked
    name : str
        The scenario's in the library.
    file : str
        Id of the chart, with ``.svg`` or ``.png`` behind it.
    """
    wanted, _dot, kind = file.rpartition(".")
    if kind not in KINDS:
        raise HTTPException(404)
    view, scenario = await asked.view(name)
    played = await futures(asked, view)
    found = await asyncio.to_thread(lambda: _find(made(view, played, "").charts, wanted))
    if found is None:  # one of those that take the outcome apart
        outcome = chosen_outcome(scenario, view.outcome)
        explanation = await moving(asked, view, played.changed, outcome)
        found = await asyncio.to_thread(
            lambda: _find(made(view, played, "", explanation).charts, wanted)
        )
    if found is None:
        raise HTTPException(404)
    drawing = await asyncio.to_thread(svg, found, titled=True)
    body = drawing.encode() if kind == "svg" else await asyncio.to_thread(png, drawing)
    headers = {"content-disposition": f'inline; filename="{found.id}.{kind}"'}
    return Response(body, media_type=KINDS[kind], headers=headers)


def _find(charts: list[Chart], wanted: str) -> Chart | None:
    return next((each for each in charts if each.id == wanted), None)
