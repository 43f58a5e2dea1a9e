"""What has happened since, and what it says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.numerics.arguments import flag, place
from detente.observe import observed as observing
from detente.public.told import drawn, told

if TYPE_CHECKING:
    from detente.charts.figure import Figure
    from detente.observe.became import Became
    from detente.terminal.printed import Printed


class ToldObserved(observing.Observed):
    """What has happened since, and what it says."""

    __slots__ = ()

    def document(self) -> dict[str, Any]:
        """As plain data: the document of ``--json`` (docs/observe.md)."""
        from detente.observe.document import document

        return document(self)

    def summary(self) -> Printed:
        """What ``detente observe`` prints."""
        from detente.terminal.observed import show

        return told(show, self)

    def figure(self) -> Figure:
        """Credences before and after: for notebooks, and ``.save(…)``."""
        from detente.observe.account import Account
        from detente.observe.chart import figure
        from detente.observe.document import document

        return drawn(figure(Account.of(document(self), self.scenario)))

    def write(self, folder: str | Path, *, overwrite: bool = False) -> list[Became]:
        """Write the folder of that scenario, whole or not at all.

        Returns
        -------
        list of (title, what)
            What has become of questions and other parts, in words.

        Raises
        ------
        InputError
            If nothing is left to play, or the folder cannot be written.
        """
        from detente.observe.successor import write

        return write(self, place(folder, "folder"), overwrite=flag(overwrite, "overwrite"))
