"""The rates at the start by what is believed, and what a coefficient of 0.7 makes of them."""

from __future__ import annotations

import io
import math
from itertools import product

import pytest
from rich.console import Console

from detente.check.report import check
from detente.check.start import start_rates
from detente.ensemble.simulate import simulate
from detente.planes.rate import YEAR
from detente.scaffold.render import TEMPLATES
from detente.scenario.scenario import Scenario
from detente.terminal.checked import show
from tests.engine.worlds import Change, add, only, plain, quantity, rates, tendency, toy
from tests.forms import size
from tests.scenario.mutated import Raw, claim

CREDENCES = {"ours": 0.6, "theirs": 0.3, "rule": 0.5}
THETA = 0.7
PER_YEAR = 40.0


def owned(owner: str, actor: str, on: list[str]) -> Raw:
    return {
        "effect": "disposition", "id": f"{owner}-readiness", "claim": owner, "otherwise": 0.0,
        "actor": actor, "on": on, "coefficient": quantity(THETA),
    }  # fmt: skip


RULE: Raw = {
    "effect": "mutual-consent", "id": "two", "claim": "rule", "otherwise": "either-side",
    "on": ["call"],
}  # fmt: skip


def as_things_stand(raw: Raw) -> None:
    for process in raw["processes"]:
        process["rate"]["holds"] = "as-things-stand"


def world(*changes: Change) -> Scenario:
    claims = [claim(name, credence) for name, credence in CREDENCES.items()]
    effects = [owned("ours", "USA", ["call"]), owned("theirs", "RUS", ["call", "ru-accuses"]), RULE]
    stated = rates(call=PER_YEAR, ru_accuses=PER_YEAR)
    return toy(only("ru-accuses"), plain, stated, *changes, add(effects=effects, claims=claims))


def factor(ours: bool, theirs: bool, mutual: bool) -> float:
    """By what the hazard of a call is multiplied."""
    parts = (THETA * ours, THETA * theirs)
    return math.exp(sum(parts) / 2 if mutual else max(parts))


def days(hazard: float) -> float:
    """Days a year."""
    return YEAR * -math.expm1(-hazard)


def test_rates_by_what_is_believed_are_those_by_hand() -> None:
    stated = -math.log1p(-PER_YEAR / YEAR)
    weights = {
        held: math.prod(c if h else 1 - c for h, c in zip(held, CREDENCES.values(), strict=True))
        for held in product((True, False), repeat=3)
    }
    usual = sum(w * factor(*held) for held, w in weights.items())
    for change, base in ((as_things_stand, stated / usual), (lambda raw: None, stated)):
        found = start_rates(world(change))["call"]
        believed = sum(w * days(base * factor(*held)) for held, w in weights.items())
        assert found.stated == pytest.approx(PER_YEAR)
        assert found.believed == pytest.approx(believed, rel=0.004)  # of 65,536 beliefs
        assert found.claims_true == pytest.approx(days(base * math.exp(THETA)), rel=0.004)
        assert found.claims_false == pytest.approx(days(base), rel=0.004)


def test_of_rare_acts_the_rate_as_believed_is_the_stated_one() -> None:
    scenario = world(rates(call=0.5, ru_accuses=0.5), as_things_stand)
    for rate in start_rates(scenario).values():
        assert rate.believed == pytest.approx(rate.stated, rel=1e-3)


def test_a_check_says_them_in_every_form() -> None:
    report = check(world(as_things_stand), quick=True)
    document = report.document()["rates_at_start"]["call"]
    assert list(document) == ["stated", "believed", "claims_true", "claims_false"]
    assert document["claims_false"] < document["believed"] < document["claims_true"]
    for width in (80, 200):
        printed = io.StringIO()
        show(Console(file=printed, width=width), world(as_things_stand), report)
        values = [f" {value:.3g}" for value in document.values()]
        lines = printed.getvalue().splitlines()
        assert any(all(value in line for value in values) for line in lines)
        assert max(map(len, printed.getvalue().splitlines())) <= width


@pytest.mark.parametrize(
    ("sides", "rule", "times"),
    [
        (["USA"], "both", math.sqrt(2)),
        (["USA", "RUS"], "both", 2.0),
        (["USA"], "either", 2.0),
        (["USA", "RUS"], "either", 2.0),
    ],
)
def test_what_doubles_a_joint_act(sides: list[str], rule: str, times: float) -> None:
    """As the template and docs/rates.md put it, tried by playing it; 1 % of error."""
    effects = [tendency(f"{side.lower()}-ready", side, "call", THETA) for side in sides]
    if rule == "both":
        effects.append({"effect": "mutual-consent", "id": "two", "on": ["call"]})
    scenario = toy(only(), plain, rates(call=PER_YEAR), add(effects=effects))
    ensemble = simulate(scenario, paths=size(400, 2000), seed=7)
    outcome = [o.id for o in scenario.outcomes].index("n-call")
    a_day = float(ensemble.count[:, outcome].mean()) / ensemble.days
    found = math.log1p(-a_day) / math.log1p(-PER_YEAR / YEAR)
    assert found == pytest.approx(times, rel=0.04)


def test_the_template_says_so_too() -> None:
    text = (TEMPLATES / "owners.toml.j2").read_text(encoding="utf-8")
    assert "0.7 doubles how often its actor does a directed act" in text
    assert "one side's 0.7 makes it 1.4 times as frequent, that of both doubles it" in text
