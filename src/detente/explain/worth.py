"""What each claim is worth: the outcome with the claim true against false, on the same futures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.estimate import difference, told
from detente.ensemble.one_day import on_one_day
from detente.ensemble.setting import Setting
from detente.explain.arms import Answers, Arm, play_arms
from detente.explain.recalled import Recalled
from detente.progress import Progress

F64 = NDArray[np.float64]

SUBSET = 900
"""Base paths at least, where there are so many, on which the claims that matter are flipped."""

FIRST = 400
"""Base paths at least on which every claim is flipped."""

MATTER = 10
"""Claims of the largest worth on the first paths, which are flipped on more of them."""

PLAYS = 3
"""Flips in all, in plays of the ensemble: the more futures, the more of them are flipped."""

FEWEST_CLAIMS = 2
"""Claims that must move an outcome before their joint effect is asked for."""


@dataclass(frozen=True, slots=True)
class Worth:
    """How much an outcome moves when a claim is forced true against forced false.

    Attributes
    ----------
    claim : str
    paths : int
        Base paths on which it was flipped.
    held : float
        Share of them on which it holds.
    if_true, if_false : float
        The outcome's probability with the claim forced true, and forced false.
    worth : float
        Their difference, true minus false.
    interval : (float, float)
        95 %, as that of a probability: between which the worth lies as the coefficients, and the
        credences that are stated with a spread, are drawn.
    monte_carlo : float
        Standard error of `worth`, over the futures and the number of draws.
    waiting : float
        Difference in restricted mean waiting time, days.
    waiting_interval : (float, float)
    waiting_monte_carlo : float
    """

    claim: str
    paths: int
    held: float
    if_true: float
    if_false: float
    worth: float
    interval: tuple[float, float]
    monte_carlo: float
    waiting: float
    waiting_interval: tuple[float, float]
    waiting_monte_carlo: float

    @property
    def told(self) -> bool:
        """Whether the worth is more than twice its Monte Carlo error from zero."""
        return told(self.worth, self.monte_carlo)


@dataclass(frozen=True, slots=True)
class Joint:
    """What claims are worth together, beside the sum of what each is worth alone.

    The claims are those of the largest worths, as far as the futures tell them from zero. `best`
    has each of them forced to the value that raises the outcome, `worst` to the other one; a claim
    is left out that could not be forced so beside those of a larger worth.

    Attributes
    ----------
    claims : mapping of claim to bool
        Values in the best case.
    if_best, if_worst : float
        The outcome's probability then.
    effect : float
        Their difference, J = P(Y | do(best)) − P(Y | do(worst)).
    interval : (float, float)
        95 %, as that of a worth.
    monte_carlo : float
        Standard error of `effect`.
    total : float
        Σ |worth| over the claims.
    excess : float
        `effect` less `total`; zero if worths added.
    excess_monte_carlo : float
        Its standard error.
    """

    claims: Mapping[str, bool]
    if_best: float
    if_worst: float
    effect: float
    interval: tuple[float, float]
    monte_carlo: float
    total: float
    excess: float
    excess_monte_carlo: float

    @property
    def adds(self) -> bool:
        """Whether sum and joint effect cannot be told apart by these futures."""
        return not told(self.excess, self.excess_monte_carlo)


@dataclass(frozen=True, slots=True)
class Flips:
    """The differences behind the worths, path by path.

    Attributes
    ----------
    truth : array of bool, shape (paths, claims)
        Which claims hold on the base paths.
    base : Answers
        Of the base paths.
    difference : mapping of claim to array of float64
        Y₁ − Y₀ of each of the first paths, as many as the claim was flipped on.
    worths : list of Worth
        Largest first.
    joint : Joint or None
        What they do together; None where fewer than two claims move the outcome.
    """

    truth: NDArray[np.bool_]
    base: Answers
    difference: Mapping[str, F64]
    worths: list[Worth]
    joint: Joint | None


def flipped_paths(setting: Setting) -> tuple[int, int]:
    """Base paths on which every claim is flipped, and on which those are that matter.

    All flips together are some three plays: a third of them for all claims, the others for those
    that matter and their joint effect.
    """
    claims, paths = len(setting.scenario.claims), setting.design.paths
    every = max(FIRST, PLAYS * paths // (3 * max(claims, 1)))
    left = PLAYS * paths - claims * every
    most = max(SUBSET, every + left // (min(MATTER, claims) + 2))
    return min(every, paths), min(most, paths)


def flip_claims(
    setting: Setting,
    outcome: str,
    *,
    paths: int | None = None,
    recalled: Recalled | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Flips:
    """Flip each claim on the first base paths, those that matter on more of them, and together.

    On each path one arm is the base path itself; the other is played with the claim forced to
    its opposite. Claims that are given the flipped one are drawn anew under it, as when it is
    forced. A claim that the setting forces, or that relations then settle, is left out.

    Parameters
    ----------
    setting : Setting
    outcome : str
    paths : int, optional
        Base paths on which every claim is flipped; by default as `flipped_paths` says.
    recalled : Recalled, optional
        As in `detente.explain.arms.play_arms`.
    threads : int, optional
    progress : callable, optional
        Told (paths done, paths in all).

    Returns
    -------
    Flips
    """
    every, most = flipped_paths(setting) if paths is None else (paths, paths)
    part = setting.part(most)
    truth = part.beliefs().astype(bool)
    column = {c.id: i for i, c in enumerate(setting.scenario.claims) if c.id not in part.settled}
    base, first = _flips(part, outcome, column, truth, (0, every), recalled, threads, progress)
    flipped = {claim: [each] for claim, each in first.items()}
    if most > every:
        size = {
            claim: abs(float((each.came[1] - each.came[0]).mean())) for claim, each in first.items()
        }
        matter = sorted((c for c in column if size[c] > 0.0), key=lambda c: -size[c])[:MATTER]
        chosen = {claim: column[claim] for claim in matter}
        more, then = _flips(
            part, outcome, chosen, truth, (every, most), recalled, threads, progress
        )
        base = Answers(
            *(np.concatenate(two) for two in ((base.came, more.came), (base.waited, more.waited)))
        )
        for claim, each in then.items():
            flipped[claim].append(each)
    differences: dict[str, F64] = {}
    worths = []
    for claim, parts in flipped.items():
        came = np.concatenate([each.came for each in parts], axis=1)
        waited = np.concatenate([each.waited for each in parts], axis=1)
        if on_one_day(part.compiled, outcome):
            waited = np.zeros_like(waited)
        differences[claim] = came[1] - came[0]
        worths.append(_worth(part, claim, truth[: came.shape[1], column[claim]], came, waited))
    worths.sort(key=lambda w: -abs(w.worth))
    joint = _joint(part, outcome, worths, differences, recalled, threads)
    return Flips(truth, base, differences, worths, joint)


def _flips(
    part: Setting,
    outcome: str,
    column: Mapping[str, int],
    truth: NDArray[np.bool_],
    span: tuple[int, int],
    recalled: Recalled | None,
    threads: int | None,
    progress: Progress | None,
) -> tuple[Answers, dict[str, Answers]]:
    """Base paths of a span, and each claim's two arms on them.

    Returns
    -------
    Answers, dict of claim to Answers
        Arrays of shape (paths,), and (2, paths) with the claim false, then true.
    """
    begin, end = span
    design = part.design.part(begin, end)
    flips = [
        (claim, value, np.flatnonzero(truth[begin:end, i] != value))
        for claim, i in column.items()
        for value in (True, False)
    ]
    arms = [Arm({claim: value}, design.picked(at)) for claim, value, at in flips]
    base, *others = play_arms(
        part,
        outcome,
        [Arm({}, design), *arms],
        recalled=recalled,
        threads=threads,
        progress=progress,
    )
    found = {
        claim: Answers(np.tile(base.came, (2, 1)), np.tile(base.waited, (2, 1))) for claim in column
    }
    for (claim, value, at), arm in zip(flips, others, strict=True):
        found[claim].came[int(value), at] = arm.came
        found[claim].waited[int(value), at] = arm.waited
    return base, found


def _worth(part: Setting, claim: str, holds: NDArray[np.bool_], came: F64, waited: F64) -> Worth:
    paths = holds.shape[0]
    draws = part.design.parameters[:paths]
    moved = came[1] - came[0]
    points = difference(moved, draws).within(1.0)
    days = difference(waited[1] - waited[0], draws).within(float(part.days))
    return Worth(
        claim,
        paths,
        float(holds.mean()),
        float(came[1].mean()),
        float(came[0].mean()),
        points.mean,
        points.interval,
        points.monte_carlo,
        days.mean,
        days.interval,
        days.monte_carlo,
    )


def _joint(
    part: Setting,
    outcome: str,
    worths: list[Worth],
    differences: Mapping[str, F64],
    recalled: Recalled | None,
    threads: int | None,
) -> Joint | None:
    """Force all claims that matter to their best, and to their worst, on the same paths."""
    most = part.design.paths
    best: dict[str, bool] = {}
    worst: dict[str, bool] = {}
    for each in worths:
        if each.told and each.paths == most:
            up = each.worth > 0.0
            if part.allows({**best, each.claim: up}) and part.allows({**worst, each.claim: not up}):
                best[each.claim], worst[each.claim] = up, not up
    if len(best) < FEWEST_CLAIMS:
        return None
    arms = [Arm(best), Arm(worst)]
    high, low = play_arms(part, outcome, arms, recalled=recalled, threads=threads)
    together = high.came - low.came
    alone = np.sum([differences[c] if up else -differences[c] for c, up in best.items()], axis=0)
    draws = part.design.parameters
    effect, excess = difference(together, draws).within(1.0), difference(together - alone, draws)
    return Joint(
        best,
        float(high.came.mean()),
        float(low.came.mean()),
        effect.mean,
        effect.interval,
        effect.monte_carlo,
        float(alone.mean()),
        excess.mean,
        excess.monte_carlo,
    )
