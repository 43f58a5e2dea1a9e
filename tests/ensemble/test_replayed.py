"""Only the futures that a change touches are played, and no bit tells that the others were not."""

from __future__ import annotations

import datetime as dt
import functools
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.ensemble.document import document
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.kept import by_day
from detente.ensemble.replayed import replayed
from detente.ensemble.setting import Setting
from detente.ensemble.simulate import simulate
from detente.errors import InputError
from detente.scenario.read import load
from detente.scenario.scenario import Scenario
from tests.effects.toy import TOY, write_toy
from tests.engine.test_threads import ARMS, IN_FORCE, LEFT, PRICE, SIGNAL, TRUCE, VOTE
from tests.engine.worlds import add, altered
from tests.forms import size
from tests.states.worlds import size as sized

PATHS, SEED = 60, 11

ARRAYS = (
    "first", "count", "truth", "path_mean", "last", "daily_mean", "histogram", "readings",
    "state_last", "state_counts", "level_counts", "courses", "state_days",
)  # fmt: skip

SCENARIOS = (
    "us-russia-2024", "tariff-truce-2025", "israel-hezbollah-2024", "armenia-azerbaijan-2025",
)  # fmt: skip


@functools.cache
def scenario(name: str) -> Scenario:
    return load(name)


@functools.cache
def base(name: str) -> Ensemble:
    known = scenario(name)
    return simulate(known, paths=PATHS, seed=SEED, until=known.as_of + dt.timedelta(days=45))


def assert_same_bits(one: Ensemble, other: Ensemble) -> None:
    for name in ARRAYS:
        a, b = getattr(one, name), getattr(other, name)
        assert (a.dtype, a.shape) == (b.dtype, b.shape), name
        assert a.tobytes() == b.tobytes(), name
    assert one.level_scales == other.level_scales
    assert one.chronicle is not None
    assert other.chronicle is not None
    for a, b in zip(one.chronicle.arrays, other.chronicle.arrays, strict=True):
        assert a.tobytes() == b.tobytes()
    assert json.dumps(document(one)) == json.dumps(document(other))


def anew(setting: Setting) -> Ensemble:
    return simulate(
        setting.scenario,
        paths=setting.design.paths,
        seed=setting.seed,
        until=setting.dates[-1],
        forced=setting.forced,
        credences=setting.credences,
    )


@st.composite
def changes(draw: st.DrawFn, name: str) -> list[tuple[str, bool | float | None]]:
    """Claims that are forced, moved, or (None) let go again, one after the other."""
    known = scenario(name).claims
    one = st.sampled_from(known)
    found: list[tuple[str, bool | float | None]] = []
    for _ in range(draw(st.integers(1, 4))):
        claim = draw(one)
        value: Any = st.one_of(
            st.booleans(),
            st.none(),
            st.sampled_from([0.0, 0.05, claim.credence, claim.credence / 2, 0.9, 1.0]),
        )
        found.append((claim.id, draw(value)))
    return found


def changed(setting: Setting, claim: str, value: bool | float | None) -> Setting:
    if isinstance(value, bool):
        return setting.under({claim: value})
    if value is not None:
        return setting.under({}, {claim: value})
    return replace(
        setting,
        forced={c: v for c, v in setting.forced.items() if c != claim},
        credences={c: p for c, p in setting.credences.items() if c != claim},
    )


