"""Fits that cannot be, and fits that only their priors hold: the message names the effects."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from detente.ensemble.simulate import simulate
from detente.errors import (
    CollinearError,
    ConvergenceError,
    EstimationError,
    InputError,
    SeparatedError,
)
from detente.fitting.history import DAY, History
from detente.fitting.solve import Solution
from detente.fitting.trouble import check_converged
from detente.scenario.fitted.file import WarningEntry, WarningKind
from detente.scenario.fitted.warned import warning_said
from detente.scenario.record.kinds import kind_of
from detente.scenario.scenario import Scenario
from tests.fitting.worlds import (
    AS_OF,
    CONSENT,
    IN_KIND,
    READY,
    changed,
    fitting,
    made,
    played,
    quantity,
    random_history,
    small,
    tables,
)
from tests.scenario.mutated import Raw


def step(on: str, since: dt.date, sd: float, name: str = "step") -> Raw:
    """A disposition from a day on."""
    return {
        "effect": "disposition", "id": name, "actor": "USA", "on": [on], "since": since,
        "coefficient": quantity(0.0, sd),
    }  # fmt: skip


def told(scenario: Scenario, days: dict[str, list[int]], length: int = 100) -> History:
    """A record in which the processes happen on these days of the likelihood."""
    first = AS_OF + DAY
    dates = {
        kind_of(p): tuple(first + n * DAY for n in days.get(p.id, [])) for p in scenario.processes
    }
    return History("made-up", first, first, first + (length - 1) * DAY, (), dates, {})


def kinds(scenario: Scenario, history: History) -> dict[str, list[str]]:
    return {w.kind: w.names for w in fitting(scenario, history).run().file.warnings}


def refused(
    scenario: Scenario, history: History, kind: type[EstimationError] = EstimationError
) -> str:
    with pytest.raises(kind) as caught:
        fitting(scenario, history).run()
    text = str(caught.value)
    assert all(f"'{name}'" in text for name in caught.value.effects[:4])
    assert text.isprintable()
    return text


EARLY, LATE = list(range(0, 50, 2)), list(range(51, 100, 2))


@pytest.mark.parametrize(
    ("days", "kind"), [(EARLY, "separated-down"), (LATE, "separated-up")], ids=["never", "always"]
)
def test_separation(days: list[int], kind: str) -> None:
    since = AS_OF + 51 * DAY
    held = made(tables([step("accuse", since, 0.5)]))
    assert kinds(held, told(held, {"accuse": days})) == {kind: ["step.theta"]}
    loose = made(tables([step("accuse", since, 50.0)]))
    text = refused(loose, told(loose, {"accuse": days}), SeparatedError)
    assert "'step.theta'" in text
    assert ("never" if kind == "separated-down" else "always") in text
    assert "narrow the prior" in text
    mixed = told(loose, {"accuse": [*EARLY, *LATE]})
    assert not {"separated-up", "separated-down"} & set(kinds(loose, mixed))


def test_collinear() -> None:
    since = AS_OF + 51 * DAY
    twins = [step("accuse", since, 0.5, "one"), step("accuse", since, 0.5, "two")]
    days = {"accuse": [*range(0, 50, 4), *range(51, 100, 2)]}
    held = made(tables(twins))
    found = kinds(held, told(held, days))
    assert set(found["collinear"]) == {"one.theta", "two.theta"}
    fit = fitting(held, told(held, days)).run()
    (one, two) = (fit.params_["one.theta"], fit.params_["two.theta"])
    assert one == pytest.approx(two)
    for each in twins:
        each["coefficient"] = quantity(0.0, 40.0)
    loose = made(tables(twins))
    text = refused(loose, told(loose, days), CollinearError)
    assert "'one.theta'" in text
    assert "'two.theta'" in text
    assert "leave one out" in text
    apart = made(tables([twins[0], step("accuse", AS_OF + 20 * DAY, 0.5, "two")]))
    assert "collinear" not in kinds(apart, told(apart, days))


def test_too_few_acts() -> None:
    scenario = small()
    text = refused(scenario, told(scenario, {"accuse": [3, 9], "talk": [5]}))
    assert text.startswith("3 acts are too few for 5 coefficients (0.6 for each)")
    assert "'talks.h1'" in text
    none = refused(scenario, told(scenario, {}))
    assert "none of the 4 processes happened in 400 days at risk" in none
    some = told(scenario, {"accuse": EARLY, "answer": LATE[:3], "talk": [5, 40, 80]})
    fit = fitting(scenario, some).run()
    (warning,) = [w for w in fit.file.warnings if w.kind == "few"]
    assert warning.numbers == [31.0, 5.0]
    assert "6.2 for each" in warning_said(warning, scenario)


@pytest.mark.parametrize("kind", get_args(WarningKind))
def test_each_kind_of_warning_has_its_sentence(kind: WarningKind) -> None:
    text = warning_said(WarningEntry(kind=kind, numbers=[7.0, 2.0, 90.0]), small())
    begin = {"constant": "no coefficient", "moves": "the data", "untold": "not told"}
    begin |= {"unrecorded": "not known", "either": "either side"}
    assert text.lower().startswith(begin.get(kind, kind.partition("-")[0]))
    assert text.endswith(".")
    assert "{" not in text


def test_nothing_told() -> None:
    scenario = small()
    history = told(scenario, {})
    gone = {kind_of(p): "no code" for p in scenario.processes}
    text = refused(scenario, replace(history, told={}, untold=gone))
    assert "tells of no process" in text


def test_not_converged_names_the_furthest() -> None:
    scenario = made(tables([IN_KIND, {**READY, "actor": "USA"}]))  # talks: either side
    state = fitting(scenario, random_history(scenario, 1)).state()
    n = len(state.processes) + len(state.design.draws)
    zeros = np.zeros((n, n))
    still = Solution(np.zeros(n), zeros, zeros, 0.0, 0.0, 100, 1.0, converged=False)
    gradient = np.arange(n, dtype=float)
    with pytest.raises(ConvergenceError) as caught:
        check_converged(state.design, state.processes, still, gradient)
    text = str(caught.value)
    assert "did not converge in 100 steps" in text
    assert "'ready.theta'" in text
    assert "ready.theta" in caught.value.effects
    assert "'talk' can be brought about by either side" in text
    check_converged(state.design, state.processes, replace(still, converged=True), gradient)
    mutual = fitting(small(), random_history(small(), 1)).state()
    n = len(mutual.processes) + len(mutual.design.draws)
    other = replace(still, values=np.zeros(n))
    with pytest.raises(ConvergenceError, match="narrow their priors"):
        check_converged(mutual.design, mutual.processes, other, np.ones(n))


def test_either_side_is_told() -> None:
    scenario = made(tables([{**READY, "coefficient": quantity(0.5)}]))
    assert kinds(scenario, played(scenario, 3))["either"] == ["ready.theta"]
    mutual = made(tables([READY, CONSENT]))
    assert "either" not in kinds(mutual, played(mutual, 3))


def test_a_fit_that_cannot_be_played_is_told() -> None:
    def strong(raw: Raw) -> None:
        raw["effects"][0] |= {
            "half_lives": [30.0, 60.0], "coefficients": [quantity(0.8, 0.1), quantity(0.8, 0.1)],
        }  # fmt: skip

    scenario = changed(strong)
    fit = fitting(scenario, random_history(scenario, 1, days=100)).run()
    (warning,) = [w for w in fit.file.warnings if w.kind == "unstable"]
    assert warning.numbers[0] > 1.0
    with pytest.raises(InputError, match="spectral radius"):
        simulate(fit.applied(), paths=10)
