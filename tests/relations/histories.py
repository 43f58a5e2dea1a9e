"""Made-up histories of a pair that tests of pages and pictures show."""

from __future__ import annotations

from functools import cache

import numpy as np

from detente.relations.ranking import Ranking, ranking
from detente.relations.relations import Relations, relations
from tests.relations.record import Told, connect, told

HOSTILE = "<script>window.pwned=1</script>\x1b[31m{{7*7}}\u202e' + (window.pwned=1) + '"
"""What a source may have put where an entity should be."""


def history(days: int = 700, gap: tuple[int, int] = (300, 320)) -> list[Told]:
    """Two years that turn cold in the middle, with days that are missing and a large one."""
    rng = np.random.default_rng(41)
    rows = []
    for day in range(days):
        if gap[0] <= day < gap[1]:
            continue
        rows.append(told(day, "CHN", "JPN", 1 + day % 4))
        for _ in range(rng.poisson(1.2)):
            cold = rng.random() < (0.75 if day >= days // 2 else 0.25)
            quad = (4 if rng.random() < 0.2 else 3) if cold else (2 if rng.random() < 0.2 else 1)
            pair = ("USA", "RUS") if rng.random() < 0.6 else ("RUS", "USA")
            rows.append(told(day, *pair, quad, joint=not cold and rng.random() < 0.3))
        if day % 5 == 0:
            rows.append(told(day, "USA", "RUS", None, 0.0))
    rows += [told(120, "USA", "RUS", 4, source=HOSTILE, target="Moscow") for _ in range(6)]
    rows += [told(121, "USA", "RUS", 4, echo=True)]
    return rows


@cache
def whole() -> Relations:
    """The two years."""
    return relations(connect(history()), "USA", "RUS")


@cache
def short() -> Relations:
    """Five days with next to nothing."""
    rows = [told(0, "USA", "RUS"), *(told(day, "CHN", "JPN") for day in range(5))]
    return relations(connect(rows), "USA", "RUS")


@cache
def ranked() -> Ranking:
    """The pairs of the two years, and one whose id is hostile."""
    rows = [*history(), *(told(690, "USA", HOSTILE, 2) for _ in range(12))]
    return ranking(connect(rows), top=3)
