"""Those who weigh in, with states and levels: guarantees, deadlines, approval, supplies."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.errors import ScenarioError
from detente.kernel.compile import Compiled
from tests.effects.example import Entry, quantity
from tests.effects.examples_weigh_in import GUARANTEE
from tests.effects.references import HAZARD
from tests.effects.test_conformance import play_forced
from tests.engine.worlds import add, toy
from tests.scenario.mutated import Raw

TALKS: Raw = {
    "id": "talks", "title": "The talks", "values": ["closed", "open"], "start": "closed",
    "transitions": [
        {"from": "closed", "to": "open", "when": {"on": ["call"]}},
        {"from": "open", "to": "closed", "when": {"on": ["answer"]}},
    ],
}  # fmt: skip
APPROVAL: Raw = {
    "id": "approval", "title": "Approval of the president", "unit": "per cent", "start": 50,
    "lower": 0, "upper": 100,
}  # fmt: skip
BACKING_DOWN: Entry = {
    "effect": "audience", "id": "backing-down", "actor": "USA", "acts": "ACCUSE",
    "half_life": 10.0, "on": ["ease"], "coefficient": quantity(-0.5),
    "level": "approval", "cost": quantity(4.0),
}  # fmt: skip


def effects(*entries: Entry) -> Any:
    """These effects in the place of the toy's own."""

    def change(raw: Raw) -> None:
        raw["effects"] = list(entries)

    return change


def history(compiled: Compiled, **days: list[int]) -> NDArray[np.int8]:
    """Processes on some days, and nothing else."""
    forced = np.zeros((int(compiled.program.start[1]), len(compiled.rows)), dtype=np.int8)
    for name, happened in days.items():
        forced[happened, compiled.rows.index(name.replace("_", "-"))] = 1
    return forced


def hazard(compiled: Compiled, forced: NDArray[np.int8], process: str) -> NDArray[np.float64]:
    return play_forced(compiled, forced).terms[0, :, compiled.processes.index(process), HAZARD]


def test_a_deadline_is_counted_from_the_entry_of_a_state_and_ends_with_it() -> None:
    """Forty days of talks, broken off after fifteen and begun anew."""
    rush: Entry = {
        "effect": "deadline", "id": "rush", "since": {"state": "talks", "is": "open"}, "days": 40,
        "tau": 11.0, "on": ["ease"], "coefficient": quantity(2.0),
    }  # fmt: skip
    compiled = toy(effects(rush), add(states=[TALKS])).compiled()
    got = hazard(compiled, history(compiled, call=[9, 34], answer=[24]), "ease")
    wanted = np.zeros(len(got))
    for begin, end in ((10, 25), (35, len(got))):  # open from the morning after the call
        for t in range(begin, min(end, begin + 41)):
            wanted[t] = 2.0 * math.exp(-(begin + 40 - t) / 11.0)
    np.testing.assert_allclose(np.log(got / got[0]), wanted, rtol=1e-9, atol=1e-12)


def test_a_guarantee_holds_while_what_it_stands_behind_is_in_force() -> None:
    answered = ("answers", "answer_coefficient", "half_life")
    stands = {key: value for key, value in GUARANTEE.items() if key not in answered}
    stands["while"] = {"state": "talks", "is": "open"}
    compiled = toy(effects(stands), add(states=[TALKS])).compiled()
    got = hazard(compiled, history(compiled, call=[9], answer=[24]), "us-accuses")
    wanted = np.where((np.arange(len(got)) >= 10) & (np.arange(len(got)) < 25), -0.9 * 0.7, 0.0)
    np.testing.assert_allclose(np.log(got / got[0]), wanted, rtol=1e-12, atol=1e-12)


def test_backing_down_costs_approval_while_the_threat_is_fresh() -> None:
    compiled = toy(effects(BACKING_DOWN), add(levels=[APPROVAL])).compiled()
    column = compiled.planes.index(compiled.model.levels["approval"].name)

    def approval(**days: list[int]) -> NDArray[np.float64]:
        return play_forced(compiled, history(compiled, **days)).planes[0, :, column]

    quiet = approval()
    usual = 40 / 365.25 / (1.0 - 0.5 ** (1 / 10))  # what is left of the accusations before
    assert (quiet == 50.0).all()
    costs = 50.0 - approval(us_accuses=[100, 101], ease=[102, 112])
    assert (costs[:103] == 0.0).all()
    # two threats count as one: the whole cost; ten days later half of what is left of them
    assert costs[103] == pytest.approx(4.0)
    left = usual * 0.5 ** (112 / 10) + 0.5 ** (11 / 10) + 0.5 ** (10 / 10)
    assert costs[113] - costs[103] == pytest.approx(4.0 * min(1.0, left))
    assert left < 1.1
    late = 50.0 - approval(ease=[110])
    assert late[-1] == pytest.approx(4.0 * usual * 0.5 ** (110 / 10))


def test_backing_down_costs_nothing_without_its_claim() -> None:
    owned = BACKING_DOWN | {"claim": "ready", "otherwise": 0.0}
    compiled = toy(effects(owned), add(levels=[APPROVAL])).compiled()
    approval = compiled.model.levels["approval"].name
    (cost,) = [i.amount for i in compiled.model.impacts if i.memory == approval]
    assert cost is not None
    assert cost.when == (("ready", 0.0),)


def test_a_cost_of_a_level_that_is_not_there_is_refused() -> None:
    with pytest.raises(ScenarioError, match="no level 'aproval'; did you mean 'approval'"):
        toy(effects(BACKING_DOWN | {"level": "aproval"}), add(levels=[APPROVAL]))


def test_supplies_of_a_patron_are_used_up() -> None:
    """A level that the patron's acts fill and the client's empty raises what the client does."""
    stock: Raw = {
        "id": "arms", "title": "Arms in stock", "unit": "loads", "start": 0, "lower": 0,
        "changes": [
            {"act": "AID/military", "by": "USA>UKR", "amount": 10},
            {"on": ["ru-accuses"], "amount": -4},
        ],
    }  # fmt: skip
    armed: Entry = {
        "effect": "level", "id": "armed", "level": "arms", "function": "log1p", "on": ["answer"],
        "coefficient": quantity(0.5),
    }  # fmt: skip
    compiled = toy(effects(armed), add(levels=[stock])).compiled()
    got = hazard(compiled, history(compiled, aid=[5], ru_accuses=[10, 11, 12]), "answer")
    arms = np.repeat([0, 10, 6, 2, 0], [6, 5, 1, 1, len(got) - 13])
    np.testing.assert_allclose(np.log(got / got[0]), 0.5 * np.log1p(arms), rtol=1e-12, atol=1e-12)
