"""What came of an outcome in futures that have been played: they are not played once more.

A future hangs on the draws of its coefficients and of chance, and on which claims hold: where all
three are the same, so is the future, whichever arm it stands in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.design import Design

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble


class Recalled:
    """Day of first passage of one outcome, −1 for never, by future; of one scenario and seed."""

    def __init__(self) -> None:
        self._first: dict[bytes, int] = {}

    @classmethod
    def of(cls, ensemble: Ensemble, outcome: str) -> Self:
        """Those of an ensemble."""
        found = cls()
        column = ensemble.setting.compiled.outcomes.index(outcome)
        found.put(keys(ensemble.truth, ensemble.design), ensemble.first[:, column])
        return found

    def unknown(self, futures: list[bytes]) -> NDArray[np.int64]:
        """Places of futures that are not known, each future once."""
        new: dict[bytes, int] = {}
        for place, key in enumerate(futures):
            if key not in self._first:
                new.setdefault(key, place)
        return np.array(list(new.values()), dtype=np.int64)

    def put(self, futures: list[bytes], first: NDArray[np.int32]) -> None:
        """Keep what came of them."""
        self._first.update(zip(futures, first.tolist(), strict=True))

    def first(self, futures: list[bytes]) -> NDArray[np.int32]:
        """What came of futures that are known."""
        return np.array([self._first[key] for key in futures], dtype=np.int32)


def keys(truth: NDArray[np.uint8], design: Design) -> list[bytes]:
    """What tells each future from the others."""
    draws = np.column_stack([design.parameters, design.chance]).astype(np.int64)
    code = np.column_stack([draws.view(np.uint8), np.packbits(truth, axis=1)])
    row, width = np.ascontiguousarray(code).tobytes(), code.shape[1]
    return [row[at : at + width] for at in range(0, len(row), width)]
