"""A part of a program that is told what happened works out what the whole does, to the bit."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from detente.branch.continued import continued
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.runner import Runner
from detente.kernel.pruned import pruned
from detente.planes.model import Phase
from tests.branch.test_continued import ON, lively, moving

WORLDS: dict[str, Callable[[], Ensemble]] = {
    "moods, gates, claims, a latch": lively,
    "states, a vote, a hidden intent, levels with shocks, sizes": moving,
    "continuations of one future": lambda: continued(moving().setting, 7, ON, paths=12),
}


@pytest.mark.parametrize("name", WORLDS)
def test_every_plane_by_itself_and_all_outcomes(name: str) -> None:
    """What each plane hangs on is in its part, and no more is needed; on fewer days too."""
    ensemble = WORLDS[name]()
    compiled, known = ensemble.setting.compiled, ensemble.known
    assert known is not None
    traced = Runner(ensemble.setting, trace=True).block().played
    for column, plane in enumerate(compiled.planes):
        made = compiled.model.derived.get(plane)
        if made is not None and made.phase is Phase.EVENING:
            continue  # worked out for outcomes alone, which stand below
        days = ensemble.days if column % 3 else ensemble.days // 2
        part = pruned(compiled, planes=[plane], days=days)
        found = np.concatenate(list(known.blocks(part, lambda block: block.played.watch[:, :, 0])))
        np.testing.assert_array_equal(found, traced.planes[:, :days, column], err_msg=plane)
    first = known.first(compiled, compiled.outcomes)
    np.testing.assert_array_equal(first, ensemble.first)


def test_a_part_has_no_processes_and_only_what_it_needs() -> None:
    compiled = moving().setting.compiled
    part = pruned(compiled, planes=[next(iter(compiled.model.calendar))])
    assert part.compiled.processes == part.compiled.rows == part.compiled.outcomes == ()
    assert len(part.compiled.planes) == 1
    assert part.coefficients.size == 0
