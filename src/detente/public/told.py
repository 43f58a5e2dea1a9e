"""How a result is printed and drawn, whatever it is: by a page of the terminal, by a chart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

if TYPE_CHECKING:
    from detente.charts.chart import Chart
    from detente.charts.figure import Figure
    from detente.terminal.printed import Printed

P = ParamSpec("P")


def told(show: Callable[Concatenate[Any, P], None], *what: P.args, **also: P.kwargs) -> Printed:
    """What a page of the terminal, which is given a console first, prints of a result.

    Returns
    -------
    Printed
        A string that shows itself as it is at a prompt and in a notebook.
    """
    from detente.terminal.printed import printed

    return printed(lambda console: show(console, *what, **also))


def drawn(chart: Chart) -> Figure:
    """A chart as a figure: for notebooks, and ``.save(…)``."""
    from detente.charts.figure import Figure

    return Figure(chart)
