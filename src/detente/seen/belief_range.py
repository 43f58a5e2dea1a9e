"""The range of a probability if one knew which claims hold, in the futures in which something is.

Those that share coefficients share the claims too, and differ by chance alone, as in
`detente.ensemble.belief_range`; of these the ones are left that see it. So a set of claims and
coefficients counts as much as it makes likely what is seen.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from detente.ensemble.belief_range import belief_ranges as of_all
from detente.ensemble.belief_range import shared
from detente.ensemble.estimate import probability
from detente.errors import OutcomeError
from detente.language.current import gettext as _
from detente.language.format import integer, semicolons
from detente.progress import Progress
from detente.seen.look import look
from detente.seen.said import said
from detente.seen.select import FEWEST
from detente.seen.thin import left

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble


def belief_ranges(
    ensemble: Ensemble, *, threads: int | None = None, progress: Progress | None = None
) -> dict[str, tuple[float, float]]:
    """Between which the chance of each outcome lies as claims and coefficients are drawn.

    Raises
    ------
    OutcomeError
        If too few of the futures that are played for it see what is seen.
    """
    only = ensemble.only
    if only is None or ensemble.of_one_future:
        return of_all(ensemble, threads=threads, progress=progress)
    whole = replace(ensemble.setting, design=only.among, only=None)
    setting = replace(whole, design=shared(only.among))
    seeings = [said(each, setting.scenario, setting.dates[-1]) for each in only.seen]
    found = look(setting, seeings, threads=threads, progress=progress)
    chances = np.array([1.0 if each.chance is None else each.chance for each in seeings])
    kept = left(found.so, chances, setting.seed, setting.design.chance)
    if kept is None or kept.size < FEWEST:
        raise OutcomeError(
            _(
                "{left} of {played} futures that share their claims see this, too few to tell the "
                "range if one knew which claims hold; {fewest} are needed: {what}"
            ).format(
                left=integer(0 if kept is None else kept.size),
                played=integer(setting.design.paths),
                fewest=integer(FEWEST),
                what=semicolons(each.words(setting.scenario) for each in seeings),
            )
        )
    parameters = setting.design.parameters[kept]
    return {
        outcome.id: probability(found.first[kept, i] >= 0, parameters).interval
        for i, outcome in enumerate(setting.scenario.outcomes)
    }
