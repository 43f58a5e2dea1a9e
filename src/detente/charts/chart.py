"""A chart with its text alternatives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from detente.language.current import gettext as _

STILL = 660
"""Width of a drawing for paper: an A4 page between its margins, in CSS pixels."""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as text; the first column names the rows.

    `numeric` tells whether the other columns are numbers, set to the right.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a key: the mark in the chart, its colour, and what it stands for."""

    mark: str
    colour: str
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart.

    Attributes
    ----------
    id : str
        Lower-case letters, digits and hyphens: the name of its files, and of its place.
    title : str
    alt : str
        What it shows, in a sentence or two, for those who do not see it.
    spec : dict
        Vega-Lite, without width: it takes the width of its place.
    narrow : dict or None
        The same for a place that is narrower than `charts.rows.WIDE`, where that is another.
    table : Table or None
        The numbers behind it; None where several charts share one.
    key : sequence of Entry
        What its marks stand for.
    width : int or None
        Pixels, for a chart that must keep its shape.
    still : int
        Pixels of the drawing for paper.
    """

    id: str
    title: str
    alt: str
    spec: dict[str, Any]
    table: Table | None = None
    key: Sequence[Entry] = ()
    width: int | None = None
    still: int = STILL
    narrow: dict[str, Any] | None = None


def apart(charts: Iterable[Chart]) -> list[Chart]:
    """The same charts, each with an id of its own: what comes once more gets a number."""
    taken: set[str] = set()
    found = []
    for chart in charts:
        name, number = chart.id, 1
        while name in taken:
            number += 1
            name = f"{chart.id}-{number}"
        taken.add(name)
        found.append(chart if name == chart.id else replace(chart, id=name))
    return found


def check_apart(charts: Sequence[Chart]) -> None:
    """See that no two charts have one id: one would be drawn in the other's place.

    Raises
    ------
    ValueError
        If two have, be it in letters that some file systems take for the same.
    """
    ids = [chart.id.casefold() for chart in charts]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise ValueError(_("charts of the same id: {ids}").format(ids=", ".join(twice)))
