"""What factors do to hazards and chances, against what is known on every day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.ensemble.ensemble import Ensemble
from detente.ensemble.simulate import simulate
from detente.explain.document import explanation_document
from detente.explain.explanation import Explanation, explain
from detente.explain.memo.explained import memo
from detente.explain.pieces import BASE
from detente.explain.weighed import OWNED, Weighed, weighed
from detente.language.current import use_language
from detente.report.why import stacks
from detente.scenario.draw_names import draw_name
from detente.scenario.scenario import Scenario
from detente.terminal import explained
from detente.terminal.printed import printed
from tests.engine.worlds import AS_OF, add, held, quantity
from tests.ensemble.asked import cached
from tests.scenario.mutated import Raw
from tests.states.worlds import hazard, level, move, state, world

PATHS, DAYS = 500, 120
BASE_RATE = 2.0
F64 = NDArray[np.float64]
T = np.arange(DAYS, dtype=np.float64)
STOCK = level(start=200, inflow=-1, lower=0)
"""200 − t on the evening before day t."""
LATE = {"from": AS_OF + dt.timedelta(21)}
FEWER: Raw = {
    "level": "stock", "threshold": 200, "unit_change": 30, "coefficient": quantity(-0.5),
}  # fmt: skip
SINCE: Raw = {"while": LATE, "coefficient": quantity(-0.4)}
TRUCE: Raw = {
    "kind": "condition", "id": "truce", "title": "The truce comes",
    "when": {"state": "war", "is": "truce"},
}  # fmt: skip
ADDED = np.column_stack([0.5 * T / 30, -0.4 * (T >= 20)])


def truce(*factors: Raw, claims: tuple[str, ...] = (), **more: Any) -> Ensemble:
    """A war that ends by a truce, by a transition with these factors."""
    keys = more if "chance" in more else {"rate": hazard(BASE_RATE)} | more
    ends = move(from_="war", to="truce", factors=list(factors), **keys)
    entry = state("war", values=["war", "truce"], start="war", transitions=[ends])
    changes = add(states=[entry], levels=[STOCK], outcomes=[TRUCE])
    scenario = world(changes, *(held(claim) for claim in claims), sanction=10)
    return futures(scenario)


def futures(scenario: Scenario) -> Ensemble:
    return simulate(scenario, paths=PATHS, seed=5)


@cached
def fewer() -> Explanation:
    return explain(truce(FEWER, SINCE), "truce")


def of_truce(played: Ensemble) -> Weighed:
    (found,) = weighed(played.setting, "truce", [])
    return found


def test_rows_of_a_hazard_are_what_each_factor_adds() -> None:
    (found,) = fewer().weighed
    along = ADDED.sum(axis=1)
    chance = -np.expm1(-BASE_RATE / 365.25 * np.exp(along))
    np.testing.assert_allclose(found.log_chance, np.log(chance), atol=1e-9)
    np.testing.assert_allclose(found.values[:, found.factors], ADDED, atol=1e-9)
    np.testing.assert_allclose(found.values.sum(axis=1), found.log_chance, atol=1e-9)
    came = fewer().ensemble.waiting("truce")
    waits = [(came > day).mean() for day in range(DAYS)]
    np.testing.assert_allclose(found.waiting, waits)


def test_means_are_over_those_in_which_it_may_come() -> None:
    """Of unequal hazards: rows sum, and the means foretell how many moves there are."""
    owned = {"while": LATE, "coefficient": quantity(1.6, 0.4), "claim": "tired", "otherwise": 0.0}
    played = truce(FEWER, owned, claims=("tired",), when={"on": ["sanction"]})
    found = of_truce(played)
    on = found.waiting > 0.0
    np.testing.assert_allclose(found.values.sum(axis=1)[on], found.log_chance[on], atol=1e-9)
    due = float((found.waiting[on] * np.exp(found.log_chance[on])).sum()) * PATHS
    moves = float(played.happened("truce").sum())
    assert due > 30
    assert abs(moves - due) < 4 * np.sqrt(due)
    assert found.waiting[0] < 0.2 < found.waiting.max()


def test_a_claim_that_lets_less_through_is_a_row() -> None:
    found = of_truce(truce(FEWER, claims=("tired",), claim="tired", otherwise=0.25))
    row = found.values[:, found.parts.index(OWNED)]
    on = found.waiting > 0.0
    assert ((np.log(0.25) <= row[on]) & (row[on] < 0.0)).all()
    np.testing.assert_allclose(found.values.sum(axis=1)[on], found.log_chance[on], atol=1e-9)
    ruled_out = of_truce(truce(FEWER, claims=("tired",), claim="tired", otherwise=0.0))
    assert OWNED not in ruled_out.parts
    assert ruled_out.waiting[0] == pytest.approx(0.5, abs=0.1)


def ballot(**more: Any) -> list[Weighed]:
    vote: Raw = {
        "effect": "vote", "id": "ballot", "bloc": "RUS", "members": ["CHN", "USA"],
        "rule": "unanimity", "on": ["call"], "chance": quantity(0.2), **more,
    }  # fmt: skip
    asked = {"kind": "acts", "id": "called", "title": "A call", "on": ["call"]}
    scenario = world(add(effects=[vote], levels=[STOCK], outcomes=[asked]), call=10)
    return weighed(futures(scenario).setting, "called", ["call"])


def test_rows_of_a_consent_are_shares_of_the_way() -> None:
    """ln c − ln p along the straight way: each factor has of it what it adds to the log-odds."""
    consents = [{"member": "CHN", "chance": quantity(0.6), "factors": [FEWER]}]
    usual, china = ballot(factors=[FEWER, SINCE], consents=consents)
    assert (usual.name, china.name) == ("ballot.chance", "ballot.chance.CHN")
    for found, p, added in ((usual, 0.2, ADDED), (china, 0.6, ADDED[:, :1])):
        chance = 1.0 / (1.0 + (1.0 - p) / p * np.exp(-added.sum(axis=1)))
        on = found.waiting > 0.0
        np.testing.assert_allclose(found.log_chance[on], np.log(chance)[on], atol=1e-9)
        np.testing.assert_allclose(found.values.sum(axis=1)[on], found.log_chance[on], atol=1e-9)
        whole = added.sum(axis=1)
        none = np.abs(whole) < 1e-9  # where they cancel each other it is the slope there
        slope = np.where(none, 1.0 - p, np.log(chance / p) / np.where(none, 1.0, whole))
        rows = added * slope[:, None]
        np.testing.assert_allclose(found.values[on][:, found.factors], rows[on], atol=1e-9)


def test_a_chance_whose_odds_they_move() -> None:
    when = {"on": ["sanction"], "within": 1}
    found = of_truce(truce(FEWER, chance=0.3, when=when))
    chance = 1.0 / (1.0 + 0.7 / 0.3 * np.exp(-ADDED[:, 0]))
    on = found.waiting > 0.0
    assert on.any()
    np.testing.assert_allclose(found.log_chance[on], np.log(chance)[on], atol=1e-9)


def test_sentences_tables_charts_and_json() -> None:
    found = fewer()
    text = str(printed(lambda console: explained.show(console, found)))
    assert "What raises and lowers it: “The truce” from “war” to “truce”" in text
    assert "“The stock”" in text
    assert any(
        said.startswith("Through “The stock”, the daily chance that “The truce” goes from “war” to")
        for said in memo(found)
    )
    with use_language("fr"):
        assert any(said.startswith("Par l’effet de «") for said in memo(found))
    (part,) = explanation_document(found)["weighed"]
    assert part["parts"][0]["part"] == BASE
    assert part["parts"][-1]["values"] is not None
    assert sum("What raises and lowers it" in chart.title for chart in stacks(found)) == 1


def test_draws_of_factors_are_named_by_what_they_move() -> None:
    scenario = fewer().ensemble.scenario
    (found,) = fewer().weighed
    moved = "The truce, hazard of the move from war to truce"
    assert [draw_name(scenario, found.parts[i]) for i in found.factors] == [
        f"{moved}, by “The stock”",
        f"{moved}, by the condition that it is 9 December 2024 or later",
    ]
    assert draw_name(scenario, "state:war:no>where.factor.while.theta").startswith("state:war")


def test_what_it_does_not_hang_on_has_no_rows() -> None:
    asked = {"kind": "acts", "id": "struck", "title": "A sanction", "on": ["sanction"]}
    ends = move(from_="war", to="truce", factors=[FEWER], rate=hazard(BASE_RATE))
    entry = state("war", values=["war", "truce"], start="war", transitions=[ends])
    scenario = world(add(states=[entry], levels=[STOCK], outcomes=[asked]), sanction=10)
    assert weighed(futures(scenario).setting, "struck", ["sanction"]) == []
