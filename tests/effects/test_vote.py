"""Votes: exact against every way in which members may vote, by day, with claims and conditions."""

from __future__ import annotations

import datetime as dt
import itertools
import math
import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from detente.errors import ScenarioError
from detente.explain.pieces import planned
from detente.kernel._compiled_votes import both_reached, reached
from detente.kernel.hazard import hazards_of
from detente.ontology.actor import Membership
from detente.scenario.draw_names import draw_name
from detente.scenario.scenario import Scenario
from tests.effects.examples import quantity
from tests.effects.test_conformance import history, play_forced
from tests.effects.toy import toy

Entry = dict[str, Any]


def enumerated(chances: list[float], passes: Any) -> float:
    """Chance of the ballots that pass."""
    total = 0.0
    for ballot in itertools.product((False, True), repeat=len(chances)):
        if passes(ballot):
            total += math.prod(
                p if yes else 1.0 - p for p, yes in zip(chances, ballot, strict=True)
            )
    return total


@given(
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9)), min_size=1, max_size=9),
    st.integers(1, 40),
    st.integers(1, 9),
)
def test_both_criteria_are_counted_exactly(
    members: list[tuple[float, int]], quota: int, least: int
) -> None:
    chances, weights = (list(each) for each in zip(*members, strict=True))
    p, w = np.array(chances), np.array(weights, dtype=np.float64)
    ballot = np.zeros((quota + 1) * (least + 1))

    def weight(votes: tuple[bool, ...]) -> int:
        return sum(each for each, yes in zip(weights, votes, strict=True) if yes)

    wanted = enumerated(chances, lambda v: weight(v) >= quota and sum(v) >= least)
    found = both_reached(p, w, 0, len(p), quota, least, ballot)
    assert found == pytest.approx(wanted, abs=1e-12)
    alone = enumerated(chances, lambda v: weight(v) >= quota)
    assert reached(p, w, 0, len(p), quota, ballot) == pytest.approx(alone, abs=1e-12)


def vote(**more: Any) -> Entry:
    """A vote on a concession by four."""
    return {
        "effect": "vote", "id": "council", "bloc": "BRICS+", "on": ["concede"],
        "members": ["BRA", "IND", "ZAF", "IRN"], "chance": quantity(0.7),
        "consents": [{"member": "IND", "chance": quantity(0.4)}],
    } | more  # fmt: skip


CHANCES = {"BRA": 0.7, "IND": 0.4, "ZAF": 0.7, "IRN": 0.7}
WEIGHTS = {"BRA": 2.5, "IND": 4.0, "ZAF": 1.0, "IRN": 1.5}


def factor(*entries: Entry) -> NDArray[np.float64]:
    """What the effects make of the hazard of a concession, by day."""
    with_it, without = toy(entries).compiled(), toy(()).compiled()
    return np.asarray(hazard(with_it) / hazard(without))


def hazard(compiled: Any) -> NDArray[np.float64]:
    terms = play_forced(compiled, history(compiled)).terms
    return np.asarray(terms[0, :, compiled.processes.index("concede"), 3])


def weight(votes: tuple[bool, ...]) -> float:
    return sum(each for each, yes in zip(WEIGHTS.values(), votes, strict=True) if yes)


@pytest.mark.parametrize(
    ("rule", "passes"),
    [
        ({"rule": "unanimity"}, all),
        ({"at_least": 3}, lambda v: sum(v) >= 3),
        ({"share": 0.55}, lambda v: sum(v) >= 3),  # at least 2.2 of four
        ({"blocking": 3}, lambda v: 4 - sum(v) < 3),
        ({"at_least": 4, "blocking": 2}, lambda v: 4 - sum(v) < 2),
        ({"share": 0.6, "weights": WEIGHTS}, lambda v: weight(v) >= 5.4),
        (
            {"share": 0.6, "weights": WEIGHTS, "at_least": 3},
            lambda v: weight(v) >= 5.4 and sum(v) >= 3,
        ),
        (  # as in the Council of the European Union: few who refuse cannot block
            {"share": 0.9, "weights": WEIGHTS, "at_least": 2, "blocking": 2},
            lambda v: (weight(v) >= 8.1 and sum(v) >= 2) or 4 - sum(v) < 2,
        ),
    ],
)
def test_a_rule_is_its_enumeration(rule: Entry, passes: Any) -> None:
    wanted = enumerated(list(CHANCES.values()), passes)
    np.testing.assert_allclose(factor(vote(**rule)), wanted, rtol=1e-12)


