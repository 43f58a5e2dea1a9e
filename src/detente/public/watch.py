"""What to watch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.errors import OutcomeError
from detente.language.current import gettext as _
from detente.public.told import drawn, told
from detente.watch import result as watched

if TYPE_CHECKING:
    from detente.charts.figure import Figure
    from detente.terminal.printed import Printed


class Watch(watched.Watch):
    """What to watch, the most telling first; see `Ensemble.watch`."""

    __slots__ = ()

    def document(self) -> dict[str, Any]:
        """As plain data: the document of ``--json`` (docs/json.md)."""
        from detente.watch.document import document

        return document(self)

    def summary(self) -> Printed:
        """What ``detente watch`` prints."""
        from detente.terminal.watched import show

        return told(show, self)

    def figure(self) -> Figure:
        """Of each indicator the probability if it is seen, and if not: for ``.save(…)``.

        Raises
        ------
        OutcomeError
            If nothing tells anything.
        """
        from detente.watch.chart import chart

        if not self.indicators:
            raise OutcomeError(_("nothing that was looked at tells anything"))
        return drawn(chart(self))
