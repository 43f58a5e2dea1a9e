"""Why an outcome is as likely as it is: the explanation as the report has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.charts.chart import Chart, Table, apart
from detente.explain import brought_said
from detente.explain.memo.explained import memo
from detente.explain.scheduled import in_words as scheduled_in_words
from detente.language.current import gettext as _
from detente.language.format import integer
from detente.report import claims, uncertainty
from detente.report.answer import Fact, facts
from detente.report.texts import texts
from detente.report.why import stacks
from detente.web.views.asking import called, command, python
from detente.web.views.choice import choices, chosen
from detente.web.views.page import Made, Page, Subject
from detente.web.views.question import Answered, Question, sizes
from detente.web.views.shell import shell

if TYPE_CHECKING:
    from detente.public.explanation import Explanation

FIRST, MOST = 300, 2_000
"""Futures that are taken apart at first, and in all: each claim is flipped on them."""


@dataclass(frozen=True, slots=True)
class Why:
    """The answer; the names are those of `detente.report.page.Page`."""

    memo: Sequence[str]
    facts: Sequence[Fact]
    stacks: Sequence[Chart]
    scheduled: Sequence[str]
    direct: bool
    several: bool
    brought: Table
    brought_lines: Sequence[str]
    worth: Chart
    split: Chart | None
    claim_shares: Table
    interactions: Table
    t: dict[str, str]


def question(subject: Subject) -> Question[Explanation]:
    """Why."""
    outcome = chosen(subject)
    return Question(
        "explain",
        subject.scenario.hash,
        [subject.view.but(outcome=None, seen=())],
        sizes(subject.view.paths, FIRST, MOST),
        lambda ensembles, job, size: ensembles[0].explain(
            outcome, threads=job.threads, stage=job.begin
        ),
        [outcome],
        all_futures=True,
    )


def made(
    subject: Subject, asks: Question[Explanation], answered: Answered[Explanation] | None
) -> Made:
    """The page."""
    view, outcome = subject.view, chosen(subject)
    found = None if answered is None else _found(answered.result)
    charts: list[Chart] = []
    if found is not None:
        charts = [*found.stacks, found.worth, *([] if found.split is None else [found.split])]
    played = view.but(outcome=None, seen=(), paths=asks.sizes[-1])
    notes = []
    if view.seen:
        notes.append(_("It is asked of all futures: what is seen is left aside here."))
    if view.paths > asks.sizes[-1]:
        notes.append(
            _("The first {n} of the {all} futures are taken apart.").format(
                n=integer(asks.sizes[-1]), all=integer(view.paths)
            )
        )
    return Made(
        shell(
            "explain",
            subject.scenario,
            view,
            _("Why"),
            _(
                "What drives an outcome and what holds it back, what each claim is worth to it, "
                "and what kind of uncertainty is left."
            ),
            question=asks,
            answered=answered,
            command=command("explain", played, subject.place, outcome),
            python=python(played, subject.place, called("explain", outcome)),
            charts=charts,
        ),
        {"found": found, "outcomes": choices(subject), "chosen": outcome, "notes": notes},
    )


def _found(explanation: Explanation) -> Why:
    t = texts(explanation)
    brought = explanation.brought
    pairs = claims.interactions(explanation)
    return Why(
        memo(explanation),
        facts(explanation),
        apart(stacks(explanation)),
        list(scheduled_in_words(explanation.scheduled, explanation.ensemble.scenario.words.prose)),
        bool(explanation.stacks or explanation.against),
        len(explanation.stacks) + len(explanation.against) > 1,
        Table((), [])
        if brought is None
        else Table(
            (brought_said.heading(brought), _("Futures")),
            brought_said.table(brought, explanation.ensemble.scenario),
        ),
        [] if brought is None else list(brought_said.in_words(brought)),
        claims.tornado(explanation),
        None if explanation.split is None else uncertainty.split(explanation.split),
        uncertainty.claims(explanation),
        Table(
            (t["pair"], t["points"], t["interval"]),
            [(f"{a} × {b}", points, between) for a, b, points, between in pairs],
        ),
        t,
    )


PAGE: Page = Page("explain.html.j2", question, made)
