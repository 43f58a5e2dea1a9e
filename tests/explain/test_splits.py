"""The split of the stack beside two others that are exact too: why it is this one."""

from __future__ import annotations

import itertools
import math

import numpy as np
from numpy.typing import NDArray

from detente.explain.hazards import hazard_stacks, log_rates, usual_alpha
from detente.explain.pieces import pieces, planned
from detente.kernel.hazard import hazards_of
from tests.explain.test_stacks import traced
from tests.explain.worlds import setting

F64 = NDArray[np.float64]


def weighted(x: F64, normalised: bool) -> F64:
    """LMDI-I, or with normalised weights LMDI-II, of x of shape (parts, paths)."""
    share = np.exp(x.sum(axis=0))
    mean = float(share.mean())

    def log_mean(a: F64, b: F64) -> F64:
        with np.errstate(invalid="ignore"):
            return np.where(np.isclose(a, b, rtol=1e-12), a, (a - b) / np.log(a / b))

    one = np.ones(share.size)
    if normalised:
        w = log_mean(share / mean, one)
        return np.asarray((x * w / w.sum()).sum(axis=1))
    whole = float(log_mean(np.array([mean]), np.ones(1))[0])
    return np.asarray((x * log_mean(share, one)).mean(axis=1) / whole)


def shapley(x: F64) -> F64:
    """Shapley's value of ln mean exp Σ over the parts that are in."""
    m = x.shape[0]
    value = {
        inside: math.log(np.exp(x[list(inside)].sum(axis=0)).mean())
        for k in range(m + 1)
        for inside in itertools.combinations(range(m), k)
    }
    found = np.zeros(m)
    for inside in value:
        weight = (
            math.factorial(len(inside)) * math.factorial(m - len(inside) - 1)
            if (len(inside) < m)
            else 0
        )
        for i in set(range(m)) - set(inside):
            joined = tuple(sorted((*inside, i)))
            found[i] += weight / math.factorial(m) * (value[joined] - value[inside])
    return found


def parts_of_contact(forced: dict[str, bool]) -> tuple[list[str], F64]:
    """The pieces of a call on the first day, gates left out: names and (parts, paths)."""
    of = setting(400).under(forced)
    block = traced(of)
    planes = {name: block.played.planes[:, :, i] for i, name in enumerate(of.compiled.planes)}
    row = of.compiled.processes.index("call")
    process = of.scenario.processes[row]
    hazard = hazards_of(of.compiled)[row]
    plan = planned(process, hazard, usual_alpha(of, hazard), of.compiled.model)
    log_rate = log_rates(of, hazard, of.design.parameters)
    found = pieces(plan, block.theta, log_rate, planes, of.days).terms[:, :, 0]
    return [part.effect for part in plan.others], found


def test_all_three_are_exact_and_agree_within_hundredths() -> None:
    """Where no gate is closed they tell the same story."""
    _, x = parts_of_contact({})
    whole = math.log(np.exp(x.sum(axis=0)).mean())
    found = [weighted(x, True), weighted(x, False), shapley(x)]
    for each in found:
        assert math.isclose(each.sum(), whole, abs_tol=1e-9)
    assert np.abs(found[0] - found[2]).max() < 0.05


def test_what_is_alike_on_every_path_keeps_its_logarithm_in_two_of_them() -> None:
    """LMDI-I gives it away to what differs; that is why the weights are normalised."""
    names, x = parts_of_contact({})
    row = names.index("reluctance")
    alike = float(x[row, 0])
    assert np.ptp(x[row]) == 0.0
    assert math.isclose(weighted(x, True)[row], alike, abs_tol=1e-12)
    assert math.isclose(shapley(x)[row], alike, abs_tol=1e-9)
    wide = np.vstack([x, np.where(np.arange(x.shape[1]) % 10 < 7, -12.0, 0.0)])
    assert math.isclose(weighted(wide, True)[row], alike, abs_tol=1e-12)
    assert abs(weighted(wide, False)[row]) < 0.8 * abs(alike)


def test_summed_parts_are_the_sum_of_the_parts_but_not_for_shapley() -> None:
    """By effect, by claim or by side: one stack, not three."""
    _, x = parts_of_contact({})
    together = np.vstack([x[0] + x[1] + x[2] + x[3], x[4:]])
    assert math.isclose(weighted(together, True)[0], weighted(x, True)[:4].sum(), abs_tol=1e-12)
    assert abs(shapley(together)[0] - shapley(x)[:4].sum()) > 1e-6


def test_the_stack_is_the_second_of_them() -> None:
    """On the first day, with the gates open."""
    forced = {"closed": False, "cool": False}
    names, x = parts_of_contact(forced)
    (stack,) = hazard_stacks(setting(400).under(forced), "contact")
    rows = [next(i for i, p in enumerate(stack.parts) if p.effect == name) for name in names]
    np.testing.assert_allclose(stack.values[0, rows], weighted(x, True), atol=2e-3)
