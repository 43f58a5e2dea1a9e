"""Which claims make analysts disagree about an outcome: a split that sums.

Of two sets of credences A and B, v(S) is the probability of the outcome with those of B for the
claims S and those of A for all others. Each claim has its Shapley value in v (Shapley 1953), so
that the values sum to v(all) − v(none), the whole disagreement. Nothing is played for each S: the
futures are drawn with the mean credences, and under other ones a future weighs Π_c r_c, r_c the
chance of claim c's truth in it under these credences in that under the mean ones. Of such a product
the Shapley value is an integral over its multilinear extension (Owen 1972, Management Science 18),

    φ_c = E ∫₀¹ Y·(b_c − a_c)·Π_{j≠c} ((1 − t)·a_j + t·b_j) dt,

a polynomial in t, which Gauss and Legendre's rule integrates exactly. The rates are one more part:
each set of credences plays the rates of the scenario as it believes it, so that the baselines
differ too; the same futures are played with both. Claims that relations tie together are one part.

Of more than two analysts the variance between their probabilities is split: each is split against
the mean credences, and a part has the covariance of its values with the probabilities.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.claims.likelihood import likelihood, units
from detente.claims.pooling import pooled
from detente.ensemble.came import came
from detente.ensemble.design import nested
from detente.ensemble.estimate import difference
from detente.ensemble.runner import Runner
from detente.ensemble.setting import Setting
from detente.ensemble.simulate import check_request
from detente.errors import OutcomeError
from detente.language.current import gettext as _
from detente.language.format import integer
from detente.language.shown import rows, shown
from detente.scenario.believed import as_believed_by, as_stated, check_analyst, weights
from detente.scenario.credences import POOL

if TYPE_CHECKING:
    from detente.claims.claim import Claim
    from detente.progress import Progress
    from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]

FORMAT = "detente-disagreement"
VERSION = 1

FEWEST = 200
"""Effective number of futures below which nothing is said."""

FAR = 1e-9
"""Difference of chances from which on credences differ."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a claim, or what is solved for the rates, contributes.

    Attributes
    ----------
    claims : tuple of str
        One, or several that relations tie together; none for the rates.
    values : tuple of float
        By analyst: what it adds to the probability, against the mean credences; of two analysts
        half of the difference, with its sign.
    part : float
        Of two analysts what it adds to the second's probability less the first's; of more its part
        of the variance between them.
    error : float
        Monte Carlo standard error of `part`; NaN of more than two.
    """

    claims: tuple[str, ...]
    values: tuple[float, ...]
    part: float
    error: float


@dataclass(frozen=True, slots=True, repr=False)
class Disagreement:
    """How analysts disagree about an outcome, by the claims from which it comes.

    Attributes
    ----------
    outcome : str
    analysts : tuple of str
    weights : tuple of float
    probabilities : tuple of float
        As each believes.
    parts : tuple of Part
        The largest first; they sum to `whole`.
    paths : int
    effective : float
        Least effective number of futures, (Σw)²/Σw², that tell an analyst's probability.
    """

    outcome: str
    analysts: tuple[str, ...]
    weights: tuple[float, ...]
    probabilities: tuple[float, ...]
    parts: tuple[Part, ...]
    paths: int
    effective: float

    @property
    def whole(self) -> float:
        """Of two analysts the second's probability less the first's; of more their variance."""
        p, w = np.array(self.probabilities), np.array(self.weights)
        if p.size == 2:
            return float(p[1] - p[0])
        return float(w @ np.square(p - w @ p))

    def __repr__(self) -> str:
        """Probabilities, and the largest parts."""
        told = ", ".join(
            f"{name} {p:.1%}" for name, p in zip(self.analysts, self.probabilities, strict=True)
        )
        return shown(
            f"{type(self).__name__} about {self.outcome}: {told}",
            *rows([f"{e.part:+.4f}  {', '.join(e.claims) or 'rates'}" for e in self.parts], "part"),
        )

    def document(self) -> dict[str, Any]:
        """As plain data (docs/json.md)."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "outcome": self.outcome,
            "analysts": [
                {"analyst": name, "weight": weight, "probability": p}
                for name, weight, p in zip(
                    self.analysts, self.weights, self.probabilities, strict=True
                )
            ],
            "measure": "difference" if len(self.analysts) == 2 else "variance",
            "whole": self.whole,
            "parts": [
                {
                    "claims": list(each.claims),
                    "part": each.part,
                    "monte_carlo_error": None if np.isnan(each.error) else each.error,
                    "by_analyst": list(each.values),
                }
                for each in self.parts
            ],
            "paths": self.paths,
            "effective_paths": self.effective,
        }


