"""The parts of a stack sum to what the kernel played, to rounding."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

import detente
from detente.ensemble.runner import Block, Runner
from detente.ensemble.setting import Setting
from detente.explain.again import waiting
from detente.explain.hazards import hazard_stacks
from detente.explain.index_acts import EARLIER, index_stack
from detente.explain.pieces import BASE, DRAWN, STANDING
from detente.explain.pressure import pressure
from detente.explain.stack import by
from tests.explain.worlds import at_times, lively, setting
from tests.forms import only_whole, size
from tests.kernel.test_kernel import WINTER
from tests.scenario.mutated import Raw

TIGHT = 1e-9
PATHS = 400


def traced(of: Setting) -> Block:
    """The same futures, with every plane and hazard of every day."""
    return Runner(of, trace=True, capacity=9000).block()


def over_waiting(values: NDArray[np.float64], waits: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Mean over paths that wait; NaN on days without any."""
    count = waits.sum(axis=0)
    return np.asarray((values * waits).sum(axis=0) / np.where(count > 0, count, np.nan))


@pytest.mark.parametrize("change", [lively, at_times])
@pytest.mark.parametrize("forced", [{}, {"both": True}, {"both": False}, {"closed": True}])
@pytest.mark.parametrize("outcome", ["contact", "words", "soon", "sanctions"])
def test_stacks_sum_to_the_mean_chance_of_those_that_wait(
    outcome: str, forced: dict[str, bool], change: Callable[[Raw], object]
) -> None:
    """With closed gates among them: the chance is a mean of chances, not of logarithms."""
    of = setting(PATHS, change).under(forced)
    block = traced(of)
    days = np.arange(of.days)
    waits = waiting(of, of.compiled.outcomes.index(outcome), block.played.first)
    stacks = hazard_stacks(of, outcome)
    assert stacks
    for stack in stacks:
        row = of.compiled.processes.index(stack.process)
        at_risk = waits & (days >= of.compiled.program.first_day[row])
        hazard = block.played.terms[:, :, row, 3]
        np.testing.assert_allclose(stack.waiting, at_risk.mean(axis=0), atol=TIGHT)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = (at_risk & (hazard > 0)).sum(axis=0) / at_risk.sum(axis=0)
            mean = np.log(over_waiting(-np.expm1(-hazard), at_risk))
        np.testing.assert_allclose(stack.open, share, atol=TIGHT)
        np.testing.assert_allclose(stack.log_hazard, mean, atol=TIGHT)
        np.testing.assert_allclose(stack.values.sum(axis=1), mean, atol=TIGHT)
        assert np.isfinite(stack.values[np.isfinite(mean)]).all()
        for key in ("effect", "claim", "side"):
            np.testing.assert_allclose(sum(by(stack, key).values()), mean, atol=TIGHT)


def test_an_effect_that_acts_at_times_is_told_with_when_and_with_what_it_adds_there() -> None:
    """Against the planes and coefficients of each path: a term, and the gates of an offer."""
    of = setting(PATHS, at_times).under({"closed": True, "both": True})
    block = traced(of)
    compiled = of.compiled
    waits = waiting(of, compiled.outcomes.index("contact"), block.played.first)
    (stack,) = hazard_stacks(of, "contact")
    assert set(stack.held) == {"both", "ajar", "held-out", "reluctance"}
    planes = {
        name: block.played.planes[:, :, compiled.planes.index(plane)]
        for name, plane in compiled.model.during.items()
    }
    for effect, share in stack.held.items():
        np.testing.assert_array_equal(share, over_waiting(planes[effect], waits))
        assert np.nanmax(share) > 0.0
        assert effect == "both" or np.nanmin(share) < 1.0  # none has talked while it waits
    assert 0.0 < stack.held["held-out"].mean() < 1.0, "not of the calendar alone"
    # in force, the rule halves the -0.5 of a side; it shows in the season alone
    added = stack.where_held["reluctance"]
    np.testing.assert_allclose(added[stack.held["reluctance"] > 0.0], -0.25, atol=1e-12)
    assert np.isnan(added[stack.held["reluctance"] == 0.0]).all()
    winter = (WINTER - of.scenario.as_of).days - 1
    shut = stack.held["held-out"][:winter] > 0.0
    assert np.isneginf(stack.where_held["held-out"][:winter][shut]).all()
    np.testing.assert_allclose(
        stack.through["held-out"][:winter], 1.0 - stack.held["held-out"][:winter], atol=TIGHT
    )
    np.testing.assert_array_equal(stack.through["held-out"][winter:], 1.0)


