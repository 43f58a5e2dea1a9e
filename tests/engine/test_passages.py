"""First passages, counts and waiting times of constant hazards, against their closed forms."""

from __future__ import annotations

import datetime as dt
import functools

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import binom, nbinom, poisson

from detente.ensemble.ensemble import Ensemble
from detente.ensemble.simulate import simulate
from tests.engine.laws import assert_cells, assert_frequencies, assert_means, refuted
from tests.engine.worlds import SEED, add, day_of, only, plain, rates, toy
from tests.scenario.mutated import Raw

PATHS, DAYS, WITHIN = 8000, 120, 9
P = {"call": 12 / 365.25, "aid": 60 / 365.25, "sanction": 200 / 365.25}
SINCE, UNTIL = dt.date(2024, 12, 10), dt.date(2025, 1, 30)
Days = NDArray[np.int64]


def asked(name: str, on: list[str], **more: object) -> Raw:
    return {"kind": "acts", "id": name, "title": name, "on": on} | more


OUTCOMES = [
    asked("call-1", ["call"]),
    asked("aid-1", ["aid"]),
    asked("aid-5", ["aid"], at_least=5),
    asked("sanction-60", ["sanction"], at_least=60),
    asked("either", ["call", "aid"]),
    asked("together-4", ["sanction", "aid"], at_least=4),
    asked("later", ["call"], since=SINCE, until=UNTIL),
    asked("later-3", ["aid"], since=SINCE, until=UNTIL, at_least=3),
    asked("follows", ["aid"], after="call-1", within=WITHIN),
    asked("follows-2", ["aid"], after="call-1", within=WITHIN, at_least=2),
]


@functools.cache
def ensemble() -> Ensemble:
    scenario = toy(only("aid"), plain, rates(call=12, aid=60, sanction=200), add(outcomes=OUTCOMES))
    return simulate(scenario, paths=PATHS, seed=SEED)


def first(name: str) -> NDArray[np.int32]:
    answers = ensemble()
    return answers.first[:, [o.id for o in answers.scenario.outcomes].index(name)]


def count(name: str) -> NDArray[np.int32]:
    answers = ensemble()
    return answers.count[:, [o.id for o in answers.scenario.outcomes].index(name)]


def by(name: str, days: Days) -> list[int]:
    """Paths on which it came by each day."""
    day = first(name)
    return [int(((day >= 0) & (day <= t)).sum()) for t in days]


def kth(days: Days, k: int, p: float) -> NDArray[np.float64]:
    """P(the k-th act falls within the days 0 … t); the geometric law for k = 1."""
    return np.asarray(nbinom.cdf(days + 1 - k, k, p))


@pytest.mark.parametrize(
    ("name", "act", "k"),
    [("call-1", "call", 1), ("aid-1", "aid", 1), ("aid-5", "aid", 5),
     ("sanction-60", "sanction", 60)],
)  # fmt: skip
def test_the_kth_act_comes_as_the_negative_binomial_law_says(name: str, act: str, k: int) -> None:
    spread = np.unique(nbinom.ppf(np.linspace(0.02, 0.98, 12), k, P[act]) + k - 1)
    days = np.unique(np.minimum(spread, DAYS - 1)).astype(np.int64)
    assert_frequencies(by(name, days), PATHS, kth(days, k, P[act]))
    for wrong in (0.9, 1.1):
        with refuted():  # a hazard that is wrong by a tenth
            assert_frequencies(by(name, days), PATHS, kth(days, k, wrong * P[act]))
    with refuted():  # a day too late
        assert_frequencies(by(name, days), PATHS, kth(days - 1, k, P[act]))


def test_the_whole_law_of_a_first_passage() -> None:
    """χ² over the cells of the geometric law, the last of which is never."""
    edges = np.array([0, 1, 2, 3, 4, 6, 8, 11, 15, 20])
    day = np.where(first("aid-1") < 0, DAYS, first("aid-1"))
    observed = np.histogram(day, [*edges, DAYS + 1])[0]
    cdf = np.concatenate([[0.0], kth(edges[1:] - 1, 1, P["aid"]), [1.0]])
    assert_cells(observed, PATHS * np.diff(cdf))
    wrong = np.concatenate([[0.0], kth(edges[1:] - 1, 1, 1.1 * P["aid"]), [1.0]])
    with refuted():
        assert_cells(observed, PATHS * np.diff(wrong))


def test_acts_of_several_processes_count_together() -> None:
    """Either: 1 − (1 − p)(1 − q) a day. The fourth of them: a sum over the days of each count."""
    p, q = P["call"], P["aid"]
    days = np.array([0, 2, 5, 10, 20])
    assert_frequencies(by("either", days), PATHS, kth(days, 1, 1 - (1 - p) * (1 - q)))
    p, days = P["sanction"], np.array([1, 3, 5, 8])
    law = []
    for n in days + 1:
        one = binom.pmf(np.arange(4), n, p)
        law.append(1 - sum(one[i] * binom.cdf(3 - i, n, q) for i in range(4)))
    assert_frequencies(by("together-4", days), PATHS, law)
    with refuted():  # a day with both counted once
        once = kth(days, 4, 1 - (1 - p) * (1 - q))
        assert_frequencies(by("together-4", days), PATHS, once)


