"""What is explained of states, levels and votes, against answers known by hand."""

from __future__ import annotations

import datetime as dt
import functools

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.stats import norm

from detente.check.hangs import hangs_on, judged, rates
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.estimate import Z
from detente.ensemble.simulate import simulate
from detente.explain.explanation import split_variance
from detente.explain.reach import claims_to_flip, coefficients_to_shift, gradients, is_rate
from detente.explain.variance import Share
from detente.explain.worth import flip_claims
from detente.language.current import use_language
from detente.report.network import Flow, moments
from detente.scenario.draw_names import draw_name
from detente.scenario.scenario import Scenario
from tests.engine.worlds import AS_OF, quantity
from tests.forms import size
from tests.scenario.mutated import Raw
from tests.states.worlds import add, hazard, move, state, world

DAYS = 120
PATHS = size(2000, 6000)
SIGMAS = 5.0
P, Q = 0.6, 0.7
"""Credence of the claim, and the chance that a signature follows where it holds."""

SD = 1.0
PER_YEAR = 2.0


def day(number: int) -> dt.date:
    """A day of the play."""
    return AS_OF + dt.timedelta(days=number + 1)


def judged_rate(per_year: float, sd: float) -> Raw:
    """A hazard with its uncertainty."""
    return {**hazard(per_year), "sd": sd}


def asked(name: str, which: str) -> Raw:
    """An outcome: that a state takes a value."""
    when = {"state": which, "is": name}
    return {"kind": "condition", "id": name, "title": "It is so", "when": when}


ACCORD = state(
    "accord",
    title="The accord",
    values=["none", "signed"],
    start="none",
    transitions=[move(from_="none", to={"signed": Q}, on=day(30), claim="ready", otherwise=0.0)],
)
TRUCE = state(
    values=["kept", "broken"],
    start="kept",
    transitions=[move(from_="kept", to="broken", rate=judged_rate(PER_YEAR, SD))],
)


@functools.cache
def scenario() -> Scenario:
    """An accord by a claim and by chance, and a truce of an uncertain hazard."""
    return world(
        add(
            states=[ACCORD, TRUCE],
            outcomes=[asked("signed", "accord"), asked("broken", "truce")],
        ),
        sanction=20,
    )


@functools.cache
def ensemble() -> Ensemble:
    return simulate(scenario(), paths=PATHS, seed=11)


def broken(shift: float = 0.0) -> float:
    """Chance that the truce breaks, its hazard's draws so many standard deviations away."""
    return float((weights() * chance_given(normals() + shift)).sum())


def normals() -> NDArray[np.float64]:
    return np.linspace(-8.0, 8.0, 4001)


def weights() -> NDArray[np.float64]:
    found = norm.pdf(normals())
    return np.asarray(found / found.sum())