SIGMAS = 4.0
"""Standard deviations that a count may be off; for some 20 counts a false alarm in 800."""


@pytest.mark.parametrize("outcome", ["contact", "soon", "words", "sanctions"])
def test_its_total_is_the_chance_that_was_played(outcome: str) -> None:
    """In every quarter of the window, and not only in all: what the mean logarithm misses."""
    of = setting(size(1200, 10_000))
    rows, number = of.compiled.rows, of.compiled.outcomes.index(outcome)
    block = Runner(of, capacity=of.days * len(rows)).block()
    waits = waiting(of, number, block.played.first)
    for stack in hazard_stacks(of, outcome):
        row = rows.index(stack.process)
        acts = np.zeros(of.days)
        for path, codes in enumerate(block.acts):
            days = codes[codes % len(rows) == row] // len(rows)
            acts[days[waits[path, days]]] += 1
        expected = np.nan_to_num(np.exp(stack.log_hazard)) * stack.waiting * of.design.paths
        for days in np.array_split(np.flatnonzero(stack.waiting > 0), 4):
            mean = expected[days].sum()
            assert abs(acts[days].sum() - mean) < SIGMAS * np.sqrt(mean), stack.process


@pytest.fixture(scope="module")
def futures() -> detente.Ensemble:
    return detente.load("us-russia-2024").simulate(4000, seed=1)


@only_whole
@pytest.mark.parametrize("outcome", ["leaders-meet", "sanctions-eased", "early-contact"])
def test_its_total_is_the_chance_that_was_played_in_the_built_in_scenario(
    futures: detente.Ensemble, outcome: str
) -> None:
    of = futures.setting
    first = futures.first[:, of.compiled.outcomes.index(outcome)]
    stacks = hazard_stacks(of, outcome)
    chance = np.zeros(of.days)
    for stack in stacks:
        chance += np.nan_to_num(np.exp(stack.log_hazard)) * stack.waiting
    came = np.bincount(first[first >= 0], minlength=of.days)
    for days in np.array_split(np.flatnonzero(stacks[0].waiting > 0), 5):
        expected = float((chance * of.design.paths)[days].sum())
        # two acts of one outcome on one day come once
        slack = 0.0 if len(stacks) == 1 else 0.02 * expected
        assert abs(came[days].sum() - expected) < SIGMAS * np.sqrt(expected) + slack


def test_where_a_gate_is_closed_on_all_there_is_no_chance() -> None:
    """Before winter Moscow's offer is closed where the claim holds, then open; with consent."""
    of = setting(PATHS).under({"closed": True, "both": True, "cool": False})
    (stack,) = hazard_stacks(of, "contact")
    winter = (WINTER - of.scenario.as_of).days - 1
    gate = next(i for i, part in enumerate(stack.parts) if part.effect == "held-out")
    np.testing.assert_array_equal(stack.closed["held-out"][:winter], 1.0)
    np.testing.assert_array_equal(stack.log_hazard[:winter], -np.inf)
    np.testing.assert_array_equal(stack.values[:winter, gate], -np.inf)
    assert np.isfinite(np.delete(stack.values[:winter], gate, axis=1)).all()
    np.testing.assert_array_equal(stack.closed["held-out"][winter:], 0.0)
    np.testing.assert_array_equal(stack.values[winter:, gate], 0.0)
    assert np.isfinite(stack.log_hazard[winter:]).all()
    assert not any(share.any() for share in stack.ajar.values())


