"""The day loop: what it must not depend on, and the laws that it must keep.

Every statistical test rejects a right kernel with a probability of at most `ALARM`, over all
seeds; the seed is fixed, so that it either always passes or never does.
"""

from __future__ import annotations

import datetime as dt
import functools
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import chi2, norm

from detente import Scenario, load
from detente.ensemble.design import Design, nested
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.runner import BLOCK, Block, Runner
from detente.ensemble.setting import Setting
from detente.ensemble.simulate import simulate
from detente.kernel._compiled_loop import run
from detente.kernel.play import play
from tests.scenario.mutated import Raw, by_id, changed, claim, rate

ALARM = 1e-4
SEED = 20241118
WINTER = dt.date(2025, 1, 1)


def quantity(mean: float, sd: float = 0.0) -> Raw:
    return {"mean": mean, "sd": sd, "basis": "judgement", "reference": "a test"}


MOOD: Raw = {
    "effect": "mood", "id": "weather", "half_life": 15.0, "sigma": quantity(0.5),
    "on": ["ru-accuses", "us-accuses", "sanction", "call"],
}  # fmt: skip
ANSWER_IN_KIND: Raw = {
    "effect": "reciprocity", "id": "in-kind", "on": ["ru-accuses", "us-accuses"],
    "acts": "conflict", "half_life": 5.0, "prior": 0.5, "coefficient": quantity(0.3, 0.1),
}  # fmt: skip
PERSISTENCE: Raw = {
    "effect": "inertia", "id": "persistence", "on": ["aid", "contact"], "acts": ["AID", "CONSULT"],
    "half_lives": [7.0, 60.0], "prior": 0.5,
    "coefficients": [quantity(0.2, 0.1), quantity(0.2, 0.1)],
}  # fmt: skip
RELUCTANCE: Raw = {
    "effect": "disposition", "id": "reluctance", "actor": "USA", "on": ["contact"],
    "coefficient": quantity(-0.5),
}  # fmt: skip
CONSENT: Raw = {
    "effect": "mutual-consent", "id": "both", "claim": "both", "otherwise": "either-side",
    "on": ["contact"],
}  # fmt: skip


def offer(actor: str, on: list[str]) -> Raw:
    return {
        "effect": "offer", "id": "held-out", "actor": actor, "on": on, "opens": WINTER,
        "claim": "closed", "otherwise": "open",
    }  # fmt: skip


def lively(raw: Raw) -> None:
    """Memories, moods, consent and two claims; every process is counted."""
    raw["effects"] += [MOOD, ANSWER_IN_KIND, PERSISTENCE, RELUCTANCE, CONSENT]
    raw["claims"] += [claim("both", 0.5)]
    raw["outcomes"] += [
        {"kind": "acts", "id": f"n-{p['id']}", "title": p["title"], "on": [p["id"]]}
        for p in raw["processes"]
    ]


def made(change: Callable[[Raw], object]) -> Scenario:
    with tempfile.TemporaryDirectory() as folder:
        return load(changed(Path(folder), change))


@functools.cache
def scenario() -> Scenario:
    return made(lively)


@functools.cache
def whole() -> Ensemble:
    return scenario().simulate(700, seed=SEED, threads=1)


def setting_of(each: Scenario, paths: int) -> Setting:
    """The whole horizon, with nothing forced."""
    return Setting(each, each.file.horizon, SEED, {}, nested(paths))


def same(a: NDArray[np.generic], b: NDArray[np.generic]) -> bool:
    return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()


# ------------------------------------------------------------------------------- invariance


def test_a_new_scenario_never_recompiles() -> None:
    for each in (scenario(), load("us-russia-2024")):
        compiled = each.compiled(5)
        setting = Setting(each, 5, 1, {}, nested(3))
        block = Runner(setting, tally=True, capacity=50, trace=True).block()
        history = np.zeros((5, len(compiled.rows)), dtype=np.int8)
        play(compiled, 1, np.arange(3), block.theta, block.truth, forced=history)
        each.simulate(3, seed=1)
        assert len(run.signatures) == 1


@pytest.mark.parametrize("threads", [2, 5])
def test_threads_change_no_bit(threads: int) -> None:
    one, other = whole(), scenario().simulate(700, seed=SEED, threads=threads)
    assert one.paths > 2 * BLOCK
    for name in ("first", "count", "truth", "path_mean", "last", "daily_mean", "histogram"):
        assert same(getattr(one, name), getattr(other, name)), name


