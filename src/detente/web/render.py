"""HTML of the pages: templates of this room, in which every text is escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.charts.templates import environment
from detente.web.words import shared, tongues

if TYPE_CHECKING:
    from jinja2 import Environment

    from detente.web.asked import Asked

TEMPLATES = Path(__file__).parent / "templates"


@cache
def templates() -> Environment:
    """Templates of the pages, read once."""
    return environment(TEMPLATES)


def render(template: str, asked: Asked | None, **context: Any) -> str:
    """Fill a template.

    Parameters
    ----------
    template : str
        Its file.
    asked : Asked or None
        None where the request could not be read.
    **context
        All else that it names; ``_`` and ``ngettext`` are there, and ``language``.
    """
    from detente.language.current import gettext, language, ngettext

    return (
        templates()
        .get_template(template)
        .render(
            asked=asked,
            _=gettext,
            ngettext=ngettext,
            language=language(),
            words=shared(),
            tongues=[] if asked is None else list(tongues(asked)),
            **context,
        )
    )
