"""Where the links of the page lead: a change is nothing but another URL."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote

if TYPE_CHECKING:
    from detente.web.view import View


def link(view: View, page: str = "play", *, ending: str = "", part: str = "") -> str:
    """URL of a page for a view.

    Parameters
    ----------
    view : View
    page : str
        Its first part, such as ``play`` or ``download``.
    ending : str
        What stands behind the name of the scenario, such as ``.json``.
    part : str
        Id of an element of the page.
    """
    query = view.query()
    return (
        f"/{page}/{quote(view.scenario, safe='')}{ending}"
        + (f"?{query}" if query else "")
        + (f"#{part}" if part else "")
    )


def forced(view: View, claim: str, held: bool | None) -> View:
    """The view with a claim forced, or as it is believed in the brief (None)."""
    others = {name: value for name, value in view.forced.items() if name != claim}
    if held is not None:
        others[claim] = held
    return believed(view, claim, None).but(forced=others)


def believed(view: View, claim: str, credence: float | None) -> View:
    """The view with a claim believed so far, and no longer forced; None as in the brief."""
    credences = {name: value for name, value in view.credences.items() if name != claim}
    if credence is None:
        return view.but(credences=credences)
    others = {name: value for name, value in view.forced.items() if name != claim}
    return view.but(forced=others, credences={**credences, claim: credence})


def seeing(view: View, what: str) -> View:
    """The view with one more thing seen."""
    return view.but(seen=(*view.seen, what))


def unseeing(view: View, number: int) -> View:
    """The view without one of the things that are seen."""
    return view.but(seen=tuple(each for i, each in enumerate(view.seen) if i != number))


def fields(view: View) -> list[tuple[str, str]]:
    """Keys and values of a view, as a form holds them."""
    return parse_qsl(view.query(), keep_blank_values=True)
