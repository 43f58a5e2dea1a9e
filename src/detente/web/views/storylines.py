"""Kinds of future: the map, the bands of the index, and a real future of each kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.charts.chart import Chart, Table
from detente.language.current import gettext as _
from detente.report.futures import NarratedFuture
from detente.report.storylines import kinds
from detente.web.site import FIRST
from detente.web.views.asking import command, python
from detente.web.views.page import Made, Page, Subject
from detente.web.views.question import Answered, Question, sizes
from detente.web.views.shell import shell
from detente.web.views.to_future import to_future

if TYPE_CHECKING:
    from detente.public.storylines import Storylines

MOST = 20_000
"""Futures that are divided into kinds."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """The answer; see `detente.report.storylines.Kinds`.

    Attributes
    ----------
    examples : sequence of (NarratedFuture, str)
        A future of each kind, with the link to it.
    """

    lines: Sequence[str]
    chances: Table
    outcomes: Table
    tells: Table
    notes: Sequence[str]
    charts: Sequence[Chart]
    examples: Sequence[tuple[NarratedFuture, str]]
    t: dict[str, str]


def question(subject: Subject) -> Question[Storylines]:
    """Which kinds there are."""
    return Question(
        "storylines",
        subject.scenario.hash,
        [subject.view.but(outcome=None)],
        sizes(subject.view.paths, FIRST, MOST),
        lambda ensembles, job, size: ensembles[0].storylines(threads=job.threads),
    )


def made(
    subject: Subject, asks: Question[Storylines], answered: Answered[Storylines] | None
) -> Made:
    """The page."""
    view, found = subject.view, None
    if answered is not None:
        told = kinds(answered.result)
        ensemble = answered.result.ensemble
        found = Kinds(
            told.lines,
            told.chances,
            told.outcomes,
            told.tells,
            told.notes,
            told.charts,
            [
                (each, to_future(view, ensemble, kind.example))
                for each, kind in zip(told.examples, answered.result.kinds, strict=False)
            ],
            {
                "outcomes": _("How likely outcomes are in each kind"),
                "tells": _("What tells the kinds apart beforehand"),
                "examples": _("An example of each kind"),
                "examples_note": _("Open one to play it day by day, stop it, and branch it."),
            },
        )
    charts = [] if found is None else found.charts
    return Made(
        shell(
            "storylines",
            subject.scenario,
            view,
            _("Kinds of future"),
            _(
                "Thousands of futures fall into a few kinds. How likely is each, how do they go, "
                "and what tells them apart early?"
            ),
            question=asks,
            answered=answered,
            command=command("storylines", view.but(outcome=None), subject.place),
            python=python(view, subject.place, "ensemble.storylines()"),
            charts=charts,
        ),
        found,
    )


PAGE: Page = Page("storylines.html.j2", question, made)
