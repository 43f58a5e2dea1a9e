"""The likelihood against plain Python, its derivatives against finite differences."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest

from detente.fitting import likelihood
from detente.fitting.design import design, played_planes
from detente.fitting.history import DAY, History, observed, windowed
from detente.kernel.play import play
from detente.kernel.supposed import true_values
from detente.planes.model import PAIR, SOURCE
from detente.scenario.record.kinds import kind_of
from detente.scenario.scenario import Scenario
from tests.fitting import worlds
from tests.fitting.worlds import changed, made, played, random_history, small, tables
from tests.scenario.mutated import Raw
from tools.calibration.played import with_draws


def days_of(scenario: Scenario, history: History) -> dict[str, set[dt.date]]:
    return {p.id: set(history.told[kind_of(p)]) for p in scenario.processes}


def memory(
    history: History, parts: list[tuple[set[dt.date], float]], half_life: float, today: dt.date
) -> tuple[float, float]:
    """A memory on the morning of a day and its usual value, act by act.

    `parts` are the days of each process that feeds it, and its usual rate a day.
    """
    d = 2.0 ** (-1.0 / half_life)
    age = (today - history.since).days
    value = 0.0
    for days, b in parts:
        value += b * d**age / (1.0 - d)  # before the record
        for n in range(age):
            day = history.since + n * DAY
            weight = d ** ((today - day).days - 1)
            if day in days:
                value += weight
            elif day in history.missing and day < history.first:
                value += b * weight
    return value, sum(b for _days, b in parts) / (1.0 - d)


def level(c: float, parts: tuple[float, float]) -> float:
    return math.log((c + parts[0]) / (c + parts[1]))


def oracle(scenario: Scenario, history: History, alpha: list[float], theta: list[float]) -> float:
    """Log-likelihood of the small world's four processes, from their dates and formulas alone."""
    days = days_of(scenario, history)
    b = {p.id: p.rate.per_day for p in scenario.processes}
    h1, h10, blame, in_kind, ready = theta
    total = 0.0
    for n in range(history.days):
        today = history.first + n * DAY
        if today in history.missing:
            continue
        talk = [(days["talk"], b["talk"])]
        own = {name: [(days[name], b[name])] for name in ("accuse", "answer")}
        eta = {
            "talk": alpha[0]
            + h1 * level(1.0, memory(history, talk, 1.0, today))
            + h10 * level(1.0, memory(history, talk, 10.0, today))
            + 0.5 * ready * (today >= dt.date(2018, 11, 1)),
            "aid": alpha[3],
        }
        for k, (name, other) in enumerate((("accuse", "answer"), ("answer", "accuse"))):
            eta[name] = (
                alpha[1 + k]
                + blame * level(1.0, memory(history, own[name], 2.0, today))
                + in_kind * level(0.5, memory(history, own[other], 3.0, today))
            )
        for name, value in eta.items():
            p = 1.0 - math.exp(-math.exp(value))
            total += math.log(p if today in days[name] else 1.0 - p)
    return total


@pytest.mark.parametrize("seed", range(4))
def test_likelihood_is_that_of_plain_python(seed: int) -> None:
    scenario = small()
    history = random_history(scenario, seed)
    before = windowed(scenario, history)
    rows = design(before, observed(before.processes, history))
    assert [d.name for d in rows.draws] == [
        "talks.h1", "talks.h10", "blame.h2", "in-kind.theta", "ready.theta",
    ]  # fmt: skip
    assert rows.rows == 4 * (history.days - 1)
    alpha, theta = -1.5 + 0.5 * worlds.normal(seed, 4), 0.5 * worlds.normal(seed + 100, 5)
    expected = oracle(scenario, history, alpha.tolist(), theta.tolist())
    assert likelihood.value(rows, alpha, theta) == pytest.approx(expected, rel=1e-12)
    assert likelihood.rows(rows, alpha, theta).sum() == pytest.approx(expected, rel=1e-12)


def either() -> Scenario:
    """Each side alone can bring talks about."""
    return made(tables([*worlds.EFFECTS[:-1], {**worlds.READY, "id": "other", "actor": "USA"}]))


