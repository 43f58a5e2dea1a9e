"""Continuations from one day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.branch import branches as branching
from detente.public.told import drawn, told

if TYPE_CHECKING:
    from detente.charts.figure import Figure
    from detente.terminal.printed import Printed


class ToldBranches(branching.Branches):
    """Continuations from one day."""

    __slots__ = ()

    def document(self) -> dict[str, Any]:
        """The continuations as plain data: the document of ``--json`` (docs/branch.md)."""
        from detente.branch.document import branches_document

        return branches_document(self)

    def summary(self) -> Printed:
        """What ``detente branch`` prints."""
        from detente.terminal.branched import show

        return told(show, self)

    def figure(self, outcome: str | None = None) -> Figure:
        """By when an outcome comes about, with and without: for notebooks, and ``.save(…)``.

        Parameters
        ----------
        outcome : str, optional
            By default the one that moves most.

        Raises
        ------
        OutcomeError
            If there is no such outcome.
        """
        from detente.branch.chart import figure

        return drawn(figure(self, outcome))
