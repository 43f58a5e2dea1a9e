"""Everything that explains one outcome of an ensemble."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.claims.claim import Claim
from detente.ensemble.all_futures import check_all
from detente.ensemble.design import Design
from detente.ensemble.estimate import Estimate
from detente.errors import InputError, OutcomeError
from detente.explain.arms import Arm, play_arms
from detente.explain.brought import Brought
from detente.explain.claim_shares import ClaimShare, claim_shares
from detente.explain.index_acts import IndexStack
from detente.explain.interactions import Interaction, interactions
from detente.explain.moved import Moved, moved_by, weighed_beside
from detente.explain.pressure import Pressure
from detente.explain.reach import Way, claims_to_flip, coefficients_to_shift
from detente.explain.recalled import Recalled
from detente.explain.scheduled import ScheduledChance, scheduled_chances
from detente.explain.stack import ProcessStack, stacks_frame
from detente.explain.variance import VarianceSplit, variance_split
from detente.explain.weighed import Weighed, weighed_frame
from detente.explain.worth import Flips, Joint, Worth, flip_claims
from detente.language.current import gettext
from detente.language.current import gettext as _
from detente.language.option import option
from detente.language.shown import count, rows, shown
from detente.numerics.arguments import real
from detente.numerics.framed import Rows
from detente.outcomes.base import Outcome
from detente.progress import Progress, Stage, silent

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True, repr=False)
class Explanation:
    """Why an outcome is as likely as it is.

    What moves it is in `stacks`, `index` or `pressure`, by its kind; of a condition in `brought`,
    and in `stacks` or `against`. `ways` is empty unless a level was asked for.

    Attributes
    ----------
    outcome : Outcome
    estimate : Estimate
    waiting : float
        Restricted mean waiting time, days.
    dates : list of date
        Of the rows of all stacks.
    stacks : Rows of ProcessStack
        What holds the acts back, per process.
    against : Rows of ProcessStack
        Of a condition that acts can only end: what holds these acts back, per process.
    brought : Brought or None
        Of a condition: the acts and moves of the day on which it comes about, or ends.
    weighed : Rows of Weighed
        What factors do to the moves of states and the consents on which it hangs.
    scheduled : Rows of ScheduledChance
        Scheduled acts that count beside the processes.
    index : IndexStack or None
        Which acts moved the index.
    pressure : Pressure or None
        What presses on the latch.
    worths : Rows of Worth
        What each claim is worth, largest first.
    worth_paths : int
        Base paths on which claims were flipped.
    joint : Joint or None
        What the claims that matter do together, beside the sum of their worths.
    interactions : Rows of Interaction
    split : VarianceSplit or None
        None where the outcome came in none of the futures, or in all of them; and of futures that
        were chosen by what is seen in them, as draws of claims or coefficients anew would undo it.
    claim_shares : Rows of ClaimShare
        What knowing each claim would remove, largest first; none where there is no split.
    level : float or None
        Probability that was to be reached.
    ways : list of Way
    judgements : list of Claim
        Forecasts of the source about this outcome, which are of all futures.
    """

    ensemble: Ensemble
    outcome: Outcome
    estimate: Estimate
    waiting: float
    stacks: Rows[ProcessStack]
    against: Rows[ProcessStack]
    brought: Brought | None
    weighed: Rows[Weighed]
    scheduled: Rows[ScheduledChance]
    index: IndexStack | None
    pressure: Pressure | None
    worths: Rows[Worth]
    worth_paths: int
    joint: Joint | None
    interactions: Rows[Interaction]
    split: VarianceSplit | None
    claim_shares: Rows[ClaimShare]
    level: float | None
    ways: list[Way]
    judgements: list[Claim]

    def __repr__(self) -> str:
        """How likely the outcome is, and what the claims are worth."""
        worths = [f"{100 * each.worth:+6.1f} points  {each.claim}" for each in self.worths]
        ways = count(len(self.ways), "way")
        return shown(
            f"{type(self).__name__} of {self.outcome.id} in {self.ensemble.scenario.id}",
            f"{self.estimate.short.strip()}, {self.waiting:.0f} days of waiting",
            self.ensemble.scenario.placeholders.short,
            "" if self.level is None else f"{ways} to {self.level:.1%}",
            *rows(worths, "claim"),
        )


def explain(
    ensemble: Ensemble,
    outcome: str,
    *,
    level: float | None = None,
    threads: int | None = None,
    stage: Stage | None = None,
) -> Explanation:
    """Explain an outcome.

    Parameters
    ----------
    ensemble : Ensemble
        Of futures that were chosen by what is seen in them, what moves an outcome and what claims
        are worth is told of these: what claims would change in them had they been otherwise.
    outcome : str
    level : float, optional
        A probability between 0 and 1 to be reached: adds what it would take.
    threads : int, optional
        The result does not depend on it.
    stage : callable, optional
        Told the name of each stage of the work.

    Raises
    ------
    OutcomeError
        If there is no such outcome, the level is no probability, or it is to be reached in futures
        that were chosen.
    InputError
        If the futures do not come out as they did, which another version may cause.
    """
    asked = check_question(ensemble.scenario, outcome, level)
    _check_futures(ensemble, level)
    begin: Stage = stage or silent
    setting = ensemble.setting
    # futures of a run that was kept are played once more, so that another version is noticed
    recalled = Recalled.of(ensemble, outcome) if ensemble.replayed else Recalled()
    flips = flip_claims(
        setting,
        outcome,
        recalled=recalled,
        threads=threads,
        progress=begin(gettext("what each claim is worth")),
    )
    _check_repeated(ensemble, outcome, flips)
    moved = moved_by(setting, asked, threads, begin)
    pairs = interactions(
        setting,
        outcome,
        flips,
        recalled=recalled,
        threads=threads,
        progress=begin(gettext("pairs of claims")),
    )
    ways = [] if level is None else _ways(ensemble, outcome, level, flips, recalled, threads, begin)
    found = replace(
        _moves(ensemble, asked, moved, threads),
        worths=Rows(Worth, flips.worths),
        worth_paths=flips.truth.shape[0],
        joint=flips.joint,
        interactions=_paired(pairs),
        level=level,
        ways=ways,
    )
    return found if ensemble.only is not None else _of_all(found, flips, threads, begin)


def what_moves(
    ensemble: Ensemble, outcome: str, *, threads: int | None = None, stage: Stage | None = None
) -> Explanation:
    """What drives an outcome and what holds it back, and nothing else: no claim is flipped.

    Parameters
    ----------
    ensemble, outcome, threads, stage
        As of `explain`.

    Returns
    -------
    Explanation
        Without worths, interactions, and shares of variance.

    Raises
    ------
    OutcomeError
        If there is no such outcome.
    """
    asked = check_question(ensemble.scenario, outcome, None)
    check_all(ensemble)
    moved = moved_by(ensemble.setting, asked, threads, stage or silent)
    return _moves(ensemble, asked, moved, threads)


def _moves(ensemble: Ensemble, outcome: Outcome, moved: Moved, threads: int | None) -> Explanation:
    """How likely an outcome is and what moves it, as yet without what claims are worth."""
    setting = ensemble.setting
    return Explanation(
        ensemble=ensemble,
        outcome=outcome,
        estimate=ensemble.estimate(outcome.id),
        waiting=ensemble.mean_waiting(outcome.id),
        stacks=Rows(ProcessStack, moved.stacks, frame=stacks_frame),
        against=Rows(ProcessStack, moved.against, frame=stacks_frame),
        brought=moved.brought,
        weighed=Rows(
            Weighed, weighed_beside(setting, outcome.id, moved, threads), frame=weighed_frame
        ),
        scheduled=Rows(ScheduledChance, scheduled_chances(ensemble, outcome.id)),
        index=moved.index,
        pressure=moved.pressure,
        worths=Rows(Worth, ()),
        worth_paths=0,
        joint=None,
        interactions=_paired(()),
        split=None,
        claim_shares=Rows(ClaimShare, ()),
        level=None,
        ways=[],
        judgements=[],
    )


def _paired(pairs: Sequence[Interaction]) -> Rows[Interaction]:
    return Rows(Interaction, pairs, key=lambda pair: " × ".join(pair.claims))


def _ways(
    ensemble: Ensemble,
    outcome: str,
    level: float,
    flips: Flips,
    recalled: Recalled,
    threads: int | None,
    begin: Stage,
) -> list[Way]:
    """What it would take to reach a probability: claims, coefficients, and these with rates."""
    setting, now = ensemble.setting, ensemble.estimate(outcome)
    return [
        claims_to_flip(
            setting,
            outcome,
            level,
            now,
            flips,
            recalled=recalled,
            threads=threads,
            progress=begin(gettext("what it would take")),
        ),
        coefficients_to_shift(setting, outcome, level, now, rates=False, threads=threads),
        coefficients_to_shift(setting, outcome, level, now, rates=True, threads=threads),
    ]


def _of_all(
    explanation: Explanation, flips: Flips, threads: int | None, begin: Stage
) -> Explanation:
    """With what is said of all futures alone: shares of the variance, forecasts of the source."""
    ensemble, outcome = explanation.ensemble, explanation.outcome.id
    split = None
    if 0.0 < ensemble.probability(outcome) < 1.0:
        split = split_variance(
            ensemble, outcome, threads=threads, progress=begin(gettext("which uncertainty"))
        )
    return replace(
        explanation,
        split=split,
        claim_shares=Rows(ClaimShare, claim_shares(ensemble, outcome, flips)),
        judgements=[
            claim
            for claim in ensemble.scenario.claims
            if claim.judgement is not None and claim.judgement.outcome == outcome
        ],
    )


def _check_futures(ensemble: Ensemble, level: float | None) -> None:
    """Refuse futures in which the question has no answer."""
    if level is not None:
        check_all(ensemble, gettext("what it would take to reach a probability"))
    if ensemble.of_one_future:
        raise OutcomeError(
            gettext(
                "continuations of one future keep its claims and coefficients, which an "
                "explanation takes apart; explain the futures that they come from, or compare "
                "two branches"
            )
        )


def _check_repeated(ensemble: Ensemble, outcome: str, flips: Flips) -> None:
    """Refuse futures that do not come out as they did."""
    waited = flips.base.waited
    if not np.array_equal(waited, ensemble.waiting(outcome)[: waited.shape[0]]):
        raise InputError(
            _(
                "these futures do not come out as they did: the run was played with other "
                "versions; simulate it anew, or see `detente simulate --again`"
            )
        )


def check_question(scenario: Scenario, outcome: str, level: float | None) -> Outcome:
    """Refuse a question that has no answer.

    Raises
    ------
    OutcomeError
        If there is no such outcome, or the level is no probability.
    """
    given: Any = level
    none = isinstance(given, float) and math.isnan(given)
    if given is not None and (none or not 0.0 < real(given, "level") < 1.0):
        raise OutcomeError(
            gettext("{given}: give a probability between 0 and 1, such as 0.5").format(
                given=option("--reach", f"{level:g}", argument="level")
            )
        )
    return scenario.outcome(outcome)


def split_variance(
    ensemble: Ensemble,
    outcome: str,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> VarianceSplit:
    """Split the variance of an outcome of an ensemble into belief, parameters and chance."""
    setting = ensemble.setting
    done = 0

    def tell(now: int, _: int) -> None:
        if progress is not None:
            progress(done + now, 5 * ensemble.paths)

    def answer(design: Design) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        nonlocal done
        (answers,) = play_arms(
            replace(setting, design=design), outcome, [Arm({})], threads=threads, progress=tell
        )
        done += design.paths
        return answers.came

    return variance_split(answer, ensemble.paths)
