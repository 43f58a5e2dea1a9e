"""A chart as a figure that stands alone: shown in notebooks, saved as SVG, PNG or HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.files.targets import check_target
from detente.files.write import write_bytes, write_text
from detente.language.current import gettext as _
from detente.language.current import language
from detente.numerics.arguments import place

if TYPE_CHECKING:
    import altair as alt

    from detente.charts.chart import Chart

SUFFIXES = (".svg", ".png", ".html")


@dataclass(frozen=True, slots=True)
class FigurePage:
    """The context of ``templates/chart.html.j2``.

    Attributes
    ----------
    language : str
        As in HTML's ``lang``.
    title : str
    lines : sequence of str
        What is counted.
    chart : Chart
    t : mapping of str to str
        ``table``: what the numbers behind the chart are called.
    """

    language: str
    title: str
    lines: Sequence[str]
    chart: Chart
    t: Mapping[str, str]


def check_figure(target: str, option: str = "") -> str:
    """Refuse a file whose name says that no figure can be saved in it.

    Parameters
    ----------
    target : str
    option : str
        What messages name before it, such as ``--chart``.

    Returns
    -------
    str
        Its suffix in lower case.

    Raises
    ------
    InputError
        If the suffix is none of `SUFFIXES`.
    """
    suffix = Path(target).suffix.lower()
    if suffix not in SUFFIXES:
        where = f"{option} {target}".strip()
        raise InputError(
            _("{where}: name a file that ends in {suffixes}").format(
                where=where, suffixes=_(" or ").join(SUFFIXES)
            )
        )
    return suffix


@dataclass(frozen=True)
class Figure:
    """A chart with the numbers behind it.

    Attributes
    ----------
    chart : Chart
        Its Vega-Lite is in ``chart.spec``.
    lines : sequence of str
        What it says of its making.
    """

    chart: Chart
    lines: Sequence[str] = ()

    def __repr__(self) -> str:
        """What it is called and how it is saved."""
        return f'<Figure "{self.chart.title}"; save it with .save("NAME.svg")>'

    def _repr_svg_(self) -> str:
        """Drawing for notebooks."""
        from detente.charts.render import svg

        return svg(self.chart, titled=True)

    def altair(self) -> alt.TopLevelMixin:
        """The same as a chart of Altair, with its title and key: for notebooks.

        Returns
        -------
        altair.LayerChart, altair.FacetChart, …
            Whatever the chart is; its settings may be changed, as by ``.properties(width=900)``.
        """
        from detente.charts.altair_chart import altair_chart

        return altair_chart(self.chart)

    def save(self, target: str | Path, *, overwrite: bool = False) -> None:
        """Write SVG, PNG, or HTML that needs no network, whole or not at all.

        Parameters
        ----------
        target : str or Path
        overwrite : bool
            Whether a file that is there is replaced.

        Raises
        ------
        InputError
            If the suffix is none of `SUFFIXES`, or the file cannot be written, or is there and not
            to be replaced.
        """
        place(target, "target")
        name = str(target)
        suffix = check_figure(name)
        check_target(name, overwrite)
        # the converter is heavy; nothing of it before there is something to draw
        from detente.charts.render import filled, png, svg

        if suffix == ".html":
            words = {"table": _("The numbers behind it")}
            page = FigurePage(language(), self.chart.title, self.lines, self.chart, words)
            write_text(name, filled("chart.html.j2", page, [self.chart]))
            return
        drawing = svg(self.chart, titled=True)
        if suffix == ".svg":
            write_text(name, drawing)
        else:
            write_bytes(name, png(drawing))
