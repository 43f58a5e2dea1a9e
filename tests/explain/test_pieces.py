"""The pieces of a daily chance are those of the kernel's hazards, path by path."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.explain.hazards import log_rates, usual_alpha
from detente.explain.pieces import LEAD, Pieces, Plan, pieces, planned
from detente.kernel.hazard import hazards_of
from tests.explain.test_stacks import traced
from tests.explain.worlds import at_times, lively, setting
from tests.scenario.mutated import Raw

F64 = NDArray[np.float64]
PATHS = 200


def played(
    forced: dict[str, bool], change: Callable[[Raw], object] = lively
) -> list[tuple[Plan, Pieces, F64]]:
    """Each process of the small world: its plan, its pieces, and what the kernel played."""
    of = setting(PATHS, change).under(forced)
    block = traced(of)
    planes = {name: block.played.planes[:, :, i] for i, name in enumerate(of.compiled.planes)}
    found = []
    for row, (process, hazard) in enumerate(
        zip(of.scenario.processes, hazards_of(of.compiled), strict=True)
    ):
        plan = planned(process, hazard, usual_alpha(of, hazard), of.compiled.model)
        log_rate = log_rates(of, hazard, of.design.parameters)
        part = pieces(plan, block.theta, log_rate, planes, of.days)
        found.append((plan, part, block.played.terms[:, :, row]))
    return found


@pytest.mark.parametrize("change", [lively, at_times])
@pytest.mark.parametrize(
    "forced", [{}, {"both": True}, {"both": False}, {"both": False, "cool": True, "closed": True}]
)
def test_pieces_add_up_to_what_the_kernel_played(
    forced: dict[str, bool], change: Callable[[Raw], object]
) -> None:
    for plan, part, terms in played(forced, change):
        risk = slice(plan.hazard.first_day, plan.hazard.last_day + 1)
        log = plan.alpha + part.terms.sum(axis=0) + part.gates.sum(axis=0)
        np.testing.assert_allclose(np.exp(log)[:, risk], terms[:, risk, 3], rtol=1e-12)
        assert not (part.gates > 1e-15).any(), "a gate never helps"


def test_a_rule_costs_half_of_what_lies_between_the_sides() -> None:
    """Against the other rule, on the paths on which it is in force, with all gates open."""
    found = {}
    for both in (True, False):
        call = next(each for each in played({"both": both}) if each[0].process.id == "call")
        plan, part, terms = call
        rule = next(i for i, each in enumerate(plan.others) if each.rule)
        lead = next(i for i, each in enumerate(plan.others) if each.effect == LEAD)
        assert (plan.others[rule].effect, plan.others[rule].claim) == ("both", "both")
        apart = np.abs(terms[:, :, 1] - terms[:, :, 2])
        np.testing.assert_allclose(part.terms[lead], apart / 2.0, atol=1e-12)
        found[both] = part.terms[rule]
    assert (found[False] == 0.0).all()
    assert found[True].max() < 0.0
    np.testing.assert_allclose(found[True][:, 0], -apart[:, 0] / 2.0, atol=1e-12)


def test_a_closed_gate_costs_what_the_other_side_lags_behind() -> None:
    """Where either side can bring the act about: finite, unless both are closed."""
    plan, part, terms = next(
        each
        for each in played({"both": False, "closed": True, "cool": False, "ready": True})
        if each[0].process.id == "call"
    )
    gate = next(i for i, each in enumerate(plan.closing) if each.effect == "held-out")
    source, target = terms[:, 0, 1], terms[:, 0, 2]
    assert plan.closing[gate].side == plan.process.source
    assert (source > target).all(), "the side with the closed gate is the readier one"
    np.testing.assert_allclose(part.gates[gate][:, 0], target - source, atol=1e-12)