def test_a_chance_may_hang_on_a_condition_and_on_a_claim() -> None:
    """India consents with 0.9 until the new year, and later with what holds for all."""
    until = {"member": ["IND"], "chance": quantity(0.9), "while": {"until": dt.date(2025, 1, 1)}}
    own = {"member": "ZAF", "chance": quantity(0.2), "claim": "held", "otherwise": 1.0}
    entry = vote(rule="unanimity", consents=[until, own])
    found = factor(entry)
    before = (dt.date(2025, 1, 1) - dt.date(2024, 11, 19)).days
    early, late = 0.7 * 0.9 * 0.2 * 0.7, 0.7**3 * 0.2
    np.testing.assert_allclose(found[:before], early, rtol=1e-12)
    np.testing.assert_allclose(found[before:], late, rtol=1e-12)
    coefficient = next(
        c for c in toy((entry,)).compiled().coefficients if c.draw.name == "council.chance.ZAF"
    )
    assert coefficient.when == (("held", 1.0),)


def test_without_its_claim_it_is_open_or_closed() -> None:
    for otherwise, left in (("open", 1.0), ("closed", 0.0)):
        compiled = toy((vote(rule="unanimity", claim="held", otherwise=otherwise),)).compiled()
        played = play_forced(compiled, history(compiled), false=("held",))
        plain = toy(()).compiled()
        row = compiled.processes.index("concede")
        usual = play_forced(plain, history(plain)).terms[0, :, row, 3]
        np.testing.assert_allclose(played.terms[0, :, row, 3], left * usual, rtol=1e-12)


def test_a_blocs_members_are_those_of_the_day() -> None:
    """One joins on the third of December: from then on it must consent as well."""
    entry = vote(consents=[], rule="unanimity")
    del entry["members"]
    scenario = toy((entry,))
    bloc = scenario.actors["BRICS+"]
    joins = dt.date(2024, 12, 3)
    members = [Membership("BRA"), Membership("IND"), Membership("ZAF", joins)]
    changed = replace(bloc, members=(), spans=tuple(members), suspended=())
    scenario = replace(scenario, actors={**scenario.actors, "BRICS+": changed}, _compiled={})
    gate = next(g for g in scenario.compiled().model.gates if g.effect == "council")
    compiled = scenario.compiled()
    planes = play_forced(compiled, history(compiled)).planes[0]
    found = planes[:, compiled.planes.index(gate.plane)]
    day = (joins - dt.date(2024, 11, 19)).days
    np.testing.assert_allclose(found[:day], 0.7**2, rtol=1e-12)
    np.testing.assert_allclose(found[day:], 0.7**3, rtol=1e-12)


def test_the_european_council_is_quick_and_exact() -> None:
    """Twenty-seven members, two criteria, a blocking minority: against a Monte Carlo count."""
    rng = np.random.default_rng(7)
    chances, people = rng.uniform(0.3, 0.95, 27), rng.integers(4, 850, 27) / 10
    names = [f"M{i}" for i in range(27)]
    entry = vote(
        members=names, at_least=15, share=0.65, blocking=4,
        weights=dict(zip(names, map(float, people), strict=True)),
        consents=[
            {"member": m, "chance": quantity(float(p))} for m, p in zip(names, chances, strict=True)
        ],
    )  # fmt: skip
    votes = rng.random((400_000, 27)) < chances
    number, weights = votes.sum(axis=1), votes @ people
    passed = ((number >= 15) & (weights >= 0.65 * people.sum() - 1e-9)) | (number > 27 - 4)
    share = passed.mean()
    error = 5 * math.sqrt(share * (1 - share) / passed.size)
    assert factor(entry)[0] == pytest.approx(share, abs=error)