@pytest.mark.parametrize(("name", "act", "k"), [("later", "call", 1), ("later-3", "aid", 3)])
def test_windows_are_half_open(name: str, act: str, k: int) -> None:
    begin, end = day_of(SINCE), day_of(UNTIL)
    day = first(name)
    assert ((day == -1) | ((day >= begin + k - 1) & (day < end))).all()
    assert_frequencies((day == begin + k - 1).sum(), PATHS, P[act] ** k)
    days = np.array([begin + 5, begin + 20, end - 1, DAYS - 1])
    law = kth(np.minimum(days, end - 1) - begin, k, P[act])
    assert_frequencies(by(name, days), PATHS, law)
    if k == 1:  # the whole law of the count, too
        n = end - begin
        seen = np.bincount(np.minimum(count(name), 5), minlength=6)
        assert_frequencies(seen[:5], PATHS, binom.pmf(np.arange(5), n, P[act]))
        with refuted():  # a window that is four days longer
            assert_frequencies(by(name, days), PATHS, kth(days - begin + 4, k, P[act]))


@pytest.mark.parametrize(("name", "k"), [("follows", 1), ("follows-2", 2)])
def test_what_must_follow_within_some_days(name: str, k: int) -> None:
    """Σ_s P(the first call on day s)·P(at least k in the `within` days after it)."""
    call, day = first("call-1"), first(name)
    came = day >= 0
    assert (call[came] >= 0).all()
    gap = (day - call)[came]
    assert gap.min() >= k
    assert gap.max() <= WITHIN
    s = np.arange(DAYS)
    p = P["call"] * (1 - P["call"]) ** s
    after = np.minimum(WITHIN, DAYS - 1 - s)
    assert_frequencies(came.sum(), PATHS, (p * binom.sf(k - 1, after, P["aid"])).sum())
    # day by day after the call, where the horizon cuts nothing
    whole = (call >= 0) & (call < DAYS - WITHIN)
    gaps = np.array([k, k + 1, WITHIN - 1, WITHIN])
    hits = [(whole & came & (day - call <= g)).sum() for g in gaps]
    assert_frequencies(hits, whole.sum(), binom.sf(k - 1, gaps, P["aid"]))
    with refuted():  # a window that is two days longer
        assert_frequencies(hits, whole.sum(), binom.sf(k - 1, gaps + 2, P["aid"]))
    with refuted():  # the day of the call counted as well
        assert_frequencies(hits[0], whole.sum(), binom.sf(k - 1, gaps[0] + 1, P["aid"]))


@pytest.mark.parametrize(("name", "act"), [("call-1", "call"), ("aid-1", "aid")])
def test_mean_waiting_time_is_restricted_to_the_horizon(name: str, act: str) -> None:
    """E[min(T, H)] = (1 − (1 − p)^H)/p, with T the number of the day, and its variance."""
    p = P[act]
    survival = (1 - p) ** np.arange(DAYS)  # P(T > t)
    mean = survival.sum()
    assert mean == pytest.approx((1 - (1 - p) ** DAYS) / p)
    variance = ((2 * np.arange(DAYS) + 1) * survival).sum() - mean**2
    waits = ensemble().waiting(name).astype(np.float64)
    assert_means(waits, mean, variance, DAYS)
    assert ensemble().mean_waiting(name) == pytest.approx(waits.mean())
    for wrong in (0.9, 1.1):
        with refuted():
            assert_means(waits, (1 - (1 - wrong * p) ** DAYS) / (wrong * p), variance, DAYS)


@pytest.mark.parametrize("act", P)
def test_counts_are_binomial(act: str) -> None:
    """χ² over some ten cells of the whole law: not the Poisson law, and no other rate."""
    p, total = P[act], count(f"n-{act}")
    edges = np.unique(binom.ppf(np.linspace(0.08, 0.92, 10), DAYS, p))
    observed = np.histogram(total, [-1, *(edges + 0.5), DAYS + 1])[0]

    def cells(cdf: NDArray[np.float64]) -> NDArray[np.float64]:
        return PATHS * np.diff([0.0, *cdf, 1.0])

    assert_cells(observed, cells(binom.cdf(edges, DAYS, p)))
    for wrong in (0.95, 1.05):
        with refuted():
            assert_cells(observed, cells(binom.cdf(edges, DAYS, wrong * p)))
    if p > 0.1:
        with refuted():
            assert_cells(observed, cells(poisson.cdf(edges, DAYS * p)))
