"""Case-control sampling."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from detente import rem
from detente.errors import InputError
from tests.forms import size
from tests.rem.made import drawn

LOG: Any = {"weighted": True, "transform": "log1p"}


def model(timing: Any, **settings: Any) -> rem.RelationalEventModel:
    effects: list[rem.Effect] = [rem.Inertia(**LOG), rem.Reciprocity()]
    if timing == "timed":
        effects.insert(0, rem.Intercept())
    return rem.RelationalEventModel(effects, timing=timing, **settings)


@pytest.mark.parametrize("timing", ["ordered", "timed"])
def test_a_sample_of_all_is_the_whole(timing: Any) -> None:
    events = drawn(1)
    whole = model(timing).fit(events)
    sampled = model(timing, case_control=56).fit(events)
    np.testing.assert_allclose(sampled.coef_, whole.coef_, rtol=1e-9)
    np.testing.assert_allclose(sampled.covariance_, whole.covariance_, rtol=1e-9)
    assert sampled.log_likelihood_ == pytest.approx(whole.log_likelihood_, rel=1e-12)


@pytest.mark.parametrize("timing", ["ordered", "timed"])
@pytest.mark.parametrize("controls", [5, 40])
def test_the_seed_repeats(timing: Any, controls: int) -> None:
    events = drawn(2)
    first, again, other = (
        model(timing, case_control=controls, seed=seed).fit(events).coef_ for seed in (3, 3, 4)
    )
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("timing", ["ordered", "timed"])
def test_errors_grow_by_what_the_draw_adds(timing: Any) -> None:
    """Estimates of many draws scatter about that of the whole as the covariances say.

    Each ratio of variances is chi-squared over 199 or so: 0.65–1.5 is more than 4 sd about 1, but
    for the error of the linear approximation; of 50 draws, over 49, the quantiles of 1e-4 on either
    side are 0.41 and 1.9, and a tenth is left for that error. False alarms are below 1e-3.
    """
    draws = size(50, 200)
    low, high = size((0.37, 2.1), (0.65, 1.5))
    events = drawn(3)
    whole = model(timing).fit(events)
    fits = [model(timing, case_control=8, seed=seed).fit(events) for seed in range(draws)]
    estimates = np.array([fit.coef_ for fit in fits])
    extra = np.mean([np.diag(fit.covariance_) for fit in fits], axis=0) - np.diag(whole.covariance_)
    ratio = estimates.var(axis=0, ddof=1) / extra
    assert ((ratio > low) & (ratio < high)).all(), ratio
    bias = (estimates.mean(axis=0) - whole.coef_) / np.sqrt(np.diag(whole.covariance_))
    assert (np.abs(bias) < 0.5).all(), bias


def test_controls_are_at_risk_and_differ() -> None:
    from detente.rem.engine._compiled_sample import sample

    events = drawn(4, n=10, events=60)
    mask = np.random.default_rng(0).random((10, 10)) < 0.06
    mask[events["sender"], events["receiver"]] = True
    fitted = rem.RelationalEventModel([rem.Inertia()])
    design = fitted.design(rem.read_history(events, risk_set=mask))
    words = np.array([1, 2], np.uint64)
    for keep in (True, False):
        cells, count, at_risk = sample(
            design.program, design.world, design.changes, design.moments, keep, 4, words, words
        )
        np.fill_diagonal(mask, False)
        assert (at_risk == mask.sum()).all()
        assert (count == 4 + keep).all()
        for m in range(60):
            chosen = cells[m, : count[m]]
            assert len(set(chosen.tolist())) == count[m]
            assert mask.ravel()[chosen].all()
            if keep:
                assert chosen[0] == events["sender"][m] * 10 + events["receiver"][m]


@pytest.mark.parametrize("settings", [{"case_control": 1}, {"case_control": 5, "seed": -1}])
def test_settings_that_make_no_sense(settings: Any) -> None:
    with pytest.raises(InputError, match=r"case_control is 1|seed -1"):
        model("ordered", **settings)
