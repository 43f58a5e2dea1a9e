"""What would tell most about an outcome, if it were seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.charts.chart import Chart
from detente.language.current import gettext as _
from detente.language.format import percent
from detente.watch import chart as drawing
from detente.watch.said import in_words, target
from detente.web.play.links import link
from detente.web.site import FIRST
from detente.web.views.asking import called, command, python
from detente.web.views.choice import choices, chosen
from detente.web.views.page import Made, Page, Subject
from detente.web.views.question import Answered, Question, sizes
from detente.web.views.shell import shell

if TYPE_CHECKING:
    from detente.public.watch import Watch

MOST = 20_000
"""Futures that are asked."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Something to be watched: its words, what it would tell, and the view in which it is seen."""

    words: str
    then: str
    otherwise: str
    href: str


@dataclass(frozen=True, slots=True)
class Watching:
    """The answer."""

    about: str
    chart: Chart | None
    lines: Sequence[str]
    sights: Sequence[Sight]
    t: dict[str, str]


def question(subject: Subject) -> Question[Watch]:
    """What is to be watched."""
    outcome = chosen(subject)
    return Question(
        "watch",
        subject.scenario.hash,
        [subject.view.but(outcome=None)],
        sizes(subject.view.paths, FIRST, MOST),
        lambda ensembles, job, size: ensembles[0].watch(
            outcome, threads=job.threads, progress=job.progress
        ),
        [outcome],
    )


def made(subject: Subject, asks: Question[Watch], answered: Answered[Watch] | None) -> Made:
    """The page."""
    view, outcome = subject.view, chosen(subject)
    found = None if answered is None else _found(subject, answered.result)
    return Made(
        shell(
            "watch",
            subject.scenario,
            view,
            _("What to watch"),
            _("Which sights would tell most about an outcome, and what each would make of it."),
            question=asks,
            answered=answered,
            command=command("watch", view.but(outcome=None), subject.place, outcome),
            python=python(view, subject.place, called("watch", outcome)),
            charts=[] if found is None or found.chart is None else [found.chart],
        ),
        {"found": found, "outcomes": choices(subject), "chosen": outcome},
    )


def _found(subject: Subject, result: Watch) -> Watching:
    sights = []
    for words, each in zip(drawing.labels(result), result.indicators, strict=True):
        href = ""
        if each.seen:
            href = link(subject.view.but(seen=(*subject.view.seen, *each.seen)))
        sights.append(Sight(words, percent(each.if_seen), percent(each.if_not), href))
    return Watching(
        target(result),
        drawing.chart(result) if result.indicators else None,
        list(in_words(result)),
        sights,
        {
            "sights": _("See one of them in Play"),
            "then": _("Then"),
            "else": _("Else"),
            "sight": _("If this is seen"),
        },
    )


PAGE: Page = Page("watch.html.j2", question, made)
