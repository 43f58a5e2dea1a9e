"""The kinds into which futures fall."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.public.told import drawn, told
from detente.storylines import storylines as kinds_of_future

if TYPE_CHECKING:
    from detente.charts.figure import Figure
    from detente.terminal.printed import Printed


class Storylines(kinds_of_future.Storylines):
    """The kinds into which futures fall; see `Ensemble.storylines`."""

    __slots__ = ()

    def document(self) -> dict[str, Any]:
        """The kinds as plain data: the document of ``--json`` (docs/storylines.md)."""
        from detente.storylines.document import document

        return document(self)

    def summary(self) -> Printed:
        """What ``detente storylines`` prints."""
        from detente.terminal.storylines import show

        return told(show, self)

    def figure(self) -> Figure:
        """A map of the futures: each a point, those alike near each other."""
        return self.figures()[-1]

    def figures(self) -> list[Figure]:
        """Bands of the first relation index or level by kind, where there is one, and the map."""
        from detente.storylines.chart import figures

        return [drawn(chart) for chart in figures(self)]
