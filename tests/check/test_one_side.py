"""A gate of one side holds nothing back where the other side is enough."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.check.histories import Histories
from detente.check.one_side import one_sided
from detente.ensemble.simulate import simulate
from tests.engine.worlds import add, held, only, plain, quantity, rates, toy
from tests.scenario.mutated import Raw

GATE: Raw = {
    "effect": "gate", "id": "not-yet", "actor": "USA", "on": ["call"],
    "open": {"from": dt.date(2025, 1, 1)},
}  # fmt: skip
BOTH: Raw = {"effect": "mutual-consent", "id": "both", "on": ["call"]}
THEIRS = GATE | {"id": "theirs", "actor": "RUS"}
DIRECTED = GATE | {"on": ["sanction"]}
READIER: Raw = {
    "effect": "disposition", "id": "eager", "actor": "USA", "on": ["call"],
    "coefficient": quantity(0.7),
}  # fmt: skip
IN_VAIN = " holds back nothing: “"


@pytest.mark.parametrize(
    ("effects", "told"),
    [
        ([GATE], True),
        ([GATE, BOTH], False),
        ([GATE, THEIRS], False),
        ([DIRECTED], False),
        ([GATE, READIER], False),
    ],
    ids=["either side", "both", "held on both sides", "a directed act", "the readier side"],
)
def test_what_one_side_holds_back_in_vain_is_told(effects: list[Raw], told: bool) -> None:
    scenario = toy(
        only("call", "sanction"), plain, rates(call=20, sanction=20), add(effects=effects)
    )
    lines = list(one_sided(scenario, Histories(scenario.compiled())))
    assert len(lines) == told
    assert all(IN_VAIN in line for line in lines)
    assert all("Russia may while United States waits" in line for line in lines)


def test_told_is_what_is_played() -> None:
    """As many calls as without the gate; under mutual consent fewer."""

    def calls(*effects: Raw) -> float:
        scenario = toy(only("call"), plain, rates(call=20), add(effects=list(effects)))
        return float(simulate(scenario, paths=400, seed=3).count.mean())

    assert calls(GATE) == calls()
    assert calls(GATE, BOTH) < 0.95 * calls(BOTH)
    assert calls(GATE, READIER) < 0.95 * calls(READIER)


def test_what_else_the_claim_does_is_told() -> None:
    owned = GATE | {"claim": "later", "otherwise": "open"}
    also = DIRECTED | {"id": "sanctions-too", "claim": "later", "otherwise": "open"}
    scenario = toy(
        only("call", "sanction"), plain, rates(call=20, sanction=20),
        add(effects=[owned, also]), held("later"),
    )  # fmt: skip
    (line,) = one_sided(scenario, Histories(scenario.compiled()))
    assert line.endswith(
        "; “It is later” acts all the same, by consent, only while it is 1 January 2025 or later, "
        "“new sanctions”"
    )