def test_another_seed_is_another_future() -> None:
    other = scenario().simulate(700, seed=SEED + 1)
    for name in ("first", "count", "truth", "last"):
        assert not same(getattr(whole(), name), getattr(other, name)), name


@settings(max_examples=10)
@given(st.sets(st.integers(1, 59), max_size=6))
def test_any_chunking_gives_the_whole(cuts: set[int]) -> None:
    runner = Runner(setting_of(scenario(), 60), tally=True)

    def part(begin: int, end: int) -> Block:
        return runner.block(begin, end)

    everything = part(0, 60)
    edges = [0, *sorted(cuts), 60]
    parts = [part(a, b) for a, b in pairwise(edges)]
    assert same(np.concatenate([p.truth for p in parts]), everything.truth)
    for name in ("first", "count", "watch", "hazard"):
        joined = np.concatenate([getattr(p.played, name) for p in parts])
        assert same(joined, getattr(everything.played, name)), name


def test_a_path_is_its_three_indices() -> None:
    """Shuffled, repeated and sparse indices give the same paths."""
    order = np.array([17, 3, 3, 42, 0, 599])
    design = nested(700)
    some = simulate(scenario(), seed=SEED, design=design.picked(order))
    assert same(some.first, whole().first[order])
    assert same(some.last, whole().last[order])


@pytest.mark.parametrize("index", ["belief", "parameters", "chance"])
def test_each_index_matters(index: str) -> None:
    design = nested(200)
    parts = {"belief": design.belief, "parameters": design.parameters, "chance": design.chance}
    parts[index] = parts[index] + 1000
    other = simulate(scenario(), seed=SEED, design=Design(**parts))
    assert not same(other.first, whole().first[:200])
    assert same(other.truth, whole().truth[:200]) is (index != "belief")


@pytest.mark.parametrize("held", [True, False])
def test_forcing_a_claim_leaves_the_others_alone(held: bool) -> None:
    forced = scenario().simulate(700, seed=SEED, ready=held)
    names = [each.id for each in scenario().claims]
    ready = names.index("ready")
    assert (forced.truth[:, ready] == held).all()
    others = [i for i in range(len(names)) if i != ready]
    assert others
    assert same(forced.truth[:, others], whole().truth[:, others])
    # where the claim was so anyway, the path is the same one
    already = whole().truth[:, ready] == held
    assert 0 < already.sum() < 700
    assert same(forced.first[already], whole().first[already])
    assert same(forced.last[already], whole().last[already])
    assert not same(forced.first, whole().first)


ABROAD = {
    "id": "abroad", "title": "elsewhere", "source": "CHN", "target": "UKR", "act": "AID/economic",
    "prose": "Elsewhere", "rate": rate(50),
}  # fmt: skip
IDLE = claim("a-claim-that-owns-nothing", 0.5)


def add_process(raw: Raw) -> None:
    raw["processes"].insert(0, ABROAD)


def add_actor(raw: Raw) -> None:
    raw["actors"].insert(0, {"id": "Somebody", "kind": "party", "name": "Somebody"})
    raw["processes"].insert(3, {**ABROAD, "source": "Somebody"})


def add_claim(raw: Raw) -> None:
    raw["claims"].insert(0, IDLE)


def add_voice_and_claim(raw: Raw) -> None:
    raw["voices"].insert(0, {"id": "another", "name": "Another", "correlation": 0.5})
    raw["claims"].insert(1, {**IDLE, "voice": "another"})


def add_effect(raw: Raw) -> None:
    raw["processes"].insert(0, ABROAD)
    raw["effects"].insert(0, {**MOOD, "id": "weather-abroad", "on": ["abroad"]})


def add_outcome(raw: Raw) -> None:
    raw["outcomes"].insert(
        0, {"kind": "acts", "id": "more", "title": "More", "on": ["aid"], "at_least": 3}
    )


@pytest.mark.parametrize(
    "more", [add_process, add_actor, add_claim, add_voice_and_claim, add_effect, add_outcome]
)
def test_what_touches_nothing_changes_nothing(more: Callable[[Raw], None]) -> None:
    def change(raw: Raw) -> None:
        lively(raw)
        more(raw)

    other = made(change).simulate(700, seed=SEED)
    there = [o.id for o in other.scenario.outcomes]
    columns = [there.index(o.id) for o in scenario().outcomes]
    assert same(other.first[:, columns], whole().first)
    assert same(other.count[:, columns], whole().count)
    assert same(other.path_mean[:, 0], whole().path_mean[:, 0])


