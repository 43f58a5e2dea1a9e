"""Three sample futures, told in lines: a typical one, one of the best, one of the worst."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.ensemble.tell import asked_about, told
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import day, integer, semicolons, signed
from detente.report.scenario_texts import ScenarioTexts

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble

EDGE = 0.01
"""The best and the worst are this far from the ends: one future in a hundred goes beyond."""


@dataclass(frozen=True, slots=True)
class Line:
    """An act, or what a state has become: its date, and what happens."""

    when: str
    text: str


@dataclass(frozen=True, slots=True)
class NarratedFuture:
    """A future in words: which one, its acts, what is left out, which outcomes came about."""

    title: str
    which: str
    lines: list[Line]
    rest: str
    outcomes: list[Line]


def narrated_futures(ensemble: Ensemble) -> list[NarratedFuture]:
    """Futures by their mean relation index; without an index, the first one alone."""
    if not (ensemble.scenario.file.index and ensemble.path_mean.shape[1]):
        return [narrated(ensemble, 0, _("One of the futures"), "")]
    order = np.argsort(ensemble.path_mean[:, 0], kind="stable")
    last = ensemble.paths - 1
    wanted = (
        (_("A typical future"), 0.5, _("half of the futures are warmer, half are colder")),
        (_("One of the best"), 1.0 - EDGE, _("one future in a hundred is warmer")),
        (_("One of the worst"), EDGE, _("one future in a hundred is colder")),
    )
    return [
        narrated(ensemble, int(order[round(part * last)]), title, words)
        for title, part, words in wanted
    ]


def _rest(acts: int, rest: int) -> str:
    """What a future holds beyond the lines about it."""
    if not acts:
        return _("No act at all until the last day")
    if not rest:
        return ""
    return ngettext(
        "… and one act of a more usual kind", "… and {n} acts of a more usual kind", rest
    ).format(n=integer(rest))


def narrated(ensemble: Ensemble, path: int, title: str, words: str) -> NarratedFuture:
    """A future as a dated page: `words` say where its mean index lies among all."""
    said = ScenarioTexts(ensemble.scenario)
    future = ensemble.future(path)
    story = told(ensemble.scenario, future, asked_about(ensemble.scenario))
    lines = [Line(day(each.date), each.text) for each in story]
    rest = len(future.acts) - sum(each.act for each in story)
    which = _("Path {n}").format(n=integer(path))
    if words:
        mean = signed(float(ensemble.path_mean[path, 0]), 2)
        index = _("mean index {mean}: {words}").format(mean=mean, words=words)
        which = semicolons((which, index))
    return NarratedFuture(
        title,
        which,
        lines,
        _rest(len(future.acts), rest),
        [
            Line(day(date), said.outcome(outcome))
            for outcome, date in future.outcomes.items()
            if ensemble.scenario.outcome(outcome).listed
        ],
    )
