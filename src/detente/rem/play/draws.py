"""Draws of simulated records: pure functions of seed, simulation, event and purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.errors import InputError
from detente.numerics.philox import ACT, PARAMETER, fill_uniform, name_words, seed_words

if TYPE_CHECKING:
    from detente.rem.engine.arrays import Floats

BLOCK = 256
"""Events for which draws are made at a time."""

WAIT, WHO, WHOM, MARK = "rem/wait", "rem/who", "rem/whom", "rem/mark"


class Draws:
    """Uniform draws of one simulation.

    Parameters
    ----------
    seed : int
        In [0, 2**64).
    simulation : int
        In [0, 2**31).

    Raises
    ------
    InputError
        If one of them is outside its range.
    """

    def __init__(self, seed: int, simulation: int) -> None:
        if not 0 <= seed < 2**64:
            raise InputError(f"seed {seed} is outside 0 … 2**64 - 1")
        if not 0 <= simulation < 2**31:
            raise InputError(f"simulation {simulation} is outside 0 … 2**31 - 1")
        self._key = tuple(np.uint64(word) for word in seed_words(seed))
        self._high = simulation << 32
        self._blocks: dict[str, tuple[int, Floats]] = {}

    def uniform(self, purpose: str, event: int) -> float:
        """The draw in (0, 1) for one purpose at one event."""
        number, within = divmod(event, BLOCK)
        held = self._blocks.get(purpose)
        if held is None or held[0] != number:
            held = (number, self._filled(purpose, number * BLOCK, BLOCK, ACT))
            self._blocks[purpose] = held
        return float(held[1][within])

    def normal(self, size: int, model: str) -> Floats:
        """Standard normal draws for the coefficients of a model, shape (size,)."""
        from scipy.special import ndtri

        return np.asarray(ndtri(self._filled(f"rem/coefficients/{model}", 0, size, PARAMETER)))

    def _filled(self, purpose: str, first: int, size: int, domain: int) -> Floats:
        words = tuple(np.uint64(word) for word in name_words(purpose))
        out = np.empty(size)
        indices = self._high + first + np.arange(size, dtype=np.int64)
        fill_uniform(*self._key, np.uint64(domain), *words, indices, out)
        return out
