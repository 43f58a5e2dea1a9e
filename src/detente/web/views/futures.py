"""Futures one by one: those in which something is so, told in lines, twenty on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.decided import deciding
from detente.errors import InputError
from detente.language.counted import futures as in_futures
from detente.language.current import gettext as _
from detente.language.format import integer, labelled, percent, semicolons, signed
from detente.report.scenario_texts import ScenarioTexts
from detente.scenario.effect_names import claim_said
from detente.seen.look import look
from detente.seen.said import said
from detente.web.play.changes import sightings
from detente.web.play.links import unseeing
from detente.web.site import FIRST
from detente.web.views.asking import command, python
from detente.web.views.page import Made, Page, Subject
from detente.web.views.question import Answered, Question, sizes
from detente.web.views.shell import address, shell
from detente.web.views.story import Came, Line, came, lines
from detente.web.views.to_future import future_page

if TYPE_CHECKING:
    from detente.public.play import Ensemble
    from detente.web.work import Job

FROM = "from"
EACH = 20
"""Futures of a page."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Which futures of an ensemble are as it is seen; those of what is not sure are all."""

    ensemble: Ensemble
    kept: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Told:
    """A future of the list."""

    title: str
    href: str
    note: str
    came: Sequence[Came]
    lines: Sequence[Line]
    rest: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Something that is seen, with the link to the list without it."""

    words: str
    href: str


def question(subject: Subject) -> Question[Listed]:
    """Which futures there are."""
    view = subject.view

    def choose(ensembles: Sequence[Ensemble], job: Job, size: int) -> Listed:
        ensemble = ensembles[0]
        seeings = [said(each, ensemble.scenario, ensemble.dates[-1]) for each in view.seen]
        sure = [each for each in seeings if each.chance is None]
        if not sure:
            return Listed(ensemble, np.arange(ensemble.paths))
        found = look(ensemble.setting, sure, ensemble, threads=job.threads, progress=job.progress)
        return Listed(ensemble, np.flatnonzero(found.so.all(axis=1)))

    return Question(
        "futures",
        subject.scenario.hash,
        [view.but(outcome=None)],
        sizes(view.paths, FIRST, view.paths),
        choose,
        all_futures=True,
    )


def made(subject: Subject, asks: Question[Listed], answered: Answered[Listed] | None) -> Made:
    """The page."""
    assert answered is not None  # it is quick
    view, scenario, found = subject.view, subject.scenario, answered.result
    begin = _begin(subject.own(FROM))
    total = int(found.kept.shape[0])
    begin = min(begin, max(total - 1, 0) // EACH * EACH)
    chosen = found.kept[begin : begin + EACH].tolist()
    by = deciding(found.ensemble.setting.compiled)
    told = [_told(subject, found.ensemble, path, by) for path in chosen]
    here = f"/futures/{view.scenario}"

    def turn(place: int) -> str:
        return address(here, view, [(FROM, str(place))] if place else [])

    filters = [
        Filter(each.words if each.label == _("seen") else labelled(each.label, each.words), href)
        for each, href in zip(
            sightings(view, scenario),
            (address(here, unseeing(view, number)) for number in range(len(view.seen))),
            strict=True,
        )
    ]
    return Made(
        shell(
            "futures",
            scenario,
            view,
            _("Futures, one by one"),
            _(
                "Each is one way in which it may go. The act that decided an outcome is marked. "
                "Open one to play it day by day."
            ),
            question=asks,
            answered=answered,
            command=command("simulate", view, subject.place),
            python=python(view.but(seen=()), subject.place, _python(chosen)),
            own=[(FROM, str(begin))] if begin else [],
        ),
        {
            "futures": told,
            "filters": filters,
            "count": _count(total, found.ensemble.paths, begin, len(chosen)),
            "before": turn(begin - EACH) if begin else "",
            "after": turn(begin + EACH) if begin + EACH < total else "",
            "outcomes": [
                (each.id, ScenarioTexts(scenario).outcome(each.id)) for each in scenario.outcomes
            ],
            "claims": [
                (f"claim {each.id}", claim_said(scenario, each.id)) for each in scenario.claims
            ],
            "acts": [
                (each.id, ScenarioTexts(scenario).process(each.id)) for each in scenario.processes
            ],
            "hows": [
                ("", _("at any time")),
                ("by", _("by")),
                ("before", _("before")),
                ("on", _("on")),
                ("after", _("after")),
            ],
            "days": found.ensemble.days,
            "first": found.ensemble.dates[0].isoformat(),
            "last": found.ensemble.dates[-1].isoformat(),
            "t": _texts(),
        },
    )


def _begin(text: str) -> int:
    if text and not (text.isascii() and text.isdigit() and len(text) < 10):
        raise InputError(
            _("{key}={value}: give a whole number from {least}").format(
                key=FROM, value=text[:40], least=0
            )
        )
    return int(text or 0) // EACH * EACH


def _python(chosen: Sequence[int]) -> str:
    return f"future = ensemble.future({chosen[0] if chosen else 0})"


def _count(total: int, among: int, begin: int, shown: int) -> str:
    if not total:
        return _("None of {futures} is so.").format(futures=in_futures(among))
    if total == among:
        return _("{futures}; numbers {first} to {last} of these.").format(
            futures=in_futures(among), first=integer(begin + 1), last=integer(begin + shown)
        )
    return _("{n} of {futures} ({share}); numbers {first} to {last} of these.").format(
        n=integer(total),
        futures=in_futures(among),
        share=percent(total / among),
        first=integer(begin + 1),
        last=integer(begin + shown),
    )


def _told(
    subject: Subject, ensemble: Ensemble, path: int, by: dict[str, list[tuple[str, int]]]
) -> Told:
    scenario = subject.scenario
    future = ensemble.future(path)
    story = lines(scenario, future, by, whole=False)
    rest = len(future.acts) - sum(line.kind != "move" for line in story)
    notes = []
    if ensemble.path_mean.shape[1] and scenario.file.index:
        notes.append(
            _("mean index {mean}").format(mean=signed(float(ensemble.path_mean[path, 0]), 2))
        )
    held = sum(future.claims.values())
    notes.append(
        _("{n} of {all} claims hold").format(n=integer(held), all=integer(len(future.claims)))
    )
    return Told(
        _("Future {n}").format(n=integer(path)),
        future_page(subject.view, path),
        semicolons(notes),
        came(scenario, future, by),
        story,
        _("… and {n} more acts").format(n=integer(rest)) if rest > 0 else "",
    )


def _texts() -> dict[str, str]:
    return {
        "filter": _("Only futures in which"),
        "when": _("When"),
        "date": _("Date"),
        "not": _("it is not so"),
        "add": _("Choose"),
        "outcomes": _("Outcomes"),
        "claims": _("Claims"),
        "acts": _("Acts"),
        "remove": _("take back"),
        "before": _("The twenty before"),
        "after": _("The next twenty"),
        "story": _("Its acts"),
        "by": _("by"),
    }


PAGE: Page = Page("futures.html.j2", question, made, own=(FROM,), quick=True)
