"""What has been observed: claims and coefficients before and after, and what moved them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.language.shown import brief, count, rows, shown
from detente.numerics.framed import Rows

if TYPE_CHECKING:
    from detente.observe.begun import Beginning
    from detente.observe.evidence import Evidence
    from detente.observe.learn import Learnt
    from detente.observe.sampler import Sampler
    from detente.observe.so_far import SoFar
    from detente.planes.record import PastAct
    from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, repr=False)
class ClaimObserved:
    """A claim's credence before and after.

    Attributes
    ----------
    claim, statement : str
    before, after : float
        How likely it is to hold; of one that is given another, over both.
    error : float
        Monte Carlo error of `after`.
    """

    __repr__ = brief

    claim: str
    statement: str
    before: float
    after: float
    error: float


@dataclass(frozen=True, slots=True, repr=False)
class CoefficientObserved:
    """A coefficient before and after; of a rate its logarithm, a day.

    Attributes
    ----------
    name : str
        Of the draw.
    process : str
        Id of the process whose rate it is; empty for others.
    mean, sd : float
        Before.
    mean_after, sd_after : float
    """

    __repr__ = brief

    name: str
    process: str
    mean: float
    sd: float
    mean_after: float
    sd_after: float

    @property
    def shift(self) -> float:
        """By how many of its standard deviations the mean has moved."""
        return (self.mean_after - self.mean) / self.sd if self.sd > 0.0 else 0.0


@dataclass(frozen=True, slots=True, repr=False)
class Mover:
    """An act, or the days without one, and by how much it moved the credences.

    Attributes
    ----------
    what : str
        Id of the process, or ``effect@date`` of an announced act.
    title : str
    date : date or None
        Of an act; None for all days on which it did not happen.
    log_likelihood : float
        Logarithm of the chance that the model gave to it, given what came before.
    moved : mapping of claim to float
        In probability. Over all movers and `Observed.by_chance` they sum to after − before.
    """

    __repr__ = brief

    what: str
    title: str
    date: dt.date | None
    log_likelihood: float
    moved: Mapping[str, float]

    @property
    def size(self) -> float:
        """The sum of what it moved, either way."""
        return float(sum(abs(each) for each in self.moved.values()))


@dataclass(frozen=True, slots=True, repr=False)
class MoodObserved:
    """A mood on the evening of the last day, in its own standard deviations: 0 ± 1 before.

    Attributes
    ----------
    mood : str
        Its dyad or pair, and the class of the acts.
    mean, sd : float
    """

    __repr__ = brief

    mood: str
    mean: float
    sd: float


@dataclass(frozen=True, slots=True, repr=False)
class Observed:
    """What a period says of the beliefs and coefficients of a scenario.

    Attributes
    ----------
    scenario : Scenario
        As it was.
    to : date
        Last day of the period, which begins on the day after the as-of date.
    seed, paths : int
        Draws of the prior, and the seed that they are drawn with.
    acts : tuple of PastAct
        Those that the scenario plays, or announces.
    unplayed : tuple of PastAct
        Those that nobody in it plays: heard, but no evidence.
    outside : int
        Acts before or after the period.
    untold : tuple of str
        Processes of which the source tells nothing.
    claims, coefficients, movers, moods : Rows
    by_chance : mapping of claim to float
        What of the change comes of the number of draws alone.
    effective : float
        Effective number of draws.
    exact : bool
        Whether every belief was gone through: then nothing is drawn.
    resampled : int
        How often the draws were resampled and moved.
    score : array of float64, shape (days,)
        Logarithm of the chance that the model gave to each day, having learnt from those before.
    score_before : array of float64, shape (days,)
        The same without learning: under the prior, given the acts before.
    states : mapping of state to mapping of value to float
        How likely each value is on the evening of the last day.
    since : mapping of state to date
        Since when a state has its value, where both are certain.
    levels : mapping of level to (float, float)
        Mean and standard deviation then.
    came : mapping of outcome to date
        Those that came about, whatever else is so.
    so_far : SoFar
        How far all of them have come.
    learnt, sampler, evidence, start, chances
        The draws themselves, what they have learnt from, where they began, and the seed of their
        chance indices.
    """

    scenario: Scenario
    to: dt.date
    seed: int
    paths: int
    acts: tuple[PastAct, ...]
    unplayed: tuple[PastAct, ...]
    outside: int
    untold: tuple[str, ...]
    claims: Rows[ClaimObserved]
    coefficients: Rows[CoefficientObserved]
    movers: Rows[Mover]
    moods: Rows[MoodObserved]
    by_chance: Mapping[str, float]
    effective: float
    exact: bool
    resampled: int
    score: F64
    score_before: F64
    states: Mapping[str, Mapping[str, float]]
    since: Mapping[str, dt.date]
    levels: Mapping[str, tuple[float, float]]
    came: Mapping[str, dt.date]
    so_far: SoFar
    learnt: Learnt
    sampler: Sampler
    evidence: Evidence
    start: Beginning
    chances: int

    def __repr__(self) -> str:
        """The period, and the claims that moved most."""
        most = sorted(self.claims, key=lambda each: -abs(each.after - each.before))
        return shown(
            f"{type(self).__name__} {self.scenario.id}: {self.scenario.as_of} to {self.to}",
            f"{count(len(self.acts), 'act')}, {count(len(self.unplayed), 'act')} nobody plays",
            f"{self.paths:,} draws, {self.effective:,.0f} effective",
            f"log score {self.score.sum():.1f}, without learning {self.score_before.sum():.1f}",
            *rows([f"{c.claim}: {c.before:.2f} → {c.after:.2f}" for c in most], "claim"),
        )

    @property
    def days(self) -> int:
        """Days of the period."""
        return (self.to - self.scenario.as_of).days

    @property
    def together(self) -> list[tuple[str, str, float]]:
        """Pairs of claims that go together now, with their correlation, the strongest first.

        A scenario as of the new date says their credences one by one; the draws that it keeps have
        these ties.
        """
        weight = self.learnt.draws.weight
        truth = self.learnt.draws.truth.astype(np.float64)
        away = truth - weight @ truth
        covariance = (away * weight[:, None]).T @ away
        sd = np.sqrt(np.diag(covariance))
        names = [claim.id for claim in self.scenario.claims]
        found = [
            (names[i], names[j], float(covariance[i, j] / (sd[i] * sd[j])))
            for i in range(len(names))
            for j in range(i)
            if sd[i] > 1e-3 and sd[j] > 1e-3
        ]
        return sorted(found, key=lambda each: -abs(each[2]))
