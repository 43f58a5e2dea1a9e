"""Posteriors of coefficients: conjugate laws, calibration by simulation, and moods on a grid."""

from __future__ import annotations

import datetime as dt
import math
from functools import cache

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import kstest, norm

from detente.ensemble.design import Design
from detente.ensemble.simulate import simulate
from detente.observe.evidence import Evidence
from detente.observe.observe import observe
from detente.observe.sampler import Sampler
from detente.scenario.scenario import Scenario
from tests.fitting.worlds import AS_OF, quantity
from tests.forms import size
from tests.observe.worlds import acts_of, days_of, log_likelihood, owned, world
from tests.scenario.mutated import Raw, claim

DAYS = 45
TO = AS_OF + dt.timedelta(days=DAYS)

MOOD: Raw = {
    "effect": "mood", "id": "weather", "on": ["accuse", "answer"], "half_life": 9.0,
    "sigma": quantity(0.5, 0.1),
}  # fmt: skip


@cache
def uncertain() -> Scenario:
    """Rates, a coefficient, two claims and a mood that are all drawn."""
    return world(
        [
            owned("readiness", "talk", "keen", 0.8, 0.3),
            owned("anger", "accuse", "angry", 0.7, 0.2),
            owned("more-anger", "answer", "angry", 0.4, 0.2),
            MOOD,
        ],
        [claim("keen", 0.4), claim("angry", 0.5)],
        rate_sd=0.4,
    )


def test_a_sampler_draws_what_an_ensemble_draws() -> None:
    scenario, index = uncertain(), np.arange(50, dtype=np.int64)
    compiled = scenario.compiled(DAYS)
    sampler = Sampler(scenario, compiled)
    z = sampler.start(7, 50)
    played = simulate(scenario, paths=50, seed=7, design=Design(index, index, index))
    assert (sampler.truth(z) == played.truth).all()
    from detente.baseline.coefficients import draw_matrix

    stated = draw_matrix(compiled.coefficients, 7, index)
    values = sampler.values(z)
    for j, coefficient in enumerate(compiled.coefficients):
        if coefficient.draw.sd > 0:
            assert values[coefficient.draw.name] == pytest.approx(stated[:, j], abs=1e-9)


def test_a_rate_by_itself_has_the_posterior_of_one_integral() -> None:
    scenario = world([], [], rate_sd=0.4)
    acts = acts_of(simulate(scenario, paths=3, seed=2), 1, DAYS)
    found = observe(scenario, acts, TO, paths=2_000)
    process = next(p for p in scenario.processes if p.id == "aid")
    came = days_of(acts, "USA", "AID")
    centre = process.rate.log_hazard - 0.5 * 0.4**2

    def weight(x: float) -> float:
        law = float(norm.pdf(x, centre, 0.4))
        return law * math.exp(log_likelihood(math.exp(x), came, DAYS))

    whole = quad(weight, centre - 3, centre + 3)[0]
    mean = quad(lambda x: x * weight(x), centre - 3, centre + 3)[0] / whole
    square = quad(lambda x: x * x * weight(x), centre - 3, centre + 3)[0] / whole
    rate = next(c for c in found.coefficients if c.process == "aid")
    assert rate.mean_after == pytest.approx(mean, abs=0.03)
    assert rate.sd_after == pytest.approx(math.sqrt(square - mean**2), abs=0.03)
    assert (rate.mean, rate.sd) == pytest.approx((centre, 0.4), abs=0.02)