def test_an_opening_gate_moves_no_other_row_much() -> None:
    """What every path has alike is worth the same before and after."""
    (stack,) = hazard_stacks(setting(PATHS), "contact")
    winter = (WINTER - setting().scenario.as_of).days - 1
    values = by(stack, "effect")
    assert values["held-out"][winter - 1] < -0.3
    assert values["held-out"][winter] == 0.0
    row = next(i for i, part in enumerate(stack.parts) if part.effect == "reluctance")
    np.testing.assert_allclose(stack.values[:, row], stack.values[0, row], atol=TIGHT)


def test_a_gate_that_is_ajar_is_a_part() -> None:
    of = setting(PATHS).under({"closed": False, "both": True, "cool": True})
    (stack,) = hazard_stacks(of, "contact")
    assert by(stack, "effect")["ajar"][0] == pytest.approx(np.log(0.3), abs=1e-2)
    assert stack.ajar["ajar"][0] == 1.0
    assert stack.ajar["ajar"][-1] < 1.0


def test_parts_name_effect_claim_and_side() -> None:
    (stack,) = hazard_stacks(setting(PATHS), "contact")
    found = {(part.effect, part.claim, part.side) for part in stack.parts}
    assert (BASE, None, None) in found
    assert ("readiness", "ready", "RUS") in found
    assert ("reluctance", None, "USA") in found
    assert ("held-out", "closed", "RUS") in found
    assert ("both", "both", None) in {(p.effect, p.claim, p.side) for p in stack.parts if p.rule}


def test_on_the_first_day_the_usual_rate_is_what_is_played() -> None:
    """As things stand: with gates open, without the record's news and the luck of drawn rates."""
    (stack,) = hazard_stacks(setting(), "contact")
    news = {"weather", "persistence", "answer", DRAWN}
    rows = [i for i, p in enumerate(stack.parts) if not p.gate and p.effect not in news]
    base = next(i for i, p in enumerate(stack.parts) if p.effect == BASE)
    standing = next(i for i, p in enumerate(stack.parts) if p.effect == STANDING)
    rate = next(p.rate for p in setting().scenario.processes if p.id == "call")
    assert stack.values[0, base] == pytest.approx(np.log(rate.per_day), abs=1e-9)
    assert abs(stack.values[0, standing]) > 0.1
    # 1,200 futures of which claims hold as they are drawn
    assert stack.values[0, rows].sum() == pytest.approx(np.log(rate.per_day), abs=0.06)


def test_mutual_consent_costs_what_it_costs_on_each_path() -> None:
    of = setting(PATHS)
    (stack,) = hazard_stacks(of, "contact")
    row = next(i for i, part in enumerate(stack.parts) if part.rule)
    assert (stack.values[:, row] < -0.1).all()
    (never,) = hazard_stacks(of.under({"both": False}), "contact")
    np.testing.assert_array_equal(never.values[:, row], 0.0)


def test_selection_moves_what_stays_the_same_in_each_future() -> None:
    """A readiness that is a claim's alone: its whole change is by who still waits.

    In a world without other differences between the futures the row on a day is the row on the
    first day with what selection does.
    """
    of = setting(size(1200, 5000))
    (stack,) = hazard_stacks(of, "contact")
    last = int(np.flatnonzero(stack.waiting > 0)[-1])
    moved = {part.effect: i for i, part in enumerate(stack.parts)}
    assert stack.selection[0, moved["readiness"]] == pytest.approx(0.0, abs=1e-12)
    assert stack.selection[last, moved["readiness"]] < -0.01
    assert stack.selection[last, moved[DRAWN]] < -0.02
    assert stack.selection[last, moved["reluctance"]] == pytest.approx(0.0, abs=1e-12)
    assert np.isnan(stack.selection[last, [moved["weather"], moved["held-out"]]]).all()
    np.testing.assert_allclose(
        stack.selected[: last + 1], np.nansum(stack.selection[: last + 1], axis=1)
    )
    change = stack.values[last] - stack.values[0]
    for effect in ("readiness", DRAWN, "both"):
        i = moved[effect]
        # what is left comes with the weights, as other parts have changed since
        assert abs(change[i] - stack.selection[last, i]) < 0.35 * abs(change[i]) + 0.01, effect


