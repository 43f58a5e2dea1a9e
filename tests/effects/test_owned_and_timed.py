"""Every effect acts while its condition holds, and where the claim is false that denies it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.baseline.coefficients import coefficient_matrix
from detente.kernel.compile import Compiled
from detente.kernel.play import play
from tests.effects.example import Entry
from tests.effects.examples import EXAMPLES, Example
from tests.effects.toy import toy
from tests.forms import only_whole

PATHS = 12
DAYS = 120
NEVER = {"act": "AID", "by": "USA>UKR", "at_least": 1000}
"""Of what the toy plays, more than there are days."""


def background(example: Example) -> Entry:
    """The effect under test without a claim."""
    return {k: v for k, v in example.entry.items() if k not in ("claim", "otherwise")}


def counts(entries: tuple[Entry, ...], *, held: bool = True) -> NDArray[np.int32]:
    """Acts of each process on some paths."""
    compiled: Compiled = toy(entries).compiled(DAYS)
    index = np.arange(PATHS, dtype=np.int64)
    truth = np.ones((PATHS, len(compiled.claims)), dtype=np.uint8)
    truth[:, compiled.claims.index("held")] = held
    theta = coefficient_matrix(compiled.coefficients, compiled.claims, truth, 7, index)
    played = play(compiled, 7, index, theta, truth)
    kept = [i for i, name in enumerate(compiled.outcomes) if name.startswith("n-")]
    return played.count[:, kept]


SHORT = ("disposition", "offer", "mutual-consent", "adaptation", "scheduled-acts", "faction")
"""Terms, gates, rules, dampers, the schedule and memories: what an effect may write."""


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(each[0], id=name, marks=() if name in SHORT else only_whole)
        for name, each in EXAMPLES.items()
    ],
)
def test_an_effect_stops_where_its_condition_does_not_hold_or_a_claim_that_denies_it_does(
    example: Example,
) -> None:
    entry = background(example)
    acts = counts((*example.helpers, entry), held=False)
    without = counts(example.helpers)
    assert (acts != without).any() or entry["effect"] == "signal"
    denied = (*example.helpers, entry | {"denied_by": "held"})
    np.testing.assert_array_equal(counts(denied, held=False), acts)
    np.testing.assert_array_equal(counts(denied, held=True), without)
    if entry["effect"] == "regime":  # has its own
        return
    for condition, expected in ((NEVER, without), ({"not": NEVER}, acts)):
        timed = (*example.helpers, entry | {"while": condition})
        np.testing.assert_array_equal(counts(timed, held=False), expected)