def test_the_order_of_processes_and_claims_is_nothing() -> None:
    def change(raw: Raw) -> None:
        lively(raw)
        raw["processes"].reverse()
        raw["claims"].reverse()

    other = made(change).simulate(700, seed=SEED)
    assert same(other.truth[:, ::-1].copy(), whole().truth)
    assert same(other.first, whole().first)


@pytest.mark.parametrize("days", [1, 43, 119])
def test_a_shorter_horizon_is_the_beginning_of_the_longer(days: int) -> None:
    until = scenario().as_of + dt.timedelta(days=days)
    short = scenario().simulate(700, seed=SEED, until=until)
    assert short.dates[-1] == until
    first = whole().first
    assert same(short.first, np.where(first < days, first, np.int32(-1)).astype(np.int32))
    assert same(short.daily_mean, whole().daily_mean[:days])


def test_the_same_dates_have_the_same_draws() -> None:
    """Begun a day later, without a state, the days that both have see the same acts."""

    def stateless(raw: Raw) -> None:
        raw["effects"] = []
        raw["record"]["complete"] = []
        by_id(raw["claims"], "ready")["signs"] = []
        for process in raw["processes"]:
            process["rate"] = rate(40)

    def later(raw: Raw) -> None:
        stateless(raw)
        raw["as_of"] += dt.timedelta(days=1)

    acts = []
    for change in (stateless, later):
        each = made(change)
        future = each.simulate(5, seed=SEED).future(4)
        acts.append({(a.date, a.row) for a in future.acts})
    first, last = dt.date(2024, 11, 20), dt.date(2025, 3, 18)
    one, other = ({a for a in each if first <= a[0] <= last} for each in acts)
    assert one
    assert one == other


# ------------------------------------------------------------------------------------- laws


def test_acts_are_as_frequent_as_their_hazards() -> None:
    """Acts − Σ p is a martingale whose variance is Σ p(1 − p), at most Σ p."""
    each = scenario()
    compiled = each.compiled()
    acts = np.zeros(len(compiled.processes))
    expected = np.zeros(len(compiled.processes))
    columns = [compiled.outcomes.index(f"n-{p}") for p in compiled.processes]
    for block in Runner(setting_of(each, 4000), tally=True).blocks(lambda block: block, BLOCK):
        acts += block.played.count[:, columns].sum(axis=0)
        expected += block.played.hazard.sum(axis=0)
    assert (expected > 1000).all()
    limit = norm.isf(ALARM / 2 / len(acts))
    assert np.abs((acts - expected) / np.sqrt(expected)).max() < limit


def test_a_process_alone_keeps_its_rate() -> None:
    """Without effects each process sees its stated days a year."""

    def plain(raw: Raw) -> None:
        lively(raw)
        raw["effects"] = []
        by_id(raw["claims"], "ready")["signs"] = []
        for process in raw["processes"]:
            process["rate"]["sd"] = 0.0

    each = made(plain)
    paths = 2000
    ensemble = each.simulate(paths, seed=SEED)
    limit = norm.isf(ALARM / 2 / len(each.processes))
    for process in each.processes:
        column = [o.id for o in each.outcomes].index(f"n-{process.id}")
        trials = paths * (process.last_day - process.first_day + 1)
        p = process.rate.per_day
        off = ensemble.count[:, column].sum() - trials * p
        assert abs(off) < limit * np.sqrt(trials * p * (1 - p)), process.id


@functools.cache
def traced(paths: int = 2000) -> Block:
    each = scenario()
    return Runner(setting_of(each, paths), trace=True).block()


def test_mood_is_a_stationary_ar1() -> None:
    compiled = scenario().compiled()
    planes = traced().played.planes
    names = [name for name in compiled.planes if name in compiled.model.moods]
    assert len(names) == 4  # RUS>USA conflict, USA>RUS verbal and material conflict, the pair's
    n = planes.shape[0]
    days, lags = (0, 1, 2, 61, 119), (1, 7, 30)
    alarm = ALARM / (len(names) * (2 * len(days) + len(lags)))
    limit = norm.isf(alarm / 2)
    low, high = chi2.ppf(alarm / 2, n), chi2.isf(alarm / 2, n)
    for name in names:
        z = planes[:, :, compiled.planes.index(name)]
        for t in days:
            assert abs(z[:, t].mean()) < limit / np.sqrt(n), (name, t)
            assert low < (z[:, t] ** 2).sum() < high, (name, t)
        for lag in lags:
            rho = 2.0 ** (-lag / 15.0)
            off = (z[:, 40] * z[:, 40 + lag]).mean() - rho
            assert abs(off) < limit * np.sqrt((1 + rho**2) / n), (name, lag)


