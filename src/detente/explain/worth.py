"""What each claim is worth: the outcome with the claim true against false, on the same futures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.estimate import paired_difference
from detente.ensemble.setting import Setting
from detente.explain.arms import Answers, Arm, play_arms
from detente.progress import Progress

F64 = NDArray[np.float64]

SUBSET = 900
"""Base paths on which claims are flipped."""


@dataclass(frozen=True, slots=True)
class Worth:
    """How much an outcome moves when a claim is forced true against forced false.

    Attributes
    ----------
    claim : str
    held : float
        Share of the base paths on which it holds.
    worth : float
        Difference in the outcome's probability, true minus false.
    interval : (float, float)
        95 %, of the mean paired difference, over paths and parameter draws.
    waiting : float
        Difference in restricted mean waiting time, days.
    waiting_interval : (float, float)
    """

    claim: str
    held: float
    worth: float
    interval: tuple[float, float]
    waiting: float
    waiting_interval: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Flips:
    """The differences behind the worths, path by path.

    Attributes
    ----------
    truth : array of bool, shape (paths, claims)
        Which claims hold on the base paths.
    base : Answers
        Of the base paths.
    difference : mapping of claim to array of float64, shape (paths,)
        Y₁ − Y₀ of each path.
    worths : list of Worth
        Largest first.
    """

    truth: NDArray[np.bool_]
    base: Answers
    difference: Mapping[str, F64]
    worths: list[Worth]


def flip_claims(
    setting: Setting,
    outcome: str,
    *,
    paths: int = SUBSET,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Flips:
    """Flip each claim on the first `paths` base paths.

    On each of them one arm is the base path itself; the other is played with the claim forced to
    its opposite. Claims that are given the flipped one are drawn anew under it, as when it is
    forced. A claim that the setting forces, or that relations then settle, is left out.

    Parameters
    ----------
    setting : Setting
    outcome : str
    paths : int
    threads : int, optional
    progress : callable, optional
        Told (paths done, paths in all).

    Returns
    -------
    Flips
    """
    part = setting.part(paths)
    truth = part.beliefs().astype(bool)
    claims = [(i, c.id) for i, c in enumerate(setting.scenario.claims) if c.id not in part.settled]
    flips = [
        (column, claim, value, np.flatnonzero(truth[:, column] != value))
        for column, claim in claims
        for value in (True, False)
    ]
    arms = [Arm({claim: value}, part.design.picked(at)) for _, claim, value, at in flips]
    base, *others = play_arms(part, outcome, [Arm({}), *arms], threads=threads, progress=progress)
    draws = part.design.parameters
    differences: dict[str, F64] = {}
    worths = []
    for k, (column, claim) in enumerate(claims):
        came, waited = np.tile(base.came, (2, 1)), np.tile(base.waited, (2, 1))
        for (_, _, value, at), arm in zip(
            flips[2 * k : 2 * k + 2], others[2 * k : 2 * k + 2], strict=True
        ):
            came[int(value), at], waited[int(value), at] = arm.came, arm.waited
        worth, low, high = paired_difference(came[1], came[0], draws)
        days, soon, late = paired_difference(waited[1], waited[0], draws)
        held = float(truth[:, column].mean())
        differences[claim] = came[1] - came[0]
        worths.append(
            Worth(
                claim,
                held,
                worth,
                (low, high),
                days,
                (soon, late),
            )
        )
    worths.sort(key=lambda w: -abs(w.worth))
    return Flips(truth, base, differences, worths)
