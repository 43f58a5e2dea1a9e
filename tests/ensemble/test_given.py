"""Chances given another outcome, or a condition: two-by-two tables counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from detente.ensemble.document import document
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.estimate import difference
from detente.ensemble.given import given, shares
from detente.ensemble.simulate import simulate
from detente.errors import OutcomeError
from detente.terminal.claims_page import claims_page
from detente.terminal.result import judgement_said
from tests.engine.worlds import SEED, only, plain, rates, toy
from tests.ensemble.asked import amount, cached, condition, world
from tests.scenario.mutated import Raw, by_id

CALLS, AIDS = {"on": ["call"]}, {"on": ["aid"]}


@cached
def played() -> Ensemble:
    return world(
        condition("calls", CALLS | {"at_least": 4}, given="many-aids"),
        condition("many-aids", AIDS | {"at_least": 20}),
        condition("unless", CALLS | {"at_least": 4}, given={"not": AIDS | {"at_least": 20}}),
        condition("never", CALLS | {"at_least": 100}),
        amount("all-calls", acts=["call"], given="many-aids"),
    )


def test_the_three_chances_are_those_of_the_table() -> None:
    ensemble = played()
    y, x = ensemble.happened("calls"), ensemble.happened("many-aids")
    assert 0.1 < x.mean() < 0.9
    for found in (ensemble.given("calls"), ensemble.given("calls", "many-aids")):
        assert found is not None
        assert found.other == "many-aids"
        assert found.first.probability == x.mean()
        assert found.given is not None
        assert found.given.probability == y[x].mean()
        assert found.both.probability == (x & y).mean()
        assert found.given.monte_carlo > found.first.monte_carlo > 0.0
        product = found.first.probability * found.given.probability
        assert found.both.probability == pytest.approx(product, abs=1e-12)


def test_any_two_can_be_asked_and_most_have_nothing_of_their_own() -> None:
    ensemble = played()
    assert ensemble.given("many-aids") is None
    found = ensemble.given("many-aids", "calls")
    assert found is not None
    both = ensemble.happened("calls") & ensemble.happened("many-aids")
    assert found.both.probability == both.mean()
    with pytest.raises(OutcomeError, match=r"no outcome .call..*.calls."):
        ensemble.given("many-aids", "call")


def test_a_condition_is_looked_at_on_the_last_evening() -> None:
    ensemble = played()
    found = ensemble.given("unless")
    assert found is not None
    assert found.other is None
    few = ~ensemble.happened("many-aids")
    assert found.first.probability == few.mean()
    assert found.both.probability == (few & ensemble.happened("calls")).mean()


def test_where_no_future_sees_the_other() -> None:
    found = played().given("calls", "never")
    assert found is not None
    assert found.given is None
    assert found.both.probability == 0.0


def test_an_amount_in_the_futures_that_see_an_outcome() -> None:
    ensemble = played()
    values, seen = ensemble.amount_values("all-calls"), ensemble.happened("many-aids")
    found = ensemble.amount_given("all-calls")
    assert found is not None
    assert found.mean == pytest.approx(values[seen].mean())
    assert ensemble.amount("all-calls", given="many-aids").mean == found.mean
    assert found.share == seen.mean()


def test_the_answers_and_the_document_have_them() -> None:
    ensemble = played()
    answer, unless = ensemble.answer("calls"), ensemble.answer("unless")
    found = ensemble.given("calls")
    assert found is not None
    assert found.given is not None
    assert answer.given == "many-aids"
    assert unless.given == "condition"
    assert answer.joint_probability == found.both.probability
    told = next(o for o in document(ensemble)["outcomes"] if o["id"] == "calls")
    assert told["given"]["outcome"] == "many-aids"
    assert told["given"]["chance_given_it"]["probability"] == found.given.probability
    assert told["given"]["joint_chance"]["monte_carlo_error"] == found.both.monte_carlo
    other = next(o for o in document(ensemble)["outcomes"] if o["id"] == "unless")
    assert other["given"]["condition"] == {"not": {"on": ["aid"], "at_least": 20}}


def test_linearised_shares_have_the_ratio_for_a_mean_and_its_error() -> None:
    """200 samples of 500: the errors differ from the spread of the ratios by under a tenth.

    A spread of 200 has a standard error of 5 %; a plain mean's error would be half of it.
    """
    random = np.random.default_rng(5)
    ratios, errors = [], []
    for _ in range(200):
        seen = random.random(500) < 0.25
        values = (random.random(500) < np.where(seen, 0.6, 0.2)).astype(np.float64)
        linear = shares(values, seen)
        assert linear.mean() == pytest.approx(values[seen].mean())
        ratios.append(linear.mean())
        errors.append(difference(linear, np.arange(500)).monte_carlo)
    assert np.mean(errors) == pytest.approx(np.std(ratios), rel=0.15)


def test_a_table_of_four() -> None:
    came = np.array([True, True, False, False])
    seen = np.array([True, False, True, False])
    found = given("y", "x", came, seen, np.arange(4))
    assert found.given is not None
    assert (found.first.probability, found.given.probability, found.both.probability) == (
        0.5,
        0.5,
        0.25,
    )


@pytest.mark.parametrize("given", ["many-aids", {"not": AIDS | {"at_least": 20}}, None])
def test_a_judgement_is_compared_in_the_futures_that_it_speaks_of(given: Raw | str | None) -> None:
    def change(raw: Raw) -> None:
        forecast = {"outcome": "calls", "low": 0.0, "high": 0.05, "words": "few calls"}
        by_id(raw["claims"], "ready")["judgement"] = forecast | (
            {} if given is None else {"given": given}
        )
        raw["outcomes"] += [
            condition("calls", CALLS | {"at_least": 4}),
            condition("many-aids", AIDS | {"at_least": 20}),
        ]

    ensemble = simulate(
        toy(only("aid"), plain, rates(call=12, aid=60), change), paths=200, seed=SEED
    )
    (claim,) = (each for each in ensemble.scenario.claims if each.id == "ready")
    many, calls = ensemble.happened("many-aids"), ensemble.happened("calls")
    seen = np.ones_like(many) if given is None else many if given == "many-aids" else ~many
    assert 0.1 < many.mean() < 0.9
    found = ensemble.judged(claim)
    assert found is not None
    assert found.probability == calls[seen].mean()
    (told,) = document(ensemble)["judgements"]
    assert told["ensemble"] == found.probability
    assert told["given"] == (given if isinstance(given, str) else None)
    text = judgement_said(ensemble, claim)
    clause = {
        str: ", given “It is many-aids”",
        dict: ", given that “aid to Ukraine” has happened fewer than 20 times",
        type(None): "",
    }[type(given)]
    assert f"for “It is calls”{clause}. The ensemble disagrees" in text
    assert f"(`calls` between 0 and 0.05{clause})" in claims_page(ensemble.scenario)