def test_mood_leaves_mean_rates_alone() -> None:
    compiled = scenario().compiled()
    planes = traced().played.planes
    spreads = [d.name for d in compiled.model.derived.values() if d.op.name == "SPREAD"]
    assert spreads
    limit = norm.isf(ALARM / 2 / len(spreads))
    for name in spreads:
        factor = np.exp(planes[:, 80, compiled.planes.index(name)])
        error = np.sqrt(np.expm1(0.5**2) / factor.shape[0])
        assert abs(factor.mean() - 1.0) < limit * error, name


def test_moods_are_independent_of_one_another() -> None:
    compiled = scenario().compiled()
    planes = traced().played.planes
    z = [planes[:, 50, compiled.planes.index(name)] for name in compiled.model.moods]
    pairs = [(a, b) for a in range(len(z)) for b in range(a)]
    limit = norm.isf(ALARM / 2 / len(pairs)) / np.sqrt(planes.shape[0])
    for a, b in pairs:
        assert abs((z[a] * z[b]).mean()) < limit


# -------------------------------------------------------------------------- gates and consent


def gated(actor: str, on: list[str]) -> Scenario:
    def change(raw: Raw) -> None:
        lively(raw)
        raw["effects"].append(offer(actor, on))
        raw["claims"].append(claim("closed", 0.5))

    return made(change)


@functools.cache
def call_offered() -> Scenario:
    return gated("USA", ["contact"])


def day_of_opening() -> int:
    return (WINTER - scenario().as_of).days - 1


def first_days(
    each: Scenario, outcome: str, forced: dict[str, bool], paths: int = 600
) -> NDArray[np.int32]:
    ensemble = each.simulate(paths, seed=SEED, force=forced)
    return ensemble.first[:, [o.id for o in each.outcomes].index(outcome)]


def test_a_closed_gate_lets_nothing_through() -> None:
    each = gated("USA", ["ease"])
    opens = day_of_opening()
    closed = first_days(each, "n-ease", {"closed": True})
    assert not ((closed >= 0) & (closed < opens)).any()
    assert (closed >= opens).any()
    free = first_days(each, "n-ease", {"closed": False})
    assert ((free >= 0) & (free < opens)).any()
    # a gate that is open is as though it were not there
    assert same(free, first_days(scenario(), "n-ease", {}))


def test_either_side_alone_closes_what_needs_both() -> None:
    opens = day_of_opening()
    both = first_days(call_offered(), "contact", {"closed": True, "both": True})
    assert not ((both >= 0) & (both < opens)).any()
    assert (both >= opens).any()
    either = first_days(call_offered(), "contact", {"closed": True, "both": False})
    assert ((either >= 0) & (either < opens)).any()


@pytest.mark.parametrize("ready", [True, False])
@pytest.mark.parametrize("both", [True, False])
def test_hazard_of_a_joint_act(both: bool, ready: bool) -> None:
    each = call_offered()
    forced = {"both": both, "closed": True, "ready": ready}
    block = Runner(setting_of(each, 40).under(forced), trace=True).block()
    process = each.processes[0]
    assert (process.id, process.joint, process.source) == ("call", True, "RUS")
    at_risk = np.arange(process.first_day, process.last_day + 1)
    base, source, target, hazard = np.moveaxis(block.played.terms[:, at_risk, 0], -1, 0)
    theirs = np.broadcast_to(at_risk >= day_of_opening(), hazard.shape)
    assert np.allclose(target, -0.5, rtol=0, atol=1e-12)
    assert (source > 0.1).all() if ready else (source == 0).all()
    if both:
        wanted = theirs * np.exp(base + 0.5 * (source + target))
    else:
        wanted = np.exp(base) * np.maximum(np.exp(source), theirs * np.exp(target))
    np.testing.assert_allclose(hazard, wanted, rtol=1e-12, atol=0)


def test_mutual_is_never_above_either_side() -> None:
    each = call_offered()
    hazards = {}
    for both in (True, False):
        forced = {"both": both, "closed": False}
        setting = Setting(each, 1, SEED, forced, nested(200))
        block = Runner(setting, trace=True).block()
        hazards[both] = block.played.terms[:, 0, 0, 3]
    assert (hazards[True] <= hazards[False]).all()
    assert (hazards[True] < hazards[False]).any()
