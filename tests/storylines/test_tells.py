"""Lifts of claims and early acts."""

from __future__ import annotations

import numpy as np
import pytest

from detente.ensemble.runner import Runner
from detente.ensemble.simulate import simulate
from detente.storylines.tells import early_acts, early_days, lift, tells, together
from tests.engine.worlds import SEED
from tests.states.worlds import world


def test_a_lift_is_the_ratio_of_shares() -> None:
    kind = np.repeat([True, False], [300, 700])
    seen = np.zeros(1_000, dtype=bool)
    seen[:150] = seen[300:400] = True
    parameters = np.random.Generator(np.random.Philox(key=1)).permutation(1_000) // 20
    ratio, (low, high) = lift(kind, seen, parameters)
    assert ratio == pytest.approx((150 / 250) / 0.3)
    assert low < ratio < high
    # by the delta method: 1/both - 1/kind - 1/seen + 2·both/(kind·seen) - 1/n over independent ones
    variance = 1 / 150 - 1 / 300 - 1 / 250 + 2 * 150 / (300 * 250) - 1 / 1_000
    assert np.log(high / ratio) >= 1.95 * np.sqrt(variance)


def test_what_never_goes_with_a_kind_has_no_lift() -> None:
    kind = np.repeat([True, False], [300, 700])
    ratio, (low, high) = lift(kind, ~kind, np.arange(1_000) // 20)
    assert (ratio, low) == (0.0, 0.0)
    assert 0.0 < high < 0.1


def test_what_tells_nothing_is_not_told() -> None:
    """Of 40 claims without any tie a few cross the bound by chance; the strongest tie is told."""
    random = np.random.Generator(np.random.Philox(key=2))
    kind = random.random(1_000) < 0.3
    seen = {f"none-{k}": random.random(1_000) < 0.5 for k in range(40)}
    seen["tie"] = np.where(random.random(1_000) < 0.8, kind, ~kind)
    found = tells("claim", seen, kind, np.arange(1_000) // 20)
    assert found[0].id == "tie"
    assert found[0].among > found[0].share
    assert all(abs(together(kind, seen[each.id])) < 0.12 for each in found[1:])


def test_correlation_is_numpys_and_none_without_spread() -> None:
    random = np.random.Generator(np.random.Philox(key=3))
    a, b = random.random(200) < 0.4, random.normal(size=200)
    assert together(a, b) == pytest.approx(np.corrcoef(a, b)[0, 1])
    assert together(a, np.ones(200)) == 0.0


def test_early_acts_are_those_of_the_whole_play() -> None:
    ensemble = simulate(world(call=12, sanction=10, aid=30), paths=60, seed=SEED)
    days = early_days(ensemble.days)
    assert days == 30
    picked = np.arange(0, 60, 2)
    found = early_acts(ensemble.setting, picked)
    compiled = ensemble.setting.compiled
    width = len(compiled.rows)
    whole = Runner(ensemble.setting, capacity=ensemble.days * width).block()
    assert set(found) >= {"call", "sanction"}
    for row, seen in found.items():
        number = compiled.rows.index(row)
        expected = [
            bool(((whole.acts[path] % width == number) & (whole.acts[path] // width < days)).any())
            for path in picked
        ]
        assert seen.tolist() == expected
