"""The draws that an observation leaves in a folder: played together, and observed on."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
import pytest

import detente
from detente.ensemble.design import Design
from detente.ensemble.runner import Runner
from detente.ensemble.setting import Setting
from detente.ensemble.simulate import simulate
from detente.errors import InputError
from detente.observe.observe import observe
from detente.observe.observed import Observed
from detente.observe.successor import successor, write
from detente.scenario.folder import Memory
from detente.scenario.read import read
from detente.scenario.scenario import Scenario
from tests.fitting.worlds import AS_OF, quantity
from tests.observe.worlds import acts_of, owned, three_claims, world
from tests.scenario.mutated import Raw, claim

DAYS = 45
TO = AS_OF + dt.timedelta(days=DAYS)
MANY = np.arange(20_000, dtype=np.int64)

MOOD: Raw = {
    "effect": "mood", "id": "weather", "on": ["accuse", "answer"], "half_life": 9.0,
    "sigma": quantity(0.6, 0.1),
}  # fmt: skip


@cache
def uncertain() -> Observed:
    """A claim or a rate may be why there is so much: one speaks against the other."""
    scenario = world(
        [owned("anger", "accuse", "angry", 0.9, 0.2), MOOD],
        [claim("angry", 0.5)],
        rate_sd=0.5,
    )
    acts = acts_of(simulate(scenario, paths=3, seed=2), 1, DAYS)
    return observe(scenario, acts, TO, paths=500)


@cache
def after() -> Scenario:
    return successor(uncertain()).scenario


def played(scenario: Scenario) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Claims and coefficients of paths that each have draws of their own."""
    compiled = scenario.compiled()
    setting = Setting(scenario, scenario.file.horizon, 7, {}, Design(MANY, MANY, MANY))
    from detente.baseline.coefficients import draw_matrix

    matrix = draw_matrix(compiled.coefficients, 7, MANY)
    values = {c.draw.name: matrix[:, j] for j, c in enumerate(compiled.coefficients)}
    return setting.beliefs().astype(float), values


def test_a_claim_and_a_rate_stay_tied() -> None:
    """The correlation of the draws, against that of what is played of them: error 0.03."""
    observed, (truth, values) = uncertain(), played(after())
    draws = observed.learnt.draws
    weight = draws.weight
    for name, learnt in observed.sampler.values(draws.z).items():
        both = np.cov(draws.truth[:, 0], learnt, aweights=weight)
        told = both[0, 1] / math.sqrt(both[0, 0] * both[1, 1])
        if "ACCUSE" not in name:
            continue
        assert np.corrcoef(truth[:, 0], values[name])[0, 1] == pytest.approx(told, abs=0.08)
        if "USA>RUS" in name:  # whether it is often, or whether they are angry
            assert told < -0.2
    assert truth.mean() == pytest.approx(observed.claims["angry"].after, abs=0.03)


def test_beliefs_have_their_exact_joint_law() -> None:
    scenario = three_claims()
    acts = acts_of(simulate(scenario, paths=12, seed=5), 3, DAYS)
    observed = observe(scenario, acts, TO)
    found = successor(observed).scenario
    truth, _ = played(found)
    draws = observed.learnt.draws
    for row in product((0, 1), repeat=3):
        exact = draws.weight @ (draws.truth == row).all(axis=1)
        share = (truth == row).all(axis=1).mean()
        assert share == pytest.approx(exact, abs=4.0 * math.sqrt(exact / MANY.size) + 1e-4)


def test_forcing_changes_what_hangs_on_it_alone() -> None:
    scenario = three_claims()
    acts = acts_of(simulate(scenario, paths=12, seed=5), 3, DAYS)
    found = successor(observe(scenario, acts, TO)).scenario
    design = Design(MANY, MANY, MANY)
    free = Setting(found, 10, 7, {}, design)
    forced = free.under({"keen": True})
    before, now = free.beliefs(), forced.beliefs()
    assert now[:, 0].all()
    assert (now[:, 1] == before[:, 1]).all()
    held = before[:, 0] == 1
    assert (now[held] == before[held]).all()
    heard = next(c for c in found.claims if c.id == "heard").credence
    assert now[:, 2].mean() == pytest.approx(heard, abs=0.02)
    assert (free.beliefs() == before).all()
    sure = replace(free, credences={"keen": 1.0}).beliefs()
    assert (sure == now).all()
    as_it_is = found.claims[1].credence
    assert (replace(free, credences={"angry": as_it_is}).beliefs() == before).mean() > 0.999
    less = replace(free, credences={"angry": as_it_is / 2}).beliefs()
    assert (less[:, 1] <= before[:, 1]).all()
    assert less[:, 1].mean() == pytest.approx(as_it_is / 2, abs=0.02)


