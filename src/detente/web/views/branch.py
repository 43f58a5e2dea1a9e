"""A future branched on a day: what an act that is put in or taken out would change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from detente.branch.branches import came_before
from detente.branch.chart import figure
from detente.charts.chart import Chart, Table
from detente.ensemble.branch_said import in_words, told
from detente.errors import InputError
from detente.language.counted import futures
from detente.language.current import gettext as _
from detente.language.format import (
    day,
    difference,
    error_points,
    integer,
    interval,
    labelled,
    percent,
    plus,
    points,
)
from detente.ontology.fields import parse_date
from detente.report.scenario_texts import ScenarioTexts
from detente.web.views.asking import called, command, python, repeated
from detente.web.views.future import ON, PATH, containing, path_of, texts
from detente.web.views.future import branch_form as form
from detente.web.views.page import Made, Page, Subject
from detente.web.views.question import Answered, Question
from detente.web.views.shell import address, shell

if TYPE_CHECKING:
    from detente.public.play import Branches

ACT, WITHOUT = "act", "without"
WAY, PUT, DATE = "way", "put", "date"
"""Keys of the form: what is to be put in or taken out, and when."""
FIRST, MOST = 400, 2_000
"""Continuations, at first and in all."""


@dataclass(frozen=True, slots=True)
class Imposed:
    """An act that is put in or taken out, and the link without it."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Branched:
    """The answer."""

    lines: Sequence[str]
    outcomes: Table
    before: Sequence[str]
    chart: Chart
    note: str
    which: str


def settled(subject: Subject) -> str | None:
    """Say by an address what the form asks."""
    put, date = subject.own(PUT), subject.own(DATE)
    if not put:
        return None
    key = WITHOUT if subject.own(WAY) == "out" else ACT
    added = (key, f"{put}@{date}" if date else put)
    pairs = [pair for pair in _own(subject) if pair != added]
    return address(_action(subject), subject.view, [*pairs, added])


def _action(subject: Subject) -> str:
    return f"/branch/{quote(subject.view.scenario, safe='')}/{path_of(subject)}"


def _own(subject: Subject) -> list[tuple[str, str]]:
    return [
        *([(ON, subject.own(ON))] if subject.own(ON) else []),
        *((key, text) for key in (ACT, WITHOUT) for text in subject.all_own(key)),
    ]


def _on(subject: Subject) -> dt.date:
    text = subject.own(ON)
    try:
        return parse_date(text)
    except ValueError:
        raise InputError(
            _("on={value}: no date; write it like 2025-06-30").format(value=text[:40])
        ) from None


def question(subject: Subject) -> Question[Branches]:
    """What differs with and without."""
    path, on = path_of(subject), _on(subject)
    acts, without = subject.all_own(ACT), subject.all_own(WITHOUT)
    return Question(
        "branch",
        subject.scenario.hash,
        [subject.view.but(outcome=None, seen=())],
        (FIRST, MOST),
        lambda ensembles, job, size: ensembles[0].branches(
            path, on, acts=acts, without=without, paths=size, threads=job.threads, stage=job.begin
        ),
        [f"{key}={value}" for key, value in [(PATH, str(path)), *_own(subject)]],
        all_futures=True,
        of=containing(subject, path),
    )


