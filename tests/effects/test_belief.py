"""What an observer believes, with uncertain numbers, and as what others wait for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.conditions.words import in_words
from detente.errors import ScenarioError
from detente.scenario.draw_names import draw_name
from tests.effects.examples_weigh_in import SIGNAL
from tests.engine.worlds import Course, add, course, plain, quantity, rates, toy
from tests.states.worlds import move, state

YEAR, DAYS, PATHS = 365.25, 60, 80
Entry = dict[str, Any]
F64 = NDArray[np.float64]
RATES = {"if_true": 60.0, "if_false": 20.0}


def signal(**more: Any) -> Entry:
    evidence = [{"process": "concede", **RATES}]
    return SIGNAL | {"evidence": evidence, "on": ["ease"], "prior": 0.4} | more


def played(entry: Entry, **tables: Any) -> Course:
    scenario = toy(plain, rates(concede=40), add(effects=[entry], **tables))
    return course(scenario, PATHS, days=DAYS, trace=True)


def posterior(run: Course, prior: F64 | float, true: F64 | float, false: F64 | float) -> F64:
    """Bayes' rule of the morning of each day, from the acts of the days before."""
    acts = run.act("concede")[:, :DAYS].cumsum(axis=1)
    seen = np.concatenate([np.zeros((PATHS, 1)), acts], axis=1)
    silent = np.arange(DAYS + 1) - seen
    prior, true, false = (np.broadcast_to(each, PATHS)[:, None] for each in (prior, true, false))
    for_it = prior * (true / YEAR) ** seen * (1.0 - true / YEAR) ** silent
    against = (1.0 - prior) * (false / YEAR) ** seen * (1.0 - false / YEAR) ** silent
    return np.asarray(for_it / (for_it + against))


def drawn(run: Course, name: str) -> F64:
    (column,) = (k for k, each in enumerate(run.compiled.coefficients) if each.draw.name == name)
    return np.asarray(run.theta[:, column])


def test_belief_with_spread_is_bayes_under_each_draw() -> None:
    """Prior and rates are drawn once for each path, and each path's belief is exact under them."""
    evidence = [{"process": "concede", "if_true": quantity(60.0, 20.0), "if_false": 20.0}]
    run = played(signal(prior=quantity(0.4, 0.1), evidence=evidence, intent="ready"))
    prior, true = (drawn(run, f"in-earnest.{what}") for what in ("prior", "concede.if_true"))
    assert prior.std() > 0.05
    assert true.std() > 10.0
    (plane,) = (p for p in run.compiled.planes if p.startswith("logistic("))
    expected = posterior(run, prior, true, 20.0)[:, :DAYS]
    np.testing.assert_allclose(run.plane(plane), expected, rtol=1e-9)
    # the intent owns how the sender acts, under the same draws
    (term,) = (t for t in run.compiled.model.terms if t.owner == "ready")
    ratio = np.log(np.log1p(-true / YEAR) / np.log1p(-20.0 / YEAR))
    np.testing.assert_allclose(run.plane(term.plane)[:, 0], ratio, rtol=1e-9)


def test_without_spread_a_table_is_a_number() -> None:
    tables = [{"process": "concede", "if_true": quantity(60.0), "if_false": quantity(20.0)}]
    one = played(signal())
    other = played(signal(prior=quantity(0.4), evidence=tables))
    assert one.compiled.planes == other.compiled.planes
    np.testing.assert_array_equal(one.played.planes, other.played.planes)


THRESHOLD = 0.55
SURE = {"belief": "in-earnest", "above": THRESHOLD}


def test_what_is_believed_is_what_others_wait_for() -> None:
    """A state moves on the morning after, an outcome comes on the evening of the same act."""
    trust = state(
        "trust", values=["none", "won"], start="none",
        transitions=[move(from_="none", to="won", when=SURE)],
    )  # fmt: skip
    asked = {"kind": "condition", "id": "sure", "title": "It is sure", "when": SURE}
    run = played(signal(), states=[trust], outcomes=[asked])
    belief = posterior(run, 0.4, **{"true": 60.0, "false": 20.0})
    reached = belief >= THRESHOLD
    came = reached.any(axis=1)
    assert 0.1 < came.mean() < 0.9
    morning = np.where(came, reached.argmax(axis=1), DAYS + 1)
    value = run.plane("state:trust")
    np.testing.assert_array_equal(value == 1, np.arange(DAYS) >= morning[:, None])
    np.testing.assert_array_equal(run.first("sure"), np.where(came, morning - 1, -1))


def test_it_is_told_in_words() -> None:
    scenario = toy(add(effects=[signal(intent="ready", prior=quantity(0.4, 0.1))]))
    condition = scenario.file.conditions.get("sure")
    assert condition is None
    entry = {"effect": "regime", "id": "trusting", "while": SURE, "on": ["ease"],
             "coefficient": quantity(1.0)}  # fmt: skip
    scenario = toy(add(effects=[signal(intent="ready", prior=quantity(0.4, 0.1)), entry]))
    (while_,) = (each.while_ for each in scenario.effects if each.id == "trusting")
    assert while_ is not None
    claim = scenario.words.claim("ready").rstrip(".")
    believer = scenario.words.actor("USA")
    assert in_words(while_, scenario.words) == (
        f"while the belief of {believer} that “{claim}” is at 55 % or more"
    )
    assert draw_name(scenario, "in-earnest.prior").endswith(", prior belief")


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        ({"belief": "in-ernest", "above": 0.5}, "no effect 'signal' has the id 'in-ernest'; did"),
        ({"belief": "in-earnest", "above": 1.2}, "above = 1.2 is never reached: it stays from 0"),
        ({"belief": "in-earnest"}, "give above or below, or both"),
    ],
)
def test_what_is_wrong_is_told(condition: Entry, text: str) -> None:
    entry = {"effect": "regime", "id": "trusting", "while": condition, "on": ["ease"],
             "coefficient": quantity(1.0)}  # fmt: skip
    with pytest.raises(ScenarioError) as error:
        toy(add(effects=[signal(), entry]))
    assert text in str(error.value)


@pytest.mark.parametrize(
    ("rate", "text"),
    [(quantity(0.0, 1.0), "days a year lie from"), (400.0, "not at 400")],
)
def test_rates_lie_within_a_year(rate: Any, text: str) -> None:
    evidence = [{"process": "concede", "if_true": rate, "if_false": 2.0}]
    with pytest.raises(ScenarioError, match=text):
        toy(add(effects=[signal(evidence=evidence)]))
