"""What a few indicators of one evening tell together, which is not the sum of what each tells."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.setting import Setting
from detente.watch.information import entropy, joint
from detente.watch.looked import Looked
from detente.watch.result import Together

Bools = NDArray[np.bool_]

TOGETHER = 3
"""Indicators that are taken together."""

TRIED = 60
"""Those that tell most by themselves, among which they are sought."""


def together(
    looked: Sequence[Looked],
    least: float,
    setting: Setting,
    days: Sequence[int],
    p: float,
    bits: float,
) -> Together | None:
    """The evening and the few indicators on it that tell most together, chosen one by one."""
    best: Together | None = None
    for evening in looked:
        chosen = _chosen(evening, evening.telling(least)[:TRIED])
        if not chosen:
            continue
        cells = _cells(evening, chosen)
        found = joint(cells, evening.so, evening.groups)
        these = Together(
            setting.dates[days[evening.place]],
            tuple(evening.candidates[place] for place in chosen),
            evening.share * found.entropy / bits,
            evening.share * found.error / bits,
            evening.share * found.brier / (p * (1.0 - p)),
        )
        if best is None or these.entropy_share > best.entropy_share:
            best = these
    return best


def _cells(evening: Looked, chosen: Sequence[int]) -> NDArray[np.int64]:
    cells = np.zeros(evening.so.size, dtype=np.int64)
    for place in chosen:
        cells = 2 * cells + evening.seen[place]
    return cells


def _chosen(evening: Looked, tried: Sequence[int]) -> list[int]:
    """Add to the one that tells most what adds most to it, and once more."""
    chosen: list[int] = list(tried[:1])
    while chosen and len(chosen) < TOGETHER:
        taken = {evening.candidates[place].thing for place in chosen}
        cells, now = _cells(evening, chosen), _gain(_cells(evening, chosen), evening.so)
        gains = {
            place: _gain(2 * cells + evening.seen[place], evening.so)
            for place in tried
            if evening.candidates[place].thing not in taken
        }
        place = max(gains, key=lambda each: gains[each], default=None)
        if place is None or gains[place] <= now:
            break
        chosen.append(place)
    return chosen


def _gain(cells: NDArray[np.int64], so: Bools) -> float:
    """Information in bits with Miller's correction: enough to choose by."""
    size = np.bincount(cells)
    with np.errstate(invalid="ignore"):
        given = np.where(size > 0, np.bincount(cells, weights=so) / np.maximum(size, 1), 0.0)
    told = float(entropy(so.mean()) - (size / so.size) @ entropy(given))
    return told - float((np.count_nonzero(size) - 1) / (2.0 * so.size * np.log(2.0)))
