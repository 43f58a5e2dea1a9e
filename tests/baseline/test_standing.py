"""α: a process plays its rate as things stand."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest

from detente.baseline.coefficients import draw_matrix
from detente.baseline.standing import Standing, standing
from detente.ensemble.design import Design
from detente.ensemble.runner import Runner
from detente.ensemble.setting import Setting
from detente.planes.rate import YEAR
from detente.scenario.scenario import Scenario
from tests.engine.worlds import SEED, Change, add, only, quantity, toy, us_russia
from tests.scenario.mutated import Raw, by_id, claim

D = dt.date
RATE = 60.0


def bare(sd: float = 0.0) -> Change:
    """No effects, and every rate as stated, with this spread."""

    def change(raw: Raw) -> None:
        raw["effects"] = []
        raw["record"]["complete"] = []
        by_id(raw["claims"], "ready")["signs"] = []
        for process in raw["processes"]:
            process["rate"] |= {"per_year": RATE, "sd": sd}

    return change


def disposition(theta: float, sd: float = 0.0, **more: object) -> Raw:
    return {
        "effect": "disposition", "id": "d", "claim": "held", "otherwise": 0.0, "actor": "RUS",
        "on": ["ru-accuses"], "coefficient": quantity(theta, sd), **more,
    }  # fmt: skip


def world(effects: list[Raw], *changes: Change, claims: tuple[str, ...] = ("held",)) -> Scenario:
    return toy(
        only("ru-accuses", "us-accuses"),
        bare(),
        add(effects=effects, claims=[claim(name, 0.5) for name in claims]),
        *changes,
    )


def first_day(
    scenario: Scenario, name: str, paths: int = 4000, **forced: bool
) -> tuple[float, float]:
    """Mean hazard of a process on the first day, and its standard error over the paths."""
    k = np.arange(paths, dtype=np.int64)
    block = Runner(Setting(scenario, 1, SEED, forced, Design(k, k, k)), trace=True).block()
    compiled = scenario.compiled(1)
    terms = block.played.terms[:, 0, compiled.processes.index(name)]
    hazard = terms[:, 3] if terms[:, 3].any() else np.exp(terms[:, 0])
    return float(hazard.mean()), float(hazard.std() / math.sqrt(paths))


def assert_plays(scenario: Scenario, name: str, per_year: float = RATE) -> None:
    mean, error = first_day(scenario, name)
    stated = -math.log1p(-per_year / YEAR)
    assert abs(mean - stated) < 4 * error + 0.005 * stated
    assert error < 0.05 * stated  # else this would see nothing


@pytest.mark.parametrize(("theta", "sd"), [(1.0, 0.0), (-2.0, 0.0), (1.0, 0.7)])
def test_a_claim_that_may_hold_leaves_the_rate(theta: float, sd: float) -> None:
    """With α = ln r it would be raised by (1 + e^θ)/2, which for θ = 1 is 1.86."""
    assert_plays(world([disposition(theta, sd)]), "ru-accuses")


def test_what_holds_otherwise_counts() -> None:
    assert_plays(world([disposition(1.0, otherwise=-1.5)]), "ru-accuses")


def test_each_draw_plays_its_rate() -> None:
    """Not only on the mean: α follows θ."""
    scenario = world([disposition(1.0, 0.7)])
    compiled, now = scenario.compiled(), standing(scenario)
    indices = np.arange(50, dtype=np.int64)
    theta = draw_matrix(compiled.coefficients, SEED, indices)
    row = compiled.processes.index("ru-accuses")
    alpha = now.baselines(SEED, indices)[:, row]
    names = [c.draw.name for c in compiled.coefficients]
    value = theta[:, names.index("d.theta")]
    assert value.std() > 0.5
    expected = 0.5 * (1 + np.exp(value))  # of exp(θ·x) over the two beliefs
    np.testing.assert_allclose(np.exp(alpha) * expected, -math.log1p(-RATE / YEAR), rtol=0.01)


def test_forcing_a_claim_does_not_solve_anew() -> None:
    scenario = world([disposition(1.0)])
    stated = -math.log1p(-RATE / YEAR)
    true, false = (first_day(scenario, "ru-accuses", 10, held=v)[0] for v in (True, False))
    assert true / false == pytest.approx(math.e)
    assert (true + false) / 2 == pytest.approx(stated, rel=0.005)


def test_a_claim_given_another_counts_with_its_credence() -> None:
    def given(raw: Raw) -> None:
        by_id(raw["claims"], "then").update(given="held", credence=0.9, credence_otherwise=0.1)

    effects = [disposition(1.0), disposition(1.2, id="e", claim="then")]
    scenario = world(effects, given, claims=("held", "then"))
    assert_plays(scenario, "ru-accuses")
    now = standing(scenario)
    theta = draw_matrix(now.compiled.coefficients, 1, np.zeros(1, dtype=np.int64))
    row = now.compiled.processes.index("ru-accuses")
    e, f = math.exp(1.0), math.exp(1.2)
    mean = 0.5 * (0.9 * e * f + 0.1 * e) + 0.5 * (0.1 * f + 0.9)
    assert now.log_normaliser(theta)[0, row] == pytest.approx(math.log(mean), abs=0.01)


@pytest.mark.parametrize("credence", [0.0, 0.4, 1.0])
def test_joint_acts_by_either_rule_of_consent(credence: float) -> None:
    effects = [
        disposition(0.9, 0.3, on=["call"]),
        disposition(-0.5, id="e", actor="USA", on=["call"], claim="ready"),
        {"effect": "mutual-consent", "id": "two", "claim": "both", "otherwise": "either-side",
         "on": ["call"]},
    ]  # fmt: skip

    def believed(raw: Raw) -> None:
        by_id(raw["claims"], "both")["credence"] = credence

    assert_plays(world(effects, believed, claims=("held", "both")), "call")


@pytest.mark.parametrize("condition", [{"from": D(2024, 12, 1)}, {"until": D(2024, 12, 1)}])
def test_a_rule_that_is_in_force_at_times_counts_as_it_does_at_the_start(condition: Raw) -> None:
    effects = [
        disposition(0.9, on=["call"]),
        {"effect": "mutual-consent", "id": "two", "on": ["call"], "while": condition},
    ]  # fmt: skip
    now = standing(world(effects))
    theta = draw_matrix(now.compiled.coefficients, 1, np.zeros(1, dtype=np.int64))
    share = 0.5 if "until" in condition else 1.0  # both must agree, or the readier side decides
    mean = 0.5 + 0.5 * math.exp(0.9 * share)
    row = now.compiled.processes.index("call")
    assert now.log_normaliser(theta)[0, row] == pytest.approx(math.log(mean), abs=0.01)
    assert_plays(world(effects), "call")


def test_gates_and_the_record_are_no_part_of_the_rate() -> None:
    """A gate that is half open halves what is played; inertia starts at its usual level."""
    gate = {"effect": "offer", "id": "g", "actor": "RUS", "on": ["ru-accuses"], "ajar": 0.5}
    habit = {
        "effect": "inertia", "id": "i", "on": ["ru-accuses"], "acts": "ACCUSE",
        "half_lives": [10.0], "coefficients": [quantity(0.5)],
    }  # fmt: skip
    scenario = world([disposition(1.0), gate, habit])
    plain = world([disposition(1.0)])
    for each in (scenario, plain):
        mean = standing(each).log_normaliser(
            draw_matrix(each.compiled().coefficients, 1, np.zeros(1, dtype=np.int64))
        )
        assert mean[0, 0] == pytest.approx(
            standing(plain).log_normaliser(
                draw_matrix(plain.compiled().coefficients, 1, np.zeros(1, dtype=np.int64))
            )[0, 0]
        )


def test_the_week_counts_with_its_mean() -> None:
    week = {
        "effect": "weekday",
        "id": "w",
        "on": ["ru-accuses"],
        "coefficient": quantity(-0.8, 0.3),
    }
    now = standing(world([week]))
    theta = draw_matrix(now.compiled.coefficients, 1, np.arange(5, dtype=np.int64))
    names = [c.draw.name for c in now.compiled.coefficients]
    value = theta[:, names.index("w.theta")]
    workday = math.log((7 - 2 * math.exp(-0.8)) / 5) / -0.8
    mean = (2 * np.exp(value) + 5 * np.exp(value * workday)) / 7
    row = now.compiled.processes.index("ru-accuses")
    np.testing.assert_allclose(now.log_normaliser(theta)[:, row], np.log(mean), atol=1e-12)


def test_a_policy_on_its_way_counts_where_it_is() -> None:
    """Half of sanctions are adapted to at the start: the other half is in the rate."""
    sanctions = {
        "effect": "sanctions", "id": "s", "senders": ["USA"], "actor": "RUS",
        "acts": "COERCE.restrict/economic", "in_force": 2000.0, "in_force_reference": "a test",
        "per_act": 10.0, "on": ["ru-accuses"], "coefficient": quantity(0.6),
    }  # fmt: skip
    adapted = {
        "effect": "adaptation",
        "id": "a",
        "of": ["s"],
        "half_life": 100.0,
        "initial": 0.5,
    }
    scenario = world([sanctions, adapted])
    now = standing(scenario)
    theta = draw_matrix(now.compiled.coefficients, 1, np.zeros(1, dtype=np.int64))
    row = now.compiled.processes.index("ru-accuses")
    assert now.log_normaliser(theta)[0, row] == pytest.approx(0.5 * 0.6 * math.log1p(2.0))


def test_with_every_claim_false_alpha_is_the_logarithm_of_the_rate() -> None:
    def claims_false(raw: Raw) -> None:
        for process in raw["processes"]:
            process["rate"]["holds"] = "claims-false"

    scenario = world([disposition(1.0)], claims_false)
    alpha = standing(scenario).baselines(1, np.zeros(1, dtype=np.int64))
    np.testing.assert_allclose(alpha, math.log(-math.log1p(-RATE / YEAR)))


def test_a_draw_has_the_same_baselines_whatever_is_asked_with_it() -> None:
    """To the last bit: else one path played again would not be the same path."""
    scenario = us_russia()
    indices = np.arange(40, dtype=np.int64)
    together = Standing(scenario).baselines(3, indices)
    for part in (indices[7:8], indices[::3], indices[::-1]):
        np.testing.assert_array_equal(Standing(scenario).baselines(3, part), together[part])


def test_the_gradient_is_that_of_the_normaliser() -> None:
    now = standing(us_russia())
    theta = draw_matrix(now.compiled.coefficients, 1, np.array([4], dtype=np.int64))
    found = now.gradient(theta[0])
    step = 1e-5
    for i, coefficient in enumerate(now.compiled.coefficients):
        if coefficient.draw.sd == 0 or not found[:, i].any():
            continue
        ends = theta.repeat(2, axis=0)
        ends[:, i] += [step, -step]
        up, down = now.log_normaliser(ends)
        np.testing.assert_allclose(found[:, i], (up - down) / (2 * step), atol=1e-7)


def test_a_late_counterpart_starts_on_its_first_day() -> None:
    """What the calendar brings on the first day at risk belongs to the rate."""

    def late(raw: Raw) -> None:
        raw["offices"][0]["holders"] = [
            {"id": "old", "name": "Old", "start": dt.date(2021, 1, 20),
             "end": dt.date(2024, 12, 20)},
            {"id": "new", "name": "New", "start": dt.date(2024, 12, 20)},
        ]  # fmt: skip
        by_id(raw["processes"], "ru-accuses")["counterpart"] = "new"

    since = disposition(1.0, claim=None, otherwise=None, since=dt.date(2024, 12, 1))
    since = {key: value for key, value in since.items() if value is not None}
    now = standing(world([since], late))
    theta = draw_matrix(now.compiled.coefficients, 1, np.zeros(1, dtype=np.int64))
    row = now.compiled.processes.index("ru-accuses")
    assert now.log_normaliser(theta)[0, row] == pytest.approx(1.0)


@pytest.mark.parametrize(("start", "theta"), [("kept", -1.5), ("broken", -1.5)])
def test_a_state_is_what_it_is_at_the_start(start: str, theta: float) -> None:
    """A regime that acts at the start is in the rate already; one that does not comes on top."""
    truce: Raw = {
        "id": "truce", "title": "The truce", "values": ["kept", "broken"], "start": start,
        "transitions": [
            {"from": "kept", "to": "broken", "on": D(2024, 12, 1)},
            {"from": "broken", "to": "kept", "on": D(2024, 12, 1)},
        ],
    }  # fmt: skip
    regime = disposition(theta) | {"while": {"state": "truce", "is": "kept"}}
    scenario = world([regime], add(states=[truce]))
    assert_plays(scenario, "ru-accuses")
    stated = -math.log1p(-RATE / YEAR)
    k = np.arange(2000, dtype=np.int64)
    block = Runner(Setting(scenario, 30, SEED, {"held": True}, Design(k, k, k)), trace=True).block()
    hazards = block.played.terms[0, :, scenario.compiled(30).processes.index("ru-accuses"), 3]
    factor = math.exp(theta if start == "broken" else -theta)
    assert hazards[-1] / hazards[0] == pytest.approx(factor)
    assert 0.3 * stated < hazards[0] < 3.0 * stated


@pytest.mark.parametrize("sd", [0.0, 0.1])
def test_a_start_that_is_uncertain_counts_with_each_of_its_values(sd: float) -> None:
    """E exp(θ·x), and not exp(θ·E x): in force with the chance 0.7, where a claim does not deny."""
    chances = {"in-force": quantity(0.7, sd) if sd else 0.7, "over": 0.3}
    state = {"id": "truce", "title": "the truce", "values": ["in-force", "over"],
             "start": chances, "claim": "held", "otherwise": "over"}  # fmt: skip
    effect = {"effect": "regime", "id": "calm", "on": ["ru-accuses"], "coefficient": quantity(-2.0),
              "while": {"state": "truce", "is": "in-force"}}  # fmt: skip
    scenario = world([effect], add(states=[state]))
    assert_plays(scenario, "ru-accuses")
    now = standing(scenario)
    theta = draw_matrix(now.compiled.coefficients, 1, np.zeros(1, dtype=np.int64))
    row = now.compiled.processes.index("ru-accuses")
    mean = 0.5 + 0.5 * (0.7 * math.exp(-2.0) + 0.3)
    assert now.log_normaliser(theta)[0, row] == pytest.approx(math.log(mean), abs=0.01)
