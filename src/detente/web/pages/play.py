"""Play: the brief with its switches beside the answer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, RedirectResponse, Response

from detente.charts.render import embedded
from detente.report.findings import chosen_outcome
from detente.web.pages.blocks import blocks
from detente.web.play.asked import asked as taken_apart
from detente.web.play.asked import changed
from detente.web.play.futures import futures, moved, moving
from detente.web.play.links import link
from detente.web.play.page import play as made
from detente.web.preparing import preparing
from detente.web.render import render

if TYPE_CHECKING:
    from detente.web.asked import Asked


async def play(asked: Asked, name: str) -> Response:
    """The page of a view; what a form asks to change is answered by the URL that says it.

    Parameters
    ----------
    asked : Asked
    name : str
        The scenario's in the library.
    """
    given = taken_apart(asked.pairs)
    view, scenario = await asked.site.view(name, given.view, asked.language)
    if given.changes:
        other = changed(view, given.changes)
        await asyncio.to_thread(other.check, scenario)
        return RedirectResponse(link(other), 303)
    first = await asyncio.to_thread(preparing, asked, view, scenario)
    if first is not None:
        return HTMLResponse(first)
    played = await futures(asked, view)
    place = asked.site.library.entry(name).place
    outcome = chosen_outcome(scenario, view.outcome)
    explanation = moved(asked, view, played.changed, outcome)
    if explanation is None and given.why:
        explanation = await moving(asked, view, played.changed, outcome)
    parts = await blocks(asked, view, scenario, given.blocks)

    def page() -> str:
        context = made(view, played, place, explanation, given.reach)
        drawn = [*context.charts, *(each for part in parts.values() for each in part.charts)]
        return render("play.html.j2", asked, page=context, parts=parts, charts=embedded(drawn))

    return HTMLResponse(await asked.site.drawn(asked.client, page))