@pytest.mark.parametrize("scenario", [small, either], ids=["mutual", "either side"])
def test_derivatives_are_those_of_differences(scenario: object) -> None:
    found = scenario()  # type: ignore[operator]
    history = random_history(found, 3)
    before = windowed(found, history)
    rows = design(before, observed(before.processes, history))
    n, k = len(rows.processes), len(rows.draws)
    at = np.concatenate([-1.5 + 0.3 * worlds.normal(5, n), 0.4 * worlds.normal(6, k)])
    point = likelihood.point(rows, at[:n], at[n:])
    assert point.value == pytest.approx(likelihood.value(rows, at[:n], at[n:]), rel=1e-12)
    step = 1e-5
    for i in range(n + k):
        up, down = at.copy(), at.copy()
        up[i] += step
        down[i] -= step
        high, low = (likelihood.point(rows, x[:n], x[n:]) for x in (up, down))
        assert point.gradient[i] == pytest.approx((high.value - low.value) / (2 * step), abs=1e-5)
        rise = (high.gradient - low.gradient) / (2 * step)
        np.testing.assert_allclose(-point.information[i], rise, atol=1e-4)


def test_extreme_hazards_stay_finite() -> None:
    scenario = small()
    history = random_history(scenario, 1)
    before = windowed(scenario, history)
    rows = design(before, observed(before.processes, history))
    for level in (-700.0, -40.0, 29.0, 500.0):
        point = likelihood.point(rows, np.full(4, level), np.zeros(5))
        assert np.isfinite(point.gradient).all()
        assert np.isfinite(point.information).all()


def test_the_information_of_rare_acts_keeps_its_digits() -> None:
    """An act at a hazard λ near 0 informs by λ/2, of which differences of ones leave nothing."""
    scenario = small()
    history = random_history(scenario, 1)
    before = windowed(scenario, history)
    rows = design(before, observed(before.processes, history))
    point = likelihood.point(rows, np.full(4, -30.0), np.zeros(5))
    acts = rows.acts_of()
    expected = math.exp(-30.0) * (np.diff(rows.rows_of) - 0.5 * acts)
    np.testing.assert_allclose(np.diag(point.information)[:4], expected, rtol=1e-12)


# ----------------------------------------------------------------- the covariates are the engine's


def fully(raw: dict[str, object]) -> None:
    """Every plane that depends on acts: latches, shares, third parties, stocks, adaptation."""
    q = worlds.quantity
    raw["processes"] += [  # type: ignore[operator]
        worlds.process("ukraine-talks", "USA", "UKR", "CONSULT", 40),
        worlds.process("sanction", "USA", "RUS", "COERCE", 20),
        worlds.process("strike", "RUS", "UKR", "ASSAULT", 60),
    ]
    raw["effects"] += [  # type: ignore[operator]
        worlds.WEEKEND,
        {"effect": "third-parties", "id": "through", "on": ["accuse"], "via": ["UKR"],
         "first": "cooperation", "second": "conflict", "half_life": 9.0, "coefficient": q(0.2)},
        {"effect": "sanctions", "id": "bite", "senders": ["USA"], "actor": "RUS", "on": ["talk"],
         "acts": "COERCE", "in_force": 5.0, "in_force_reference": "a test", "per_act": 2.0,
         "unit": 10.0, "coefficient": q(-0.3)},
        {"effect": "adaptation", "id": "used-to-it", "of": ["bite"], "half_life": 90.0,
         "initial": 0.2, "strength": 0.7},
        {"effect": "red-line", "id": "line", "actor": "RUS", "on": ["strike"], "half_life": 20.0,
         "pressure": [{"source": "USA", "target": "RUS", "acts": "COERCE", "weight": 1.0}],
         "threshold": q(1.0, 0.2), "coefficient": q(0.8)},
        {"effect": "lock", "id": "shut", "actor": "RUS", "towards": ["UKR"], "answer": "ASSAULT",
         "half_life": 30.0, "on": ["talk"], "coefficient": q(-0.4)},
        {"effect": "mood", "id": "weather", "half_life": 15.0, "sigma": q(0.4, 0.0),
         "on": ["accuse"]},
        {"effect": "faction", "id": "wing", "part": "UKR", "whole": "RUS", "share": q(0.5, 0.1)},
        {"effect": "response", "id": "linked", "acts": "CONSULT", "by": "RUS~USA", "half_life": 8.0,
         "on": ["sanction"], "coefficient": q(-0.2)},
        {"effect": "mediation", "id": "good-offices", "mediators": ["UKR"], "half_life": 12.0,
         "acts": "any", "on": ["accuse"], "coefficient": q(0.2)},
        {"effect": "patronage", "id": "patron", "patron": "USA", "client": "RUS", "half_life": 9.0,
         "delay": 5.0, "on": ["strike"], "coefficient": q(0.3)},
        {"effect": "signal", "id": "earnest", "observer": "USA", "prior": 0.4, "on": ["sanction"],
         "evidence": [{"process": "strike", "if_true": 20.0, "if_false": 80.0}],
         "coefficient": q(-0.6)},
        {"effect": "deadline", "id": "rush", "since": {"act": "COERCE", "by": "USA>RUS"},
         "days": 20, "tau": 6.0, "on": ["talk"], "coefficient": q(0.5)},
    ]  # fmt: skip


