"""What raises or lowers a hazard or a chance: against closed forms of survival and of log-odds."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.errors import ScenarioError
from detente.scenario.owned import moved_by
from tests.engine.laws import assert_frequencies, refuted
from tests.engine.worlds import AS_OF, Course, course, held, quantity
from tests.scenario.mutated import Raw
from tests.states.worlds import add, hazard, level, move, state, world

PATHS, DAYS = 3000, 60
F64 = NDArray[np.float64]
BASE = 2.0
SWITCH = AS_OF + dt.timedelta(21)  # day 20
LATE = {"from": SWITCH}
STOCK = level(start=100, inflow=-1, lower=0)
"""It falls by one a day: 100 − t on the evening before day t."""


def played(*factors: Raw, levels: tuple[Raw, ...] = (STOCK,), **more: Any) -> Course:
    """A war that may end by a truce."""
    truce = move(from_="war", to="truce", rate=hazard(BASE), factors=list(factors), **more)
    entry = state("war", values=["war", "truce"], start="war", transitions=[truce])
    changes = (add(states=[entry], levels=list(levels)), held("exhaustion"))
    return course(world(*changes, sanction=10), PATHS, days=DAYS, trace=True)


def ended(run: Course, day: int) -> int:
    return int((run.plane("state:war")[:, day] == 1).sum())


def survival(along: F64, day: int) -> float:
    """Chance that nothing has come by a day: exp(−Σ h·exp(along))."""
    return float(np.exp(-(BASE / 365.25) * np.exp(along[: day + 1]).sum()))


T = np.arange(DAYS, dtype=np.float64)
LAWS: dict[str, tuple[list[Raw], Any]] = {
    "the fewer, the likelier": (
        [{"level": "stock", "threshold": 100, "unit_change": 10, "coefficient": quantity(-0.5)}],
        0.5 * T / 10,
    ),
    "an excess": (
        [
            {
                "level": "stock", "function": "excess", "threshold": 80, "unit_change": 10,
                "coefficient": quantity(0.9),
            }
        ],
        0.9 * np.maximum(0, 20 - T) / 10,
    ),
    "the logarithm": (
        [{"level": "stock", "function": "log1p", "coefficient": quantity(0.5)}],
        0.5 * np.log1p(100 - T),
    ),
    "while": ([{"while": LATE, "coefficient": quantity(1.5)}], 1.5 * (T >= 20)),
    "months of it": (  # on the morning of day 20 the first of them is seen
        [{"days": LATE, "unit_change": 10, "coefficient": quantity(0.7)}],
        0.7 * np.maximum(0, T - 19) / 10,
    ),
    "two of them": (
        [
            {"while": {"not": LATE}, "coefficient": quantity(1.0)},
            {
                "level": "stock", "threshold": 100, "unit_change": 10, "while": LATE,
                "coefficient": quantity(-0.4),
            },
        ],
        np.where(T < 20, 1.0, 0.4 * T / 10),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LAWS)
def test_a_hazard_follows_what_it_is_told_to(case: str) -> None:
    """Exact: the survival of a hazard that is known on every day."""
    factors, along = LAWS[case]
    run = played(*factors)
    chances = [1.0 - survival(along, day) for day in (19, 40, 59)]
    assert_frequencies([ended(run, day) for day in (19, 40, 59)], PATHS, chances)
    with refuted():
        assert_frequencies(ended(run, 59), PATHS, 1.0 - survival(np.zeros(DAYS), 59))


def test_a_spread_is_drawn_once_for_each_path() -> None:
    """Mean over the normal law of the survival, by quadrature."""
    run = played({"while": {"from": AS_OF}, "coefficient": quantity(0.5, 1.0)})
    nodes, weights = np.polynomial.hermite_e.hermegauss(40)
    mean = sum(
        w * survival(np.full(DAYS, 0.5 + z), 59) for z, w in zip(nodes, weights, strict=True)
    ) / np.sqrt(2 * np.pi)
    assert_frequencies(ended(run, 59), PATHS, 1.0 - mean)


@pytest.mark.parametrize("key", ["claim", "denied_by"])
def test_a_claim_owns_it_or_denies_it(key: str) -> None:
    owned = {"claim": "exhaustion", "otherwise": 0.0} if key == "claim" else {key: "exhaustion"}
    run = played({"while": {"from": AS_OF}, "coefficient": quantity(1.5)} | owned)
    true = run.truth[:, run.compiled.claims.index("exhaustion")] == 1
    acts = true if key == "claim" else ~true
    over = run.plane("state:war")[:, 59] == 1
    counts = [(over & acts).sum(), (over & ~acts).sum()]
    chances = [1.0 - survival(np.full(DAYS, along), 59) for along in (1.5, 0.0)]
    assert_frequencies(counts, [acts.sum(), (~acts).sum()], chances)
    (owner,) = moved_by(
        world(
            add(
                states=[
                    state(
                        "war",
                        values=["war", "truce"],
                        start="war",
                        transitions=[
                            move(
                                from_="war",
                                to="truce",
                                rate=hazard(1),
                                factors=[{"while": LATE, "coefficient": quantity(1.0)} | owned],
                            )
                        ],
                    )
                ]
            ),
            held("exhaustion"),
            sanction=10,
        )
    )
    assert (owner.claim, owner.kind, owner.denies) == ("exhaustion", "factor", key == "denied_by")


def test_a_chance_is_moved_on_its_log_odds() -> None:
    """On its day: 1/(1 + exp(−(log(0.3/0.7) + 0.08·10))), the level ten above its threshold."""
    entry = state(
        "war",
        values=["war", "truce"],
        start="war",
        transitions=[
            move(
                from_="war",
                to="truce",
                on=SWITCH,
                chance=0.3,
                factors=[{"level": "stock", "threshold": 70, "coefficient": quantity(0.08)}],
            )
        ],
    )
    scenario = world(add(states=[entry], levels=[STOCK]), sanction=10)
    run = course(scenario, PATHS, days=DAYS, trace=True)
    odds = 0.3 / 0.7 * np.exp(0.08 * (100 - 20 - 70))
    assert ended(run, 19) == 0
    assert_frequencies(ended(run, 59), PATHS, odds / (1.0 + odds))


WRONG: dict[str, tuple[Raw, str]] = {
    "nothing": ({"coefficient": quantity(1)}, "say what it hangs on: one of level, index, days"),
    "two": (
        {"level": "stock", "days": LATE, "coefficient": quantity(1)},
        "name one of level, index, days; here stand level, days",
    ),
    "no such level": (
        {"level": "stok", "coefficient": quantity(1)},
        "transitions[1]: factors[1]: level: no level 'stok'; did you mean 'stock'?",
    ),
    "a unit of nothing": (
        {"while": LATE, "unit_change": 3, "coefficient": quantity(1)},
        "'unit_change' needs something that is measured",
    ),
    "an excess of nothing": (
        {"level": "stock", "function": "excess", "coefficient": quantity(1)},
        "'threshold' is missing: the value from which an excess counts",
    ),
    "no such claim": (
        {"level": "stock", "coefficient": quantity(1), "denied_by": "exhaustio"},
        "transitions[1].factors[1].denied_by: no claim 'exhaustio'; did you mean 'exhaustion'?",
    ),
    "no otherwise": (
        {"level": "stock", "coefficient": quantity(1), "claim": "exhaustion"},
        "'otherwise' is missing: θ where the claim is false",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told(case: str) -> None:
    entry, text = WRONG[case]
    with pytest.raises(ScenarioError) as error:
        played(entry)
    assert text in str(error.value)


def test_what_moves_at_once_has_no_factors() -> None:
    sudden = move(from_="war", to="truce", on=SWITCH, factors=[WRONG["no otherwise"][0]])
    sudden["factors"] = [{"while": LATE, "coefficient": quantity(1)}]
    entry = state("war", values=["war", "truce"], start="war", transitions=[sudden])
    with pytest.raises(ScenarioError, match="'factors' move a hazard or a chance"):
        world(add(states=[entry]), sanction=10)
