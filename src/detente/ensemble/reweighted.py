"""What futures that are stored say of other credences and of forced claims, without playing.

A future in which claims hold as they would under another setting is one of that setting; it counts
there by w = P(truths | there)/P(truths | here), given the draws of coefficients and voices (Owen
2013, Monte Carlo theory, chapter 9: importance sampling, self-normalised). So many futures of equal
weight would tell as much: (Σw)²/Σw² (Kish 1965, Survey Sampling). A claim that was false in all
futures, and is forced true, leaves none: then they must be played.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.claims.ratio import Chances, ratio
from detente.ensemble.estimate import Difference, Estimate, difference
from detente.ensemble.minds import by_mind

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.ensemble.setting import At, Setting
    from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]

ENOUGH = 200
"""Effective futures from which on what they say is told without a warning."""


class Effective:
    """What stored futures tell that do not all weigh the same."""

    __slots__ = ()
    effective: float

    @property
    def enough(self) -> bool:
        """Whether enough futures are left to tell."""
        return self.effective >= ENOUGH


@dataclass(frozen=True, slots=True, repr=False)
class Reweighted(Effective):
    """Stored futures under another setting.

    Attributes
    ----------
    ensemble : Ensemble
        Theirs.
    setting : Setting
        The other one.
    weights : array of float64, shape (paths,)
        Of mean 1.
    effective : float
        Number of futures of equal weight that tell as much.
    """

    ensemble: Ensemble
    setting: Setting
    weights: F64
    effective: float

    def probability(self, outcome: str) -> float:
        """Share of the futures, by weight, in which an outcome comes about."""
        return float(np.mean(self.weights * self.ensemble.happened(outcome)))

    def first_passage(self, outcome: str) -> F64:
        """Share of the futures, by weight, in which it has come about by the end of each day."""
        day = self.ensemble.first[:, self.ensemble.setting.compiled.outcomes.index(outcome)]
        came = day >= 0
        hits = np.bincount(day[came], self.weights[came], minlength=self.ensemble.days)
        return np.asarray(np.cumsum(hits) / self.ensemble.paths)

    def credence(self, claim: str) -> float:
        """Share of the futures, by weight, in which a claim holds."""
        column = self.ensemble.setting.compiled.claims.index(claim)
        return float(np.mean(self.weights * self.ensemble.truth[:, column]))

    def estimate(self, outcome: str) -> Estimate:
        """Probability of an outcome with its interval and errors, those of the weights in them."""
        found = self.values(outcome)
        made = difference(found, self.ensemble.drawn)
        low, high = (min(max(end, 0.0), 1.0) for end in made.interval)
        return Estimate(made.mean, (low, high), made.monte_carlo, made.parameter_sd)

    def values(self, outcome: str) -> F64:
        """Of each future: what it adds to the probability, the change of all weights in it."""
        return _shares(self.weights, self.ensemble.happened(outcome).astype(np.float64))[1]


@dataclass(slots=True)
class Stored:
    """Futures that are stored, to be counted under many settings: what all of these share."""

    ensemble: Ensemble
    _chances: list[tuple[At, Chances]] = field(default_factory=list)

    def under(
        self,
        forced: Mapping[str, bool] | None = None,
        credences: Mapping[str, float] | None = None,
    ) -> Reweighted | None:
        """Count them with further claims forced or moved.

        Returns
        -------
        Reweighted or None
            None where they cannot tell: no weights lead there, or all of them are 0.
        """
        before = self.ensemble.setting
        return self.as_in(before.under(forced or {}, credences))

    def as_in(self, setting: Setting) -> Reweighted | None:
        """Count them as in a setting that differs by what is forced and moved."""
        before = self.ensemble.setting
        weights = np.empty(self.ensemble.paths)
        for at, chances in self._by_mind():
            found = ratio(
                chances,
                (before.forced, before.credences),
                (setting.forced, setting.credences),
            )
            if found is None:
                return None
            weights[at] = found
        total = float(weights.sum())
        if total <= 0.0:
            return None
        effective = total**2 / float(np.square(weights).sum())
        return Reweighted(self.ensemble, setting, weights * (weights.size / total), effective)

    def _by_mind(self) -> list[tuple[At, Chances]]:
        if not self._chances:
            setting = self.ensemble.setting
            design, truth = setting.design, self.ensemble.truth == 1

            def known(scenario: Scenario, at: At) -> NDArray[np.uint8]:
                made = Chances(
                    scenario.claims,
                    scenario.file.voices,
                    setting.seed,
                    design.belief[at],
                    design.parameters[at],
                    truth[at],
                )
                self._chances.append((at, made))
                return self.ensemble.truth[at]

            by_mind(setting.scenario, setting.seed, design.parameters, known)
        return self._chances


@dataclass(frozen=True, slots=True)
class Effect(Effective):
    """What a claim does to an outcome, as stored futures tell before anything is switched.

    Attributes
    ----------
    claim, outcome : str
    if_true, if_false : float
        The outcome's probability with the claim forced true, and forced false.
    worth : Difference
        True less false.
    effective : float
        Effective futures of the side that has fewer.
    """

    claim: str
    outcome: str
    if_true: float
    if_false: float
    worth: Difference
    effective: float


def effects(
    ensemble: Ensemble,
    outcomes: Sequence[str] | None = None,
    claims: Sequence[str] | None = None,
    *,
    stored: Stored | None = None,
) -> list[Effect]:
    """What each claim does to each outcome, from the futures that there are.

    Parameters
    ----------
    ensemble : Ensemble
    outcomes, claims : sequence of str, optional
        By default all of them.
    stored : Stored, optional
        Of that ensemble, if it is there.

    Returns
    -------
    list of Effect
        Of a claim that stored futures cannot tell of there is none (`Stored.under`).
    """
    stored = stored or Stored(ensemble)
    names = list(outcomes or [each.id for each in ensemble.scenario.outcomes])
    came = {name: ensemble.happened(name).astype(np.float64) for name in names}
    found = []
    for claim in claims or [each.id for each in ensemble.scenario.claims]:
        if claim in ensemble.setting.settled:
            continue
        true, false = (stored.under({claim: value}) for value in (True, False))
        if true is None or false is None:
            continue
        effective = min(true.effective, false.effective)
        for name, hits in came.items():
            (p, a), (q, b) = (_shares(side.weights, hits) for side in (true, false))
            moved = difference(a - b, ensemble.drawn).within(1.0)
            found.append(Effect(claim, name, p, q, moved, effective))
    return found


def _shares(weights: F64, came: F64) -> tuple[float, F64]:
    """A probability by weight, and what each future adds to it: the change of all weights too."""
    p = float(np.mean(weights * came))
    return p, np.asarray(p + weights * (came - p))
