"""With and without acts that are put in: what differs, told in words and as data."""

from __future__ import annotations

import datetime as dt
import functools
import json

import numpy as np
import pytest
from scipy.stats import beta

import detente
from detente.branch.branches import came_before
from detente.ensemble.estimate import difference, probability
from detente.errors import OutcomeError
from detente.language.current import use_language
from tests.engine.worlds import SEED
from tests.explain.worlds import world

ON, LAST = dt.date(2024, 12, 18), dt.date(2025, 1, 31)
DAY = dt.timedelta(days=1)


@functools.cache
def lively() -> detente.Ensemble:
    return world().simulate(60, seed=SEED, until=LAST)


@functools.cache
def found() -> detente.Branches:
    """A call put in on the day after, while a gate is closed or not, and sanctions taken out."""
    return lively().branches(9, ON, acts=[f"call@{ON + DAY}"], without=["sanction"], paths=200)


def test_what_differs_is_what_is_compared() -> None:
    both = detente.compare(found().plain, found().changed)
    assert [each.difference for each in found().outcomes] == [
        each.difference for each in both.outcomes
    ]
    assert found().outcomes["contact"].second == 1.0
    assert found().plain.design.chance.tolist() == found().changed.design.chance.tolist()


def test_a_scenario_is_continued_without_playing_the_others() -> None:
    """Path 9 is path 9, however many are played."""
    again = world().branches(
        9, ON, acts=[f"call@{ON + DAY}"], without=["sanction"], paths=200, seed=SEED, until=LAST
    )
    assert again.past == found().past
    assert again.outcomes == found().outcomes
    assert again.document() == found().document()


def test_the_past_is_told_until_the_day() -> None:
    past, future = found().past, lively().future(9)
    assert past is not None
    assert past.acts == tuple(act for act in future.acts if act.date <= ON)
    assert past.claims == future.claims
    came = {name: day for name, day in future.outcomes.items() if day <= ON}
    assert came_before(found()) == came
    shown = str(found().summary())
    assert "Future 9 until 18 December 2024" in shown
    assert "Intervention: put in on 19 December 2024: The leaders speak by telephone" in shown


def test_a_closed_gate_is_told_and_passed_by() -> None:
    """Where the claims of a future close a gate, its continuations say so; the act comes."""
    chances = {}
    for path in range(60):
        each = lively().branches(path, ON, acts=[f"call@{ON + DAY}"], paths=1)
        (put,) = each.put_in
        assert put.closed in (0.0, 1.0)
        assert (put.chance == 0.0) == (put.closed == 1.0)
        assert each.outcomes["contact"].second == 1.0
        chances[put.closed] = str(each.summary())
        if len(chances) == 2:
            break
    assert "since a gate is closed; it is put in all the same" in " ".join(chances[1.0].split())
    assert "Its chance on 19 December 2024 would have been" in chances[0.0]


def test_of_the_record_the_futures_are_those_of_the_ensemble() -> None:
    record = lively().branches(acts=["sanction@2024-11-20"])
    assert record.plain is not record.changed
    assert (record.plain.first == lively().first).all()
    assert record.past is None
    assert record.on == lively().scenario.as_of
    assert record.document()["branch"]["path"] is None
    with pytest.raises(OutcomeError, match="nothing is asked"):
        lively().branches()


def test_the_document_and_the_chart_hold_both() -> None:
    document = json.loads(json.dumps(found().document(), allow_nan=False))
    assert document["format"] == "detente-branch"
    assert document["branch"]["on"] == "2024-12-18"
    assert [each["row"] for each in document["branch"]["imposed"]] == ["call", "sanction"]
    assert document["with"]["branch"] == document["branch"]
    assert document["without"]["branch"]["imposed"] == []
    assert document["differences"][0]["with"] == 1.0
    alone = lively().branches(9, ON, paths=30)
    assert alone.document()["with"] is None
    assert alone.plain is alone.changed
    assert found().figure().chart.id.startswith("branch-")
    assert alone.figure("contact").chart.key[0].text == "Without"
    assert "put in: call, 2024-12-19" in repr(found())


def test_what_is_seen_in_continuations_is_looked_for_in_them() -> None:
    """Where few are left more continuations are played, of the same future."""
    branch = lively().branch(9, ON, paths=210)
    chosen = branch.seen("words")
    assert chosen.paths >= 200
    assert chosen.design.chance.max() > branch.design.chance.max()
    assert np.unique(chosen.design.belief).size == 1
    assert chosen.happened("words").all()
    past = found().past
    assert past is not None
    for path in (0, chosen.paths - 1):
        assert chosen.future(path).until(ON, chosen.dates[0]).acts == past.acts
    with pytest.raises(OutcomeError, match="chosen by what is seen in them"):
        lively().seen("words").branch(acts=["sanction@2024-11-20"])


def test_it_is_told_in_french() -> None:
    with use_language("fr"):
        shown = " ".join(str(found().summary()).split())
    assert "Futur 9 jusqu’au 18 décembre 2024" in shown
    assert "Bifurcation" in shown
    assert "Sans" in shown


def test_where_the_coefficients_are_given_chance_alone_is_left() -> None:
    """Jeffreys' interval of the share, and the normal one of a paired difference."""
    hit, given = np.arange(400) < 30, np.full(400, 7)
    estimate = probability(hit, given)
    assert estimate.interval == pytest.approx(beta(30.5, 370.5).ppf([0.025, 0.975]).tolist())
    assert estimate.monte_carlo == pytest.approx(np.sqrt(0.075 * 0.925 / 400), rel=0.01)
    assert estimate.parameter_sd == 0.0
    assert probability(np.zeros(400, dtype=bool), given).interval[0] == 0.0
    moved = difference(hit.astype(float), given)
    assert moved.interval == pytest.approx(
        (0.075 - 1.96 * moved.monte_carlo, 0.075 + 1.96 * moved.monte_carlo), abs=1e-6
    )