def test_moods_are_integrated_out_as_many_paths_of_them_say() -> None:
    """Mean likelihood over moods that are drawn, against the filter on its grid."""
    scenario = uncertain()
    acts = acts_of(simulate(scenario, paths=3, seed=2), 1, 20)
    evidence = Evidence.of(scenario, acts, 20)
    assert evidence.grids.names
    sampler = Sampler(scenario, evidence.compiled)
    z = sampler.start(3, 1)
    truth = sampler.truth(z)
    theta = sampler.theta(z, truth)
    exact = evidence.weighed(theta, truth, np.zeros(1, dtype=np.int64), seed=3).each.sum()
    random, mood = np.random.default_rng(1), scenario.compiled(20).model.moods
    rho = 2.0 ** (-1.0 / next(iter(mood.values())).half_life)
    from detente.kernel.play import play

    calm = theta.copy()
    calm[:, evidence.grids.sigma] = 0.0
    played = play(
        evidence.compiled, 3, np.zeros(1, dtype=np.int64), calm, truth, forced=evidence.acted,
        terms=True,
    )  # fmt: skip
    hazard = played.terms[0, :, :, 3]
    sigma = theta[0, evidence.grids.sigma]
    number, total = size(200_000, 1_000_000), 0.0
    paths = np.zeros((number, len(evidence.grids.names)))
    log = np.zeros(number)
    for day in range(20):
        fresh = random.standard_normal(paths.shape)
        paths = fresh if day == 0 else rho * paths + math.sqrt(1 - rho**2) * fresh
        for row in range(hazard.shape[1]):
            own = [
                m
                for m in range(paths.shape[1])
                if row
                in evidence.grids.rows[evidence.grids.rows_from[m] :][
                    : evidence.grids.rows_from[m + 1] - evidence.grids.rows_from[m]
                ]
            ]
            rate = np.full(number, hazard[day, row])
            for m in own:
                rate = rate * np.exp(sigma[m] * paths[:, m] - 0.5 * sigma[m] ** 2)
            came = evidence.acted[day, row] == 1
            log += np.log(-np.expm1(-rate)) if came else -rate
    total = float(np.log(np.exp(log - log.max()).mean()) + log.max())
    assert exact == pytest.approx(total, abs=0.02)


def test_ranks_are_uniform_and_the_mean_posterior_is_the_prior() -> None:
    """Simulation-based calibration (Talts and others 2018).

    Each path's own draws have a uniform rank among those of its posterior; 1 % of seeds would fail
    one of the tests by chance.
    """
    scenario, number = uncertain(), size(20, 150)
    index = np.arange(number, dtype=np.int64)
    ensemble = simulate(scenario, paths=number, seed=11, design=Design(index, index, index))
    ranks: dict[str, list[float]] = {}
    after: list[list[float]] = []
    random = np.random.default_rng(5)
    for path in range(number):
        found = observe(scenario, acts_of(ensemble, path, DAYS), TO, paths=300, seed=100 + path)
        sampler = found.sampler
        true = {k: v[path] for k, v in sampler.values(sampler.start(11, number)).items()}
        weight = found.learnt.draws.weight
        for name, values in sampler.values(found.learnt.draws.z).items():
            ranks.setdefault(name, []).append(float(weight @ (values < true[name])))
        for i, each in enumerate(found.claims):
            u = random.random()  # of a claim: a rank within those that are as it is
            held = ensemble.truth[path, i]
            low = 0.0 if held == 0 else 1.0 - each.after
            wide = 1.0 - each.after if held == 0 else each.after
            ranks.setdefault(each.claim, []).append(low + u * wide)
        after.append([each.after for each in found.claims])
    assert len(ranks) == len(sampler.draws) + 2
    bar = 0.01 / len(ranks)
    for name, found_ranks in ranks.items():
        assert kstest(found_ranks, "uniform").pvalue > bar, name
    mean, error = np.mean(after, axis=0), np.std(after, axis=0) / math.sqrt(number)
    assert (np.abs(mean - [0.4, 0.5]) < 4.0 * error + 1e-9).all()


def test_day_by_day_is_all_at_once() -> None:
    """Resampled and moved every few days, and weighed once at the end."""
    scenario = uncertain()
    acts = acts_of(simulate(scenario, paths=3, seed=2), 1, DAYS)
    often = observe(scenario, acts, TO, paths=700, left=0.8)
    once = observe(scenario, acts, TO, paths=3_000, left=0.0)
    assert often.resampled > 3
    assert once.resampled == 0
    for one, other in zip(often.claims, once.claims, strict=True):
        assert abs(one.after - other.after) < 4.0 * math.hypot(one.error, other.error) + 0.02
    for a, b in zip(often.coefficients, once.coefficients, strict=True):
        assert abs(a.mean_after - b.mean_after) < 0.2 * a.sd
    assert float(often.score.sum()) == pytest.approx(float(once.score.sum()), abs=0.35)


def test_same_seed_same_result_whatever_the_threads() -> None:
    scenario = uncertain()
    acts = acts_of(simulate(scenario, paths=3, seed=2), 1, DAYS)
    one, two = (observe(scenario, acts, TO, paths=300, threads=n) for n in (1, 3))
    assert [c.after for c in one.claims] == [c.after for c in two.claims]
    assert one.score.tolist() == two.score.tolist()
