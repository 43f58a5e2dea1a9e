"""The act that decided an outcome is there, and without it the outcome comes later or never."""

from __future__ import annotations

import datetime as dt

import detente
from detente.ensemble.decided import decided, deciding
from tests.forms import size


def test_each_outcome_has_its_act_on_its_day() -> None:
    ensemble = detente.load("us-russia-2024").simulate(size(6, 60), until=dt.date(2025, 3, 1))
    by = deciding(ensemble.setting.compiled)
    told = 0
    for path in range(ensemble.paths):
        future = ensemble.future(path)
        found: dict[str, list[int]] = {}
        for outcome, place in decided(future, by):
            found.setdefault(outcome, []).append(place)
        for outcome, date in future.outcomes.items():
            lags = {(future.acts[place].date - date).days for place in found[outcome]}
            # a red line is looked at in the morning, and has heard the acts of the day before
            assert lags == ({-1} if outcome == "red-line-crossed" else {0})
            told += 1
    assert told > 5


def test_without_its_act_an_outcome_does_not_come_that_day() -> None:
    ensemble = detente.load("us-russia-2024").simulate(4, until=dt.date(2025, 3, 1))
    by = deciding(ensemble.setting.compiled)
    for path in range(ensemble.paths):
        future = ensemble.future(path)
        acts = {
            outcome: future.acts[place]
            for outcome, place in decided(future, by)
            if outcome == "ministers-talk" and not future.acts[place].scheduled
        }
        for outcome, act in acts.items():
            changed = ensemble.branch(
                path,
                act.date - dt.timedelta(days=1),
                without=[f"{act.row}@{act.date}"],
                fresh=False,
            )
            came = changed.future(0).outcomes.get(outcome)
            assert came is None or came > act.date


def test_an_outcome_that_holds_for_days_has_no_act() -> None:
    compiled = detente.load("us-russia-2024").compiled()
    assert deciding(compiled)["relations-recover"] == []
