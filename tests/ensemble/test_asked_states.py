"""States and levels that are asked, against the acts that move them in the same futures."""

from __future__ import annotations

import numpy as np
import pytest

from detente.ensemble.amount_said import titled, value_named
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.simulate import simulate
from detente.explain.brought import taken_apart
from detente.explain.brought_said import doer_named
from detente.report.amounts import amount_charts
from tests.engine.worlds import SEED, add, only, plain, rates, toy
from tests.ensemble.asked import STOCK, TRUCE, acts, amount, cached, condition, days_of
from tests.scenario.mutated import Raw

BREACHED: Raw = {"state": "truce", "is": "breached"}


@cached
def played() -> Ensemble:
    outcomes = [
        condition("holds", {"state": "truce", "is": "in-force"}, throughout=True),
        condition("breached", BREACHED),
        condition("long", BREACHED | {"for": 10}),
        condition("high", {"level": "stock", "above": 18.0}),
        amount("stage", state="truce", given="high"),
        amount("stage-high", state="truce", upon="high"),
        amount("stock", level="stock"),
        amount("broken-days", days=BREACHED),
    ]
    scenario = toy(
        only(), plain, rates(call=12, sanction=9),
        add(states=[TRUCE], levels=[STOCK], outcomes=outcomes),
    )  # fmt: skip
    return simulate(scenario, paths=300, seed=SEED)


def second() -> np.ndarray:
    """Day of the second sanction of each future; beyond the last where there is none."""
    total = np.cumsum(acts(played())["sanction"], axis=1)
    return np.where(total[:, -1] >= 2, (total >= 2).argmax(axis=1), 10_000)


def test_a_state_is_asked_as_it_is_on_the_day() -> None:
    """The morning after the second sanction the truce is broken, and twenty days on it is over."""
    ensemble, days = played(), played().days
    broken = second() + 1
    assert np.array_equal(days_of(ensemble, "breached"), np.where(broken < days, broken, -1))
    long = broken + 9
    assert np.array_equal(days_of(ensemble, "long"), np.where(long < days, long, -1))
    assert np.array_equal(ensemble.happened("holds"), broken >= days)
    stage = (broken < days).astype(float) + (broken + 20 < days)
    assert np.array_equal(ensemble.amount_values("stage"), stage)
    lasted = np.clip(days - broken, 0, 20)
    assert np.array_equal(ensemble.amount_values("broken-days"), lasted)


def test_a_level_of_the_evening_has_the_acts_of_the_day() -> None:
    ensemble = played()
    stock = 10.0 + 2.0 * np.cumsum(acts(ensemble)["sanction"], axis=1)
    assert ensemble.amount_values("stock") == pytest.approx(stock[:, -1])
    reached = stock >= 18.0
    first = np.where(reached.any(axis=1), reached.argmax(axis=1), -1)
    assert np.array_equal(days_of(ensemble, "high"), first)
    assert ensemble.amount("stock").unit == "measures"
    assert titled(ensemble, ensemble.scenario.amount("stock")) == "How much stock (measures)"


def test_chances_of_the_values_of_a_state() -> None:
    ensemble = played()
    values = ensemble.amount_values("stage")
    chances = ensemble.value_chances("stage")
    assert [each.value for each in chances] == TRUCE["values"]
    assert [each.probability for each in chances] == [(values == i).mean() for i in range(3)]
    seen = ensemble.value_chances_given("stage")
    assert seen is not None
    high = ensemble.happened("high")
    assert [each.probability for each in seen] == [(values[high] == i).mean() for i in range(3)]
    asked = ensemble.scenario.amount("stage")
    named = [value_named(ensemble, asked, each.value) for each in chances]
    assert named == ["in force", "broken", "over"]
    charts = {chart.id: chart for chart in amount_charts(ensemble)}
    assert "broken" in charts["amount-stage"].alt
    assert charts["amount-stage"].narrow is not None


def test_what_broke_it_is_the_move_and_the_act_of_the_evening_before() -> None:
    brought, stacks = taken_apart(played().setting, "breached")
    assert [(doer.name, doer.share) for doer in brought.doers] == [
        ("sanction", 1.0),
        ("truce: in-force → breached", 1.0),
    ]
    assert doer_named(played().scenario, brought.doers[1]) == (
        "The truce: from “in force” to “broken”"
    )
    assert [stack.process for stack in stacks] == ["sanction"]
    ended, _ = taken_apart(played().setting, "holds")
    assert ended.ends
    assert {doer.name for doer in ended.doers} == {"sanction", "truce: in-force → breached"}
