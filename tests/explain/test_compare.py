"""Two ensembles are compared path by path where they have the same draws."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from rich.console import Console

import detente
from detente.ensemble.estimate import difference
from detente.explain.compare import compare
from detente.explain.document import comparison_document
from detente.explain.pieces import LEAD
from detente.terminal.compared import show
from tests.effects.toy import TOY
from tests.explain.worlds import ensemble, world


def test_with_itself_nothing_differs() -> None:
    found = compare(ensemble(), ensemble())
    assert found.paired
    for row in found.outcomes:
        assert (row.difference, row.interval, row.waiting) == (0.0, (0.0, 0.0), 0.0)
        assert not row.told
    assert found.contributions == ()


def test_a_forced_claim() -> None:
    forced = world().simulate(1200, seed=3, ready=True)
    found = compare(ensemble(), forced)
    assert found.paired
    by_id = {row.outcome: row for row in found.outcomes}
    a, b = (e.happened("contact").astype(np.float64) for e in (ensemble(), forced))
    expected = difference(b - a, ensemble().design.parameters)
    assert by_id["contact"].difference == expected.mean
    assert by_id["contact"].interval == expected.interval
    assert by_id["contact"].monte_carlo == expected.monte_carlo
    assert by_id["contact"].told
    assert by_id["contact"].waiting < 0
    assert by_id["sanctions"].difference == 0.0
    parts = {(part.process, part.effect): part for part in found.contributions}
    ready = parts["call", "readiness"]
    assert ready.difference == ready.second - ready.first > 0.1
    # and Moscow, readier, is farther ahead
    assert parts["call", LEAD].difference > 0.1


def test_other_draws_are_not_paired() -> None:
    other = world().simulate(1200, seed=4)
    found = compare(ensemble(), other)
    assert not found.paired
    row = next(row for row in found.outcomes if row.outcome == "contact")
    p, q = row.first, row.second
    assert row.difference == q - p
    # the spreads of both, and the errors of both
    spreads = [e.estimate("contact").parameter_sd for e in (ensemble(), other)]
    half = 1.959964 * np.hypot(spreads[0], spreads[1])
    assert half * 0.8 < (row.interval[1] - row.interval[0]) / 2 < half * 1.5
    errors = [e.estimate("contact").monte_carlo for e in (ensemble(), other)]
    assert row.monte_carlo == pytest.approx(np.hypot(errors[0], errors[1]), rel=0.1)


def test_different_horizons_are_cut_at_the_shorter() -> None:
    short = world().simulate(1200, seed=3, until=dt.date(2024, 12, 18))
    found = compare(ensemble(), short)
    assert found.paired
    for row in found.outcomes:
        assert (row.difference, row.waiting) == (0.0, 0.0), row.outcome


def test_outcomes_of_one_only_are_named() -> None:
    toy = detente.load(TOY).simulate(200, seed=3)
    found = compare(toy, ensemble(), outcome="contact")
    assert found.only_first == []
    assert set(found.only_second) == {"crossed", "words", "soon"}
    assert {row.outcome for row in found.outcomes} == {"contact", "sanctions", "thaw"}
    with pytest.raises(detente.OutcomeError, match="is not in both"):
        compare(toy, ensemble(), outcome="crossed")


def test_an_index_has_no_contributions() -> None:
    assert compare(ensemble(), ensemble(), outcome="thaw").contributions == ()


def test_of_an_outcome_after_another_both_chances_are_compared(
    capsys: pytest.CaptureFixture[str],
) -> None:
    forced = world().simulate(1200, seed=3, ready=True)
    found = compare(ensemble(), forced)
    first, second = ensemble().after("soon"), forced.after("soon")
    assert first is not None
    assert second is not None
    row = next(r for r in comparison_document(found)["outcomes"] if r["outcome"] == "soon")
    for key, each in (("first", first), ("second", second)):
        assert each.given is not None
        chances = row[f"{key}_after"]
        assert chances["chance_of_both"]["probability"] == row[key]
        assert chances["chance_given_antecedent"]["probability"] == each.given.probability
    show(Console(width=120), found)
    printed = capsys.readouterr().out
    assert "A call after a sanction (chance of both)" in printed
    assert "given “" in printed
    assert "intervention: ready = true" in printed