BLAMED = {"act": "ACCUSE", "by": "USA>RUS", "within": 5}


@pytest.mark.parametrize("consent", ["mutual", "either side", "at times"])
def test_fed_back_acts_give_the_kernels_own_trace(consent: str) -> None:
    """A future is played, told as a record, and taken apart: to the last bit what was traced."""

    def change(raw: dict[str, object]) -> None:
        fully(raw)
        effects: list[Raw] = raw["effects"]  # type: ignore[assignment]
        if consent == "either side":
            raw["effects"] = [e for e in effects if e["effect"] != "mutual-consent"]
        if consent == "at times":
            for each in effects:
                if each["effect"] in ("mutual-consent", "third-parties", "lock"):
                    each["while"] = BLAMED

    scenario = changed(change, horizon=150)
    compiled = scenario.compiled()
    history = played(scenario, seed=7)
    rates, values = true_values(compiled), with_draws(scenario, {})
    truth = np.ones((1, 0), dtype=np.uint8)
    acts = np.zeros(1, dtype=np.int64)
    traced = play(compiled, 7, acts, values[None, :], truth, trace=True, capacity=10_000)
    assert traced.recorded[0] == sum(len(days) for days in history.told.values())
    before = windowed(scenario, history)
    told = observed(before.processes, history)
    again = before.compiled()
    planes = played_planes(again, told, list(again.planes))
    number = {name: i for i, name in enumerate(compiled.planes)}
    for name, value in planes.items():
        if not name.startswith(("mood:", "spread(")):
            np.testing.assert_array_equal(value, traced.planes[0, :, number[name]], err_msg=name)
    rows = design(before, told, now=scenario)
    theta = np.array([draw.mean for draw in rows.draws])
    alpha = np.array([rates[compiled.program.alpha[p]] for p in rows.processes])
    eta, _ = likelihood.log_hazard(rows, alpha, theta)
    for i, p in enumerate(rows.processes):
        parts = traced.terms[0, :, p, :]
        process = scenario.processes[p]
        if not process.joint:
            expected = parts[:, PAIR]
        elif process.id in compiled.model.rules:
            expected = parts[:, PAIR] + 0.5 * (parts[:, 1] + parts[:, 2])
        else:
            expected = parts[:, PAIR] + np.maximum(parts[:, SOURCE], parts[:, 2])
        rule = compiled.model.rules.get(process.id)
        if rule is not None and rule.plane is not None:
            alone = traced.planes[0, :, number[rule.plane]] < 0.5
            assert 0 < alone.sum() < alone.size
            either = parts[:, PAIR] + np.maximum(parts[:, SOURCE], parts[:, 2])
            expected = np.where(alone, either, expected)
        got = eta[rows.rows_of[i] : rows.rows_of[i + 1]]
        np.testing.assert_allclose(got, expected, atol=1e-12, err_msg=process.id)