@pytest.mark.parametrize("threads", [1, 2])
def test_stacks_do_not_depend_on_threads(threads: int) -> None:
    (first,) = hazard_stacks(setting(), "contact", threads=3)
    (again,) = hazard_stacks(setting(), "contact", threads=threads)
    np.testing.assert_array_equal(first.values, again.values)


def test_index_is_taken_apart() -> None:
    of = setting(PATHS)
    stack = index_stack(of, "thaw")
    block = traced(of)
    plane = block.played.planes[:, :, of.compiled.planes.index(stack.plane)]
    waits = waiting(of, of.compiled.outcomes.index("thaw"), block.played.first)
    mean = over_waiting(plane, waits)
    np.testing.assert_allclose(stack.index, mean, atol=TIGHT)
    np.testing.assert_allclose(stack.values.sum(axis=1) + stack.usual, mean, atol=TIGHT)
    assert stack.rows[0] == EARLIER
    # acts of other dyads move nothing, and on the first day nothing of the play has
    assert "aid" not in stack.rows
    assert {"call", "ru-accuses", "sanction"} <= set(stack.rows)
    np.testing.assert_array_equal(stack.values[0, 1:], 0.0)
    assert stack.values[60, stack.rows.index("sanction")] < 0 < stack.values[60].max()


def test_index_part_of_one_future_by_hand() -> None:
    of = setting(1)
    stack = index_stack(of, "thaw")
    block = traced(of)
    model = of.compiled.model
    tone = model.derived[stack.plane]
    volume = model.derived[tone.inputs[1]]
    decay = model.memories[volume.inputs[0]].decay
    total = block.played.planes[0, :, of.compiled.planes.index(volume.name)] + tone.c1
    by_id = {p.id: p.act.goldstein for p in of.scenario.processes}
    codes = block.played.record[0, : block.played.recorded[0]]
    last = int(np.flatnonzero(np.isfinite(stack.index))[-1])
    for row in ("ru-accuses", "us-accuses", "sanction"):
        memory = sum(
            decay ** (last - 1 - day)
            for day, r in (divmod(int(c), len(of.compiled.rows)) for c in codes)
            if of.compiled.rows[r] == row and day < last
        )
        expected = memory * (by_id[row] - stack.usual) / total[last]
        assert stack.values[last, stack.rows.index(row)] == pytest.approx(expected, abs=TIGHT)


def test_pressure_is_taken_apart() -> None:
    of = setting(PATHS)
    found = pressure(of, "crossed")
    assert found is not None
    block = traced(of)
    model = of.compiled.model
    latch = model.derived[_latch(of)]
    trigger = block.played.planes[:, :, of.compiled.planes.index(latch.inputs[0])]
    waits = waiting(of, of.compiled.outcomes.index("crossed"), block.played.first)
    mean = over_waiting(trigger, waits)
    np.testing.assert_allclose(found.pressure, mean, atol=TIGHT)
    np.testing.assert_allclose(found.values.sum(axis=1), mean, atol=TIGHT)
    assert found.at_crossing.sum() == pytest.approx(1.0, abs=TIGHT)
    assert len(found.parts) == 2
    assert any("AID" in part for part in found.parts)
    assert found.threshold == pytest.approx(3.5, abs=0.2)


def _latch(of: Setting) -> str:
    questions = of.compiled.questions
    number = of.compiled.outcomes.index("crossed")
    asked = questions.level_outcome.tolist().index(number)
    return of.compiled.planes[int(questions.level_plane[asked])]