def disagreement(
    scenario: Scenario,
    outcome: str,
    analysts: Sequence[str] = (),
    *,
    paths: int = 10_000,
    seed: int = 1,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Disagreement:
    """Split the disagreement of analysts about an outcome.

    Parameters
    ----------
    scenario : Scenario
    outcome : str
    analysts : sequence of str
        Two or more of them; all by default.
    paths : int
        Futures, each played with the baselines of every analyst.
    seed : int
    threads : int, optional
    progress : callable, optional
        Told (paths done, paths in all).

    Raises
    ------
    OutcomeError
        If there is no such outcome or analyst, or only one; or if too few futures tell.
    """
    scenario.outcome(outcome)
    check_request(scenario, paths, seed, {})
    plain = as_stated(scenario)
    names = _between(plain, analysts)
    share = np.array(list(weights(plain, names).values()))
    if not share.all():
        share = np.full(len(names), 1.0 / len(names))
    minds = [as_believed_by(plain, name) for name in names]
    middle = _middle(plain, [mind.claims for mind in minds])
    base = Setting(middle, plain.file.horizon, seed, {}, nested(paths))
    truth = base.beliefs()
    sides = minds if len(names) == 2 else [middle, *minds]
    answers = _answers(base, truth, sides, outcome, threads, progress)
    ratios = _ratios(base, truth.astype(bool), sides)
    effective = _checked_effective(ratios)
    mean = float(np.mean(answers))
    games = [
        _shapley(answers[0] - mean, answers[k] - mean, ratios[0], ratios[k])
        for k in range(1, len(sides))
    ]
    level = [
        mean + float(((y - mean) * r.prod(axis=1)).mean())
        for y, r in zip(answers, ratios, strict=True)
    ]
    names_of = [*units(plain.claims), ()]
    if len(names) == 2:
        chances = level
        parts = _of_difference(names_of, games[0], base.design.parameters)
    else:
        chances = level[1:]
        parts = _of_variance(names_of, games, np.array(chances), share)
    parts.sort(key=lambda part: (-abs(part.part), part.claims))
    return Disagreement(
        outcome,
        tuple(names),
        tuple(share.tolist()),
        tuple(chances),
        tuple(parts),
        paths,
        effective,
    )


def _between(plain: Scenario, analysts: Sequence[str]) -> list[str]:
    """The analysts who are asked about, each once."""
    names = list(dict.fromkeys(analysts or plain.analysts))
    for name in names or [POOL]:
        check_analyst(plain, name)
    if len(names) < 2 or POOL in names:
        raise OutcomeError(
            _("a disagreement is between two analysts or more; name some of {known}").format(
                known=", ".join(plain.analysts)
            )
        )
    return names


def _answers(
    base: Setting,
    truth: NDArray[np.uint8],
    sides: Sequence[Scenario],
    outcome: str,
    threads: int | None,
    progress: Progress | None,
) -> list[F64]:
    """Whether the outcome comes on each path, the same futures with the baselines of each side."""
    column = base.compiled.outcomes.index(outcome)
    paths, done = truth.shape[0], 0

    def told(part: int, _paths: int) -> None:
        if progress is not None:
            progress(done + part, paths * len(sides))

    found = []
    for side in sides:
        runner = Runner(replace(base, scenario=side), truth=truth)
        found.append(came(runner, threads=threads, progress=told)[:, column].astype(np.float64))
        done += paths
    return found


def _of_difference(
    names: Sequence[tuple[str, ...]], game: F64, draws: NDArray[np.int64]
) -> list[Part]:
    """What each unit adds to the second analyst's probability less the first's."""
    found = []
    for k, claims in enumerate(names):
        value = float(game[:, k].mean())
        if value:
            error = difference(game[:, k], draws).monte_carlo
            found.append(Part(claims, (-value / 2.0, value / 2.0), value, error))
    return found


def _of_variance(
    names: Sequence[tuple[str, ...]], games: Sequence[F64], chances: F64, share: F64
) -> list[Part]:
    """What each unit has of the variance between the analysts' probabilities."""
    found = []
    for k, claims in enumerate(names):
        each = np.array([float(game[:, k].mean()) for game in games])
        value = float(share @ ((each - share @ each) * (chances - share @ chances)))
        if value or each.any():
            found.append(Part(claims, tuple(each.tolist()), value, np.nan))
    return found


def _middle(plain: Scenario, sets: Sequence[Sequence[Claim]]) -> Scenario:
    """The scenario with the mean credences of the analysts, without a spread of their own.

    Alike for all: each truth that an analyst holds possible has a chance then.
    """
    claims = [
        claim.model_copy(update={"credence_sd": 0.0, "credence_otherwise_sd": 0.0})
        for claim in pooled([(1.0 / len(sets), claims) for claims in sets], "linear")
    ]
    file = plain.file.model_copy(update={"claims": claims})
    return replace(plain, file=file, _compiled={}, _vain=[])


def _ratios(base: Setting, truth: NDArray[np.bool_], sides: Sequence[Scenario]) -> list[F64]:
    """Chance of each unit's truth on each side, in that with the mean credences."""
    design, voices = base.design, base.scenario.file.voices

    def under(claims: Sequence[Claim]) -> F64:
        return likelihood(claims, voices, base.seed, design.belief, truth, design.parameters)

    drawn = under(base.scenario.claims)
    found = []
    for side in sides:
        ratio = under(side.claims) / drawn
        found.append(np.where(np.abs(ratio - 1.0) < FAR, 1.0, ratio))
    return found


def _checked_effective(ratios: Sequence[F64]) -> float:
    """Least effective number of futures, refused where so few would tell nothing."""
    effective = min(_effective(each) for each in ratios)
    if effective < FEWEST:
        paths = ratios[0].shape[0]
        raise OutcomeError(
            _(
                "the analysts' credences are so far apart that {paths} futures tell as much as "
                "{effective}; give more than {more} with --paths"
            ).format(
                paths=integer(paths),
                effective=integer(round(effective)),
                more=integer(round(paths * FEWEST / max(effective, 1.0))),
            )
        )
    return effective


def _effective(ratio: F64) -> float:
    """(Σw)²/Σw² of the weights that are products of ratios."""
    weight = ratio.prod(axis=1)
    total = float(np.square(weight).sum())
    return float(weight.sum()) ** 2 / total if total else 0.0


def _shapley(y0: F64, y1: F64, a: F64, b: F64) -> F64:
    """Shapley values of the factors of ((1 − t)·y₀ + t·y₁)·Π(1 − t)·a_c + t·b_c, path by path.

    Returns
    -------
    array of float64, shape (paths, units + 1)
        The last is that of y.
    """
    paths, count = a.shape
    at, weight = np.polynomial.legendre.leggauss(count // 2 + 1)
    found = np.zeros((paths, count + 1))
    for t, w in zip(0.5 * (at + 1.0), 0.5 * weight, strict=True):
        factors = (1.0 - t) * a + t * b
        before = np.ones((paths, count + 1))
        np.cumprod(factors, axis=1, out=before[:, 1:])
        after = np.ones((paths, count + 1))
        after[:, :-1] = np.cumprod(factors[:, ::-1], axis=1)[:, ::-1]
        y = (1.0 - t) * y0 + t * y1
        found[:, :-1] += w * y[:, None] * (b - a) * before[:, :-1] * after[:, 1:]
        found[:, -1] += w * (y1 - y0) * before[:, -1]
    return found
