"""Outcomes that no future can bring about."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from detente.check.histories import Histories
from detente.check.never import never_so
from detente.effects.scheduled_acts import ScheduledActs
from detente.language.current import gettext as _
from detente.language.format import general
from detente.ontology.dyads import between
from detente.outcomes.acts import ActsOutcome
from detente.outcomes.base import Outcome
from detente.outcomes.condition import ConditionOutcome
from detente.outcomes.index_held import IndexHeld
from detente.planes.index import index_name

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


def out_of_reach(scenario: Scenario, histories: Histories) -> list[str]:
    """Outcomes that ask for more than can happen, one line each."""
    found = []
    for outcome in scenario.outcomes:
        if isinstance(outcome, ActsOutcome):
            said = _acts(outcome, scenario, histories)
        elif isinstance(outcome, IndexHeld):
            said = _index(outcome, scenario)
        elif isinstance(outcome, ConditionOutcome):
            said = _condition(outcome, scenario, histories)
        else:
            said = None
        if said is not None:
            found.append(_("outcome '{outcome}': {error}").format(outcome=outcome.id, error=said))
    return found


def _acts(outcome: ActsOutcome, scenario: Scenario, histories: Histories) -> str | None:
    """A process acts at most once a day."""
    members = scenario.file.groups
    ids = {process for name in outcome.on for process in members.get(name, [name])}
    first, last = _window(outcome, scenario)
    at_risk = np.array([histories.at_risk[process] for process in sorted(ids)], dtype=np.int64)
    a_day = at_risk.sum(axis=0)[first : last + 1]
    twins = [s for s in histories.compiled.model.scheduled if ids.intersection(s.same)]
    most = int(a_day.sum())
    if outcome.within is not None and a_day.size > outcome.within:
        sums = np.convolve(a_day, np.ones(outcome.within, dtype=np.int64))
        most = int(sums.max())
    most += len(twins)
    if outcome.at_least <= most:
        return None
    return _(
        "at_least = {at_least}, but its processes can act {most} times at most within its window, "
        "once a day each"
    ).format(at_least=outcome.at_least, most=most)


def _index(outcome: IndexHeld, scenario: Scenario) -> str | None:
    """The index is a mean of the weights of acts and of its usual tone."""
    first, last = _window(outcome, scenario)
    if outcome.days > last - first + 1:
        return _("days = {days}, but its window has {most}").format(
            days=outcome.days, most=last - first + 1
        )
    compiled = scenario.compiled()
    column = scenario.watched()[index_name(*outcome.pair)]
    tone = compiled.model.derived[compiled.planes[int(compiled.questions.watched[column])]]
    pair = set(outcome.pair)
    expected = [e for e in scenario.effects if isinstance(e, ScheduledActs)]
    acts = [p.act for p in scenario.processes if pair <= {*p.parties}]
    acts += [e.act for e in expected if pair <= {*e.parties}]
    acts += [a.act for a in scenario.record.acts if pair <= {*a.parties}]
    acts += [each.act for each in scenario.record.told if each.dyad in between(*outcome.pair)]
    weights = [act.goldstein for act in acts] + [tone.c2]
    low, high = min(weights), max(weights)
    if outcome.side == "above" and outcome.level > high:
        return _("level = {level}, but the weights of its pair's acts end at {high}").format(
            level=f"{outcome.level:g}", high=general(high)
        )
    if outcome.side == "below" and outcome.level < low:
        return _("level = {level}, but the weights of its pair's acts begin at {low}").format(
            level=f"{outcome.level:g}", low=general(low)
        )
    return None


def _condition(outcome: ConditionOutcome, scenario: Scenario, histories: Histories) -> str | None:
    """A condition comes in some of the histories that push all about, unless it cannot.

    What has to hold throughout may be too rare for these, and is left aside.
    """
    column = histories.compiled.outcomes.index(outcome.id)
    if outcome.throughout or histories.came[column]:
        return None
    return never_so(outcome.when, scenario, histories)


def _window(outcome: Outcome, scenario: Scenario) -> tuple[int, int]:
    """First and last day of the window, as days from the start."""
    start = scenario.as_of + dt.timedelta(days=1)
    last = scenario.file.horizon - 1
    first = (outcome.since - start).days if outcome.since else 0
    if outcome.until:
        last = min(last, (outcome.until - start).days - 1)
    return max(first, 0), last
