"""The floor of the kernel: the log-hazard sum, the exponential and the draw, and nothing else.

A bare Numba loop over the same paths, days, processes and terms as a compiled scenario, on
planes that never change. Two draws are timed: Numba's own generator (the cheapest that one would
write by hand) and the same Philox words as the kernel.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from detente.kernel.philox import philox


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
                u = np.random.random()
                if u < hazard and u < -math.expm1(-hazard):
                    acts += 1
    return acts


@njit(cache=True, nogil=True)
def floor_philox(paths, days, term_from, term_plane, weight, x, alpha, names):  # type: ignore[no-untyped-def]
    """Floor with the kernel's draws: one block of four words for four days."""
    acts = 0
    processes = alpha.shape[0]
    words = np.empty((processes, 4))
    zero = np.uint64(0)
    for n in range(paths):
        for t in range(days):
            lane = t & 3
            if lane == 0:
                for p in range(processes):
                    w0, w1, w2, w3 = philox(
                        np.uint64(n), names[p, 0], names[p, 1], np.uint64(t >> 2), zero, zero
                    )
                    words[p, 0] = (w0 + 0.5) / 4294967296.0
                    words[p, 1] = (w1 + 0.5) / 4294967296.0
                    words[p, 2] = (w2 + 0.5) / 4294967296.0
                    words[p, 3] = (w3 + 0.5) / 4294967296.0
            for p in range(processes):
                eta = alpha[p]
                for i in range(term_from[p], term_from[p + 1]):
                    eta += weight[i] * x[term_plane[i]]
                hazard = math.exp(eta)
                u = words[p, lane]
                if u < hazard and u < -math.expm1(-hazard):
                    acts += 1
    return acts
