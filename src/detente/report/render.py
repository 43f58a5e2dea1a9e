"""The report as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from detente.charts.render import filled

if TYPE_CHECKING:
    from detente.progress import Stage
    from detente.report.page import Page

TEMPLATES = Path(__file__).parent / "templates"


def html(page: Page, stage: Stage | None = None) -> str:
    """The page: style, scripts, data and drawings are all in it."""
    return filled("report.html.j2", page, page.figures(), stage, folder=TEMPLATES)
