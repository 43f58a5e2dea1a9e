"""States in a fit: their hazards by occurrence and exposure, and effects that wait for them."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import binom

from detente.baseline.beliefs import believed
from detente.errors import EstimationError
from detente.fitting.fit import Fitting, fit
from detente.fitting.history import DAY, History
from detente.fitting.moves import STAYED, Moves, Pattern, moves_of
from detente.fitting.result import Fit
from detente.fitting.transitions import RateLikelihood, dirichlet, fit_moves, most_likely
from detente.fitting.unknown import unknown_levels
from detente.kernel.compile import Compiled
from detente.kernel.play import play
from detente.scenario.draw_names import draw_name
from detente.scenario.fitted.file import TransitionEntry
from detente.scenario.folder import Memory
from detente.scenario.read import read
from detente.scenario.record.kinds import kind_of
from detente.scenario.scenario import Scenario
from detente.states.known import Dated
from tests.effects.toy import toml
from tests.fitting.worlds import laws, made, process, quantity, random_history, tables
from tests.forms import size
from tests.scenario.mutated import Raw, claim
from tools.calibration.played import played_history, with_draws

DAYS = 1500


def rate(per_year: float, sd: float = 1.0) -> Raw:
    return {"per_year": per_year, "sd": sd, "basis": "judgement", "reference": "a test"}


def moves(*of: tuple[str, object, float], **keys: object) -> list[Raw]:
    return [{"from": a, "to": b, "rate": rate(n)} | keys for a, b, n in of]


WAR: Raw = {
    "id": "war", "title": "War or peace", "values": ["peace", "war"], "start": "peace",
    "transitions": moves(("peace", "war", 3.0), ("war", "peace", 6.0)),
}  # fmt: skip
TALKS: Raw = {
    "id": "talks", "title": "Talks", "values": ["none", "open", "text"], "start": "none",
    "transitions": moves(("none", "open", 5.0), ("open", "text", 4.0), ("open", "none", 6.0),
                         ("text", "none", 3.0)),
}  # fmt: skip
ATWAR: Raw = {
    "effect": "regime", "id": "at-war", "on": ["accuse"],
    "while": {"state": "war", "is": "war"}, "coefficient": quantity(0.3, 0.6),
}  # fmt: skip


def world(*states: Raw, effects: tuple[Raw, ...] = (), **keys: object) -> Scenario:
    return made(tables(effects, DAYS) | {"states": list(states)} | keys)


def told(scenario: Scenario, seed: int = 1, **draws: float) -> tuple[Scenario, History]:
    """A future of the scenario as a record, with the history of its states."""
    names = {name.replace("__", ".").replace("_", "-"): value for name, value in draws.items()}
    values = with_draws(scenario, names)
    compiled = scenario.compiled()
    states = {state.id: compiled.model.states[state.id].name for state in scenario.states}
    truth = np.ones((1, len(compiled.claims)), dtype=np.uint8)
    watched = play(
        compiled.watching(list(states.values())),
        seed, np.zeros(1, dtype=np.int64), values[None, :], truth,
    ).watch[0].astype(int)  # fmt: skip
    history: dict[str, tuple[Dated, ...]] = {}
    for i, state in enumerate(scenario.states):
        course = watched[:, i]
        days = [0, *(np.flatnonzero(np.diff(course)) + 1)]
        history[state.id] = (
            Dated(scenario.as_of, str(state.start)),
            *(Dated(scenario.as_of + (int(d) + 1) * DAY, state.values[course[d]]) for d in days),
        )
    return replace(scenario, history=history), played_history(scenario, values, seed)


def fitted(scenario: Scenario, history: History) -> Fit:
    return Fitting.of(scenario, history).run()


def counted(scenario: Scenario, name: str, first: str, then: str) -> tuple[int, int]:
    """Moves from one value to another, and the days that began in the first, from the history."""
    days = 0
    moved = 0
    entries = scenario.history[name]
    last = scenario.as_of + DAYS * DAY
    for entry, after in zip(entries, (*entries[1:], None), strict=True):
        until = last if after is None else after.date
        if entry.value == first:
            days += (until - entry.date).days
            moved += after is not None and after.value == then
    return moved, days


def hazards(found: Fitting) -> tuple[list[Moves], Compiled]:
    state = found.state()
    assert found.replay is not None
    compiled = state.scenario.compiled()
    levels = unknown_levels(state.scenario, found.history.first, found.history.days)
    every = moves_of(compiled, found.given.acts, found.replay, levels, believed(state.scenario))
    return every, compiled


@pytest.mark.parametrize("state", [WAR, TALKS], ids=["two", "three"])
def test_the_likeliest_hazards_are_occurrence_over_exposure(state: Raw) -> None:
    scenario, history = told(world(state), 4)
    (own,), _compiled = hazards(Fitting.of(scenario, history))
    chances = [[1.0]] * len(own.transitions)
    likelihood = RateLikelihood(own, tuple(range(len(chances))), (), chances)
    free = np.zeros(len(chances))
    best, _curvature, _own = most_likely(likelihood, free - 4.0, free)
    for k, move in enumerate(own.transitions):
        first, then = own.variable.values[move.before[0]], own.variable.values[move.to[0][0]]
        n, days = counted(scenario, own.state, first, then)
        # of two that compete the first in the file is asked first
        earlier = sum(
            counted(scenario, own.state, first, own.variable.values[m.to[0][0]])[0]
            for m in own.transitions[:k]
            if m.before == move.before
        )
        assert n > 2
        assert (own.seen(k), own.at_risk(k)) == (n, days - earlier)
        assert math.exp(best[k]) == pytest.approx(-math.log1p(-n / (days - earlier)), rel=1e-6)


def test_a_hazard_under_its_prior_is_that_of_another_optimiser() -> None:
    scenario, history = told(world(WAR), 4)
    found = fitted(scenario, history)
    for first, then in (("peace", "war"), ("war", "peace")):
        name = f"state:war:{first}>{then}.rate"
        entry = next(each for each in found.file.transitions if each.name == name)
        n, days = counted(scenario, "war", first, then)
        assert (entry.seen, entry.days, entry.part, entry.state) == (n, days, "rate", "war")

        def loss(
            theta: np.ndarray, n: int = n, days: int = days, law: TransitionEntry = entry
        ) -> float:
            hazard = math.exp(float(theta[0]))
            prior = (float(theta[0]) - law.prior_mean) / law.prior_sd
            return (days - n) * hazard - n * math.log(-math.expm1(-hazard)) + 0.5 * prior**2

        other = minimize(loss, [entry.prior_mean], method="Nelder-Mead", options={"xatol": 1e-9})
        assert entry.mean == pytest.approx(float(other.x[0]), abs=1e-6)
        step = 1e-3
        bend = (loss(other.x + step) - 2 * loss(other.x) + loss(other.x - step)) / step**2
        assert entry.sd == pytest.approx(bend**-0.5, rel=1e-4)
        assert laws(found)[name] == (entry.mean, entry.sd)
    per_year = {"state:war:peace>war.rate": 3.0, "state:war:war>peace.rate": 6.0}
    for each in found.file.transitions:  # as stated, in the mean
        stated = math.log(per_year[each.name] / 365.25) - 0.5
        assert each.prior_mean == pytest.approx(stated, rel=1e-8)


def test_a_regime_coefficient_is_that_of_plain_arithmetic() -> None:
    scenario, history = told(world(WAR, effects=(ATWAR,)), 6, at_war__theta=1.2)
    found = fitted(scenario, history)
    days = [history.first + n * DAY for n in range(history.days)]
    accuse = next(p for p in scenario.processes if p.id == "accuse")
    there = set(history.told[kind_of(accuse)])
    acts = np.array([day in there for day in days])
    war = np.zeros(len(days))
    for entry in scenario.history["war"]:
        war[max((entry.date - history.first).days, 0) :] = entry.value == "war"
    baseline = next(each for each in found.file.baselines if each.process == "accuse")
    where = found.file.baselines.index(baseline)
    prior = (found.prior_mean[where], found.prior_sd[where])

    def loss(at: np.ndarray) -> float:
        hazard = np.exp(at[0] + at[1] * war)
        value = np.where(acts, np.log(-np.expm1(-hazard)), -hazard).sum()
        return float(
            0.5 * ((at[0] - prior[0]) / prior[1]) ** 2 + 0.5 * ((at[1] - 0.3) / 0.6) ** 2 - value
        )

    other = minimize(loss, [-2.0, 0.0], method="BFGS", options={"gtol": 1e-7})
    mean, sd = laws(found)["at-war.theta"]
    assert (baseline.mean, mean) == pytest.approx(tuple(other.x), abs=1e-4)
    assert abs(mean - 1.2) < 4 * sd < 1.0
    assert found.file.coefficients[0].acts == int(acts.sum())
    assert found.warnings == []


def test_hazards_hold_what_they_were_drawn_with() -> None:
    """A right fit is refused with a probability of 1e-4; the true values come from the priors."""
    plays = size(16, 100)
    scenario, draw = world(WAR), np.random.default_rng(7)
    names = ["state:war:peace>war.rate", "state:war:war>peace.rate"]
    inside = 0
    for seed in range(plays):
        truth = dict(zip(names, np.log([3.0 / 365.25, 6.0 / 365.25]) - 0.5, strict=True))
        truth = {name: mean + draw.normal() for name, mean in truth.items()}
        known, history = told(scenario, seed, **truth)
        (own,), compiled = hazards(Fitting.of(known, history))
        found = fit_moves([own], compiled, np.ones((1, 0), dtype=np.uint8)).entries
        inside += sum(abs(each.mean - truth[each.name]) < 1.645 * each.sd for each in found)
        inside += 2 - len(found)  # never at risk: the prior, from which the truth was drawn
    assert binom.cdf(inside, 2 * plays, 0.9) > 1e-4
    assert inside < 2 * plays or plays < 50


INWAR: Raw = {"while": {"state": "war", "is": "war"}}
WEIGHING: dict[str, tuple[Raw, float]] = {
    "deadline.theta": ({
        "effect": "deadline", "id": "deadline", "on": ["talk"], "tau": 60.0,
        "on_day": dt.date(2021, 6, 1), "coefficient": quantity(0.5, 0.5)}, 1.4),
    "response.theta": ({
        "effect": "response", "id": "response", "on": ["accuse"], "acts": "AID", "by": ["USA>UKR"],
        "half_life": 20.0, "prior": 0.5, "coefficient": quantity(0.3, 0.5), **INWAR}, 1.0),
    "guarantee.theta": ({
        "effect": "guarantee", "id": "guarantee", "on": ["answer"], "guarantor": "CHN",
        "coefficient": quantity(-0.3, 0.5), **INWAR}, -1.0),
    "mediation.theta": ({
        "effect": "mediation", "id": "mediation", "on": ["talk"], "mediators": ["CHN"],
        "acts": "COOPERATE", "half_life": 15.0, "prior": 0.5, "coefficient": quantity(0.3, 0.5),
        **INWAR}, 1.0),
    "patronage.theta": ({
        "effect": "patronage", "id": "patronage", "on": ["answer"], "patron": "CHN",
        "client": "RUS", "half_life": 10.0, "delay": 5.0, "prior": 0.5,
        "coefficient": quantity(0.3, 0.5)}, 0.9),
    "restraint.theta": ({
        "effect": "restraint", "id": "restraint", "on": ["accuse"], "actor": "USA", "by": ["UKR"],
        "acts": "REQUEST", "half_life": 15.0, "prior": 0.5, "coefficient": quantity(-0.2, 0.5),
        **INWAR}, -0.8),
    "habit.h5": ({
        "effect": "inertia", "id": "habit", "on": ["aid"], "acts": "AID", "half_lives": [5.0],
        "coefficients": [quantity(0.2, 0.4)], **INWAR}, 0.8),
    "price.theta": ({
        "effect": "level", "id": "price", "on": ["trade"], "level": "price",
        "coefficient": quantity(0.2, 0.5)}, 0.8),
}  # fmt: skip


def test_whatever_waits_for_a_state_or_a_level_is_fitted() -> None:
    """Each coefficient within four standard deviations of what the record was made with."""
    raw = tables([entry for entry, _truth in WEIGHING.values()], DAYS)
    raw["actors"] = [*raw["actors"], {"id": "CHN"}]
    raw["processes"] = [
        *raw["processes"],
        process("trade", "CHN", "USA", "COOPERATE", 40),
        process("lend", "CHN", "RUS", "COOPERATE", 40), process("help", "CHN", "RUS", "AID", 20),
        process("urge", "UKR", "USA", "REQUEST", 30), process("blame", "CHN", "USA", "ACCUSE", 30),
    ]  # fmt: skip
    raw["states"] = [WAR]
    price = {"id": "price", "title": "The price", "start": 1.0, "lower": -9}
    raw["levels"] = [price | {"changes": [{"on": ["blame"], "amount": -0.1}], "inflow": 0.008}]
    scenario, history = told(
        made(raw), 5, **{name.replace(".", "__"): truth for name, (_e, truth) in WEIGHING.items()}
    )
    unfitted = Fitting.of(scenario, history)
    assert unfitted.left_out is not None
    assert set(unfitted.left_out.waiting) == {"price"}  # a level without a history
    blame = next(p for p in scenario.processes if p.id == "blame")
    value, levels = 1.0, []
    for n in range(DAYS):
        day = history.first + n * DAY
        levels.append(Dated(day, value))
        value = max(value + 0.008 - 0.1 * (day in history.told[kind_of(blame)]), -9.0)
    known = replace(scenario, history={**scenario.history, "price": tuple(levels)})
    found = fitted(known, history)
    assert not [each for each in found.file.warnings if each.kind == "unrecorded"]
    for name, (_entry, truth) in WEIGHING.items():
        mean, sd = laws(found)[name]
        assert abs(mean - truth) < 4 * sd, name
        assert sd < 0.45, name


# ------------------------------------------------------------------------------------- not known


def test_days_on_which_a_state_is_not_known_leave_the_likelihood() -> None:
    scenario, history = told(world(WAR, effects=(ATWAR,)), 6)
    entries = scenario.history["war"]
    middle = entries[len(entries) // 2]
    known = replace(scenario, history={"war": entries[len(entries) // 2 :]})
    one = Fitting.of(known, history)
    accuse = [p.id for p in known.processes].index("accuse")
    lost = (middle.date - history.first).days
    assert not one.given.known[:lost, accuse].any()
    assert one.given.known[lost:, accuse].all()
    others = [p for p in range(4) if p != accuse]
    assert one.given.known[:, others].all()
    found = one.run()
    warning = next(each for each in found.file.warnings if each.kind == "unrecorded")
    assert (warning.names, warning.numbers) == (["war"], [float(lost)])
    assert "War or peace" in " ".join(found.warnings)


def test_a_state_without_a_history_is_said_to_have_none() -> None:
    scenario, history = told(world(WAR, effects=(ATWAR,)), 6)
    found = fitted(replace(scenario, history={}), history)
    assert found.file.transitions == []
    kept = found.file.kept
    for name in ("state:war:peace>war.rate", "state:war:war>peace.rate", "at-war.theta", "accuse"):
        assert kept[name] == "unrecorded", name
    assert "baseline of accuse" not in found.names_
    assert "baseline of answer" in found.names_


def test_nothing_is_left_where_all_waits_for_what_is_not_known() -> None:
    scenario, history = told(
        world(WAR, effects=(ATWAR | {"on": ["talk", "accuse", "answer", "aid"]},))
    )
    with pytest.raises(EstimationError, match="every process waits for 'war'"):
        fitted(replace(scenario, history={}), history)


def test_what_was_never_due_keeps_its_law() -> None:
    never = WAR | {"transitions": [*WAR["transitions"], *moves(("war", "peace", 2.0), when={
        "act": "ASSAULT"})]}  # fmt: skip
    raw = tables((), DAYS) | {"states": [never]}
    raw["processes"] = [*raw["processes"], process("strike", "USA", "RUS", "ASSAULT", 1)]
    scenario, history = told(made(raw), 4)
    strike = next(p for p in scenario.processes if p.id == "strike")
    history = replace(history, told={**history.told, kind_of(strike): ()})
    found = fitted(scenario, history)
    assert found.file.kept["state:war:war>peace#2.rate"] == "unrisked"


def test_acts_move_a_state_without_a_history() -> None:
    """Wherever it began: its days are known from the first act on."""
    truce = {
        "id": "truce", "title": "The truce", "values": ["none", "in-force"], "start": "none",
        "transitions": [
            {"from": "none", "to": "in-force", "when": {"act": "AID"}},
            {"from": "in-force", "to": "none", "when": {"on": ["accuse"]}},
        ],
    }  # fmt: skip
    calm = {
        "effect": "regime", "id": "calm", "on": ["talk"],
        "while": {"state": "truce", "is": "in-force"}, "coefficient": quantity(0.3, 0.6),
    }  # fmt: skip
    scenario, history = told(world(truce, effects=(calm,)), 3)
    bare = replace(scenario, history={})
    one = Fitting.of(bare, history)
    assert one.replay is not None
    course = scenario.history["truce"]
    acts = [
        set(history.told[kind_of(next(p for p in scenario.processes if p.id == name))])
        for name in ("aid", "accuse")
    ]
    alone = min(acts[0] ^ acts[1])  # both on one day only swap the two values
    values = one.replay.values["truce"]
    for n, value in enumerate(values):
        day = one.replay.first + n * DAY
        right = next(e.value for e in reversed(course) if e.date <= day)
        assert value == (-1 if day <= alone else truce["values"].index(right))
    found, whole = one.run(), fitted(scenario, history)
    assert laws(found)["calm.theta"] == pytest.approx(laws(whole)["calm.theta"], abs=0.05)


# ------------------------------------------------------------------------- chances, competition


TWICE = world(
    {
        "id": "war", "title": "War or peace", "values": ["peace", "war", "truce"], "start": "peace",
        "transitions": [
            *moves(("peace", "war", 3.0), ("peace", "war", 5.0)),
            {"from": "peace", "to": {"war": 0.3, "truce": 0.5}, "rate": rate(4.0)},
            *moves(("war", "peace", 6.0), ("truce", "peace", 6.0)),
        ],
    },
)  # fmt: skip


def test_slope_and_curvature_of_hazards_that_compete() -> None:
    variable = TWICE.compiled().model.states["war"]
    days = {
        Pattern((0, 1, 2), STAYED): 300, Pattern((0, 2), STAYED): 100, Pattern((0, 1, 2), 1): 4,
        Pattern((0, 2), 1): 3, Pattern((0, 1, 2), 2): 2,
    }  # fmt: skip
    own = Moves(
        "war",
        variable,
        variable.transitions,
        (1.0, 0.5, 1.0, 1.0, 1.0),
        ((),) * 5,
        ((),) * 5,
        days,
        0,
    )
    chances = [[1.0], [1.0], [0.3, 0.5], [1.0], [1.0]]
    likelihood = RateLikelihood(own, (0, 1, 2), (), chances)
    at = np.array([-4.0, -3.5, -3.0])

    def plain(theta: np.ndarray) -> float:
        a, b, c = 1 - np.exp(-np.exp(theta) * [1.0, 0.5, 1.0])
        stay = (1 - a) * (1 - b) * (1 - 0.8 * c)
        short = (1 - a) * (1 - 0.8 * c)
        war = a + (1 - a) * b + (1 - a) * (1 - b) * 0.3 * c
        return float(
            300 * np.log(stay) + 100 * np.log(short) + 4 * np.log(war)
            + 3 * np.log(a + (1 - a) * 0.3 * c) + 2 * np.log((1 - a) * (1 - b) * 0.5 * c)
        )  # fmt: skip

    value, gradient, information = likelihood.at(at)
    assert value == pytest.approx(plain(at), rel=1e-12)
    step = 1e-4 * np.eye(3)
    slope = [(plain(at + s) - plain(at - s)) / 2e-4 for s in step]
    assert gradient == pytest.approx(slope, abs=1e-5)
    for i, s in enumerate(step):
        change = (likelihood.at(at + s)[1] - likelihood.at(at - s)[1]) / 2e-4
        assert -information[i] == pytest.approx(change, abs=1e-5)


def test_a_transition_may_wait_for_a_relation_index() -> None:
    cold = {"index": ["RUS", "USA"], "below": -5.0}
    waiting = WAR | {"transitions": [
        {"from": "peace", "to": "war", "when": cold}, *WAR["transitions"]]}  # fmt: skip
    scenario, history = told(world(waiting, index=[{"pair": ["RUS", "USA"]}]), 4)
    found = fitted(scenario, history)
    assert [each.part for each in found.file.transitions] == ["rate", "rate"]


def test_hazards_that_only_together_are_told() -> None:
    twice = WAR | {"transitions": moves(("peace", "war", 3.0), ("peace", "war", 3.0),
                                        ("war", "peace", 6.0))}  # fmt: skip
    scenario, history = told(world(twice), 4)
    found = fitted(scenario, history)
    warning = next(each for each in found.file.warnings if each.kind == "alike")
    assert set(warning.names) == {"state:war:peace>war.rate", "state:war:peace>war#2.rate"}
    table = found.file.correlation
    a, b = (table.names.index(name) for name in warning.names)
    assert table.matrix()[a, b] < -0.05
    both = sum(math.exp(laws(found)[name][0]) for name in warning.names)
    n, days = counted(scenario, "war", "peace", "war")
    assert both == pytest.approx(n / days, rel=0.35)


def test_chances_of_several_values_are_dirichlet() -> None:
    mean, sd = [0.5, 0.3], [0.1, 0.1]
    share, covariance = dirichlet([*mean, 0.2], sd, [3.0, 5.0, 2.0])
    strength = (0.25 + 0.21) / 0.02 - 1
    a = strength * np.array([0.5, 0.3, 0.2]) + [3, 5, 2]
    assert share == pytest.approx(a / a.sum())
    assert covariance[0, 1] == pytest.approx(-a[0] * a[1] / (a.sum() ** 2 * (a.sum() + 1)))


ELECTION: Raw = {
    "id": "war", "title": "Who governs", "values": ["old", "left", "right"], "start": "old",
    "transitions": [
        {
            "from": "old", "rate": rate(20.0),
            "to": {"left": quantity(0.5, 0.2), "right": quantity(0.5, 0.2)},
        },
        *moves(("left", "old", 20.0), ("right", "old", 20.0)),
    ],
}  # fmt: skip


def test_chances_of_an_election() -> None:
    scenario, history = told(
        world(ELECTION), 2, **{"state:war:old>left+right.chance.left": 0.8}
    )  # the first 80 %, what is left to the second
    found = fitted(scenario, history)
    won = [sum(e.value == value for e in scenario.history["war"]) for value in ("left", "right")]
    strength = 0.25 / 0.04 - 1
    names = [f"state:war:old>left+right.chance.{value}" for value in ("left", "right")]
    share = [(0.5 * strength + n) / (strength + sum(won)) for n in won]
    assert [laws(found)[name][0] for name in names] == pytest.approx(share, rel=1e-6)
    assert share[0] > 0.65
    sd = math.sqrt(share[0] * share[1] / (strength + sum(won) + 1))
    assert [laws(found)[name][1] for name in names] == pytest.approx([sd, sd], rel=1e-6)
    a, b = (found.file.correlation.names.index(name) for name in names)
    assert found.file.correlation.matrix()[a, b] == pytest.approx(-1.0)
    played = found.applied().compiled()
    draws = {c.draw.name: c.draw for c in played.coefficients}
    assert draws[names[0]].mean == pytest.approx(share[0], rel=1e-6)
    assert draws[names[0]].basis == "fitted"


def test_a_claim_that_is_half_believed_halves_what_was_seen() -> None:
    owned = WAR | {
        "transitions": [
            WAR["transitions"][0] | {"claim": "hawks", "otherwise": 0.0},
            WAR["transitions"][1],
        ]
    }
    scenario, history = told(world(owned, claims=[claim("hawks", 0.5)]), 4)
    (own,), _compiled = hazards(Fitting.of(scenario, history))
    assert own.held == pytest.approx((0.5, 1.0), abs=0.02)
    chances = [[1.0], [1.0]]
    best, _all, _own = most_likely(
        RateLikelihood(own, (0, 1), (), chances), np.zeros(2) - 4.0, np.zeros(2)
    )
    n, days = counted(scenario, "war", "peace", "war")
    assert math.exp(best[0]) * own.held[0] == pytest.approx(-math.log1p(-n / days), rel=1e-6)


def test_what_a_level_adds_to_a_hazard_is_that_of_plain_arithmetic() -> None:
    """Of a level and a state that the history has; both are made here, not by the kernel."""
    raw = tables((), DAYS) | {"levels": [{"id": "price", "title": "The price", "start": 1.0}]}
    factors = [{"level": "price", "coefficient": quantity(0.2, 0.8)}]
    owned = [WAR["transitions"][0] | {"factors": factors}, WAR["transitions"][1]]
    raw["states"] = [WAR | {"transitions": owned}]
    scenario = made(raw)
    draw = np.random.default_rng(3)
    price = np.repeat(draw.normal(size=DAYS // 50), 50)
    history: dict[str, list[Dated]] = {"war": [Dated(scenario.as_of, "peace")], "price": []}
    war, seen, days = False, [], []
    for t in range(DAYS):
        date = scenario.as_of + (t + 1) * DAY
        if t % 50 == 0:
            history["price"].append(Dated(date, float(price[t])))
        moved = draw.random() < -np.expm1(-(0.05 if war else np.exp(-4.0 + 0.9 * price[t])))
        if not war:
            days.append(price[t])
            seen.append(moved)
        if moved:
            war = not war
            history["war"].append(Dated(date, "war" if war else "peace"))
    known = replace(scenario, history={name: tuple(each) for name, each in history.items()})
    found = fitted(known, random_history(known, days=DAYS, warm=0))
    rate_, factor = (
        next(e for e in found.file.transitions if e.name.startswith("state:war:peace>war" + part))
        for part in (".rate", ".factor")
    )
    x, y = np.array(days), np.array(seen)

    def loss(at: np.ndarray) -> float:
        hazard = np.exp(at[0] + at[1] * x)
        prior = ((at[0] - rate_.prior_mean) / rate_.prior_sd) ** 2 + ((at[1] - 0.2) / 0.8) ** 2
        return float(0.5 * prior - np.where(y, np.log(-np.expm1(-hazard)), -hazard).sum())

    other = minimize(loss, [-3.0, 0.0], method="BFGS", options={"gtol": 1e-8})
    assert (rate_.mean, factor.mean) == pytest.approx(tuple(other.x), abs=1e-5)
    step = 1e-3 * np.eye(2)
    bend = [
        [(loss(other.x + i + j) - loss(other.x + i - j) - loss(other.x - i + j)
          + loss(other.x - i - j)) / 4e-6 for j in step] for i in step
    ]  # fmt: skip
    sd = np.sqrt(np.diag(np.linalg.inv(bend)))
    assert (rate_.sd, factor.sd) == pytest.approx(tuple(sd), rel=1e-3)
    assert abs(factor.mean - 0.9) < 3 * factor.sd
    assert (factor.part, factor.seen, factor.days) == ("factor", int(y.sum()), y.size)
    assert draw_name(known, factor.name).endswith("by “The price”")


# ------------------------------------------------------------------------------------- the file


def test_a_fit_of_states_is_written_read_and_played() -> None:
    scenario, history = told(world(WAR), 4)
    found = fitted(scenario, history)
    played = found.applied()
    draws = {c.draw.name: c.draw for c in played.compiled().coefficients}
    for each in found.file.transitions:
        draw = draws[each.name]
        assert (draw.sd, draw.law, draw.basis) == (each.sd, "log-normal", "fitted")
        assert draw.mean - 0.5 * draw.sd**2 == pytest.approx(each.mean)
    assert found.document()["transitions"][0]["seen"] == found.file.transitions[0].seen
    assert set(found.file.states) == {"war"}


def test_a_fit_on_the_files_of_a_scenario_alone() -> None:
    """Acts of complete classes and a history; what the file only lists keeps its rate."""
    known, history = told(world(WAR, effects=(ATWAR,)), 6, at_war__theta=1.2)
    names = ["talk", "accuse", "answer"]
    lines = sorted(
        f"{day},{p.source},{p.target},{p.act},,,"
        for p in known.processes if p.id in names for day in history.told[kind_of(p)]
    )  # fmt: skip
    raw = tables((ATWAR,), 200) | {"states": [WAR | {"start": "record"}], "history": "h.csv"}
    raw["as_of"] = history.last
    raw["record"] = {"since": history.since, "complete": ["ACCUSE"]}
    texts = {
        "brief.md": "Nothing is claimed.\n",
        "acts.csv": "\n".join(["date,source,target,act,claim,note,reference", *lines]) + "\n",
        "h.csv": "date,id,value,note,reference\n"
        + "".join(f"{e.date},war,{e.value},,\n" for e in known.history["war"]),
        "scenario.toml": "\n".join(f"{key} = {toml(value)}" for key, value in raw.items()) + "\n",
    }
    scenario = read(Memory(texts))
    assert scenario.states[0].start == known.history["war"][-1].value
    found = fit(scenario, dataset="acts.csv", first=history.first)
    whole = laws(fitted(known, history))
    for name in ("at-war.theta", "state:war:peace>war.rate", "state:war:war>peace.rate"):
        assert laws(found)[name] == pytest.approx(whole[name], rel=1e-3), name
    assert {each.process for each in found.file.baselines} == {"accuse", "answer"}
    assert "acts.csv does not say that it is complete" in found.file.kept["talk"]
    assert read(Memory(found.applied().texts)).fitted is not None
    texts["scenario.toml"] = texts["scenario.toml"].replace('["ACCUSE"]', "[]")
    bare = fit(read(Memory(texts)), dataset="acts.csv", first=history.first)
    assert [each.kind for each in bare.file.warnings] == ["moves", "untold"]
    assert bare.file.transitions == found.file.transitions
    assert (bare.file.baselines, bare.file.coefficients) == ([], [])
    assert bare.applied().fitted is not None
