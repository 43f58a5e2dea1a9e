"""The scenario as of the last day that was observed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

import detente
from detente.baseline.coefficients import coefficient_matrix
from detente.baseline.standing import standing
from detente.ensemble.simulate import simulate
from detente.errors import InputError
from detente.kernel.play import play
from detente.observe.evidence import Evidence
from detente.observe.observe import observe
from detente.observe.successor import successor, write
from detente.scenario.scenario import Scenario
from tests.fitting.worlds import AS_OF, BLAME, IN_KIND, made, tables
from tests.observe.worlds import acts_of, owned, world
from tests.scenario.mutated import by_id, claim

DAYS = 30
TO = AS_OF + dt.timedelta(days=DAYS)


def hazards(scenario: Scenario, days: int, history: np.ndarray | None = None) -> np.ndarray:
    """At the means of all draws, claims true; shape (days, processes)."""
    compiled = scenario.compiled(days)
    index, truth = np.zeros(1, dtype=np.int64), np.ones((1, len(scenario.claims)), dtype=np.uint8)
    theta = coefficient_matrix(
        compiled.coefficients, compiled.claims, truth, 1, index, central=True
    )
    theta[:, compiled.program.alpha] = standing(scenario).baselines(1, index, central=True)
    forced = np.zeros((days, len(compiled.rows)), dtype=np.int8) if history is None else history
    return np.asarray(
        play(compiled, 1, index, theta, truth, forced=forced, terms=True).terms[0, :, :, 3]
    )


def certain() -> Scenario:
    """Acts that breed acts, and nothing that is drawn."""
    raw = tables([BLAME, IN_KIND], horizon=60)
    for process in raw["processes"]:
        process["rate"]["sd"] = 0.0
    for effect in raw["effects"]:
        for each in effect.get("coefficients", []):
            each["sd"] = 0.0
        if "coefficient" in effect:
            effect["coefficient"]["sd"] = 0.0
    return made(raw)


def test_hazards_go_on_where_they_were() -> None:
    """Memories of the acts, and rates that mean the same as things stand then."""
    scenario = certain()
    acts = acts_of(simulate(scenario, paths=3, seed=2), 1, DAYS)
    found = successor(observe(scenario, acts, TO))
    assert (found.scenario.as_of, found.scenario.file.horizon) == (TO, 30)
    history = np.zeros((DAYS + 1, 4), dtype=np.int8)
    history[:DAYS] = Evidence.of(scenario, acts, DAYS).acted
    then = hazards(scenario, DAYS + 1, history)[-1]
    assert hazards(found.scenario, 1)[0] == pytest.approx(then, rel=1e-6)
    assert len(found.scenario.record.acts) == len(acts)


def test_credences_and_rates_are_those_that_were_learnt() -> None:
    given = claim("heard", 0.8) | {"given": "keen", "credence_otherwise": 0.25}
    scenario = world(
        [owned("readiness", "talk", "keen", 0.9, 0.3), owned("hearing", "aid", "heard", 0.5)],
        [claim("keen", 0.3), given],
        rate_sd=0.4,
    )
    acts = acts_of(simulate(scenario, paths=3, seed=2), 1, DAYS)
    observed = observe(scenario, acts, TO, paths=400)
    found = successor(observed).scenario
    keen, heard = found.claims
    assert keen.credence == pytest.approx(observed.claims["keen"].after, abs=1e-6)
    both = keen.credence * heard.credence + (1 - keen.credence) * (heard.credence_otherwise or 0)
    assert both == pytest.approx(observed.claims["heard"].after, abs=1e-5)
    assert found.fitted is not None
    for each in observed.coefficients:
        mean, sd = next((m, s) for n, m, s in found.fitted.laws() if n == each.name)
        assert mean == pytest.approx(each.mean_after, abs=1e-6)
        assert sd == pytest.approx(each.sd_after, abs=1e-6)
    assert simulate(found, paths=20, seed=1).paths == 20


def test_what_is_over_is_left_out_and_said(tmp_path: Path) -> None:
    scenario = detente.load("tariff-truce-2025")
    to = dt.date(2025, 7, 30)
    acts = acts_of(scenario.simulate(8), 7)
    observed = observe(scenario, [a for a in acts if a.date <= to], to, paths=200)
    became = write(observed, tmp_path / "next")
    again = detente.load(tmp_path / "next")
    assert again.as_of == to
    assert any("days are over" in each.what for each in became)
    assert by_id([{"id": s.id, "start": s.start} for s in again.states], "truce")["start"]
    assert again.simulate(20).paths == 20
    with pytest.raises(InputError, match="next"):
        write(observed, tmp_path / "next")


def test_nothing_is_left_after_the_last_day() -> None:
    scenario = certain()
    observed = observe(scenario, [], AS_OF + dt.timedelta(days=60))
    with pytest.raises(InputError, match="last day of the horizon"):
        successor(observed)


def test_whose_term_is_over_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.observe.kept.BELIEFS", 1)
    scenario = detente.load("us-russia-2024")
    found = successor(observe(scenario, [], dt.date(2025, 1, 25), paths=200, left=0.0))
    assert "leaders-call-outgoing" in {p.id for p in scenario.processes}
    assert "leaders-call-outgoing" not in {p.id for p in found.scenario.processes}
    assert len(found.scenario.processes) == len(scenario.processes) - 1
    assert str(found.became[0]).startswith("the leaders speak (outgoing president): its days are")
