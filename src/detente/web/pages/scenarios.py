"""The first page: which scenarios there are."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.format import day
from detente.web.render import render

if TYPE_CHECKING:
    from detente.web.asked import Asked
    from detente.web.site import Site


@dataclass(frozen=True, slots=True)
class Listed:
    """A scenario of the list.

    Attributes
    ----------
    name, title, told : str
    error : str
        Why it cannot be used; empty if it can.
    """

    name: str
    title: str
    told: str
    error: str = ""


def listed(site: Site, language: str) -> list[Listed]:
    """All scenarios of a site, those of its folders first."""
    found = []
    for name in site.library.entries():
        try:
            seen = site.library.glance(name, language)
        except ScenarioError as error:
            found.append(Listed(name, name, "", str(error)))
            continue
        told = _("as of {day}").format(day=day(seen.as_of))
        found.append(Listed(name, seen.title, told))
    return found


async def scenarios(asked: Asked) -> str:
    """The page."""
    entries = await asyncio.to_thread(listed, asked.site, asked.language)
    return render("scenarios.html.j2", asked, title=_("Scenarios"), scenarios=entries)
