"""Posteriors that plain arithmetic knows: every belief gone through."""

from __future__ import annotations

import datetime as dt
from itertools import product

import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm

from detente.ensemble.simulate import simulate
from detente.errors import InputError
from detente.observe.observe import observe
from detente.ontology.acts import Act
from detente.planes.record import PastAct
from detente.scenario.scenario import Scenario
from tests.fitting.worlds import AS_OF
from tests.observe.worlds import acts_of, days_of, log_likelihood, owned, three_claims, world
from tests.scenario.mutated import claim

DAYS = 45
TO = AS_OF + dt.timedelta(days=DAYS)


def by_hand(scenario: Scenario, acts: list[PastAct]) -> tuple[np.ndarray, float]:
    """Credences of keen, angry and heard, and the logarithm of the chance of the acts."""
    both = multivariate_normal([0, 0], [[1, 0.4], [0.4, 1]])
    rates = {p.id: np.exp(p.rate.log_hazard) for p in scenario.processes}
    came = {
        "talk": len({a.date for a in acts if a.act.joint}),
        "accuse": days_of(acts, "USA", "ACCUSE"),
        "answer": days_of(acts, "RUS", "ACCUSE"),
        "aid": days_of(acts, "USA", "AID"),
    }
    weights, truths = [], []
    for keen, angry, heard in product((0, 1), repeat=3):
        joint = both.cdf([norm.ppf(0.3), norm.ppf(0.6)])
        table = {(1, 1): joint, (1, 0): 0.3 - joint, (0, 1): 0.6 - joint, (0, 0): 0.1 + joint}
        chance = 0.8 if keen else 0.25
        prior = table[keen, angry] * (chance if heard else 1 - chance)
        moved = {
            "talk": max(0.9 * keen - 0.6 * heard, 0.0),  # the readier side decides
            "accuse": 0.5 * angry,
            "answer": 0.4 * heard,
            "aid": 0.0,
        }
        log = sum(log_likelihood(rates[p] * np.exp(moved[p]), came[p], DAYS) for p in rates)
        weights.append(np.log(prior) + log)
        truths.append((keen, angry, heard))
    top = max(weights)
    weight = np.exp(np.array(weights) - top)
    return weight @ np.array(truths) / weight.sum(), top + float(np.log(weight.sum()))


@pytest.mark.parametrize("path", [0, 3, 11])
def test_three_claims_are_weighed_exactly(path: int) -> None:
    scenario = three_claims()
    acts = acts_of(simulate(scenario, paths=12, seed=5), path, DAYS)
    found = observe(scenario, acts, TO)
    credences, score = by_hand(scenario, acts)
    assert found.exact
    assert [c.after for c in found.claims] == pytest.approx(credences, abs=1e-4)
    assert [c.before for c in found.claims] == pytest.approx([0.3, 0.6, 0.3 * 0.8 + 0.7 * 0.25])
    assert float(found.score.sum()) == pytest.approx(score, abs=1e-4)


def test_what_moved_each_claim_sums_to_its_change() -> None:
    scenario = three_claims()
    acts = acts_of(simulate(scenario, paths=12, seed=5), 3, DAYS)
    found = observe(scenario, acts, TO)
    for each in found.claims:
        moved = sum(mover.moved[each.claim] for mover in found.movers)
        assert moved + found.by_chance[each.claim] == pytest.approx(each.after - each.before)
        assert found.by_chance[each.claim] == pytest.approx(0.0, abs=1e-12)
    likely = sum(mover.log_likelihood for mover in found.movers)
    assert likely < 0.0
    assert {m.what for m in found.movers if m.date} == {"talk", "accuse", "answer", "aid"}


def test_silence_speaks_against_what_would_have_been_heard() -> None:
    scenario = world([owned("readiness", "talk", "keen", 1.5)], [claim("keen", 0.5)])
    found = observe(scenario, [], TO)
    rate = np.exp(scenario.processes[0].rate.log_hazard)
    odds = np.exp(-rate * DAYS * (np.exp(1.5) - 1.0))
    assert found.claims["keen"].after == pytest.approx(odds / (1.0 + odds), abs=1e-9)
    silent = next(m for m in found.movers if m.what == "talk")
    assert silent.date is None
    assert silent.moved["keen"] == pytest.approx(found.claims["keen"].after - 0.5)


def test_an_act_without_a_chance_is_named() -> None:
    """A gate that only its condition opens: an act while it is closed breaks every draw."""
    closed = {
        "effect": "gate", "id": "closed", "actor": "USA", "on": ["aid"],
        "open": {"from": AS_OF + dt.timedelta(days=30)},
    }  # fmt: skip
    scenario = world([closed], [claim("keen", 0.5)])
    act = PastAct(AS_OF + dt.timedelta(days=9), "USA", "UKR", Act.parse("AID"))
    with pytest.raises(InputError, match=r"^2018-10-09: aid: it happened, and the scenario leaves"):
        observe(scenario, [act], TO)
    later = PastAct(AS_OF + dt.timedelta(days=39), "USA", "UKR", Act.parse("AID"))
    assert observe(scenario, [later], TO).score.sum() < 0.0