@pytest.mark.parametrize("name", SCENARIOS)
@settings(max_examples=size(2, 25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_changes_give_what_playing_from_nothing_gives(name: str, data: st.DataObject) -> None:
    now = base(name)
    for claim, value in data.draw(changes(name)):
        setting = changed(now.setting, claim, value)
        try:
            setting.check_claims()
        except InputError:
            continue
        touched = int((setting.beliefs() != now.truth).any(axis=1).sum())
        now = replayed(now, setting)
        assert now.replayed == touched
    assert_same_bits(now, anew(now.setting))


def test_levels_that_leave_their_bins_widen_as_from_nothing(tmp_path: Path) -> None:
    """Sizes of acts, a vote, hidden intents: what moves by day, with more paths than a pilot."""
    moving = altered(
        write_toy(tmp_path, [VOTE, SIGNAL]),
        add(states=[TRUCE], levels=[PRICE, ARMS], outcomes=[IN_FORCE, LEFT]),
        sized("sanction", mean=3.0, law="geometric"),
    )
    one = simulate(moving, paths=300, seed=SEED)
    for claim in moving.claims[:2]:
        other = replayed(one, one.setting.under({}, {claim.id: 0.2}))
        assert 0 < other.replayed < one.paths
        assert_same_bits(other, anew(other.setting))


def test_a_branch_is_exchanged_alike() -> None:
    known = detente.load("us-russia-2024")
    played = known.branches(None, None, acts=["ministers-call@2025-01-20"], paths=60).changed
    claim = known.claims[0].id
    other = replayed(played, played.setting.under({claim: True}))
    assert 0 < other.replayed < 60
    again = simulate(
        known, paths=60, seed=1, forced={claim: True}, branch=played.branched,
    )  # fmt: skip
    assert other.first.tobytes() == again.first.tobytes()
    assert other.daily_mean.tobytes() == again.daily_mean.tobytes()


def test_python_says_how_many_were_played() -> None:
    toy = detente.load(TOY)
    ensemble = toy.simulate(400, seed=3)
    assert ensemble.replayed == 400
    claim = toy.claims[0]
    held = int(ensemble.truth[:, 0].sum())
    forced = ensemble.forcing({claim.id: True})
    assert forced.replayed == 400 - held
    assert forced.forced == {claim.id: True}
    assert isinstance(forced, detente.Ensemble)
    moved = forced.with_credence({claim.id: 0.0})
    assert (moved.forced, moved.credences, moved.replayed) == ({}, {claim.id: 0.0}, 400)
    assert_same_bits(
        replace(moved, credences={}), replace(ensemble.forcing({claim.id: False}), forced={})
    )
    back = moved.with_credence({claim.id: claim.credence})
    assert back.first.tobytes() == ensemble.first.tobytes()
    with pytest.raises(InputError, match="did you mean"):
        ensemble.forcing({claim.id + "x": True})
    with pytest.raises(InputError, match="give a number from 0 to 1"):
        ensemble.with_credence({claim.id: 1.5})
    with pytest.raises(InputError, match="leave out one of them"):
        toy.simulate(10, force={claim.id: True}, credences={claim.id: 0.5})
    with pytest.raises(InputError, match="asked of all futures"):
        ensemble.seen(f"claim {claim.id}").forcing({claim.id: True})


def test_what_is_too_large_to_be_kept_is_played_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_day, "KEPT_BYTES", 1000)
    toy = load(TOY)
    ensemble = simulate(toy, paths=50, seed=3)
    assert ensemble.by_day is None
    other = replayed(ensemble, ensemble.setting.under({toy.claims[0].id: True}))
    assert other.replayed == 50
    assert_same_bits(other, anew(other.setting))


def test_many_changes_hold_no_more_than_twice_what_one_takes() -> None:
    known = scenario("tariff-truce-2025")
    one = base("tariff-truce-2025")
    assert one.by_day is not None
    now = one
    for k in range(12):
        now = replayed(now, now.setting.under({known.claims[k % 4].id: k % 3 == 0}))
        assert now.by_day is not None
        assert now.by_day.bytes <= by_day.SLACK * one.by_day.bytes
    assert_same_bits(now, anew(now.setting))


def test_another_thread_ends_it() -> None:
    from detente.numerics.threads import StoppedError

    toy = load(TOY)
    ensemble = simulate(toy, paths=50, seed=3)
    stop = np.ones(1, dtype=np.uint8)
    with pytest.raises(StoppedError):
        replayed(ensemble, ensemble.setting.under({toy.claims[0].id: True}), stop=stop)
