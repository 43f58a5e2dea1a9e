"""What a fit finds: the mode, its law, half-lives, what effects earn; what it holds and keeps."""

from __future__ import annotations

import datetime as dt
import math
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from scipy.optimize import minimize
from scipy.stats import binom, norm

from detente.fitting import likelihood
from detente.fitting.history import DAY
from detente.fitting.profile import ProfiledSetting, search
from detente.fitting.solve import golden
from detente.scenario.folder import Folder
from detente.scenario.read import read
from detente.scenario.record.kinds import kind_of
from detente.scenario.scenario import Scenario
from tests.fitting import worlds
from tests.fitting.worlds import (
    changed,
    fitting,
    laws,
    made,
    played,
    quantity,
    random_history,
    small,
    tables,
)
from tests.forms import size
from tests.scenario.mutated import Raw
from tools.calibration.places import ALARM, calibrate, covered, uniform
from tools.calibration.scenario import some

FITS = size(30, 60)
"""Fits of the reduced calibration; `make calibrate` makes 500."""


def test_mode_is_that_of_another_optimiser() -> None:
    scenario = small()
    state = fitting(scenario, random_history(scenario, 2)).state()
    law = state.prior(1.0)
    _spread, solution = state.solve()
    n = len(state.processes)

    def depth(at: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
        return -likelihood.value(state.design, at[:n], at[n:]) - law.log_density(at)

    other = minimize(depth, law.mean, method="BFGS", options={"gtol": 1e-6})
    np.testing.assert_allclose(solution.values, other.x, atol=1e-4)
    assert solution.converged
    assert -solution.log_posterior <= other.fun + 1e-9
    curvature = solution.information + law.precision
    np.testing.assert_allclose(solution.covariance @ curvature, np.eye(n + 5), atol=1e-9)


def test_calibration() -> None:
    """Posteriors hold the true values as often as they say, with moods in the truth.

    Slow inertia, of 14 days, and a mood of 45 compete; neither may take the other's part. Each of
    the checks rejects a right fit with a probability of `ALARM`; the seeds are fixed.
    """
    found = calibrate(some, FITS, workers=1)
    assert found.places.shape == (FITS, 15)
    assert not np.isnan(found.places).any()
    _share, p = covered(found.within)
    assert p > ALARM
    assert uniform(found.places) > ALARM
    wrong = np.clip(found.places**2, 1e-9, 1.0)  # what a bias looks like
    assert uniform(wrong) < ALARM
    slow = found.within[:, found.names.index("talks.h14")]
    assert binom.cdf(int(slow.sum()), FITS, 0.95) > ALARM
    assert found.within.mean() > 0.92
    held = int((np.abs(found.places - 0.5) < 0.2).sum())
    assert binom.cdf(held, found.places.size, 0.4) > 1e-6


def test_a_long_record_finds_what_the_play_was_made_with() -> None:
    raw = tables(horizon=3000)
    raw["effects"] = [worlds.TALKS, worlds.IN_KIND, worlds.CONSENT]
    scenario = made(raw)
    found = fitting(scenario, played(scenario, 3, talks__h1=0.7, in_kind__theta=0.5)).run()
    for name, truth in (("talks.h1", 0.7), ("talks.h10", 0.2), ("in-kind.theta", 0.5)):
        mean, sd = laws(found)[name]
        assert abs(mean - truth) < norm.isf(0.5e-4) * sd, name
        assert sd < 0.2


def test_a_process_never_seen_keeps_a_baseline() -> None:
    def leave_out(raw: Raw) -> None:
        raw["coefficients"] = "fit.toml"
        for each in raw["processes"]:
            del each["rate"]

    scenario = unmeasured(leave_out)
    history = random_history(scenario, 4, days=120)
    silent = next(p for p in scenario.processes if p.id == "answer")
    history = replace(history, told={**history.told, kind_of(silent): ()})
    found = fitting(scenario, history).run()
    mean, sd = laws(found)["baseline of answer"]
    others = [found.params_[f"baseline of {name}"] for name in ("accuse", "talk")]
    assert math.isfinite(mean)
    assert -9.0 < mean < min(others) - 1.0
    assert 0.3 < sd < 3.0
    assert found.file.pooling_sd is not None


def unmeasured(change: Callable[[Raw], None]) -> Scenario:
    """A scenario whose rates nobody states, as it is read to be fitted."""
    raw = tables()
    change(raw)
    with tempfile.TemporaryDirectory() as folder:
        return read(Folder(worlds.write(Path(folder), raw)), fitted=False)


def test_pooled_baselines_come_closer() -> None:
    """The fewer acts, the closer to the mean of the pool."""

    def leave_out(raw: Raw) -> None:
        raw["coefficients"] = "fit.toml"
        raw["effects"] = []
        raw["processes"] = [
            {k: v for k, v in worlds.process(f"p{i}", a, b, "ACCUSE", 1.0).items() if k != "rate"}
            for i, (a, b) in enumerate([("USA", "RUS"), ("RUS", "USA"), ("USA", "UKR"),
                                        ("UKR", "USA"), ("RUS", "UKR"), ("UKR", "RUS")])
        ]  # fmt: skip

    scenario = unmeasured(leave_out)
    history = random_history(scenario, 4, days=100, share=0.1)
    first = kind_of(scenario.processes[0])
    told = {**history.told, first: history.told[first][:1]}
    found = fitting(scenario, replace(history, told=told)).run()
    usual = [a for name, a in found.params_.items() if name.startswith("baseline of ")]
    seen = [max(each.acts, 0.3) for each in found.file.baselines]
    raw = [math.log(-math.log1p(-n / 98)) for n in seen]
    assert abs(usual[0] - np.mean(usual[1:])) < abs(raw[0] - np.mean(usual[1:]))
    assert usual[0] < min(usual[1:])


# ------------------------------------------------------------------------------------ earnings


def test_earned_is_what_is_lost() -> None:
    scenario = small()
    history = played(scenario, 5)
    found = fitting(scenario, history).run()
    file = found.file
    assert set(file.earned) == {"talks", "blame", "in-kind", "ready"}
    without = changed(lambda raw: raw["effects"].pop(0))  # no inertia of talks
    less = fitting(without, history).run()
    assert file.earned["talks"] == pytest.approx(
        file.log_likelihood - less.file.log_likelihood, abs=1e-4
    )
    alone = fitting(made(tables([worlds.CONSENT])), history).run()
    assert file.log_likelihood_baselines == pytest.approx(alone.file.log_likelihood, abs=1e-4)
    assert [w.kind for w in alone.file.warnings] == ["constant"]


def test_weekday_plane_agrees_with_its_coefficient() -> None:
    scenario = made(tables([worlds.WEEKEND]))
    one = fitting(scenario, played(scenario, 2, weekend__theta=-1.0))
    _state, _tau, solution = one.settled()
    mean = solution.values[-1]
    assert one.laws["weekend.theta"].mean == pytest.approx(mean, abs=1e-6)
    assert abs(mean - -0.5) > 0.05
    assert one.state().design.draws[0].mean == -0.5  # the prior stays


# ------------------------------------------------------------------------------------ profiles


def test_search_finds_the_top_and_where_it_falls() -> None:
    setting = ProfiledSetting("in-kind", "half_life", 3.0, 0.25, 730.0)

    def height(value: float) -> float:
        return -0.5 * ((math.log(value) - math.log(5.0)) / 0.4) ** 2

    found = search(setting, height)
    assert found.best == pytest.approx(5.0, rel=0.05)
    low, high = found.interval
    assert math.log(5.0 / low) == pytest.approx(1.96 * 0.4, abs=0.2)
    assert math.log(high / 5.0) == pytest.approx(1.96 * 0.4, abs=0.2)
    assert found.open == (False, False)
    flat = search(setting, lambda value: 0.0 * value)
    assert flat.open == (True, True)
    assert not flat.said
    assert golden(lambda x: -((x - 1.3) ** 2), -4.0, 9.0, 1e-6) == pytest.approx(1.3, abs=1e-5)


def test_half_life_of_a_play_is_found() -> None:
    raw = tables(horizon=2500)
    slow = {**worlds.IN_KIND, "half_life": 6.0, "coefficient": quantity(0.9)}
    raw["effects"] = [slow]
    history = played(made(raw), 11)
    raw["effects"] = [{**slow, "half_life": 40.0}]
    found = fitting(made(raw), history, "in-kind").run()
    (profile,) = found.profiles
    assert profile.interval[0] < 6.0 < profile.interval[1]
    (setting,) = found.file.settings
    assert setting.value == profile.best
    assert setting.stated == 40.0
    applied = found.applied()
    assert applied.effects[0].half_life == profile.best  # type: ignore[attr-defined]


def test_a_half_life_of_which_nothing_is_known_stays() -> None:
    scenario = changed(lambda raw: raw["effects"][2].update(coefficient=quantity(0.0, 0.001)))
    found = fitting(scenario, played(scenario, 1), "in-kind.half_life").run()
    assert "flat" in {w.kind for w in found.file.warnings}
    assert found.file.settings == []
    assert found.applied().effects[2].half_life == 3.0  # type: ignore[attr-defined]


def test_threshold_of_a_red_line() -> None:
    line = {
        "effect": "red-line", "id": "line", "actor": "RUS", "on": ["answer"], "half_life": 20.0,
        "pressure": [{"source": "USA", "target": "RUS", "acts": "ACCUSE", "weight": 1.0}],
        "threshold": quantity(6.0, 3.0), "coefficient": quantity(1.5, 0.5),
    }  # fmt: skip
    scenario = made(tables([line], horizon=1500))
    found = fitting(scenario, played(scenario, 4, line__threshold=4.0), "line.threshold").run()
    mean, sd = laws(found)["line.threshold"]
    assert abs(mean - 4.0) < 4 * sd
    assert sd < 3.0
    assert found.applied().compiled() is not None
    assert "line.threshold" not in found.file.correlation.names
    both = fitting(scenario, played(scenario, 4, line__threshold=4.0), "line").run()
    half_life, threshold = (profile.best for profile in both.profiles)
    assert both.file.log_likelihood >= found.file.log_likelihood - 0.5
    assert threshold / half_life == pytest.approx(4.0 / 20.0, rel=0.3)  # a ridge: they go together


# ------------------------------------------------------------------------- what is not fitted


def test_what_does_not_vary_or_is_certain_keeps_its_law() -> None:
    def change(raw: Raw) -> None:
        raw["effects"][3].pop("since")  # a disposition at all times
        raw["effects"][2]["coefficient"] = quantity(0.3, 0.0)
        raw["effects"].append({
            "effect": "mood", "id": "weather", "half_life": 15.0, "sigma": quantity(0.4, 0.0),
            "on": ["accuse"],
        })  # fmt: skip

    scenario = changed(change)
    found = fitting(scenario, played(scenario, 1)).run()
    fitted = found.summary.filter(pl.col("part") == "coefficient")
    assert fitted["effect"].to_list() == ["talks.h1", "talks.h10", "blame.h2"]
    assert found.file.kept == {
        "ready.theta": "constant", "in-kind.theta": "certain", "weather.sigma": "certain",
    }  # fmt: skip
    applied = {c.draw.name: c.draw for c in found.applied().compiled().coefficients}
    assert applied["ready.theta"].basis == "judgement"
    assert applied["talks.h1"].basis == "fitted"


def test_processes_of_which_a_source_cannot_tell_stay() -> None:
    scenario = small()
    history = random_history(scenario, 2)
    kind = kind_of(scenario.processes[3])
    told = {k: v for k, v in history.told.items() if k != kind}
    found = fitting(scenario, replace(history, told=told, untold={kind: "it has no code"})).run()
    assert "aid" not in found.summary["effect"]
    assert found.file.kept["aid"] == "it has no code"
    (warning,) = [w for w in found.file.warnings if w.kind == "untold"]
    assert warning.names == ["aid"]
    assert "it has no code" in found.warnings[-1]


def test_missing_days_leave_the_likelihood() -> None:
    scenario = small()
    history = random_history(scenario, 2)
    gone = tuple(history.first + n * DAY for n in range(10, 22))
    told = {k: tuple(d for d in v if d not in gone) for k, v in history.told.items()}
    fewer = replace(history, missing=(*history.missing, *gone), told=told)
    one, other = (fitting(scenario, each).run().file for each in (history, fewer))
    assert one.rows - other.rows == 4 * 12
    assert "missing" in {w.kind for w in other.warnings}
    assert one.missing_days == 1


def test_acts_with_two_counterparts_at_once_are_not_attributed() -> None:
    def change(raw: Raw) -> None:
        raw["offices"] = [{
            "id": "president", "actor": "USA", "title": "President",
            "holders": [
                {"id": "old", "name": "Old", "start": dt.date(2015, 1, 20),
                 "end": dt.date(2018, 11, 10)},
                {"id": "new", "name": "New", "elected": dt.date(2018, 10, 20),
                 "start": dt.date(2018, 11, 10)},
            ],
        }]  # fmt: skip
        old = raw["processes"][0]
        new = {**old, "id": "talk-new", "title": "with the new", "counterpart": "new"}
        old["counterpart"] = "old"
        raw["processes"].append(new)
        raw["effects"] = []

    scenario = changed(change)
    one = fitting(scenario, random_history(scenario, 3))
    known = one.given.known
    assert not (known[:, 0] & known[:, 4]).any()
    assert not known[25:38][:, [0, 4]].any()  # between the election and the handover
    assert known[:15, 0].any()
    assert known[45:, 4].any()
    assert (one.given.acts[:, [0, 4]].sum(axis=1) <= 1).all()


def test_closed_gates_contradicted_by_the_record_are_told() -> None:
    def change(raw: Raw) -> None:
        raw["effects"].append({
            "effect": "offer", "id": "held-out", "actor": "RUS", "on": ["talk"],
            "opens": dt.date(2018, 11, 1),
        })  # fmt: skip

    scenario = changed(change)
    history = random_history(scenario, 3)
    found = fitting(scenario, history).run()
    (warning,) = [w for w in found.file.warnings if w.kind == "closed"]
    assert warning.names == ["held-out"]
    shut = [d for d in history.told[kind_of(scenario.processes[0])]
            if history.first <= d < dt.date(2018, 11, 1)]  # fmt: skip
    assert warning.numbers == [float(len(shut))]
