"""Why an outcome is as likely as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.explain import explanation as explanations
from detente.public.told import drawn, told

if TYPE_CHECKING:
    from detente.charts.altair_chart import AltairChart
    from detente.charts.figure import Figure
    from detente.terminal.printed import Printed


class Explanation(explanations.Explanation):
    """Why an outcome is as likely as it is; see `Ensemble.explain`."""

    __slots__ = ()

    def document(self) -> dict[str, Any]:
        """The explanation as plain data: the document of ``--json`` (docs/json.md)."""
        from detente.explain.document import explanation_document

        return explanation_document(self)

    def memo(self) -> list[str]:
        """What it finds in at most eight sentences, in the language in force (docs/explain.md)."""
        from detente.explain.memo.explained import memo

        return memo(self)

    def summary(self) -> Printed:
        """What ``detente explain`` prints."""
        from detente.terminal.explained import show

        return told(show, self)

    def figure(self) -> Figure:
        """What holds the outcome back, day by day, of its first process."""
        return self.figures()[0]

    def plot(self) -> AltairChart:
        """The same figure as a chart of Altair."""
        return self.figure().altair()

    def figures(self) -> list[Figure]:
        """The same of every process, each followed by its gates."""
        from detente.report.why import stacks

        return [drawn(chart) for chart in stacks(self)]
