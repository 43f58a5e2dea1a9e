"""The parts of a stack sum to what the kernel played, to rounding."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.ensemble.runner import Block, Runner
from detente.ensemble.setting import Setting
from detente.explain.again import waiting
from detente.explain.hazards import BASE, by, hazard_stacks
from detente.explain.index_acts import EARLIER, index_stack
from detente.explain.pressure import pressure
from tests.explain.worlds import setting
from tests.kernel.test_kernel import WINTER

TIGHT = 1e-9
PATHS = 400


def traced(of: Setting) -> Block:
    """The same futures, with every plane and hazard of every day."""
    return Runner(of, trace=True, capacity=9000).block()


def over_waiting(values: NDArray[np.float64], waits: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Mean over paths that wait; NaN on days without any."""
    count = waits.sum(axis=0)
    return np.asarray((values * waits).sum(axis=0) / np.where(count > 0, count, np.nan))


@pytest.mark.parametrize("forced", [{}, {"both": True}, {"both": False}, {"closed": True}])
@pytest.mark.parametrize("outcome", ["contact", "words", "soon", "sanctions"])
def test_hazards_are_those_of_the_kernel(outcome: str, forced: dict[str, bool]) -> None:
    of = setting(PATHS).under(forced)
    block = traced(of)
    days = np.arange(of.days)
    waits = waiting(of, of.compiled.outcomes.index(outcome), block.played.first)
    stacks = hazard_stacks(of, outcome)
    assert stacks
    for stack in stacks:
        row = of.compiled.processes.index(stack.process)
        at_risk = waits & (days >= of.compiled.program.first_day[row])
        hazard = block.played.terms[:, :, row, 3]
        open_ = at_risk & (hazard > 0)
        np.testing.assert_allclose(stack.waiting, at_risk.mean(axis=0), atol=TIGHT)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = open_.sum(axis=0) / at_risk.sum(axis=0)
            mean = np.where(open_, np.log(hazard), 0.0).sum(axis=0) / open_.sum(axis=0)
        np.testing.assert_allclose(stack.open, share, atol=TIGHT)
        np.testing.assert_allclose(stack.log_hazard, mean, atol=TIGHT)
        np.testing.assert_allclose(stack.values.sum(axis=1), mean, atol=TIGHT)
        assert np.isfinite(stack.values[np.isfinite(mean)]).all()
        for key in ("effect", "claim", "side"):
            np.testing.assert_allclose(sum(by(stack, key).values()), mean, atol=TIGHT)


def test_a_closed_gate_is_told_apart() -> None:
    """Before winter Moscow's offer is closed where the claim holds, then open; with consent."""
    of = setting(PATHS).under({"closed": True, "both": True, "cool": False})
    (stack,) = hazard_stacks(of, "contact")
    winter = (WINTER - of.scenario.as_of).days - 1
    np.testing.assert_array_equal(stack.closed["held-out"][:winter], 1.0)
    assert np.isnan(stack.log_hazard[:winter]).all()
    np.testing.assert_array_equal(stack.closed["held-out"][winter:], 0.0)
    assert np.isfinite(stack.log_hazard[winter:]).all()
    assert not any(share.any() for share in stack.ajar.values())


def test_a_gate_that_is_ajar_is_a_part() -> None:
    of = setting(PATHS).under({"closed": False, "both": True, "cool": True})
    (stack,) = hazard_stacks(of, "contact")
    (value,) = (v for effect, v in by(stack, "effect").items() if effect == "ajar")
    assert value[0] == pytest.approx(np.log(0.3), abs=TIGHT)
    assert stack.ajar["ajar"][0] == 1.0
    assert stack.ajar["ajar"][-1] < 1.0


def test_parts_name_effect_claim_and_side() -> None:
    (stack,) = hazard_stacks(setting(PATHS), "contact")
    found = {(part.effect, part.claim, part.side) for part in stack.parts}
    assert (BASE, None, None) in found
    assert ("readiness", "ready", "RUS") in found
    assert ("reluctance", None, "USA") in found
    assert ("held-out", "closed", "RUS") in found


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