def test_a_mood_goes_on_from_where_it_was() -> None:
    """Mean and spread on the first day played, against those of the draws a day later."""
    observed, scenario = uncertain(), after()
    setting = Setting(scenario, 3, 7, {}, Design(MANY[:4000], MANY[:4000], MANY[:4000]))
    compiled = scenario.compiled(3)
    name = next(iter(compiled.model.moods))
    watched = compiled.watching([name])
    value = Runner(setting, compiled=watched).block(0, 4000).played.watch[:, 0, 0]
    told = next(m for m in observed.moods if m.mood == name)
    rho = 2.0 ** (-1.0 / 9.0)
    assert abs(told.mean) > 0.2
    assert value.mean() == pytest.approx(rho * told.mean, abs=0.08)
    wide = math.sqrt(rho**2 * told.sd**2 + 1 - rho**2)
    assert value.std() == pytest.approx(wide, abs=0.08)


def test_a_chain_of_folders_is_all_at_once(tmp_path: Path) -> None:
    """Three folders, one observed from the other, against the whole time at once."""
    scenario = uncertain().scenario
    acts = list(uncertain().acts)
    whole = observe(scenario, acts, TO, paths=1_500, left=0.0)
    score, now = 0.0, scenario
    for number, days in enumerate((10, 30, DAYS)):
        to = AS_OF + dt.timedelta(days=days)
        found = observe(now, acts, to, paths=500, seed=3 + number)
        assert [c.before for c in found.claims] == pytest.approx(
            [c.credence for c in now.claims], abs=0.02
        )
        score += float(found.score.sum())
        write(found, tmp_path / str(number))
        now = detente.load(tmp_path / str(number))
        assert now.as_of == to
    for one, other in zip(found.claims, whole.claims, strict=True):
        assert abs(one.after - other.after) < 4.0 * math.hypot(one.error, other.error)
    for a, b in zip(found.coefficients, whole.coefficients, strict=True):
        assert a.name == b.name
        assert abs(a.mean_after - b.mean_after) < 0.25 * b.sd_after
        assert a.sd_after == pytest.approx(b.sd_after, rel=0.2)
    assert score == pytest.approx(float(whole.score.sum()), abs=0.4)
    assert {m.date for m in found.movers if m.date} <= {
        AS_OF + dt.timedelta(days=d) for d in range(31, DAYS + 1)
    }
    assert len(now.record.acts) == len(acts)


def changed(**texts: str) -> Scenario:
    return read(Memory({**after().texts, **texts}, "small"))


def test_other_claims_than_were_observed_are_refused_with_what_to_do() -> None:
    text = after().texts["scenario.toml"]
    stated = next(line for line in text.splitlines() if line.startswith("credence = "))
    edited = text.replace(stated, "credence = 0.5")
    with pytest.raises(InputError, match=r"draws.csv: the claims have changed.*\[draws\]"):
        changed(**{"scenario.toml": edited})
    laws = after().texts["observed.toml"]
    begin, end = laws.index("[draws]"), laws.index("[[")
    alone = changed(**{"scenario.toml": edited, "observed.toml": laws[:begin] + laws[end:]})
    assert alone.kept is None
    assert alone.claims[0].credence == 0.5
    assert simulate(alone, paths=20, seed=1).paths == 20


def test_what_the_draws_know_nothing_of_is_not_observed_on() -> None:
    text = after().texts["scenario.toml"] + (
        '\n[[effects]]\neffect = "mood"\nid = "other"\non = ["aid"]\nhalf_life = 3.0\n'
        'sigma = { mean = 0.2, sd = 0.0, basis = "judgement", reference = "x" }\n'
    )
    scenario = changed(**{"scenario.toml": text})
    with pytest.raises(InputError, match="effect 'other': it is not in the scenario that was"):
        observe(scenario, [], TO + dt.timedelta(days=3))


@pytest.mark.parametrize(
    ("cell", "by", "said"),
    [
        ("1,", "2,", "line 2: a claim is 1 or 0"),
        ("0,", "x,", "line 2: draw 'x' is no number"),
        ("0,", "5,", "line 2: draws are numbered from 0 on"),
    ],
)
def test_a_broken_line_of_draws_is_named(cell: str, by: str, said: str) -> None:
    lines = after().texts["observed/draws.csv"].splitlines()
    cells = lines[1].split(",")
    at = 2 if cell == "1," else 0
    cells[at] = by.rstrip(",")
    lines[1] = ",".join(cells)
    with pytest.raises(InputError, match=said):
        changed(**{"observed/draws.csv": "\n".join(lines)})


def test_same_seed_same_futures_and_the_draws_are_in_the_hash() -> None:
    one, two = (simulate(after(), paths=60, seed=4, threads=n) for n in (1, 2))
    assert (one.first == two.first).all()
    assert (one.truth == two.truth).all()
    lines = after().texts["observed/draws.csv"].splitlines()
    fewer = changed(**{"observed/draws.csv": "\n".join(lines[:-4]) + "\n"})
    assert fewer.hash != after().hash
