"""From one page to the others, with the same setting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.language.current import gettext as _
from detente.web.play.links import link
from detente.web.read.names import draft_of

if TYPE_CHECKING:
    from detente.web.view import View


@dataclass(frozen=True, slots=True)
class Step:
    """A link to a page; `here` of the one that is shown."""

    words: str
    href: str
    here: bool


def steps(view: View | None, here: str) -> list[Step]:
    """Links to all pages of a scenario.

    Parameters
    ----------
    view : View or None
        What they are of; None where no scenario is.
    here : str
        The page that is shown.
    """
    return list(_steps(view, here))


def _steps(view: View | None, here: str) -> Iterator[Step]:
    yield Step(_("Scenarios"), "/", here == "scenarios")
    if view is not None:
        for page, words in _pages():
            yield Step(words, link(view, page), here == page)
        if draft := draft_of(view.scenario):
            yield Step(_("The article"), f"/read/{draft}", here == "article")
    yield Step(_("Read an article"), "/read", here == "read")
    yield Step(_("Relations"), "/relations", here == "relations")


def _pages() -> Iterator[tuple[str, str]]:
    yield "play", _("Play")
    yield "explain", _("Why")
    yield "network", _("What hangs on what")
    yield "storylines", _("Kinds of future")
    yield "watch", _("What to watch")
    yield "futures", _("Futures")
    yield "states", _("Over the days")
    yield "compare", _("Compare")
    yield "edit", _("Edit")
