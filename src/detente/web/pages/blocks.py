"""Parts of Play that are pages of their own: kinds of future, and what to watch."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.errors import DetenteError
from detente.web.pages.views import PAGES
from detente.web.play.asked import BLOCKS
from detente.web.play.links import link
from detente.web.views.page import Made, Subject
from detente.web.work import BusyError, SupersededError

if TYPE_CHECKING:
    from detente.charts.chart import Chart
    from detente.public.play import Scenario
    from detente.web.asked import Asked
    from detente.web.view import View


@dataclass(frozen=True, slots=True)
class Block:
    """One of them.

    Attributes
    ----------
    name : str
    made : Made or None
        What its page would show; None where it has not been worked out.
    fault : str
        Why it cannot be.
    asked : bool
        Whether it was asked for, so that it stands open.
    show : str
        Link to Play that works it out.
    whole : str
        Link to its page, where more futures answer.
    """

    name: str
    made: Made | None
    fault: str
    asked: bool
    show: str
    whole: str

    @property
    def charts(self) -> Sequence[Chart]:
        """Its drawings."""
        return () if self.made is None else self.made.shell.charts


async def blocks(
    asked: Asked, view: View, scenario: Scenario, wanted: Sequence[str]
) -> dict[str, Block]:
    """All of them, by name: those that are there already, and those that are asked.

    Parameters
    ----------
    asked : Asked
    view : View
    scenario : Scenario
    wanted : sequence of str
        Those that are to be worked out.
    """
    return {name: await _block(asked, view, scenario, name, name in wanted) for name in BLOCKS}


async def _block(asked: Asked, view: View, scenario: Scenario, name: str, wanted: bool) -> Block:
    page = PAGES[name]
    subject = Subject(replace(asked, pairs=()), view, scenario)
    fault, made = "", None
    try:
        question = page.question(subject)
        assert question is not None
        answered = question.known(asked.site)
        if answered is None and wanted:
            answered = await question.answer(asked.site, asked.client, question.sizes[0])
        if answered is not None:
            made = await asyncio.to_thread(page.made, subject, question, answered)
    except (SupersededError, BusyError):
        raise
    except DetenteError as error:  # too few futures see it: the rest of the page stands
        fault = str(error)
    here = link(view)
    show = f"{here}{'&' if view.query() else '?'}{name}=1#block-{name}"
    return Block(name, made, fault, wanted, show, link(view, name))
