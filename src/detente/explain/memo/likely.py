"""How likely an outcome is, and by when: the first sentence."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from detente.ensemble.after import After
from detente.explain.memo.names import outcome_named
from detente.language.counted import chance, days
from detente.language.current import gettext as _
from detente.language.format import integer
from detente.language.likelihood import likelihood
from detente.language.sentence import sentence
from detente.language.the_day import the_day

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble


def last_day(ensemble: Ensemble, outcome: str) -> dt.date:
    """The last day on which an outcome may come."""
    questions = ensemble.setting.compiled.questions
    column = ensemble.setting.compiled.outcomes.index(outcome)
    return ensemble.dates[int(np.clip(questions.last[column], 0, ensemble.days - 1))]


def likely_said(ensemble: Ensemble, outcome: str) -> str:
    """The sentence."""
    seen = int(ensemble.happened(outcome).sum())
    named = outcome_named(ensemble.scenario, outcome)
    last = the_day(last_day(ensemble, outcome))
    if ensemble.paths == 1:
        return _of_one(ensemble, outcome, named, last)
    n = integer(ensemble.paths)
    if seen == 0:
        template = _("By {last}, {outcome} comes about in none of the {n} futures")
        return sentence(template, last=last, outcome=named, n=n)
    # of what can come on one day alone, that day says nothing of when
    median = None if ensemble.on_one_day(outcome) else ensemble.median_date(outcome)
    half = "" if median is None else the_day(median)
    if seen == ensemble.paths and median is None:
        template = _("By {last}, {outcome} comes about in each of the {n} futures")
        return sentence(template, last=last, outcome=named, n=n)
    if seen == ensemble.paths:
        template = _(
            "By {last}, {outcome} comes about in each of the {n} futures, and half of them have "
            "seen it by {half}"
        )
        return sentence(template, last=last, outcome=named, n=n, half=half)
    p = ensemble.probability(outcome)
    both = ensemble.after(outcome)
    if both is not None and both.given is not None:
        return _of_both(ensemble, both, named, last, p)
    template = (
        _("By {last}, {outcome} is {likelihood}: it comes about in {p} of the {n} futures")
        if median is None
        else _(
            "By {last}, {outcome} is {likelihood}: it comes about in {p} of the {n} futures, and "
            "half of all futures have seen it by {half}"
        )
    )
    return sentence(
        template, last=last, outcome=named, likelihood=likelihood(p), p=chance(p), n=n, half=half
    )


def _of_one(ensemble: Ensemble, outcome: str, named: str, last: str) -> str:
    """Of a single future, which says nothing of a chance."""
    dates = ensemble.typical_dates(outcome)
    if dates is None:
        template = _(
            "In the one future that was played, {outcome} does not come about by {last}; one "
            "future says nothing of a chance"
        )
        return sentence(template, outcome=named, last=last)
    template = _(
        "In the one future that was played, {outcome} comes about on {day}; one future says "
        "nothing of a chance"
    )
    return sentence(template, outcome=named, day=the_day(dates[1]))


def _of_both(ensemble: Ensemble, both: After, named: str, last: str, p: float) -> str:
    """Of an outcome that counts after another: the two chances that make that of both."""
    assert both.given is not None
    template = _(
        "By {last}, {outcome} is {likelihood}: it comes about in {p} of the {n} futures, for "
        "{antecedent} comes about in {first}, and within {within} it follows in {given} of these"
    )
    return sentence(
        template,
        last=last,
        outcome=named,
        likelihood=likelihood(p),
        p=chance(p),
        n=integer(ensemble.paths),
        antecedent=outcome_named(ensemble.scenario, both.antecedent),
        first=chance(both.first.probability),
        within=days(both.within),
        given=chance(both.given.probability),
    )
