"""States, levels and relation indices along the calendar, over all futures of a view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.charts.chart import Chart, apart
from detente.language.current import gettext as _
from detente.report.fan import fans
from detente.report.moving import moving_charts
from detente.web.site import FIRST
from detente.web.views.asking import command, python
from detente.web.views.page import Made, Page, Subject
from detente.web.views.question import Answered, Question, sizes
from detente.web.views.shell import shell

if TYPE_CHECKING:
    from detente.public.play import Ensemble


@dataclass(frozen=True, slots=True)
class Along:
    """The answer."""

    moving: Sequence[Chart]
    fans: Sequence[Chart]


def question(subject: Subject) -> Question[Ensemble]:
    """The futures themselves."""
    return Question(
        "states",
        subject.scenario.hash,
        [subject.view.but(outcome=None)],
        sizes(subject.view.paths, FIRST, subject.view.paths),
        lambda ensembles, job, size: ensembles[0],
    )


def made(subject: Subject, asks: Question[Ensemble], answered: Answered[Ensemble] | None) -> Made:
    """The page."""
    view, found = subject.view, None
    if answered is not None:
        moving = moving_charts(answered.result)
        found = Along(moving, apart(fans(answered.result)))
    return Made(
        shell(
            "states",
            subject.scenario,
            view,
            _("Over the days"),
            _(
                "Where states, levels and the relation stand on each day, over the futures of this "
                "setting."
            ),
            question=asks,
            answered=answered,
            command=command("simulate", view.but(outcome=None), subject.place),
            python=python(view, subject.place, "ensemble.states, ensemble.levels"),
            charts=[] if found is None else [*found.moving, *found.fans],
        ),
        {
            "found": found,
            "t": {
                "moving": _("States and levels"),
                "moving_note": _(
                    "Of a state: the share of the futures in which each value holds. Of a level: "
                    "the median, and the bands in which 50, 80 and 90 % of the futures lie."
                ),
                "none": _("This scenario has no states and no levels."),
                "fans": _("The relation"),
            },
        },
    )


PAGE: Page = Page("states.html.j2", question, made)
