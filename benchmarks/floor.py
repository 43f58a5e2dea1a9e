"""The floor of the kernel: the log-hazard sum, the exponential and the draw, and nothing else.

A bare Numba loop over the same paths, days, processes and terms as a compiled scenario, on
planes that never change. Two draws are timed: Numba's own generator (the cheapest that one would
write by hand) and the same Philox words as the kernel.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from detente.numerics.philox import fill_words


@njit(cache=True, nogil=True)
def floor_numba(paths, days, term_from, term_plane, weight, x, alpha):  # type: ignore[no-untyped-def]
    """Floor with Numba's generator; returns the number of acts."""
    acts = 0
    processes = alpha.shape[0]
    for _ in range(paths):
        for _ in range(days):
            for p in range(processes):
                eta = alpha[p]
                for i in range(term_from[p], term_from[p + 1]):
                    eta += weight[i] * x[term_plane[i]]
                hazard = math.exp(eta)
                u = np.random.random()  # noqa: NPY002  (the generator that Numba compiles)
                if u < hazard and u < -math.expm1(-hazard):
                    acts += 1
    return acts


@njit(cache=True, nogil=True)
def floor_philox(paths, days, term_from, term_plane, weight, x, alpha, names):  # type: ignore[no-untyped-def]
    """Floor with the kernel's draws: one block of four words for four days."""
    acts = 0
    processes = alpha.shape[0]
    words = np.empty((4, processes))
    zero = np.uint64(0)
    for n in range(paths):
        for t in range(days):
            lane = t & 3
            if lane == 0:
                fill_words(np.uint64(n), names, zero, np.uint64(t >> 2), zero, zero, words)
            for p in range(processes):
                eta = alpha[p]
                for i in range(term_from[p], term_from[p + 1]):
                    eta += weight[i] * x[term_plane[i]]
                hazard = math.exp(eta)
                u = words[lane, p]
                if u < hazard and u < -math.expm1(-hazard):
                    acts += 1
    return acts
