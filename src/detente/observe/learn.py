"""Draws of the prior, moved to the posterior day by day.

Iterated batch importance sampling: each day weighs the draws by the likelihood of what happened and
what did not. Where too few of them are left that count, they are resampled (systematically), and
moved by Metropolis–Hastings steps that leave the posterior as it is; a day that says very much is
taken in several parts. In the normal numbers of `Sampler` the prior is standard normal, so that a
proposal needs no density but its own:

- the rate of each process from a normal law fitted to the draws, taken or left process by process
  (with those that share its mood), since no other hazard hangs on it;
- all other coefficients together, likewise;
- some claims (and voices) anew from the prior;
- and, where hidden states, levels or sizes count, the rest of chance anew.

Sources: Chopin (2002), Biometrika 89(3), "A sequential particle filter method for static models";
Del Moral, Doucet & Jasra (2006), JRSS B 68(3), on tempering; Kitagawa (1996), JCGS 5(1), on
systematic resampling; Neal (1999), "Regression and classification using Gaussian process priors",
on autoregressive proposals.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.format import labelled
from detente.observe.evidence import Evidence, Weighed
from detente.observe.sampler import Sampler
from detente.progress import Progress

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
U8 = NDArray[np.uint8]

LEFT = 0.5
"""Share of the draws that have to count; with fewer they are resampled and moved."""

SWEEPS = 1
"""Rounds of moves after a resampling."""

BELIEF_MOVES = 2
"""Moves of claims in a round: they are many, and few are taken at a time."""

MOST_SWEEPS = 12
"""Further rounds at the end, until enough draws differ."""

FEWEST = 200
"""Effective draws below which nothing is answered."""

FLIPPED = 2.0
"""Claims and voices that are proposed anew at once, about."""

STIRRED = 5
"""Moves of claims between two beliefs of one draw."""

LARGEST_ENUMERATED = 12
"""Claims whose truths are all gone through, where nothing else is drawn."""


@dataclass(frozen=True, slots=True)
class Begun:
    """Draws that have learnt from the first days already.

    Attributes
    ----------
    days : int
        So many.
    z, chance, log_weight
        As of `Draws`.
    seed : int
        That of the chance indices.
    """

    days: int
    z: F64
    chance: I64
    log_weight: F64
    seed: int


@dataclass(slots=True)
class Draws:
    """Draws and what they weigh; `each` are log-likelihoods by day and unit."""

    z: F64
    chance: I64
    truth: U8
    weighed: Weighed
    log_weight: F64

    @property
    def weight(self) -> F64:
        """Weights that sum to one."""
        return np.asarray(np.exp(self.log_weight - logsumexp(self.log_weight)))

    def groups(self) -> I64:
        """Numbers that draws which are alike have in common."""
        keys = np.ascontiguousarray(np.column_stack([self.z, self.chance.astype(np.float64)]))
        rows = keys.view(np.dtype((np.void, keys.dtype.itemsize * keys.shape[1]))).ravel()
        return np.asarray(np.unique(rows, return_inverse=True)[1], dtype=np.int64)

    def effective(self) -> float:
        """Effective number of draws: (Σw)²/Σw², those that are alike taken together."""
        return float(1.0 / (np.bincount(self.groups(), self.weight) ** 2).sum())

    def believed(self) -> F64:
        """Credence of each claim."""
        return np.asarray(self.weight @ self.truth)


@dataclass(slots=True)
class Learnt:
    """What a history has taught.

    Attributes
    ----------
    draws : Draws
    score : array of float64, shape (days,)
        Logarithm of the chance that the model gave to each day, given those before it.
    moved : array of float64, shape (days, units, claims)
        By how much each unit of each day moved each credence.
    stirred : array of float64, shape (claims,)
        What resampling and moves changed of them, by chance.
    resampled : int
        How often.
    exact : bool
        Whether all there is was gone through.
    """

    draws: Draws
    score: F64
    moved: F64
    stirred: F64
    resampled: int = 0
    exact: bool = False
    accepted: list[float] = field(default_factory=list)


def learn(
    sampler: Sampler,
    evidence: Evidence,
    *,
    paths: int,
    seed: int,
    left: float = LEFT,
    threads: int | None = None,
    progress: Progress | None = None,
    begun: Begun | None = None,
) -> Learnt:
    """Weigh draws of the prior by a history, day by day.

    Parameters
    ----------
    sampler : Sampler
    evidence : Evidence
    paths : int
        Draws.
    seed : int
    left : float
        Share of effective draws below which they are resampled; 0 never does.
    threads : int, optional
    progress : callable, optional
        Told how many days are done.
    begun : Begun, optional
        Draws that have learnt from the first days already.

    Raises
    ------
    InputError
        If something happened that no draw makes possible.
    """
    return _Learning(sampler, evidence, paths, seed, left, threads, begun).run(progress)


def further(
    sampler: Sampler, evidence: Evidence, draws: Draws, seed: int, beliefs: int
) -> list[Draws]:
    """The draws, and as many times again with other beliefs, coefficients as they are.

    Each belief of a draw is one that it may have as likely as the first, given its coefficients and
    all that happened: they are moved as in learning, so often that most claims are drawn anew.
    """
    learning = _Learning.of(sampler, evidence, draws, seed)
    found = [draws]
    for _time in range(beliefs - 1):
        learning.stir_beliefs()
        now = learning.draws
        moods = Weighed(now.weighed.each, now.weighed.moods.copy())
        found.append(replace(now, z=now.z.copy(), truth=now.truth.copy(), weighed=moods))
    return found


class _Learning:
    def __init__(
        self,
        sampler: Sampler,
        evidence: Evidence,
        paths: int,
        seed: int,
        left: float,
        threads: int | None,
        begun: Begun | None = None,
    ) -> None:
        self.sampler, self.evidence = sampler, evidence
        self.seed, self.left, self.threads = seed, left, threads
        self.first = 0 if begun is None else begun.days
        self.random = np.random.Generator(np.random.Philox(key=seed, counter=self.first))
        self.chances = 0
        self.step = 0.6
        free = len(sampler.names) - sampler.of_beliefs.size
        self.exact = free == 0 and not evidence.by_chance
        self.draws = self._start(paths) if begun is None else self._go_on(begun)

    @classmethod
    def of(cls, sampler: Sampler, evidence: Evidence, draws: Draws, seed: int) -> _Learning:
        """Goes on moving draws that have learnt all."""
        begun = Begun(evidence.days, draws.z, draws.chance, draws.log_weight, seed)
        return cls(sampler, evidence, 0, seed, 0.0, None, begun)

    def _go_on(self, begun: Begun) -> Draws:
        """The draws as they were left; all days are weighed by them."""
        self.seed = begun.seed  # chance indices hang on it
        truth = self.sampler.truth(begun.z)
        self.chances = int(begun.chance.max()) + 1
        weighed = self._weighed(begun.z, truth, begun.chance, self.evidence.days)
        return Draws(begun.z.copy(), begun.chance.copy(), truth, weighed, begun.log_weight.copy())

    def stir_beliefs(self) -> None:
        """Draw most claims anew, given all else."""
        columns = self.sampler.of_beliefs.size
        share = FLIPPED
        for _time in range(STIRRED):
            taken = self._move_beliefs(self.evidence.days - 1, 1.0, share)
            share = float(np.clip(share * (1.5 if taken > 0.4 else 0.75), 1.0, columns))

    def _start(self, paths: int) -> Draws:
        z = self.sampler.start(self.seed, paths)
        log_weight = np.full(paths, -np.log(paths))
        if self.exact:
            z, log_weight = self._enumerated(paths)
        truth = self.sampler.truth(z)
        self.chances = z.shape[0]
        chance = np.arange(z.shape[0], dtype=np.int64)
        weighed = self._weighed(z, truth, chance, self.evidence.days)
        return Draws(z, chance, truth, weighed, log_weight)

    def _enumerated(self, paths: int) -> tuple[F64, F64]:
        """One draw for each different belief, with the logarithm of its probability."""
        from detente.observe.atoms import atoms

        found = (
            atoms(self.sampler) if len(self.sampler.scenario.claims) <= LARGEST_ENUMERATED else None
        )
        if found is not None:
            return found
        z = self.sampler.start(self.seed, max(paths, 2**18))
        truth = self.sampler.truth(z)
        _, first, count = np.unique(truth, axis=0, return_index=True, return_counts=True)
        return z[first], np.log(count / z.shape[0])

    def _weighed(self, z: F64, truth: U8, chance: I64, days: int) -> Weighed:
        theta = self.sampler.theta(z, truth)
        return self.evidence.weighed(
            theta, truth, chance, seed=self.seed, days=days, threads=self.threads
        )

    def run(self, progress: Progress | None) -> Learnt:
        evidence, claims = self.evidence, self.draws.truth.shape[1]
        days, units = evidence.days, len(evidence.units)
        learnt = Learnt(
            self.draws, np.zeros(days), np.zeros((days, units, claims)), np.zeros(claims)
        )
        learnt.exact = self.exact
        for day in range(self.first, days):
            done = 0.0
            while done < 1.0:
                each = self.draws.weighed.each[:, day, :]
                share = self._share(each.sum(axis=1), 1.0 - done, day)
                learnt.score[day] += self._weigh(day, each, share, learnt.moved[day])
                done = 1.0 if share == 1.0 - done else done + share
                if self._poor() and not self.exact:
                    self._renew(day, done, learnt)
            if progress is not None:
                progress(day + 1 - self.first, days - self.first)
        last = evidence.days - 1
        for _round in range(MOST_SWEEPS):
            if self.exact or self.left == 0.0 or self.draws.effective() >= self._wanted():
                break
            before = self.draws.believed()
            self._sweep(last, 1.0, learnt)
            self._weigh_again()
            learnt.stirred += self.draws.believed() - before
        learnt.draws = self.draws
        return learnt

    def _wanted(self) -> float:
        return float(min(2.0 * FEWEST, self.draws.z.shape[0] / 2))

    def _poor(self) -> bool:
        weight = self.draws.weight
        return bool(1.0 / (weight**2).sum() < self.left * weight.size)

    def _share(self, value: F64, rest: float, day: int) -> float:
        """How much of a day is taken at once, so that enough draws are left that count."""
        weight = self.draws.log_weight
        if not np.isfinite(weight + value).any():
            self._refuse(day)
        if self.exact or self.left == 0.0:
            return rest

        def effective(share: float) -> float:
            w = weight + share * value
            return float(np.exp(2.0 * logsumexp(w) - logsumexp(2.0 * w)))

        alive = np.where(np.isfinite(value), weight, -np.inf)
        most = float(np.exp(2.0 * logsumexp(alive) - logsumexp(2.0 * alive)))
        goal = 0.5 * min(self.left * weight.size, most)
        if effective(rest) >= goal:
            return rest
        low, high = 0.0, rest
        for _step in range(40):
            middle = 0.5 * (low + high)
            low, high = (middle, high) if effective(middle) >= goal else (low, middle)
        return max(low, 1e-6)

    def _weigh(self, day: int, each: F64, share: float, moved: F64) -> float:
        """Take a share of a day; what each unit moves is told in their order, acts first."""
        draws = self.draws
        before = logsumexp(draws.log_weight)
        believed = draws.believed()
        log_weight = draws.log_weight.copy()
        truth = draws.truth.astype(np.float64)
        for unit in self._in_order(each, day):
            log_weight = log_weight + share * each[:, unit]
            top = log_weight.max()
            if not np.isfinite(top):
                continue
            w = np.exp(log_weight - top)
            now = (w @ truth) / w.sum()
            moved[unit] += now - believed
            believed = now
        draws.log_weight = draws.log_weight + share * each.sum(axis=1)
        after = logsumexp(draws.log_weight)
        draws.log_weight -= after
        return float(after - before)

    def _in_order(self, each: F64, day: int) -> list[int]:
        """Units that tell draws apart: what happened, then what did not."""
        varied = np.flatnonzero((each != each[0]).any(axis=0)).tolist()
        return sorted(varied, key=lambda unit: not self.evidence.happened(day, unit))

    def _refuse(self, day: int) -> None:
        """Say what happened, or did not, that no draw allows."""
        evidence, weight = self.evidence, self.draws.log_weight
        alive = np.isfinite(weight)
        each = self.draws.weighed.each[:, day, :]
        units = list(range(each.shape[1]))
        units.sort(key=lambda unit: int(np.isfinite(each[alive, unit]).sum()))
        unit = units[0]
        words = evidence.scenario.words
        name = evidence.units[unit]
        title = words.processes.get(name, name) if hasattr(words, "processes") else name
        if evidence.happened(day, unit):
            text = _(
                "it happened, and the scenario leaves it no chance on this day under any belief or "
                "coefficient; look at its gates and at what it waits for, or take the act out"
            )
        else:
            text = _(
                "it did not happen, and the scenario has it as certain on this day; give it a "
                "probability below 1"
            )
        raise InputError(labelled(f"{evidence.date(day)}: {title}", text))

    def _renew(self, day: int, done: float, learnt: Learnt) -> None:
        """Resample and move."""
        draws = self.draws
        before = draws.believed()
        weight, n = draws.weight, draws.z.shape[0]
        at = (self.random.random() + np.arange(n)) / n
        chosen = np.minimum(np.searchsorted(np.cumsum(weight), at), n - 1)
        mean, covariance = _moments(draws.z, weight)
        weighed = Weighed(draws.weighed.each[chosen], draws.weighed.moods[chosen])
        self.draws = Draws(
            draws.z[chosen],
            draws.chance[chosen],
            draws.truth[chosen],
            weighed,
            np.full(n, -np.log(n)),
        )
        for _round in range(SWEEPS):
            self._sweep(day, done, learnt, mean, covariance)
        # the days to come are weighed by the draws as they have moved
        self._weigh_again()
        learnt.resampled += 1
        learnt.stirred += self.draws.believed() - before

    def _weigh_again(self) -> None:
        """Log-likelihoods of all days, of draws that have moved."""
        draws = self.draws
        draws.weighed = self._weighed(draws.z, draws.truth, draws.chance, self.evidence.days)

    def _sweep(
        self,
        day: int,
        done: float,
        learnt: Learnt,
        mean: F64 | None = None,
        covariance: F64 | None = None,
    ) -> None:
        if mean is None or covariance is None:
            mean, covariance = _moments(self.draws.z, self.draws.weight)
        rates = self.sampler.of_rates
        if rates:
            self._move_rates(day, done, mean, covariance)
        others = self.sampler.of_others
        if others.size:
            learnt.accepted.append(self._move_others(day, done, mean, covariance))
        if self.sampler.of_beliefs.size:
            for _time in range(BELIEF_MOVES):
                self._move_beliefs(day, done)
        if self.evidence.by_chance:
            self._move_chance(day, done)

    def _proposed(self, z: F64, chance: I64, day: int) -> tuple[U8, Weighed]:
        truth = self.sampler.truth(z)
        return truth, self._weighed(z, truth, chance, day + 1)

    @staticmethod
    def _up_to(each: F64, day: int, done: float) -> F64:
        """Log-likelihood of the days so far by unit, of the last one a share."""
        return np.asarray(each[:, :day].sum(axis=1) + done * each[:, day])

    def _take(
        self, taken: NDArray[np.bool_], z: F64, chance: I64, truth: U8, found: Weighed
    ) -> None:
        draws, days = self.draws, found.each.shape[1]
        draws.z[taken], draws.chance[taken] = z[taken], chance[taken]
        draws.truth[taken] = truth[taken]
        draws.weighed.each[taken, :days] = found.each[taken]
        draws.weighed.moods[taken] = found.moods[taken]

    def _move_rates(self, day: int, done: float, mean: F64, covariance: F64) -> None:
        """Each rate by itself, taken with those whose mood it shares."""
        draws, n = self.draws, self.draws.z.shape[0]
        columns = np.array(list(self.sampler.of_rates), dtype=np.int64)
        rows = np.array(list(self.sampler.of_rates.values()), dtype=np.int64)
        group_of = self._groups()
        centre, spread = mean[columns], np.sqrt(np.maximum(np.diag(covariance)[columns], 1e-6))
        z = draws.z.copy()
        fresh = self.random.standard_normal((n, columns.size))
        z[:, columns] = centre + spread * fresh
        z[:, columns] = np.clip(z[:, columns], -7.9, 7.9)
        _truth, found = self._proposed(z, draws.chance, day)
        gain = self._up_to(found.each, day, done) - self._up_to(draws.weighed.each, day, done)
        gain = np.nan_to_num(gain, nan=-np.inf, neginf=-np.inf, posinf=np.inf)
        groups = int(group_of.max()) + 1
        ratio = np.zeros((n, groups))
        processes = group_of.size
        for unit in range(processes):
            ratio[:, group_of[unit]] += gain[:, unit]
        own = _log_ratio(z[:, columns], draws.z[:, columns], centre, spread)
        for k, row in enumerate(rows):
            ratio[:, group_of[row]] += own[:, k]
        with np.errstate(divide="ignore"):
            taken = np.log(self.random.random((n, groups))) < ratio
        accepted = taken[:, group_of[rows]]
        draws.z[:, columns] = np.where(accepted, z[:, columns], draws.z[:, columns])
        keep = taken[:, group_of]
        days = day + 1
        old = draws.weighed.each[:, :days, :processes]
        draws.weighed.each[:, :days, :processes] = np.where(
            keep[:, None, :], found.each[:, :, :processes], old
        )

    def _groups(self) -> I64:
        """For each process the number of the group of those that share a mood."""
        grids = self.evidence.grids
        group = np.empty(len(self.evidence.compiled.processes), dtype=np.int64)
        number = 0
        for mood in range(len(grids.names)):
            rows = grids.rows[grids.rows_from[mood] : grids.rows_from[mood + 1]]
            group[rows] = number
            number += 1
        for row in grids.rows[grids.rows_from[-2] :]:
            group[row] = number
            number += 1
        return group

    def _joint(self, z: F64, chance: I64, day: int, done: float, own: F64) -> float:
        """Take or leave whole draws; return the share that was taken."""
        draws = self.draws
        truth, found = self._proposed(z, chance, day)
        now = self._up_to(draws.weighed.each, day, done).sum(axis=1)
        then = self._up_to(found.each, day, done).sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.where(np.isfinite(then), then - now + own, -np.inf)
            taken = np.log(self.random.random(z.shape[0])) < ratio
        self._take(taken, z, chance, truth, found)
        return float(taken.mean())

    def _move_others(self, day: int, done: float, mean: F64, covariance: F64) -> float:
        """All other coefficients and credences, about the draws' own law."""
        columns, z = self.sampler.of_others, self.draws.z.copy()
        centre = mean[columns]
        root = np.linalg.cholesky(
            covariance[np.ix_(columns, columns)] + 1e-6 * np.eye(columns.size)
        )
        away = z[:, columns] - centre
        noise = self.random.standard_normal(away.shape) @ root.T
        z[:, columns] = centre + np.sqrt(1.0 - self.step**2) * away + self.step * noise
        inverse = np.linalg.inv(root).T

        def density(at: F64) -> F64:
            y = (at - centre) @ inverse
            return np.asarray(-0.5 * (at**2).sum(axis=1) + 0.5 * (y**2).sum(axis=1))

        own = density(z[:, columns]) - density(self.draws.z[:, columns])
        accepted = self._joint(z, self.draws.chance, day, done, own)
        self.step = float(np.clip(self.step * (1.3 if accepted > 0.35 else 0.75), 0.05, 0.98))
        return accepted

    def _move_beliefs(self, day: int, done: float, number: float = FLIPPED) -> float:
        """Some claims and voices anew, about so many; return the share that was taken."""
        columns, z = self.sampler.of_beliefs, self.draws.z.copy()
        anew = self.random.random((z.shape[0], columns.size)) < min(number / columns.size, 0.5)
        fresh = self.random.standard_normal(anew.shape)
        z[:, columns] = np.where(anew, fresh, z[:, columns])
        return self._joint(z, self.draws.chance, day, done, np.zeros(z.shape[0]))

    def _move_chance(self, day: int, done: float) -> None:
        """The rest of chance anew."""
        n = self.draws.z.shape[0]
        chance = self.chances + np.arange(n, dtype=np.int64)
        self.chances += n
        self._joint(self.draws.z.copy(), chance, day, done, np.zeros(n))


def _moments(z: F64, weight: F64) -> tuple[F64, F64]:
    """Mean and covariance of the draws, a tenth of the way to the prior's variances."""
    mean = weight @ z
    away = z - mean
    covariance = (away * weight[:, None]).T @ away
    diagonal = np.diag(np.diag(covariance))
    return np.asarray(mean), np.asarray(0.9 * covariance + 0.1 * diagonal)


def _log_ratio(then: F64, now: F64, centre: F64, spread: F64) -> F64:
    """Prior over proposal, of what is proposed in that of what is there."""

    def density(z: F64) -> F64:
        return np.asarray(-0.5 * z**2 + 0.5 * ((z - centre) / spread) ** 2)

    return np.asarray(density(then) - density(now))
