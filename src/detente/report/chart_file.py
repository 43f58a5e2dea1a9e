"""A chart of the record as one file: SVG, PNG, or HTML that needs no network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.files import check_target, write_bytes, write_text

if TYPE_CHECKING:
    from detente.fitting.result import Fit
    from detente.relations.ranking import Ranking
    from detente.relations.relations import Relations
    from detente.report.figure import Figure

SUFFIXES = (".svg", ".png", ".html")


@dataclass(frozen=True, slots=True)
class ChartPage:
    """The context of ``templates/chart.html.j2``.

    Attributes
    ----------
    language : str
        As in HTML's ``lang``.
    title : str
    lines : sequence of str
        What is counted.
    figure : Figure
    t : mapping of str to str
        ``table``: what the numbers behind the chart are called.
    """

    language: str
    title: str
    lines: Sequence[str]
    figure: Figure
    t: Mapping[str, str]


def check_chart(target: str) -> str:
    """Refuse a file that no chart can be written to, before any work.

    Returns
    -------
    str
        Its suffix in lower case.

    Raises
    ------
    InputError
        If the suffix is none of `SUFFIXES`, or the file cannot be written.
    """
    suffix = Path(target).suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(f"--chart {target}: name a file that ends in {' or '.join(SUFFIXES)}")
    check_target(target)
    return suffix


def write_chart(found: Relations | Ranking | Fit, target: str) -> None:
    """Draw the state of a relationship, a ranking, or a fit, in the language in force.

    Parameters
    ----------
    found : Relations, Ranking or Fit
    target : str
        File; its suffix says what it becomes.

    Raises
    ------
    InputError
        If the suffix is none of `SUFFIXES`, or the file cannot be written.
    """
    suffix = check_chart(target)
    # Altair and the converter are heavy; nothing of them before there is something to draw
    from detente.fitting.result import Fit
    from detente.language.current import gettext as _
    from detente.language.current import language
    from detente.relations.ranking import Ranking
    from detente.report import fit_chart, ranking_chart, relation_chart
    from detente.report.render import filled, png, svg

    if isinstance(found, Ranking):
        figure, lines = ranking_chart.figure(found), ranking_chart.counted(found)
    elif isinstance(found, Fit):
        figure, lines = fit_chart.figure(found.file), fit_chart.counted(found.file)
    else:
        figure, lines = relation_chart.figure(found), relation_chart.counted(found)
    if suffix == ".html":
        words = {"table": _("The numbers behind it")}
        page = ChartPage(language(), figure.title, lines, figure, words)
        write_text(target, filled("chart.html.j2", page, [figure]))
        return
    drawing = svg(figure, titled=True)
    if suffix == ".svg":
        write_text(target, drawing)
    else:
        write_bytes(target, png(drawing))
