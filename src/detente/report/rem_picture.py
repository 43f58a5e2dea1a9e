"""A picture of a relational event model: it shows itself in notebooks, and is saved as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.errors import InputError
from detente.files import check_target, write_bytes, write_text
from detente.language.current import gettext as _
from detente.language.current import language
from detente.report.chart_file import SUFFIXES, ChartPage
from detente.report.figure import Figure
from detente.report.render import filled, png, svg


@dataclass(frozen=True)
class Picture:
    """A chart with the numbers behind it.

    Attributes
    ----------
    figure : Figure
        Its Vega-Lite is in ``figure.spec``.
    lines : sequence of str
        What it says of its making.
    """

    figure: Figure
    lines: Sequence[str] = ()

    def _repr_svg_(self) -> str:
        """Drawing for notebooks."""
        return svg(self.figure, titled=True)

    def save(self, target: str | Path) -> None:
        """Write SVG, PNG, or HTML that needs no network.

        Raises
        ------
        InputError
            If the suffix is none of `SUFFIXES`, or the file cannot be written.
        """
        name = str(target)
        suffix = Path(name).suffix.lower()
        if suffix not in SUFFIXES:
            raise InputError(f"{name}: name a file that ends in {' or '.join(SUFFIXES)}")
        check_target(name)
        if suffix == ".html":
            words = {"table": _("The numbers behind it")}
            page = ChartPage(language(), self.figure.title, self.lines, self.figure, words)
            write_text(name, filled("chart.html.j2", page, [self.figure]))
            return
        drawing = svg(self.figure, titled=True)
        if suffix == ".svg":
            write_text(name, drawing)
        else:
            write_bytes(name, png(drawing))
