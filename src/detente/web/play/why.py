"""What drives the outcome of the page and what holds it back, where that is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.charts.chart import Chart
from detente.language.counted import futures
from detente.language.current import gettext as _
from detente.report.why import stacks

if TYPE_CHECKING:
    from detente.explain.explanation import Explanation
    from detente.web.play.played import Played


@dataclass(frozen=True, slots=True)
class Why:
    """The stacks.

    Attributes
    ----------
    charts : sequence of Chart
    lines : sequence of str
        How they are to be read.
    """

    charts: Sequence[Chart]
    lines: Sequence[str]


def why(explanation: Explanation, played: Played) -> Why:
    """The stacks of an outcome, each with its gates beneath."""
    return Why(stacks(explanation), list(_lines(explanation, played)))


def _lines(explanation: Explanation, played: Played) -> Iterator[str]:
    if explanation.stacks or explanation.against or explanation.weighed:
        yield _(
            "The bars show by what each part multiplies the usual daily chance: above the line "
            "it helps, below it holds back. The dark line is all of them together, the mean "
            "chance of the day over the futures that still wait. Numbers on the bars are those "
            "of the key."
        )
        yield _(
            "The parts are direct, given the history: what a claim does in all, also through what "
            "happened before, is its worth in the brief."
        )
    else:
        yield _(
            "The bars show the parts, in the mean over the futures that still wait; the "
            "dark line is their sum. Numbers on the bars are those of the key."
        )
    if played.seen is not None:
        yield _("Taken apart in all {futures}, whatever is seen.").format(
            futures=futures(explanation.ensemble.paths)
        )
