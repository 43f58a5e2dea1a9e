"""One future, played along its calendar: its acts as they come, its states and indices beneath."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote

from detente.charts.chart import Chart, apart
from detente.ensemble.decided import deciding
from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.format import day, integer
from detente.language.safe import clean
from detente.ontology.dyads import pair_key
from detente.ontology.fields import parse_date
from detente.report.course import course
from detente.report.scenario_texts import ScenarioTexts
from detente.scenario.effect_names import claim_said
from detente.web.library import UnknownError
from detente.web.play.links import fields
from detente.web.site import FIRST
from detente.web.views.asking import command, python
from detente.web.views.page import Made, Page, Subject
from detente.web.views.question import Answered, Question
from detente.web.views.shell import address, shell
from detente.web.views.story import Line, came, lines

if TYPE_CHECKING:
    from detente.ensemble.future import Future
    from detente.public.play import Ensemble

PATH, ON = "path", "on"


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which something happens."""

    number: int
    iso: str
    when: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Span:
    """A value that a state has over days: a part of its strip, in per cent of all days."""

    value: str
    first: int
    last: int
    left: float
    width: float
    number: int
    """Of the value among those of the state."""
    words: str


@dataclass(frozen=True, slots=True)
class Strip:
    """A state along the calendar."""

    title: str
    spans: Sequence[Span]


@dataclass(frozen=True, slots=True)
class Held:
    """A claim, and whether it holds."""

    words: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Played:
    """A future, and the ensemble that it is of."""

    ensemble: Ensemble
    future: Future


def path_of(subject: Subject) -> int:
    """The number of the future of the address.

    Raises
    ------
    UnknownError
        If there is no such future.
    """
    text = subject.own(PATH)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise UnknownError(_("'{path}' is no number of a future").format(path=text[:40]))
    path = int(text)
    if path >= subject.view.paths:
        raise UnknownError(
            _("no path {path}; the ensemble has paths 0 to {last}").format(
                path=path, last=subject.view.paths - 1
            )
        )
    return path


def day_of(subject: Subject, ensemble_dates: Sequence[dt.date]) -> int:
    """Number of the day at which one looks; the last one by default."""
    text = subject.own(ON)
    if not text:
        return len(ensemble_dates) - 1
    try:
        date = parse_date(text)
    except ValueError:
        raise InputError(
            _("on={value}: no date; write it like 2025-06-30").format(value=text[:40])
        ) from None
    return min(max((date - ensemble_dates[0]).days, 0), len(ensemble_dates) - 1)


def containing(subject: Subject, path: int) -> int:
    """Futures that have to be played so that one is among them."""
    return min(FIRST, subject.view.paths) if path < FIRST else subject.view.paths


def question(subject: Subject) -> Question[Played]:
    """What happens in it."""
    path = path_of(subject)
    of = containing(subject, path)
    return Question(
        "future",
        subject.scenario.hash,
        [subject.view.but(outcome=None, seen=())],
        [of],
        lambda ensembles, job, size: Played(ensembles[0], ensembles[0].future(path)),
        [str(path)],
        all_futures=True,
        of=of,
    )


def made(subject: Subject, asks: Question[Played], answered: Answered[Played] | None) -> Made:
    """The page."""
    assert answered is not None  # it is quick
    view, scenario = subject.view, subject.scenario
    ensemble, future = answered.result.ensemble, answered.result.future
    path, dates = future.path, ensemble.dates
    by = deciding(ensemble.setting.compiled)
    now = day_of(subject, dates)
    story = lines(scenario, future, by)
    charts = _charts(ensemble, future, now)
    name = quote(view.scenario, safe="")
    base = f"/branch/{name}/{path}"
    on = subject.own(ON)
    return Made(
        shell(
            "future",
            scenario,
            view,
            _("Future {n}").format(n=integer(path)),
            _(
                "One of the ways in which it may go, day by day. Stop it on any day, and branch it "
                "there with an act put in or taken out."
            ),
            question=asks,
            answered=answered,
            command=command(
                "branch",
                view.but(seen=(), outcome=None),
                subject.place,
                "--path",
                str(path),
                "--on",
                dates[min(now, len(dates) - 2)].isoformat(),
            ),
            python=python(view.but(seen=()), subject.place, f"future = ensemble.future({path})"),
            charts=charts,
            own=[(ON, on)] if on else [],
            path=f"/{path}",
            here="futures",
        ),
        {
            "days": list(_days(story)),
            "came": came(scenario, future, by),
            "claims": [Held(claim_said(scenario, each), so) for each, so in future.claims.items()],
            "strips": list(_strips(ensemble, future)),
            "now": now,
            "most": len(dates) - 1,
            "first": dates[0].isoformat(),
            "now_said": day(dates[now]),
            "branch": branch_form(subject, base, dates[min(now, len(dates) - 2)]),
            "before": _other(subject, path - 1) if path else "",
            "after": _other(subject, path + 1) if path + 1 < view.paths else "",
            "base": base,
            "view": view,
            "address": address,
            "day_before": {
                line.row: (line.date - dt.timedelta(days=1)).isoformat() for line in story
            },
            "t": texts(),
        },
    )


