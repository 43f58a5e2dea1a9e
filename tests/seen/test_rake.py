"""Raking: the law nearest to the futures' own in which things have the probabilities said."""

from __future__ import annotations

import numpy as np
import pytest

from detente.seen.rake import rake
from detente.seen.thin import left

CELLS = np.array([[False, False], [False, True], [True, False], [True, True]])


def test_one_thing_is_weighed_by_the_rule_of_jeffrey() -> None:
    so = np.array([[False], [True]])
    share = rake(so, np.array([75.0, 25.0]), np.array([0.6]))
    assert share is not None
    assert share == pytest.approx([0.4, 0.6], abs=1e-12)


def test_several_keep_the_odds_ratio_of_the_futures_and_no_order_matters() -> None:
    number = np.array([40.0, 10.0, 20.0, 30.0])
    share = rake(CELLS, number, np.array([0.8, 0.3]))
    swapped = rake(CELLS[:, ::-1], number, np.array([0.3, 0.8]))
    assert share is not None
    assert swapped is not None
    assert share[2] + share[3] == pytest.approx(0.8, abs=1e-8)
    assert share[1] + share[3] == pytest.approx(0.3, abs=1e-8)
    odds = share[0] * share[3] / (share[1] * share[2])
    assert odds == pytest.approx(40 * 30 / (10 * 20), rel=1e-6)
    assert swapped == pytest.approx(share, abs=1e-7)


def test_a_law_on_the_edge_of_what_is_possible_is_found() -> None:
    # the second implies the first, and both are as likely: the first alone has no room
    share = rake(CELLS[[0, 2, 3]], np.array([50.0, 30.0, 20.0]), np.array([0.8, 0.8]))
    assert share is not None
    assert share == pytest.approx([0.2, 0.0, 0.8], abs=1e-6)


def test_what_no_law_can_be_has_no_shares() -> None:
    exclusive = CELLS[:3]
    assert rake(exclusive, np.array([50.0, 30.0, 20.0]), np.array([0.8, 0.8])) is None
    assert rake(CELLS[:2], np.array([5.0, 5.0]), np.array([0.5, 0.5])) is None


def test_what_is_sure_is_what_is_seen_at_100_percent() -> None:
    so = np.random.default_rng(1).random((500, 2)) < 0.4
    index = np.arange(500)
    hard = left(so, np.array([1.0, 1.0]), 7, index)
    assert hard is not None
    assert np.array_equal(hard, np.flatnonzero(so.all(axis=1)))
    mixed = left(so, np.array([1.0, 0.5]), 7, index)
    assert mixed is not None
    assert so[mixed, 0].all()
    assert so[mixed, 1].mean() == pytest.approx(0.5, abs=0.01)


def test_of_a_share_the_heaviest_are_all_left_and_the_others_by_a_draw_of_their_own() -> None:
    so = (np.arange(1000) < 300)[:, None]
    found = left(so, np.array([0.6]), 7, np.arange(1000))
    assert found is not None
    assert (found < 300).sum() == 300
    assert (found >= 300).sum() == 200
    again = left(so[::-1], np.array([0.6]), 7, np.arange(1000)[::-1])
    assert again is not None
    assert set((999 - again).tolist()) == set(found.tolist())


def test_a_probability_that_it_has_anyhow_leaves_all() -> None:
    so = np.random.default_rng(2).random((1000, 3)) < [0.2, 0.5, 0.9]
    found = left(so, so.mean(axis=0), 7, np.arange(1000))
    assert found is not None
    assert np.array_equal(found, np.arange(1000))
