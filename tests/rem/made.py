"""Records drawn from a known model."""

from __future__ import annotations

import math
import random
from typing import Any


def drawn(
    seed: int, *, n: int = 8, events: int = 300, inertia: float = 0.8, answer: float = 0.5
) -> dict[str, list[Any]]:
    """Timed events with rate exp(−2 + inertia·log1p(W_ij) + answer·1[W_ji > 0])."""
    draw = random.Random(seed)
    w = {(i, j): 0.0 for i in range(n) for j in range(n) if i != j}
    t = 0.0
    rows: dict[str, list[Any]] = {"time": [], "sender": [], "receiver": []}
    for _ in range(events):
        rate = {
            (i, j): math.exp(-2.0 + inertia * math.log1p(w[i, j]) + answer * (w[j, i] > 0))
            for i, j in w
        }
        t += draw.expovariate(sum(rate.values()))
        i, j = draw.choices(list(rate), list(rate.values()))[0]
        w[i, j] += 1.0
        for name, value in zip(rows, (t, i, j), strict=True):
            rows[name].append(value)
    return rows
