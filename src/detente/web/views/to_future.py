"""The address of one future of an ensemble."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from detente.web.views.shell import address

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.web.view import View


def number(ensemble: Ensemble, path: int) -> int:
    """Its number among all futures: where some were chosen, another than among these."""
    return int(ensemble.design.chance[path])


def to_future(view: View, ensemble: Ensemble, path: int) -> str:
    """Link to the page that plays it."""
    return future_page(view, number(ensemble, path))


def future_page(view: View, path: int) -> str:
    """Link to the page of a future by its number among all."""
    return address(f"/future/{quote(view.scenario, safe='')}/{path}", view.but(seen=()))
