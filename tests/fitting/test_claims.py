"""Claims in a fit: the hazard of a day is the mean over beliefs, and what is fitted is played."""

from __future__ import annotations

import math

import numpy as np
import pytest

from detente.ensemble.simulate import simulate
from detente.fitting import likelihood
from detente.fitting.design import design
from detente.fitting.history import DAY, observed, windowed
from detente.planes.rate import YEAR
from detente.scenario.scenario import Scenario
from tests.fitting import worlds
from tests.fitting.test_likelihood import days_of, memory
from tests.fitting.test_likelihood import level as log_level
from tests.fitting.worlds import AS_OF, fitting, made, played, quantity, tables
from tests.scenario.mutated import Raw

DAYS = 730
LATER = AS_OF + DAYS * DAY


def claim(name: str, credence: float, **more: object) -> Raw:
    return {
        "id": name, "statement": "They do.", "voice": "author", "document": "note", "sentence": 1,
        "fingerprint": "0123456789ab", "credence": credence, "credence_basis": "a test",
        "signs": [], **more,
    }  # fmt: skip


def ready(**more: object) -> Raw:
    return {
        "effect": "disposition", "id": "ready", "actor": "USA", "on": ["accuse"],
        "claim": "ready", "otherwise": 0.0, "coefficient": quantity(1.0, 0.2), **more,
    }  # fmt: skip


HABIT = {**worlds.BLAME, "claim": "ready", "otherwise": -0.2}
OFFER = {"effect": "offer", "id": "held-out", "actor": "RUS", "on": ["talk"], "claim": "ready",
         "otherwise": "open", "opens": AS_OF + 400 * DAY}  # fmt: skip
TWO = {"effect": "disposition", "id": "mine", "actor": "RUS", "on": ["talk"], "claim": "ready",
       "otherwise": 0.0, "coefficient": quantity(0.9, 0.2)}  # fmt: skip
CONSENT = {**worlds.CONSENT, "claim": "both", "otherwise": "either-side"}

WORLDS: dict[str, list[Raw]] = {
    "a disposition": [ready(), worlds.IN_KIND],
    "from a day of the record on": [ready(since=AS_OF + 300 * DAY)],
    "from a day after the record on": [ready(since=LATER + 20 * DAY)],
    "something else if not": [ready(otherwise=-1.0)],
    "a habit": [HABIT],
    "consent of both": [TWO, CONSENT],
}


def believing(effects: list[Raw], credence: float = 0.5) -> Raw:
    raw = tables(effects, horizon=DAYS)
    raw["claims"] = [claim("ready", credence), claim("both", 0.6, given="ready",
                                                     credence_otherwise=0.2)]  # fmt: skip
    used = {e.get("claim") for e in effects}
    raw["claims"] = [c for c in raw["claims"] if c["id"] in used]
    raw["outcomes"] = [{"kind": "acts", "id": p["id"], "title": "x", "on": [p["id"]]}
                       for p in raw["processes"]]  # fmt: skip
    return raw


def later(raw: Raw) -> Scenario:
    """The same a record later, for a year."""
    return made(raw | {"as_of": LATER, "horizon": 365})


# ------------------------------------------------------------------------------- the likelihood


def test_the_hazard_of_a_day_is_the_mean_over_beliefs() -> None:
    """Against the beliefs one by one: a habit, a disposition, a gate, and the rule of consent."""
    effects = [HABIT, ready(since=AS_OF + 50 * DAY), OFFER | {"opens": AS_OF + 30 * DAY}, TWO,
               CONSENT]  # fmt: skip
    scenario = made(believing(effects))
    history = played(scenario, 4)
    before = windowed(scenario, history)
    told = observed(before.processes, history)
    rows = design(before, told, now=scenario)
    theta = np.array([draw.mean + 0.1 for draw in rows.draws])
    rates = np.array([-2.0, -2.5, -3.0, -3.5])
    eta, _ = likelihood.log_hazard(rows, rates, theta)
    names = [draw.name for draw in rows.draws]
    value: dict[str, float] = dict(zip(names, theta.tolist(), strict=True))
    there = {d.name: d.mean for d in rows.constant}

    def of(name: str) -> float:
        return value.get(name, there.get(name, math.nan))

    ids = [scenario.processes[p].id for p in rows.processes]
    beliefs = [((1, 1), 0.3), ((1, 0), 0.2), ((0, 1), 0.1), ((0, 0), 0.4)]

    def log_mean(parts: list[float], weights: list[float]) -> float:
        return float(np.log(np.exp(parts) @ np.array(weights)))

    # accuse: a habit, and a disposition from the 51st day on
    i = ids.index("accuse")
    a, b = rows.rows_of[i], rows.rows_of[i + 1]
    days = days_of(scenario, history)["accuse"]
    usual = next(p.rate.per_day for p in before.processes if p.id == "accuse")
    for row in range(a, b, 37):
        today = history.first + int(rows.day[row]) * DAY
        x = log_level(1.0, memory(history, [(days, usual)], 2.0, today))
        since = today >= AS_OF + 50 * DAY
        parts = [of("blame.h2") * x + of("ready.theta") * since, -0.2 * x]
        expected = rates[i] + log_mean(parts, [0.5, 0.5])
        assert eta[row] == pytest.approx(expected, abs=2e-3)  # beliefs are 65,536 draws
    # talk: shut until the 31st day where the claim holds; consent of both where that one does
    i = ids.index("talk")
    a, b = rows.rows_of[i], rows.rows_of[i + 1]
    mine = of("mine.theta")
    inside = {(1, 1): 0.5 * mine, (1, 0): mine, (0, 1): 0.0, (0, 0): 0.0}
    start = log_mean([inside[k] for k, _ in beliefs], [w for _, w in beliefs])
    for row in (a, b - 1):
        today = history.first + int(rows.day[row]) * DAY
        open_ = today >= AS_OF + 30 * DAY
        now = inside if open_ else inside | {(1, 0): 0.0}  # the other side alone, if it may
        some = [(k, w) for k, w in beliefs if open_ or k != (1, 1)]
        expected = rates[i] - start + log_mean([now[k] for k, _ in some], [w for _, w in some])
        assert eta[row] == pytest.approx(expected, abs=5e-3)