def made(subject: Subject, asks: Question[Branches], answered: Answered[Branches] | None) -> Made:
    """The page."""
    view, path, on = subject.view, path_of(subject), _on(subject)
    acts, without = subject.all_own(ACT), subject.all_own(WITHOUT)
    found = None if answered is None else _found(subject, answered.result)
    own = _own(subject)
    whole = asks.sizes[-1]
    given = ["--path", str(path), "--on", on.isoformat()]
    given += repeated("--act", acts) + repeated("--without", without)
    played = view.but(seen=(), outcome=None)
    day_on = [(ON, on.isoformat())]
    return Made(
        shell(
            "branch",
            subject.scenario,
            view,
            _("Future {n}, branched on {date}").format(n=integer(path), date=day(on)),
            texts()["branch_note"],
            question=asks,
            answered=answered,
            command=command("branch", played.but(paths=whole), subject.place, *given),
            python=python(
                played,
                subject.place,
                called("branches", path, on, acts=acts, without=without, paths=whole),
            ),
            charts=[] if found is None else [found.chart],
            own=own,
            path=f"/{path}",
            here="futures",
        ),
        {
            "found": found,
            "imposed": _imposed(subject, own),
            "form": form(subject, _action(subject), on, [each for each in own if each[0] != ON]),
            "back": address(_action(subject).replace("/branch/", "/future/", 1), view, day_on),
            "t": {**texts(), **_texts()},
        },
    )


def _texts() -> dict[str, str]:
    return {
        "back": _("The future itself"),
        "outcomes": _("What it changes"),
        "chances": _("How likely from there"),
        "imposed": _("Put in and taken out"),
        "none": _("Nothing yet: these are the chances from that day on."),
        "more": _("Put in or take out an act"),
        "remove": _("take back"),
    }


def _imposed(subject: Subject, own: Sequence[tuple[str, str]]) -> list[Imposed]:
    said = ScenarioTexts(subject.scenario)
    known = {each.id for each in subject.scenario.processes}
    found = []
    for pair in own:
        if pair[0] == ON:
            continue
        name, _at, date = pair[1].partition("@")
        title = said.process(name) if name in known else pair[1]
        when = f", {day(parse_date(date))}" if date else ""
        label = _("put in") if pair[0] == ACT else _("taken out")
        others = [each for each in own if each != pair]
        found.append(
            Imposed(
                labelled(label, f"{title}{when}"), address(_action(subject), subject.view, others)
            )
        )
    return found


def _found(subject: Subject, found: Branches) -> Branched:
    scenario, said = subject.scenario, ScenarioTexts(subject.scenario)
    before = came_before(found)
    rows: list[tuple[str, ...]] = []
    if found.outcomes:
        head: tuple[str, ...] = (
            _("Outcome"),
            _("Without"),
            _("With"),
            _("Difference"),
            _("95 %"),
            "±",
            _("Wait, days"),
        )
        rows = [
            (
                said.outcome(each.outcome),
                percent(each.first),
                percent(each.second),
                points(each.difference),
                difference(*each.interval),
                error_points(each.monte_carlo),
                plus(each.waiting, 0),
            )
            for each in found.outcomes
            if each.outcome not in before and scenario.outcome(each.outcome).listed
        ]
        note = _(
            "Points, path by path with the same draws; claims and coefficients are those of the "
            "future. 95 %: interval of the difference, over the continuations. ±: its Monte Carlo "
            "error."
        )
    else:
        head, note = (_("Outcome"), _("Likely"), _("95 %")), ""
        for outcome in scenario.outcomes:
            if outcome.listed and outcome.id not in before:
                law = found.plain.estimate(outcome.id)
                row = (
                    said.outcome(outcome.id),
                    percent(law.probability),
                    interval(*law.interval),
                )
                rows.append(row)
    chances = [
        _("Its chance on {date} would have been {chance}: {act}").format(
            date=day(each.act.first), chance=percent(each.chance), act=told(each.act, scenario)
        )
        for each in found.put_in
    ]
    return Branched(
        [*in_words(found.changed.branched, scenario), *chances],
        Table(head, rows),
        [
            _("Came about already, on {date}: {outcome}").format(
                date=day(date), outcome=said.outcome(outcome)
            )
            for outcome, date in before.items()
            if scenario.outcome(outcome).listed
        ],
        figure(found, subject.view.outcome),
        note,
        _("{futures} from {on} on").format(futures=futures(found.plain.paths), on=day(found.on)),
    )


PAGE: Page = Page(
    "branch.html.j2",
    question,
    made,
    own=(PATH, ON, ACT, WITHOUT, WAY, PUT, DATE),
    settled=settled,
)
