"""Amounts on the page: bars that hold every future, and rows with the numbers."""

from __future__ import annotations

import numpy as np
import pytest

import detente
from detente.public.kind import as_kind
from detente.report.amounts import BINS, amount_charts, amount_table, histogram
from tests.ensemble.asked import amount, condition, world


def test_whole_numbers_stand_in_the_middle_of_their_bars() -> None:
    edges, shares = histogram(np.array([2.0, 3.0, 3.0, 5.0]), whole=True)
    assert edges.tolist() == [1.5, 2.5, 3.5, 4.5, 5.5]
    assert shares.tolist() == [0.25, 0.5, 0.0, 0.25]


def test_wide_bars_hold_a_whole_number_of_numbers() -> None:
    edges, shares = histogram(np.arange(1000.0), whole=True)
    assert len(shares) <= BINS
    assert set(np.diff(edges)) == {edges[1] - edges[0]}
    assert (edges[1] - edges[0]) % 1.0 == 0.0
    assert shares.sum() == pytest.approx(1.0)


@pytest.mark.parametrize("values", [np.zeros(4), np.random.default_rng(3).normal(size=500)])
def test_every_future_is_in_some_bar(values: np.ndarray) -> None:
    edges, shares = histogram(values, whole=False)
    assert shares.sum() == pytest.approx(1.0)
    assert (np.diff(edges) > 0.0).all()


def test_the_table_has_a_row_for_each_and_for_what_it_is_given() -> None:
    ensemble = world(
        condition("two", {"on": ["call"], "at_least": 2}),
        amount("calls", acts=["call"], given="two"),
        amount("upon", acts=["aid"], upon="two"),
        amount("unlisted", acts=["aid"], listed=False),
        paths=60,
    )
    rows = amount_table(ensemble).rows
    assert [row[0].split(" (")[0] for row in rows] == [
        "How much calls",
        "given “It is two”",
        "How much upon",
    ]
    assert rows[0][1] == "18 March 2025"
    assert rows[2][1].startswith("the day of “It is two” (")
    charts = amount_charts(ensemble)
    assert [chart.id for chart in charts] == ["amount-calls", "amount-upon"]
    assert "median" in charts[0].alt


def test_a_figure_of_one() -> None:
    played = world(
        condition("never", {"on": ["call"], "at_least": 90}),
        amount("calls", acts=["call"]),
        amount("upon", acts=["call"], upon="never"),
        paths=40,
    )
    found = as_kind(detente.Ensemble, played)
    assert found.amount_figure("calls").chart.id == "amount-calls"
    with pytest.raises(detente.OutcomeError, match="asked in none of the futures"):
        found.amount_figure("upon")
