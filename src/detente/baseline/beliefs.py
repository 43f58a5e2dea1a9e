"""The beliefs over which a rate is a mean: always the same, whatever a run forces or draws."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.claims.belief import believe

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]
U8 = NDArray[np.uint8]

BELIEFS, SEED = 65_536, 0
"""The beliefs over which a rate is a mean, and the seed that they are drawn with: always these."""

MOST = 4096
"""Different beliefs of which a process is told; where more matter to it, the first so many of
all."""


def believed(scenario: Scenario) -> U8:
    """Beliefs over which a rate is a mean, shape (beliefs, claims)."""
    everyone = np.arange(BELIEFS, dtype=np.int64)
    if scenario.minds:  # of a pool: as many of each analyst as its weight says
        ends = np.rint(np.cumsum([mind.weight for mind in scenario.minds]) * BELIEFS).astype(int)
        return np.concatenate(
            [
                believe(mind.scenario.claims, scenario.file.voices, SEED, part, {})
                for mind, part in zip(scenario.minds, np.split(everyone, ends[:-1]), strict=True)
            ]
        )
    return believe(
        scenario.claims, scenario.file.voices, SEED, everyone, {}, kept=scenario.kept_beliefs
    )


def different(beliefs: U8, columns: Sequence[int], most: int = MOST) -> tuple[U8, F64]:
    """Beliefs that differ in some claims, at most so many, and how often each of them is held."""
    if not columns:
        return beliefs[:1], np.ones(1)
    code = np.zeros(beliefs.shape[0], dtype=np.int64)
    for i, column in enumerate(columns):
        if i % 40 == 39:  # numbered anew, so that no number grows too large
            code = np.unique(code, return_inverse=True)[1]
        code = 2 * code + beliefs[:, column]
    _, first, count = np.unique(code, return_index=True, return_counts=True)
    if first.shape[0] > most:
        return beliefs[:most], np.full(most, 1.0 / most)
    return beliefs[first], count / beliefs.shape[0]
