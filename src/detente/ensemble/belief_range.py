"""The range of a probability if one knew which claims hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.ensemble.all_futures import check_all
from detente.ensemble.came import came
from detente.ensemble.design import Design
from detente.ensemble.estimate import probability
from detente.ensemble.runner import Runner
from detente.progress import Progress

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble


def belief_ranges(
    ensemble: Ensemble, *, threads: int | None = None, progress: Progress | None = None
) -> dict[str, tuple[float, float]]:
    """Between which the chance of each outcome lies as claims and coefficients are drawn.

    The interval of an outcome is that of P(Y | θ) over draws θ of the coefficients, with belief
    averaged out; this is that of P(Y | b, θ), b the claims that hold. Played anew, with as many
    futures: those that share the coefficients share the claims too, and differ by chance alone.

    Returns
    -------
    dict of outcome to (float, float)
        Ends of the range that holds 95 %.
    """
    check_all(ensemble)
    if ensemble.of_one_future:  # whose claims are known
        return {o.id: ensemble.estimate(o.id).interval for o in ensemble.scenario.outcomes}
    setting = replace(ensemble.setting, design=shared(ensemble.design))
    found = came(Runner(setting), threads=threads, progress=progress)
    return {
        outcome: probability(found[:, i], setting.design.parameters).interval
        for i, outcome in enumerate(setting.compiled.outcomes)
    }


def shared(design: Design) -> Design:
    """The same draws of coefficients and chance; who shares the first shares the claims too."""
    return Design(design.parameters, design.parameters, design.chance)
