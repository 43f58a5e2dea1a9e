"""Futures chosen by what is seen in them: bit for bit their own, and as Bayes has it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import detente
from detente.ensemble.interval_said import interval_said
from detente.ensemble.played import played
from detente.errors import InputError, OutcomeError
from detente.public.play import Ensemble
from detente.runs.write import write_run
from detente.seen.look import look
from detente.seen.select import FEWEST
from tests.engine.laws import assert_frequencies
from tests.engine.worlds import AS_OF
from tests.scenario.test_credences import TWO, beside
from tests.seen.worlds import claimed, counted

DATE = dt.date(2025, 2, 1)
DAY = (DATE - AS_OF).days - 1
"""Number of that day."""


def column(ensemble: Ensemble, outcome: str) -> NDArray[np.int32]:
    return ensemble.first[:, [each.id for each in ensemble.scenario.outcomes].index(outcome)]


HARD: dict[str, Callable[[Ensemble], NDArray[np.bool_]]] = {
    "sanctions before 2025-02-01": lambda e: (
        (column(e, "sanctions") >= 0) & (column(e, "sanctions") < DAY)
    ),
    "sanctions by 2025-02-01": lambda e: (
        (column(e, "sanctions") >= 0) & (column(e, "sanctions") <= DAY)
    ),
    "sanctions after 2025-02-01": lambda e: column(e, "sanctions") > DAY,
    "not sanctions": lambda e: column(e, "sanctions") < 0,
    "aid before 2025-02-01": lambda e: (column(e, "n-aid") >= 0) & (column(e, "n-aid") < DAY),
    "not claim ready": lambda e: e.truth[:, 0] == 0,
    "measures above 16": lambda e: e.amount_values("measures") >= 16.0,
    "stock above 16": lambda e: e.amount_values("measures") >= 16.0,
    "mode is in-force": lambda e: e.amount_values("mode") == 0,
    "truce is not broken": lambda e: e.state_last[:, 0] != 1,
}


@pytest.mark.parametrize("text", HARD)
def test_what_is_left_are_the_very_futures_in_which_it_is_so(text: str) -> None:
    ensemble = counted()
    so = np.flatnonzero(HARD[text](ensemble))
    assert FEWEST < so.size < ensemble.paths
    found = ensemble.seen(text)
    assert np.array_equal(found.design.chance, ensemble.design.chance[so])
    for name in ("first", "count", "truth", "readings", "path_mean", "last", "state_last"):
        assert np.array_equal(getattr(found, name), getattr(ensemble, name)[so], equal_nan=True)
    assert found.only is not None
    assert [each.said for each in found.only.seen] == [text]
    assert found.setting.only is found.only


def test_a_state_is_seen_on_the_evening_of_its_day() -> None:
    ensemble = counted()
    broken = ensemble.seen("truce is breached on 2025-02-01")
    assert (broken.state_counts[0, DAY] == [0, broken.paths, 0]).all()
    never = ensemble.seen("not truce is breached ever")
    assert never.state_counts[0, :, 0].sum() == never.paths * never.days
    both = never.paths + ensemble.seen("truce is breached ever").paths
    assert both == ensemble.paths


def test_several_are_all_of_them_in_no_order_and_one_after_another() -> None:
    ensemble = counted()
    texts = ("not claim ready", "stock above 12", "aid ever")
    found = ensemble.seen(*texts)
    for other in (ensemble.seen(*texts[::-1]), ensemble.seen(texts[0]).seen(*texts[1:])):
        assert np.array_equal(other.design.chance, found.design.chance)
        assert np.array_equal(other.histogram, found.histogram)


def test_what_is_always_so_leaves_the_ensemble_bit_by_bit() -> None:
    ensemble = counted()
    for text in ("stock above 10", "not stock above 10 at 0 %", "truce is in-force on 2024-11-19"):
        found = ensemble.seen(text)
        assert found.paths == ensemble.paths
        for name in ("first", "truth", "daily_mean", "histogram", "state_counts", "level_counts"):
            assert np.array_equal(getattr(found, name), getattr(ensemble, name))


def test_sure_is_at_100_percent_and_denied_at_0() -> None:
    ensemble = counted()
    sure = ensemble.seen("aid by 2025-02-01")
    for text in ("aid by 2025-02-01 at 100 %", "not aid by 2025-02-01 at 0 %"):
        assert np.array_equal(ensemble.seen(text).design.chance, sure.design.chance)


def test_a_probability_is_that_of_the_rule_of_jeffrey() -> None:
    ensemble = claimed()
    came = ensemble.happened("sanctions")
    found = ensemble.seen("sanctions at 80 %")
    assert found.probability("sanctions") == pytest.approx(0.8, abs=1e-3)
    given = [float(ensemble.truth[side, 2].mean()) for side in (came, ~came)]
    expected = 0.8 * given[0] + 0.2 * given[1]
    error = np.sqrt(0.25 / found.paths)
    assert abs(float(found.truth[:, 2].mean()) - expected) < 4.0 * error
    # all that came are left, of the others as many as bring the share to 80 %
    assert found.paths == pytest.approx(came.sum() / 0.8, abs=1)


def test_claims_move_as_bayes_has_it() -> None:
    # two claims and sanctions at two rates: every chance can be enumerated
    ensemble = claimed()
    days, daily = ensemble.days, -np.expm1(-np.array([2.0, 2.0 * np.exp(2.0)]) / 365.25)
    never = (1.0 - daily) ** days
    law = {(1, 1): 0.45, (1, 0): 0.05, (0, 1): 0.10, (0, 0): 0.40}
    joint = np.array([law[key] * never[key[1]] for key in law])
    posterior = joint / joint.sum()
    found = ensemble.seen("not n-sanction")
    told = found.truth[:, 1] * 2 + found.truth[:, 2]
    counts = np.array([(told == 2 * a + b).sum() for a, b in law])
    assert_frequencies(counts, np.full(4, found.paths), posterior)
    answer = ensemble.seen_answer("not n-sanction")
    first, second = answer.claims["first"], answer.claims["second"]
    assert first.given == pytest.approx(posterior[0] + posterior[1], abs=0.03)
    assert second.given == pytest.approx(posterior[0] + posterior[2], abs=0.03)
    assert second.told
    assert second.given < 0.55 - 0.1
    assert answer.claims[0].id == "second"


def test_forced_and_seen_stand_side_by_side_where_they_differ() -> None:
    ensemble = claimed()
    answer = ensemble.seen_answer("claim second")
    assert answer.intervention is not None
    first = answer.claims["first"]
    assert first.forced == pytest.approx(0.5, abs=0.03)
    assert first.given == pytest.approx(0.45 / 0.55, abs=0.03)
    forced = ensemble.scenario.simulate(4000, 5, force={"second": True})
    assert answer.outcomes["sanctions"].forced == forced.probability("sanctions")
    # nothing hangs on the second, nor the first on it
    alone = ensemble.seen_answer("claim ready")
    assert alone.intervention is None
    assert alone.outcomes["sanctions"].forced is None
    assert ensemble.seen_answer("sanctions").intervention is None


def test_numbers_stand_beside_those_without() -> None:
    ensemble = counted()
    answer = ensemble.seen_answer("aid by 2025-02-01")
    found = answer.ensemble()
    assert answer.left == found.paths
    assert answer.share is not None
    assert answer.share.probability == found.paths / ensemble.paths
    for outcome in ("sanctions", "n-aid", "contact"):
        row, course = answer.outcomes[outcome], answer.courses[outcome]
        own, given = ensemble.estimate(outcome), found.estimate(outcome)
        assert (row.probability, row.interval) == (own.probability, own.interval)
        assert (row.given, row.given_interval) == (given.probability, given.interval)
        assert np.array_equal(course.without, ensemble.first_passage(outcome))
        assert np.array_equal(course.given, found.first_passage(outcome))
    # aid and sanctions have nothing to do with each other
    apart = answer.outcomes["sanctions"]
    assert abs(apart.difference) < 4.0 * apart.difference_monte_carlo
    assert answer.outcomes["n-aid"].told


def test_where_few_are_left_more_are_played() -> None:
    ensemble = counted()
    text = "sanction by 2024-11-22"
    answer = ensemble.seen_answer(text)
    assert answer.more > 0
    assert answer.left >= FEWEST
    p = -np.expm1(-5.0 / 365.25 * 4)
    played = ensemble.paths + answer.more
    assert abs(answer.left / played - p) < 4.0 * np.sqrt(p / played)
    whole = ensemble.scenario.simulate(played, ensemble.seed)
    again = whole.seen(text)
    assert np.array_equal(again.design.chance, answer.ensemble().design.chance)


def test_futures_whose_claims_are_otherwise_are_not_played() -> None:
    few = claimed().scenario.simulate(200, 5)
    answer = few.seen_answer("claim second", "not claim first")
    own = int(((few.truth[:, 2] == 1) & (few.truth[:, 1] == 0)).sum())
    assert FEWEST <= answer.left == own + answer.more
    extra = answer.setting.beliefs()[200:]
    assert (extra[:, 2] == 1).all()
    assert (extra[:, 1] == 0).all()


REFUSED = [
    (("claim ready", "not claim ready"), "sees all of this together"),
    (("stock below 5 ever",), "none of"),
    (("stock above 10 at 60 %",), "cannot be less than sure"),
    (("sanction on 2024-11-19", "aid on 2024-11-19", "call on 2024-11-19"), "none of 1,000"),
    (("aid on 2024-11-20", "call by 2024-12-08"), "too few to answer; 200 are needed: "),
    (("sanctions at 90 %", "not n-sanction at 90 %"), "no share of"),
    (("{ state = 'truze', is = 'over' }",), "no state 'truze'; did you mean 'truce'?"),
    ((), "say what is seen"),
]


@pytest.mark.parametrize(("texts", "message"), REFUSED, ids=[r[1][:30] for r in REFUSED])
def test_what_has_no_answer_is_said(texts: tuple[str, ...], message: str) -> None:
    with pytest.raises(OutcomeError) as caught:
        counted().seen(*texts)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_two_selections_are_compared_with_what_is_seen_in_each() -> None:
    ensemble = counted()
    found = detente.compare(ensemble, ensemble.seen("aid ever"), outcome="n-aid")
    assert (found.paired, found.common) == (False, ensemble.seen("aid ever").paths)
    row = found.outcomes["n-aid"]
    assert (row.first, row.second) == (ensemble.probability("n-aid"), 1.0)
    assert "B as it stands" in found.memo()[0]
    assert "only those in which “aid to Ukraine” happens" in found.memo()[0]
    assert found.document()["second"]["seen"] == {"said": ["aid ever"], "among": 1000}
    assert found.document()["first"]["seen"] is None


def test_what_is_asked_of_all_futures_is_refused_of_some(tmp_path: object) -> None:
    found = counted().seen("aid ever")
    for ask in (
        lambda: found.explain("sanctions", level=0.5),
        lambda: found.report(f"{tmp_path}/page.html"),
    ):
        with pytest.raises(OutcomeError, match=r"chosen by what is seen in them \(aid ever\)"):
            ask()


def test_those_that_are_left_are_kept_as_a_run(tmp_path: Path) -> None:
    """Opened it is the same, with what is seen; playing it again chooses the same futures."""
    found = counted().seen("aid ever at 80 %", {"on": ["sanction"], "at_least": 2})
    write_run(found, tmp_path / "run")
    run = detente.open_run(tmp_path / "run")
    again = run.ensemble()
    assert again.only is not None
    assert again.only.among.paths == 1000
    assert again.document() == found.document()
    assert again.document()["seen"]["said"] == found.document()["seen"]["said"]
    assert "--paths 1000" in run.manifest.command
    assert run.manifest.command.count("--seen") == 2
    assert "in which this is seen:" in (tmp_path / "run" / "README.txt").read_text("utf-8")
    assert run.repeat().identical
    more = again.seen("call ever")
    np.testing.assert_array_equal(more.design.chance, found.seen("call ever").design.chance)


def test_the_range_if_one_knew_which_claims_hold_is_that_of_what_is_left() -> None:
    """Sanctions hang on the second claim alone, which is more or less likely given the first.

    Knowing it, they are likely or not: the two ends are what they are with it forced. Where it is
    seen to hold there is nothing left to know, and the range is that of one end.
    """
    ensemble = claimed()
    low, high = (
        ensemble.scenario.simulate(4000, seed=5, second=held).probability("sanctions")
        for held in (False, True)
    )
    left = ensemble.seen("claim first").belief_ranges()["sanctions"]
    assert left == pytest.approx((low, high), abs=0.06)
    sure = ensemble.seen("claim second").belief_ranges()["sanctions"]
    assert sure == pytest.approx((high, high), abs=0.06)


def test_a_whole_and_its_part_are_no_two_independent_sets() -> None:
    """Of what has nothing to do with it: p (1 − p) (1/m − 1/n), where apart it is (1/m + 1/n).

    It is the difference of which the answer about what is seen tells; two parts without a future
    in common are apart.
    """
    ensemble = counted()
    part = ensemble.seen("aid ever")
    row = detente.compare(ensemble, part).outcomes["sanctions"]
    told = ensemble.seen_answer("aid ever").outcomes["sanctions"]
    assert row.difference == pytest.approx(told.difference)
    assert row.monte_carlo == pytest.approx(told.difference_monte_carlo)
    p, n, m = ensemble.probability("sanctions"), ensemble.paths, part.paths
    assert row.monte_carlo == pytest.approx((p * (1 - p) * (1 / m - 1 / n)) ** 0.5, rel=0.15)
    back = detente.compare(part, ensemble).outcomes["sanctions"]
    assert back.difference == pytest.approx(-row.difference)
    assert back.monte_carlo == pytest.approx(row.monte_carlo)
    others = detente.compare(part, ensemble.seen("not aid ever"))
    assert others.common == 0
    memo = " ".join(detente.compare(ensemble, part).memo())
    assert f"Both have {m} futures of the same draws, in which luck cancels" in memo


@pytest.mark.parametrize("who", ["anna", "pool"])
def test_what_an_analyst_sees_is_seen_with_the_credences_of_that_one(
    who: str, tmp_path: Path
) -> None:
    """As played again; and the pool is left with more of those who thought it likely."""
    scenario = detente.load(beside(tmp_path, None, **TWO)).as_believed_by(who)
    ensemble = scenario.simulate(1000, until=DATE)
    answer = ensemble.seen_answer("claim ready", "call ever")
    again = look(ensemble.setting, answer.seeings)
    np.testing.assert_array_equal(answer.selection.look.so, again.so)
    left = answer.ensemble()
    expected = played(left.setting)
    np.testing.assert_array_equal(left.first, expected.first)
    np.testing.assert_array_equal(left.daily_mean, expected.daily_mean)
    assert (answer.claims["ready"].given, answer.claims["ready"].probability < 1.0) == (1.0, True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{ on = ["aid"], at_leest = 2 }', "}: at_leest: "),
        ('{ all = [{ on = ["aid"], within = 0 }] }', "}: all[1].within: "),
        ('{ on = ["ayd"] }', "}: no process or group 'ayd'"),
    ],
)
def test_what_is_wrong_in_a_table_is_named_as_it_is_written(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        counted().seen(text)
    said = str(caught.value)
    assert message in said
    assert "when" not in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("sanctions", True),
        ("sanctions by 2025-02-01", True),
        ("not sanctions", False),
        ("not sanctions by 2025-02-01", None),
        ("sanctions at 90 %", None),
        ("claim ready", None),
    ],
)
def test_what_is_seen_is_certain_and_said_to_be_seen(text: str, held: bool | None) -> None:
    ensemble = counted()
    answer = ensemble.seen_answer(text)
    left = ensemble.seen(text)
    estimate = left.estimate("sanctions")
    beside = next(each for each in answer.outcomes if each.id == "sanctions")
    assert (beside.given, beside.given_interval) == (estimate.probability, estimate.interval)
    if held is None:
        assert estimate.interval[0] < estimate.interval[1]
        assert "seen" not in (beside.given_said, interval_said(left, "sanctions"))
    else:
        sure = float(held)
        assert (estimate.probability, *estimate.interval) == (sure, sure, sure)
        assert estimate.monte_carlo == beside.given_monte_carlo == 0.0
        assert beside.given_said == interval_said(left, "sanctions") == "seen"
    ready = next(each for each in answer.claims if each.id == "ready")
    assert (ready.given_said == "seen") == (text == "claim ready")
