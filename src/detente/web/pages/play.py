"""The page on which claims are switched and the answer is watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.web.commands import command_line
from detente.web.render import render

if TYPE_CHECKING:
    from detente.public.play import Scenario
    from detente.web.asked import Asked
    from detente.web.view import View


async def play(asked: Asked, view: View, scenario: Scenario) -> str:
    """The page of a view.

    Parameters
    ----------
    asked : Asked
    view : View
        Checked against its scenario.
    scenario : Scenario
    """
    ensemble = await asked.site.quick(view, asked.client)
    place = asked.site.library.entry(view.scenario).place
    return render(
        "play.html.j2",
        asked,
        view=view,
        title=scenario.words.title,
        answers=list(ensemble.outcomes),
        command=command_line(view, place),
        whole=ensemble.paths == view.paths,
    )
