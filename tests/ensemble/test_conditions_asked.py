"""Outcomes that are conditions, against their days counted in the acts of the same futures."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.ensemble.ensemble import Ensemble
from tests.engine.worlds import day_of
from tests.ensemble.asked import Bools, acts, cached, condition, days_of, world

SINCE, MIDDLE, UNTIL = dt.date(2024, 12, 10), dt.date(2024, 12, 16), dt.date(2025, 2, 1)
CALLS, AIDS = {"on": ["call"]}, {"on": ["aid"]}


@cached
def played() -> Ensemble:
    return world(
        condition("twice", CALLS | {"at_least": 2}),
        condition("burst", AIDS | {"at_least": 4, "within": 15}),
        condition("first", {"all": [CALLS, {"not": {"on": ["sanction"]}}]}),
        condition("without", {"all": [AIDS | {"at_least": 3}, {"not": CALLS}]}, on="end"),
        condition("any", {"any": [CALLS | {"at_least": 3}, {"on": ["sanction"], "at_least": 9}]}),
        condition("two-of", {"at_least": 2, "of": [CALLS, AIDS, {"on": ["sanction"]}]}),
        condition("silence", {"not": CALLS | {"within": 30}, "for": 10}, since=SINCE),
        condition("window", {"on": ["aid"], "within": 1}, since=SINCE, until=UNTIL),
        condition("on-a-day", CALLS | {"at_least": 3}, on=UNTIL),
        condition("holds", {"not": CALLS}, throughout=True, until=SINCE),
        condition("quiet", {"not": AIDS | {"within": 12}}, throughout=True, since=SINCE,
                  until=MIDDLE),
    )  # fmt: skip


def so_far(days: Bools) -> NDArray[np.int64]:
    return np.cumsum(days, axis=1)


def lately(days: Bools, within: int) -> NDArray[np.int64]:
    total = so_far(days)
    early = np.zeros_like(total)
    early[:, within:] = total[:, :-within]
    return total - early


def running(held: Bools) -> NDArray[np.int64]:
    found = np.zeros(held.shape, dtype=np.int64)
    for day in range(held.shape[1]):
        found[:, day] = np.where(held[:, day], (found[:, day - 1] if day else 0) + 1, 0)
    return found


PAST = 50
"""Days of the record that come before day 0 in the arrays below."""


@cached
def done() -> dict[str, Bools]:
    """Days on which each process acted, those of the record before them, as each path has it."""
    ensemble = played()
    scenario = ensemble.scenario
    claims = [claim.id for claim in scenario.claims]
    found = {}
    for process in scenario.processes:
        past = np.zeros((ensemble.paths, PAST), dtype=bool)
        for act in scenario.record.acts:
            same = (act.source, act.target) == (process.source, process.target)
            if same and act.act == process.act:
                held = act.claim is None or ensemble.truth[:, claims.index(act.claim)] == 1
                past[:, PAST + day_of(act.date)] |= held
        found[process.id] = np.concatenate([past, acts(ensemble)[process.id]], axis=1)
    return found


def expected(name: str) -> NDArray[np.int64]:
    """First days, from the acts alone."""
    call, aid, sanction = (done()[each] for each in ("call", "aid", "sanction"))
    held = {
        "twice": so_far(call) >= 2,
        "burst": lately(aid, 15) >= 4,
        "first": (so_far(call) >= 1) & (so_far(sanction) == 0),
        "any": (so_far(call) >= 3) | (so_far(sanction) >= 9),
        "two-of": sum((so_far(each) >= 1).astype(int) for each in (call, aid, sanction)) >= 2,
        "silence": running(lately(call, 30) == 0) >= 10,
        "window": aid,
        "without": (so_far(aid) >= 3) & (so_far(call) == 0),
        "on-a-day": so_far(call) >= 3,
        "holds": so_far(call) == 0,
        "quiet": lately(aid, 12) == 0,
    }[name][:, PAST:]  # fmt: skip
    days = held.shape[1]
    first, last = {
        "silence": (day_of(SINCE), days - 1),
        "window": (day_of(SINCE), day_of(UNTIL) - 1),
        "without": (days - 1, days - 1),
        "on-a-day": (day_of(UNTIL), day_of(UNTIL)),
        "holds": (0, day_of(SINCE) - 1),
        "quiet": (day_of(SINCE), day_of(MIDDLE) - 1),
    }.get(name, (0, days - 1))
    inside = held[:, first : last + 1]
    if name in ("holds", "quiet"):
        return np.where(inside.all(axis=1), last, -1)
    return np.where(inside.any(axis=1), inside.argmax(axis=1) + first, -1)


@pytest.mark.parametrize("name", [
    "twice", "burst", "first", "without", "any", "two-of", "silence", "window", "on-a-day",
    "holds", "quiet",
])  # fmt: skip
def test_its_first_day_is_that_counted_in_the_acts(name: str) -> None:
    ours, counted = days_of(played(), name), expected(name)
    assert np.array_equal(ours, counted)
    assert (counted >= 0).mean() > 0
