"""What changes by what is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.public.told import drawn, told
from detente.seen import answer as answers

if TYPE_CHECKING:
    from detente.charts.figure import Figure
    from detente.terminal.printed import Printed


class ToldSeenAnswer(answers.SeenAnswer):
    """What changes by what is seen."""

    __slots__ = ()

    def document(self) -> dict[str, Any]:
        """The answer as plain data (docs/json.md)."""
        from detente.seen.document import answer_document

        return answer_document(self)

    def summary(self) -> Printed:
        """What ``detente simulate --seen`` prints of it."""
        from detente.terminal.seen import show

        return told(show, self)

    def figure(self) -> Figure:
        """How likely each outcome is in all futures and given what is seen: for ``.save(…)``."""
        from detente.seen.chart import beside

        return drawn(beside(self))

    def course_figure(self, outcome: str) -> Figure:
        """By date, in which share of the futures an outcome has come about, in all and given it.

        Raises
        ------
        OutcomeError
            If there is no such outcome.
        """
        from detente.seen.chart import course

        self.setting.scenario.outcome(outcome)
        return drawn(course(self, outcome))
