"""Acts of a part of an actor, in conditions on the acts of the whole."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from pydantic import TypeAdapter

from detente.baseline.coefficients import coefficient_matrix
from detente.conditions.lower import plane_of
from detente.conditions.model import Condition
from detente.conditions.words import clause
from detente.kernel.compile import compile_model
from detente.kernel.play import play
from detente.language.faults import Faults
from detente.outcomes.amount import Amount
from detente.planes.model import Op, Phase
from tests.effects.examples_weigh_in import FACTION
from tests.engine.worlds import add, plain, quantity, rates, toy

DAYS, PATHS, LAST = 60, 40, 14
TALKS = {"act": "CONSULT", "by": ["RUS>USA"], "within": LAST}
F64 = NDArray[np.float64]
ADAPTER: TypeAdapter[Any] = TypeAdapter(Condition)
ASKED: list[dict[str, Any]] = [
    TALKS | {"at_least": 2},
    TALKS | {"at_least": 2, "parts": "as-whole"},
    TALKS | {"at_least": 2, "parts": "apart"},
    TALKS | {"at_least": 2, "by": ["RUS>USA", "CHN>USA"]},
    TALKS | {"at_least": 2, "by": ["USA>RUS"]},  # what they do together, from the other side
]


@functools.cache
def played() -> tuple[F64, list[NDArray[np.bool_]], list[NDArray[np.bool_]]]:
    """The share on each path; talks of the whole and of the part; what holds on each morning."""
    faction = FACTION | {"share": quantity(0.6, 0.15), "claim": "ready", "otherwise": 0.0}
    scenario = toy(plain, rates(call=50, china_us_talks=50), add(effects=[faction]))
    builder = scenario.lowered(DAYS, Faults())
    planes = [plane_of(ADAPTER.validate_python(raw), builder) for raw in ASKED]
    builder.finish()
    compiled = compile_model(builder, [], [], {}, [claim.id for claim in scenario.claims])
    index = np.arange(PATHS, dtype=np.int64)
    truth = np.ones((PATHS, len(compiled.claims)), dtype=np.uint8)
    truth[::4, compiled.claims.index("ready")] = 0
    theta = coefficient_matrix(compiled.coefficients, compiled.claims, truth, 3, index)
    capacity = DAYS * len(compiled.rows)
    run = play(compiled, 3, index, theta, truth, trace=True, capacity=capacity)
    acts = np.zeros((PATHS, DAYS, len(compiled.rows)), dtype=bool)
    for path in range(PATHS):
        codes = run.record[path, : run.recorded[path]]
        acts[path, codes // len(compiled.rows), codes % len(compiled.rows)] = True
    names = [c.draw.name for c in compiled.coefficients]
    share = theta[:, names.index("wing.share")]
    rows = [acts[:, :, compiled.rows.index(row)] for row in ("call", "china-us-talks")]
    held = [run.planes[:, :, compiled.planes.index(plane)] == 1.0 for plane in planes]
    return share, rows, held


def recent(acts: NDArray[np.bool_]) -> F64:
    """Acts of the last days before each morning."""
    total = np.concatenate([np.zeros((PATHS, 1)), acts.cumsum(axis=1)], axis=1)[:, :-1]
    total[:, LAST:] -= total[:, :-LAST].copy()
    return np.asarray(total, dtype=np.float64)


@pytest.mark.parametrize("case", range(len(ASKED)))
def test_they_count_by_the_share_as_one_or_not_at_all(case: int) -> None:
    """On days whose window begins after the record; the share is 0 where its claim is false."""
    share, (whole, part), held = played()
    counts = [share, np.ones(PATHS), np.zeros(PATHS), np.ones(PATHS), share]
    expected = recent(whole) + counts[case][:, None] * recent(part) >= 2.0
    np.testing.assert_array_equal(held[case][:, LAST:], expected[:, LAST:])
    assert 0.0 < expected.mean() < 1.0


def test_shares_differ_and_are_told_apart() -> None:
    share, _rows, held = played()
    assert share[1:].std() > 0.05
    assert (held[0] != held[1]).any()
    assert (held[0] != held[2]).any()


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({}, "“consultation” (Russia → United States) has happened"),
        ({"parts": "by-share"}, "“consultation” (Russia → United States) has happened"),
        (
            {"parts": "as-whole"},
            "“consultation” (Russia → United States, acts of its parts as its own) has happened",
        ),
        (
            {"parts": "apart"},
            "“consultation” (Russia → United States, acts of its parts left out) has happened",
        ),
    ],
)
def test_words_say_how_they_count(parts: dict[str, str], said: str) -> None:
    condition = ADAPTER.validate_python({"act": "CONSULT", "by": ["RUS>USA"], **parts})
    assert clause(condition, toy(plain).words) == said


def test_an_amount_counts_whole_acts() -> None:
    scenario = toy(plain, add(effects=[FACTION]))
    builder = scenario.lowered(DAYS, Faults())
    planes = {}
    for parts in ("by-share", "as-whole", "apart"):
        acts = {"act": "CONSULT", "by": ["RUS>USA"], "parts": parts}
        raw = {"kind": "amount", "id": "talks", "title": "Talks", "acts": acts}
        reading = Amount.model_validate(raw).reading(builder)
        planes[parts] = reading.plane
    assert planes["by-share"] == planes["apart"] != planes["as-whole"]
    assert builder.model.derived[planes["as-whole"]].op is Op.SUM
    assert builder.phase is Phase.MORNING