def test_draws_of_chances_are_named_by_the_members() -> None:
    several = {"member": ["IND", "BRA"], "chance": quantity(0.4)}
    scenario = toy((vote(rule="unanimity", consents=[several, several]),))
    names = [draw_name(scenario, f"council.{what}") for what in DRAWS]
    assert [name.split(", ", 1)[1] for name in names] == [
        "chance of consent",
        "chance of consent (India, Brazil)",
        "chance of consent (India, Brazil) 2",
    ]
    drawn = {c.draw.name for c in scenario.compiled().coefficients}
    assert {f"council.{what}" for what in DRAWS[:2]} <= drawn


DRAWS = ("chance", "chance.IND,BRA", "chance.IND,BRA.2")


def test_a_third_partys_vote_is_told_as_its_own() -> None:
    scenario: Scenario = toy((vote(at_least=2),))
    row = scenario.compiled().processes.index("concede")
    plan = planned(
        scenario.processes[row],
        hazards_of(scenario.compiled())[row],
        0.0,
        scenario.compiled().model,
    )
    assert [(p.effect, p.side) for p in plan.closing] == [("council", "BRICS+")]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"rule": "unanimity", "at_least": 2}, 'rule = "unanimity" needs no at_least'),
        ({}, 'give a rule: rule = "unanimity"'),
        ({"at_least": 2, "weights": WEIGHTS}, "weights need a share"),
        ({"at_least": 5}, "at_least: 5 of BRICS+ must consent, but it has 4 members"),
        ({"blocking": 5}, "blocking: 5 of BRICS+ must refuse, but it has 4 members"),
        ({"share": 1.5}, "share"),
        (
            {"at_least": 2, "consents": [{"member": "INDO", "chance": quantity(0.4)}]},
            "consents[1].member: 'INDO' is not a member of BRICS+; did you mean 'IND'?",
        ),
        (
            {"share": 0.5, "weights": {**WEIGHTS, "FRA": 1.0}},
            "weights: 'FRA' is not a member of BRICS+",
        ),
        ({"share": 0.5, "weights": {"BRA": 1.0}}, "weights: none of IND, IRN, ZAF"),
        ({"at_least": 2, "chance": None}, "nothing says how likely 'BRA' consents"),
        ({"at_least": 2, "bloc": "CHN", "members": None}, "'CHN' has no members"),
        (
            {
                "at_least": 2,
                "consents": [{"member": "IND", "chance": quantity(0.4), "claim": "held"}],
            },
            "claim and otherwise go together",
        ),
        (
            {"share": 0.5, "weights": {m: w + 1e-7 for m, w in WEIGHTS.items()}},
            "weights: with so many digits",
        ),
        ({"at_least": 2, "chance": quantity(1.2)}, "council.chance"),
    ],
)
def test_votes_that_cannot_be_are_told(more: Entry, told: str) -> None:
    entry = {key: value for key, value in vote(**more).items() if value is not None}
    with pytest.raises(ScenarioError, match=re.escape(told)) as error:
        toy((entry,))
    assert "council" in str(error.value)


def test_a_chance_follows_what_it_hangs_on() -> None:
    """Log-odds: India's by a claim's factor, the others' by the calendar."""
    late = dt.date(2024, 12, 1)
    entry = vote(
        rule="unanimity",
        factors=[{"while": {"from": late}, "coefficient": quantity(0.9)}],
        consents=[
            {
                "member": "IND",
                "chance": quantity(0.4),
                "factors": [
                    {"while": {"until": late}, "coefficient": quantity(-0.5)},
                    {"days": {"until": late}, "unit_change": 2, "coefficient": quantity(0.2)},
                ],
            }
        ],
    )

    def moved(chance: float, along: float) -> float:
        odds = chance / (1 - chance) * math.exp(along)
        return odds / (1 + odds)

    found = factor(entry)
    scenario = toy((entry,))
    begin = (late - scenario.as_of).days - 1
    for day in (0, 5, begin - 1, begin, begin + 10):
        india = -0.5 * (day < begin) + 0.1 * min(day + 1, begin)
        wanted = moved(0.4, india) * moved(0.7, 0.9 * (day >= begin)) ** 3
        assert found[day] == pytest.approx(wanted, rel=1e-9), day


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_what_is_certain_stays_so(chance: float) -> None:
    always = [{"while": {"from": dt.date(2024, 1, 1)}, "coefficient": quantity(2.0)}]
    entry = vote(rule="unanimity", consents=[], chance=quantity(chance), factors=always)
    np.testing.assert_array_equal(factor(entry), chance)
