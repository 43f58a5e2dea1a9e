"""All that has to be played for a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.errors import OutcomeError
from detente.explain.explanation import Explanation, explain
from detente.language.current import gettext as _
from detente.progress import Progress, Stage
from detente.report.futures import NarratedFuture, narrated_futures
from detente.report.network import Moment, moments
from detente.seen.answer import SeenAnswer, seen_answer
from detente.seen.belief_range import belief_ranges
from detente.storylines.storylines import Storylines, storylines
from detente.watch.evenings import last_day
from detente.watch.result import Watch
from detente.watch.watch import watch

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.scenario.scenario import Scenario


WATCHED = 6
"""Indicators that stand on the page."""


@dataclass(frozen=True, slots=True)
class Findings:
    """An ensemble with the explanation of one outcome, sample futures, their kinds, and the dyads.

    `known` holds, by outcome, the range of its probability if one knew which claims hold;
    `watched` what would tell most about the outcome, None where nothing is left to be told;
    `seen` what changes by what is seen, if anything is.
    """

    ensemble: Ensemble
    explanation: Explanation
    futures: list[NarratedFuture]
    storylines: Storylines
    moments: list[Moment]
    known: dict[str, tuple[float, float]]
    watched: Watch | None
    seen: SeenAnswer | None


def chosen_outcome(scenario: Scenario, outcome: str | None) -> str:
    """The outcome to be explained: the one that is named, or the first listed one.

    Raises
    ------
    OutcomeError
        If there is no such outcome, or none at all.
    """
    if outcome is not None:
        return scenario.outcome(outcome).id
    if not scenario.outcomes:
        raise OutcomeError(
            _("{where}: no outcome to report on; declare one in [[outcomes]]").format(
                where=scenario.where
            )
        )
    listed = [o for o in scenario.outcomes if o.listed]
    return (listed or list(scenario.outcomes))[0].id


def find(
    ensemble: Ensemble,
    outcome: str,
    *,
    seen: Sequence[object] = (),
    threads: int | None = None,
    stage: Stage | None = None,
) -> Findings:
    """Play what the report needs."""
    begin: Stage = stage or (lambda _name: None)
    answer = None
    if seen:
        looking = begin(_("looking for what is seen"))
        answer = seen_answer(ensemble, seen, threads=threads, progress=looking)
    explanation = explain(ensemble, outcome, threads=threads, stage=stage)
    dyads = moments(ensemble, threads=threads, progress=begin(_("who does what to whom")))
    told = begin(_("if one knew which claims hold"))
    known = belief_ranges(ensemble, threads=threads, progress=told)
    begin(_("dividing futures into kinds"))
    divided = storylines(ensemble, threads=threads)
    watching = begin(_("what to watch"))
    return Findings(
        ensemble,
        explanation,
        narrated_futures(ensemble),
        divided,
        dyads,
        known,
        _watched(ensemble, outcome, threads, watching),
        answer,
    )


def _watched(
    ensemble: Ensemble, outcome: str, threads: int | None, progress: Progress | None
) -> Watch | None:
    """What would tell most, where it is open and there is a day on which to look."""
    if not 0.0 < ensemble.probability(outcome) < 1.0 or last_day(ensemble, outcome) < 0:
        return None
    return watch(ensemble, outcome, most=WATCHED, threads=threads, progress=progress)
