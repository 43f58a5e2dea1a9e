"""Gates: shut is never, ajar scales the hazard, and they open when they should."""

from __future__ import annotations

import datetime as dt
import functools

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.engine.laws import assert_frequencies, refuted
from tests.engine.worlds import Course, add, course, day_of, held, only, plain, rates, toy
from tests.scenario.mutated import Raw

PATHS = 3000
P = 200 / 365.25
HAZARD = -np.log1p(-P)
OPENS = dt.date(2024, 12, 20)
TAKES_OFFICE = dt.date(2025, 1, 20)


def offer(**more: object) -> Raw:
    return {
        "effect": "offer", "id": "hand", "actor": "USA", "on": ["ease"], "claim": "closed",
        "otherwise": "open",
    } | more  # fmt: skip


@functools.cache
def run(ajar: float, opens: str, closed: bool | None = True) -> Course:
    ways: dict[str, Raw] = {
        "never": {},
        "date": {"opens": OPENS},
        "office": {"opens_with": "new"},
        "act": {"opens_after": "COOPERATE/economic", "opens_after_dyad": "CHN>RUS"},
    }
    hand = offer(ajar=ajar, **ways[opens])
    scenario = toy(
        only("ease", "china-trade"),
        plain,
        rates(ease=200, china_trade=10),
        held("closed"),
        add(effects=[hand]),
    )
    return course(scenario, PATHS, forced=None if closed is None else {"closed": closed})


def through(ajar: float) -> float:
    """P(act) of a day with the gate ajar."""
    return float(-np.expm1(-ajar * HAZARD))


@pytest.mark.parametrize("opens", ["never", "date", "office", "act"])
def test_shut_is_never(opens: str) -> None:
    """Not once, until the day on which it opens."""
    played = run(0.0, opens)
    y = played.act("ease")
    if opens == "never":
        assert not y.any()
        return
    first = opening(played, opens)
    t = np.arange(y.shape[1])
    assert not y[t < first[:, None]].any()
    assert_frequencies(y[t >= first[:, None]].sum(), (t >= first[:, None]).sum(), P)
    # on the first open day itself
    inside = first < y.shape[1]
    on_the_day = y[inside, first[inside]]
    assert_frequencies(on_the_day.sum(), inside.sum(), P)
    assert inside.sum() > 2000


def opening(played: Course, opens: str) -> NDArray[np.int64]:
    """First open day of each path."""
    if opens == "act":  # the day after the first act
        trade = played.act("china-trade")
        return np.asarray(np.where(trade.any(axis=1), trade.argmax(axis=1) + 1, trade.shape[1]))
    return np.full(PATHS, day_of(OPENS if opens == "date" else TAKES_OFFICE))


@pytest.mark.parametrize("ajar", [0.1, 0.3, 0.8])
def test_ajar_scales_the_hazard(ajar: float) -> None:
    """1 − exp(−gλ) until it opens, the whole rate afterwards."""
    y = run(ajar, "date").act("ease")
    day = day_of(OPENS)
    before, after = y[:, :day], y[:, day:]
    assert_frequencies(
        [before.sum(), after.sum(), before[:, -1].sum(), after[:, 0].sum()],
        [before.size, after.size, PATHS, PATHS],
        [through(ajar), P, through(ajar), P],
    )
    with refuted():  # the probability scaled, instead of the hazard
        assert_frequencies(before.sum(), before.size, ajar * P)
    with refuted():  # a gate that is wrong by a tenth
        assert_frequencies(before.sum(), before.size, through(1.1 * ajar))
    with refuted():  # a day late
        assert_frequencies(y[:, day].sum(), PATHS, through(ajar))


def test_a_gate_ajar_opens_with_an_act() -> None:
    played = run(0.2, "act")
    y, first = played.act("ease"), opening(played, "act")
    t = np.arange(y.shape[1])
    shut = t < first[:, None]
    assert_frequencies(
        [y[shut].sum(), y[~shut].sum()], [shut.sum(), (~shut).sum()], [through(0.2), P]
    )
    late = t < (first + 1)[:, None]
    with refuted():
        assert_frequencies(y[late & ~shut].sum(), (late & ~shut).sum(), through(0.2))


def test_without_its_claim_there_is_no_gate() -> None:
    """Path by path: the open arm is the plain rate, and a free claim is one arm or the other."""
    free, shut, open_ = (run(0.0, "never", closed) for closed in (None, True, False))
    assert_frequencies(open_.act("ease").sum(), open_.act("ease").size, P)
    holds = free.truth[:, free.compiled.claims.index("closed")] == 1
    assert 0 < holds.sum() < PATHS
    np.testing.assert_array_equal(free.acts[holds], shut.acts[holds])
    np.testing.assert_array_equal(free.acts[~holds], open_.acts[~holds])
    # what is not gated never notices
    rows = [i for i, row in enumerate(free.compiled.rows) if row != "ease"]
    np.testing.assert_array_equal(shut.acts[..., rows], open_.acts[..., rows])


def test_gates_multiply() -> None:
    both = [offer(ajar=0.5), offer(ajar=0.4, id="other-hand")]
    y = course(toy(only("ease"), plain, rates(ease=200), held("closed"), add(effects=both)), PATHS,
               forced={"closed": True}).act("ease")  # fmt: skip
    assert_frequencies(y.sum(), y.size, through(0.5 * 0.4))
    with refuted():
        assert_frequencies(y.sum(), y.size, through(0.4))