def _other(subject: Subject, path: int) -> str:
    name = quote(subject.view.scenario, safe="")
    return address(f"/future/{name}/{path}", subject.view)


def _days(story: Sequence[Line]) -> Iterator[Day]:
    for number, group in groupby(story, key=lambda line: line.number):
        here = list(group)
        yield Day(number, here[0].date.isoformat(), here[0].when, here)


def _charts(ensemble: Ensemble, future: Future, now: int) -> list[Chart]:
    scenario, dates = ensemble.scenario, ensemble.dates
    said = ScenarioTexts(scenario)
    found = []
    for number, index in enumerate(scenario.file.index):
        values = future.indices[pair_key(*index.pair)]
        title = _("Relation index {pair}").format(pair=said.pair(index.pair))
        found.append(course(f"course-{number + 1}", title, dates, values, now))
    for name, values in future.levels.items():
        found.append(
            course(f"course-level-{name}", clean(scenario.words.level(name)), dates, values, now)
        )
    return apart(found)


def _strips(ensemble: Ensemble, future: Future) -> Iterator[Strip]:
    words, days = ensemble.scenario.words, ensemble.days
    known = {state.id: list(state.values) for state in ensemble.scenario.states}
    for state, values in future.states.items():
        spans, first = [], 0
        for value, group in groupby(values):
            last = first + len(list(group)) - 1
            name = clean(words.value(state, value))
            spans.append(
                Span(
                    name,
                    first,
                    last,
                    100.0 * first / days,
                    100.0 * (last + 1 - first) / days,
                    known[state].index(value),
                    _("{value}, from {first} to {last}").format(
                        value=name, first=day(ensemble.dates[first]), last=day(ensemble.dates[last])
                    ),
                )
            )
            first = last + 1
        yield Strip(clean(words.state(state)), spans)


@dataclass(frozen=True, slots=True)
class BranchForm:
    """What can be put in or taken out, and from when on."""

    action: str
    fields: Sequence[tuple[str, str]]
    acts: Sequence[tuple[str, str]]
    first: str
    last: str
    on: str
    after: str


def branch_form(
    subject: Subject, action: str, on: dt.date, own: Sequence[tuple[str, str]] = ()
) -> BranchForm:
    """The form that branches a future on a day.

    Parameters
    ----------
    subject : Subject
    action : str
        The page of the branch.
    on : date
    own : pairs
        What is put in or taken out already.
    """
    said = ScenarioTexts(subject.scenario)
    scenario = subject.scenario
    end = scenario.as_of + dt.timedelta(days=scenario.days_until(subject.view.until))
    return BranchForm(
        action,
        [*fields(subject.view.but(seen=())), *own],
        [(each.id, said.process(each.id)) for each in subject.scenario.processes],
        subject.scenario.as_of.isoformat(),
        end.isoformat(),
        on.isoformat(),
        (on + dt.timedelta(days=1)).isoformat(),
    )


def texts() -> dict[str, str]:
    """Fixed texts of the two pages of one future."""
    return {
        "acts": _("What happens"),
        "claims": _("Claims that hold in it"),
        "not_claims": _("Claims that do not"),
        "day": _("Day"),
        "play": _("Play"),
        "pause": _("Pause"),
        "along": _("Along the calendar"),
        "branch": _("Branch it"),
        "branch_note": _(
            "Up to the day all is as in this future, with its claims and coefficients; the days "
            "after are drawn anew, with and without the act."
        ),
        "on": _("Last day that is kept"),
        "way": _("What"),
        "in": _("put in"),
        "out": _("taken out"),
        "act": _("Act"),
        "date": _("On"),
        "go": _("Branch"),
        "without": _("branch without it"),
        "before": _("The future before"),
        "after": _("The next future"),
        "scheduled": _("scheduled"),
        "by": _("by"),
        "none": _("No act at all."),
    }


PAGE: Page = Page("future.html.j2", question, made, own=(PATH, ON), quick=True)