@pytest.mark.parametrize("name", WORLDS)
def test_derivatives_are_those_of_differences(name: str) -> None:
    scenario = made(believing(WORLDS[name]))
    history = played(scenario, 3)
    before = windowed(scenario, history)
    rows = design(before, observed(before.processes, history), now=later(believing(WORLDS[name])))
    n, k = len(rows.processes), len(rows.draws)
    at = np.concatenate([-2.0 + 0.3 * worlds.normal(5, n), 0.3 + 0.2 * worlds.normal(6, k)])
    point = likelihood.point(rows, at[:n], at[n:])
    step = 1e-5
    for i in range(n + k):
        up, down = at.copy(), at.copy()
        up[i] += step
        down[i] -= step
        high, low = (likelihood.value(rows, x[:n], x[n:]) for x in (up, down))
        assert point.gradient[i] == pytest.approx((high - low) / (2 * step), abs=1e-4)


# ------------------------------------------------------------------------------- played back


@pytest.mark.parametrize("name", WORLDS)
def test_a_fitted_scenario_plays_its_rates_back(name: str) -> None:
    """A record with the claims true, fitted with a credence of one half, and played."""
    effects = WORLDS[name]
    record = played(made(believing(effects)), 7)
    found = fitting(later(believing(effects)), record).run()
    ensemble = simulate(found.applied(), paths=3000, seed=1)
    late = [AS_OF + 300 * DAY] if "record on" in name and "day of" in name else []
    for column, each in enumerate(("talk", "accuse", "answer", "aid")):
        kind = next(k for k in record.told if {"talk": "CONSULT", "aid": "AID"}.get(
            each, "ACCUSE") == k.act.type and (each != "accuse" or k.source == "USA")
            and (each != "answer" or k.source == "RUS"))  # fmt: skip
        days = [d for d in record.told[kind] if not late or each != "accuse" or d >= late[0]]
        span = (LATER - (late[0] if late and each == "accuse" else AS_OF)).days
        seen = len(days) / span * YEAR
        now = float(ensemble.count[:, column].mean()) * YEAR / 365
        if name == "from a day after the record on" and each == "accuse":
            seen = _raised(found.applied(), seen)
        assert 0.9 < now / seen < 1.1, (each, seen, now)


def _raised(scenario: Scenario, per_year: float) -> float:
    """Days a year where a disposition with a credence of one half begins after twenty days."""
    draws = {c.draw.name: c.draw.mean for c in scenario.compiled().coefficients}
    hazard, late = -math.log1p(-per_year / YEAR), (365 - 19) / 365
    raised = -math.expm1(-hazard * math.exp(draws["ready.theta"]))
    plain = per_year / YEAR
    return YEAR * ((1.0 - 0.5 * late) * plain + 0.5 * late * raised)


def test_credences_do_not_change_the_rate_that_is_fitted() -> None:
    """Where a claim stands as it stood: the record tells the mean rate, whoever believes what."""
    record = played(made(believing([ready()])), 7)
    rates = []
    for credence in (0.0, 0.3, 1.0):
        found = fitting(later(believing([ready()], credence)), record).run()
        rates.append(found.params_["baseline of accuse"])
        assert "ready.theta" in found.file.kept
    assert rates == pytest.approx([rates[0]] * 3, abs=1e-6)


def test_memories_are_judged_by_what_is_usual_in_the_record() -> None:
    """A rate that was stated far off is no anchor: neither of the rate nor of the memories."""
    truth = tables([worlds.BLAME, worlds.IN_KIND], horizon=DAYS)
    record = played(made(truth), 5)
    raw = tables([worlds.BLAME, worlds.IN_KIND], horizon=365)
    raw["as_of"] = LATER
    raw["processes"] = [{**p, "rate": {**p["rate"], "per_year": 3.0, "sd": 0.5}}
                        for p in raw["processes"]]  # fmt: skip
    found = fitting(made(raw), record).run()
    counted = {e.process: e.acts / DAYS * YEAR for e in found.file.baselines}
    for entry in found.file.baselines:
        assert entry.usual == pytest.approx(counted[entry.process], rel=0.12)
        assert YEAR * math.exp(entry.mean) == pytest.approx(counted[entry.process], rel=0.3)