def chance_given(z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chance that it breaks on one of the mornings, for the normal number of its hazard."""
    a_day = PER_YEAR / 365.25 * np.exp(-0.5 * SD**2 + SD * z)
    return -np.expm1(-a_day * DAYS)


def agrees(found: float, error: float, expected: float) -> bool:
    return abs(found - expected) <= SIGMAS * error + 1e-9


def shares(outcome: str) -> dict[str, Share]:
    split = split_variance(ensemble(), outcome)
    return {share.group: share for share in split.shares}


def test_the_variance_of_a_claimed_transition_is_split_as_by_hand() -> None:
    """Y = claim · chance: E Y = pq, and each alone removes what its own mean moves."""
    p = ensemble().probability("signed")
    assert abs(p - P * Q) < SIGMAS * np.sqrt(P * Q * (1 - P * Q) / PATHS)
    variance = P * Q * (1 - P * Q)
    found = shares("signed")
    belief, luck = Q**2 * P * (1 - P) / variance, P**2 * Q * (1 - Q) / variance
    for group, first, total in (
        ("belief", belief, 1 - luck),
        ("parameters", 0.0, 0.0),
        ("chance", luck, 1 - belief),
    ):
        share = found[group]
        assert agrees(share.first, share.first_error, first), group
        assert agrees(share.total, share.total_error, total), group


def test_what_is_left_open_by_a_hazard_is_a_matter_of_parameters() -> None:
    """The share is the variance of the chance over the hazard's law."""
    given, w = chance_given(normals()), weights()
    p = float((w * given).sum())
    assert abs(ensemble().probability("broken") - p) < SIGMAS * np.sqrt(p * (1 - p) / PATHS)
    first = float((w * (given - p) ** 2).sum()) / (p * (1 - p))
    found = shares("broken")
    assert agrees(found["parameters"].first, found["parameters"].first_error, first)
    assert agrees(found["chance"].total, found["chance"].total_error, 1 - first)
    assert found["belief"].total == 0.0


def test_a_chance_is_reached_by_the_shift_that_reaches_it() -> None:
    """The hazard is a rate; the shift is that of the integral, the claim's flip that of q."""
    now, level = broken(), broken() + 0.15
    setting, estimate = ensemble().setting, ensemble().estimate
    others = coefficients_to_shift(setting, "broken", level, estimate("broken"), rates=False)
    assert others.shifts == {}
    moved = coefficients_to_shift(setting, "broken", level, estimate("broken"), rates=True)
    assert set(moved.shifts) == {"state:truce:kept>broken.rate"}
    exact = brentq(lambda shift: broken(shift) - level, 0.0, 3.0)
    slope = (broken(exact + 0.01) - broken(exact)) / 0.01
    error = Z * np.sqrt(now * (1 - now) / PATHS) / slope
    assert moved.reached
    assert abs(moved.shifts["state:truce:kept>broken.rate"] - exact) < 0.1 + error
    flips = flip_claims(setting, "signed")
    way = claims_to_flip(setting, "signed", 0.6, estimate("signed"), flips)
    assert way.claims == {"ready": True}
    assert abs(way.estimate.probability - Q) < SIGMAS * np.sqrt(Q * (1 - Q) / PATHS)
    assert way.reached


def test_which_draws_are_rates() -> None:
    assert is_rate("rate:act:RUS~USA:CONSULT")
    assert is_rate("state:truce:kept>broken.rate")
    assert not is_rate("state:truce:kept>broken.chance")
    assert not is_rate("level:price.sd")
    gains = gradients(ensemble().setting, "broken")
    assert list(gains) == ["state:truce:kept>broken.rate"]


def test_the_answer_hangs_on_a_judged_hazard() -> None:
    assert rates(scenario()) == len(scenario().processes) + 1
    (mine,) = [each for each in judged(scenario()) if each.of.transition is not None]
    assert mine.per_year == pytest.approx(PER_YEAR)
    assert mine.sd == SD
    assert mine.document()["transition"] == "state:truce:kept>broken"
    assert mine.document()["process"] is None
    (found,) = hangs_on(scenario())
    assert found.of == mine.of
    assert found.now == pytest.approx(PER_YEAR)
    assert found.high / found.now == pytest.approx(np.exp(SD))
    assert found.now / found.low == pytest.approx(np.exp(SD))
    for share, shift in zip(found.outcomes["broken"], (-1.0, 0.0, 1.0), strict=True):
        p = broken(shift)
        assert abs(share - p) < SIGMAS * np.sqrt(p * (1 - p) / 1500)
    assert len(set(found.outcomes["signed"])) == 1


def test_transitions_between_the_same_values_are_told_apart() -> None:
    calls: Raw = {"act": "CONSULT", "by": "USA~RUS"}
    either = state(
        values=["kept", "broken"],
        start="kept",
        transitions=[
            move(from_="kept", to="broken", rate=judged_rate(1.0, 0.5)),
            move(from_="kept", to="broken", rate=judged_rate(2.0, 0.5), when=calls),
            move(from_="kept", to="broken", for_=60, chance=quantity(0.5, 0.1)),
            move(from_="kept", to="broken", on=day(9), chance=quantity(0.5, 0.1)),
            move(from_="broken", to="kept", rate=judged_rate(1.0, 0.5)),
        ],
    )
    found = world(add(states=[either]), sanction=20)
    draws = {c.draw.name for c in found.compiled().coefficients if c.draw.name.startswith("state:")}
    names = {draw: draw_name(found, draw) for draw in draws if "one" not in draw}
    assert len(set(names.values())) == len(names) == 5
    base = "The truce, hazard of the move from kept to broken"
    assert names["state:truce:kept>broken.rate"] == f"{base}, by itself"
    assert names["state:truce:kept>broken#2.rate"] == (
        f"{base}, once “consultation” (United States and Russia) has happened"
    )
    assert names["state:truce:kept>broken#3.chance"].endswith("kept to broken, after 60 days")
    assert names["state:truce:kept>broken#4.chance"].endswith("kept to broken, on 28 November 2024")
    assert names["state:truce:broken>kept.rate"].endswith("from broken to kept")
    with use_language("fr"):
        french = {draw_name(found, draw) for draw in names}
    assert len(french) == 5
    assert not french & set(names.values())


def test_the_network_counts_what_states_and_votes_let_happen() -> None:
    """Sanctions only in war, which begins on day 80; aid where two of two members consent."""
    war = state(
        "front", values=["calm", "war"], start="calm",
        transitions=[move(from_="calm", to="war", on=day(80))],
    )  # fmt: skip

    def bound(raw: Raw) -> None:
        for process in raw["processes"]:
            if process["id"] == "sanction":
                process["while"] = {"state": "front", "is": "war"}

    council: Raw = {
        "effect": "vote", "id": "council", "bloc": "BRICS+", "rule": "unanimity",
        "members": ["RUS", "CHN"], "on": ["aid"], "chance": quantity(0.5),
    }  # fmt: skip
    found = simulate(
        world(add(states=[war], effects=[council]), bound, sanction=100, aid=100, call=0.001),
        paths=500,
        seed=4,
    )
    sanction, aid = (
        next(p for p in found.scenario.processes if p.id == name) for name in ("sanction", "aid")
    )
    usual = 30 * 100 / 365.25
    start, middle, end = moments(found)
    for process, through in ((sanction, (1.0, 0.0, 1.0)), (aid, (1.0, 0.25, 0.25))):
        dyad = process.parties[0], process.parties[1]
        for moment, factor in zip((start, middle, end), through, strict=True):
            flow = moment.flows.get(dyad, Flow(0.0, 0.0))
            error = SIGMAS * np.sqrt(usual * factor / 500)
            # a hazard is thinned, not the day's chance: a little more is let through
            assert flow.volume >= usual * factor - error, (process.id, moment.name)
            assert flow.volume <= 1.2 * usual * factor + error, (process.id, moment.name)
