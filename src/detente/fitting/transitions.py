"""Hazards and chances of the transitions of states, from the days on which they were due.

On a day on which transitions 1, 2, … of a state are due, transition k happens with

    q_k = s_k · (1 − exp(−λ_k·m_k))    or, where it has no rate,    q_k = s_k · m_k

if none before it does: λ its hazard, m how far it is believed, s the sum of its chances. So

    P(stays) = Π_k (1 − q_k)        P(v) = Σ_k Π_(j<k) (1 − q_j) · q_k · c_k(v)/s_k

as the kernel draws it. Where one transition at most leads to each value the likelihood falls apart
into those of single hazards, and the highest place of each is occurrence over exposure,
λ = −log(1 − n/N)/m for n moves on N days at risk (Aalen & Johansen 1978, Scandinavian Journal of
Statistics 5, in discrete time). All rates of a state are found together, under the priors that are
stated, and with the coefficients of their factors: λ is then exp(log λ + Σ θ·x), x what the factors
measure on that day. P is a straight line in each q, so gradient and curvature are differences of P
at q = 0 and 1.

Chances are Dirichlet: the prior has the means that are stated, and the concentration that their
standard deviations come closest to; moves that one transition alone can have made are counted.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from detente.fitting.moves import STAYED, Moves, Pattern, numbers, share_held
from detente.fitting.widened import widened
from detente.kernel.compile import Compiled
from detente.numerics import identifiability
from detente.numerics.counts import Gamma, log_moments, posterior
from detente.numerics.identifiability import ALIKE
from detente.planes.model import Draw
from detente.scenario.fitted.file import TransitionEntry

F64 = NDArray[np.float64]
U8 = NDArray[np.uint8]

FAINT = 0.1
"""Least concentration of the prior of chances."""

MOST_LOG = 20.0
"""Of a logarithm of a hazard: more is certain, and only its exponential could overflow."""

PLACES = 20_000
"""Of the law of one chance that a claim owns, where it is worked out by sums."""


@dataclass(slots=True)
class Found:
    """What was found of all states.

    Attributes
    ----------
    entries : list of TransitionEntry
    covariances : list of (names, array)
        Of those that go together.
    kept : dict of str to str
        Draws that keep their law, and why.
    alike : list of list of str
        Hazards of which the record tells the sum alone.
    """

    entries: list[TransitionEntry] = field(default_factory=list)
    covariances: list[tuple[list[str], F64]] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    alike: list[list[str]] = field(default_factory=list)


def fit_moves(every: Sequence[Moves], compiled: Compiled, beliefs: U8) -> Found:
    """Fit the hazards and chances of all states.

    Parameters
    ----------
    every : sequence of Moves
    compiled : Compiled
    beliefs : array of uint8, shape (beliefs, claims)
    """
    found = Found()
    for moves in every:
        chances = [numbers([c for _v, c in move.to]) for move in moves.transitions]
        for k in range(len(moves.transitions)):
            _fit_chances(moves, k, chances, compiled, beliefs, found)
        _fit_rates(moves, chances, found)
    return found


# ------------------------------------------------------------------------------------- hazards


def probability(
    moves: Moves, pattern: Pattern, q: Mapping[int, float], shares: Sequence[Sequence[float]]
) -> float:
    """Probability of what came of a pattern.

    Parameters
    ----------
    moves : Moves
    pattern : Pattern
    q : mapping of int to float
        Of each transition that was due, that it happens if none before it does.
    shares : sequence of sequence of float
        Of the values that each leads to; they add up to 1.
    """
    stays, total = 1.0, 0.0
    for k in pattern.due:
        if pattern.reached != STAYED:
            for (value, _c), share in zip(moves.transitions[k].to, shares[k], strict=True):
                if value == pattern.reached:
                    total += stays * q[k] * share
        stays *= 1.0 - q[k]
    return stays if pattern.reached == STAYED else total


@dataclass(frozen=True, slots=True)
class RateLikelihood:
    """The log-likelihood of a state's moves in the logarithms of its hazards, and their factors.

    Attributes
    ----------
    moves : Moves
    free : tuple of int
        Transitions whose hazards are parameters, the first of them.
    bent : tuple of (int, int)
        Factors whose coefficients are parameters behind these: transition and number.
    chances : sequence of sequence of float
        Of the values that each transition leads to.
    """

    moves: Moves
    free: tuple[int, ...]
    bent: tuple[tuple[int, int], ...]
    chances: Sequence[Sequence[float]]

    def _hazard(self, number: int, pattern: Pattern, theta: F64) -> tuple[float, F64]:
        """Logarithm of a hazard on the days of a pattern, and its slope in the parameters."""
        move, slope = self.moves.transitions[number], np.zeros(theta.size)
        log = 0.0
        if number in self.free:
            place = self.free.index(number)
            slope[place], log = 1.0, float(theta[place])
        elif move.rate is not None:
            log = _moments(move.rate.draw)[0]
        for i, x in enumerate(pattern.measured(number)):
            share, rest = self.moves.shares[number][i]
            if (number, i) in self.bent:
                place = len(self.free) + self.bent.index((number, i))
                slope[place] = share * x
                log += (share * float(theta[place]) + rest) * x
            else:
                log += (share * self.moves.factors[number][i].draw.mean + rest) * x
        return log, slope

    def _happens(self, number: int, pattern: Pattern, log: float) -> tuple[float, float, float]:
        """Its q on the days of a pattern, with its two derivatives in the logarithm."""
        move, own = self.moves.transitions[number], self.chances[number]
        held, s = self.moves.held[number], min(sum(own), 1.0)
        if move.rate is None:
            if move.along is not None and 0.0 < s < 1.0:  # on the log-odds of its one value
                s /= s + (1.0 - s) * math.exp(-log)
            return min(held, 1.0) * s, 0.0, 0.0
        hazard = held * math.exp(min(log, MOST_LOG))
        first = s * hazard * math.exp(-hazard)
        return -s * math.expm1(-hazard), first, first * (1.0 - hazard)

    def at(self, theta: F64) -> tuple[float, F64, F64]:
        """Value, gradient and minus the second derivatives."""
        shares = [[c / (sum(own) or 1.0) for c in own] for own in self.chances]
        value, gradient = 0.0, np.zeros(theta.size)
        information = np.zeros((theta.size, theta.size))
        for pattern, days in self.moves.days.items():
            logs = {k: self._hazard(k, pattern, theta) for k in pattern.due}
            parts = {k: self._happens(k, pattern, logs[k][0]) for k in pattern.due}
            moving = [k for k in pattern.due if logs[k][1].any()]
            q = {k: part[0] for k, part in parts.items()}
            here = probability(self.moves, pattern, q, shares)
            if here <= 0.0:  # what leaves nothing to chance says otherwise
                continue

            def at(
                changed: dict[int, float], pattern: Pattern = pattern, q: dict[int, float] = q
            ) -> float:
                return probability(self.moves, pattern, q | changed, shares)

            value += days * math.log(here)
            slope = {k: at({k: 1.0}) - at({k: 0.0}) for k in moving}
            for k in moving:
                _q, first, second = parts[k]
                along = logs[k][1]
                gradient += days * slope[k] * first / here * along
                information -= days * slope[k] * second / here * np.outer(along, along)
                for j in moving:
                    bend = 0.0
                    if j != k:
                        bend = at({k: 1.0, j: 1.0}) - at({k: 1.0, j: 0.0})
                        bend += at({k: 0.0, j: 0.0}) - at({k: 0.0, j: 1.0})
                    both = slope[k] * slope[j] / here**2 - bend / here
                    information += days * both * first * parts[j][1] * np.outer(along, logs[j][1])
        return value, gradient, information


def most_likely(likelihood: RateLikelihood, mean: F64, precision: F64) -> tuple[F64, F64, F64]:
    """Where a likelihood and a normal prior are highest, the curvature there, and its own part.

    Parameters
    ----------
    likelihood : RateLikelihood
    mean, precision : arrays of float64, shape (hazards,)
        Of the logarithms; with a precision of 0 nothing is known before.
    """
    known: dict[bytes, tuple[float, F64, F64]] = {}

    def parts(theta: F64) -> tuple[float, F64, F64]:
        key = theta.tobytes()
        if key not in known:
            known.clear()
            value, gradient, information = likelihood.at(theta)
            off = theta - mean
            known[key] = (
                value - 0.5 * float(off @ (precision * off)),
                gradient - precision * off,
                information + np.diag(precision),
            )
        return known[key]

    best = minimize(
        lambda theta: -parts(theta)[0],
        mean,
        jac=lambda theta: -parts(theta)[1],
        hess=lambda theta: parts(theta)[2],
        method="trust-exact",
        options={"gtol": 1e-9, "maxiter": 500},
    ).x
    return best, parts(best)[2], likelihood.at(best)[2]


def _moments(draw: Draw) -> tuple[float, float]:
    """Mean and standard deviation of the logarithm of a hazard."""
    if draw.law == "log-gamma":
        return log_moments(Gamma(math.exp(draw.mean), draw.shape))
    return draw.mean - 0.5 * draw.sd**2, draw.sd


def _fit_rates(moves: Moves, chances: Sequence[Sequence[float]], found: Found) -> None:
    """Fit the hazards of a state, and what raises and lowers them."""
    free: list[int] = []
    laws: list[tuple[str, float, float]] = []
    for k, move in enumerate(moves.transitions):
        if move.rate is None:
            continue
        draw = move.rate.draw
        why = _why_not(moves, k, draw)
        if why is not None:
            found.kept[draw.name] = why
            continue
        law = posterior(moves.seen(k), moves.at_risk(k))
        there = math.log(law.mean / moves.held[k]) - _usual(moves, k)
        mean, sd = _moments(draw)
        free.append(k)
        laws.append((draw.name, mean, widened(mean, sd, there, law.shape**-0.5)))
    bent: list[tuple[int, int]] = []
    for k, own in enumerate(moves.factors):
        for i, coefficient in enumerate(own):
            why = _why_not(moves, k, coefficient.draw)
            if moves.transitions[k].rate is None:
                why = why or "elsewhere"
            elif why is None and len(_measured(moves, k, i)) < 2:
                why = "constant"
            if why is not None:
                found.kept[coefficient.draw.name] = why
                continue
            bent.append((k, i))
            laws.append((coefficient.draw.name, coefficient.draw.mean, coefficient.draw.sd))
    if not laws:
        return
    means, spreads = (np.array([law[i] for law in laws]) for i in (1, 2))
    likelihood = RateLikelihood(moves, tuple(free), tuple(bent), chances)
    best, curvature, information = most_likely(likelihood, means, spreads**-2.0)
    covariance: F64 = np.asarray(np.linalg.inv(curvature), dtype=np.float64)
    about = [*free, *(k for k, _i in bent)]
    for i, (k, (name, before, spread)) in enumerate(zip(about, laws, strict=True)):
        found.entries.append(
            TransitionEntry(
                name=name,
                state=moves.state,
                part="rate" if i < len(free) else "factor",
                mean=short(best[i]),
                sd=short(math.sqrt(covariance[i, i])),
                prior_mean=short(before),
                prior_sd=short(spread),
                seen=moves.seen(k),
                days=moves.at_risk(k),
            )
        )
    names = [name for name, _mean, _sd in laws]
    if len(names) > 1:
        found.covariances.append((names, covariance))
        told = [i for i in range(len(names)) if information[i, i] > 1e-9]
        for each in identifiability.collinear(information[np.ix_(told, told)], ALIKE):
            group = [names[told[j]] for j in each.guilty]
            if len(group) > 1:
                found.alike.append(group)


def _why_not(moves: Moves, number: int, draw: Draw) -> str | None:
    """Why a number of a transition keeps its law; None where the record tells of it."""
    if draw.sd == 0.0:
        return "certain"
    if moves.held[number] <= 0.0:
        return "disbelieved"
    return None if moves.at_risk(number) else "unrisked"


def _measured(moves: Moves, number: int, factor: int) -> set[float]:
    """What a factor has measured on days at risk."""
    return {p.measured(number)[factor] for p in moves.days if number in moves.tried(p)}


def _usual(moves: Moves, number: int) -> float:
    """What the factors of a transition add on its days at risk, in the mean, as they are stated."""
    total, all_days = 0.0, 0
    for pattern, days in moves.days.items():
        if number in moves.tried(pattern):
            all_days += days
            for x, coefficient, (share, rest) in zip(
                pattern.measured(number), moves.factors[number], moves.shares[number], strict=False
            ):
                total += days * x * (share * coefficient.draw.mean + rest)
    return total / max(all_days, 1)


DIGITS = 9


def short(number: float) -> float:
    """A number as it is kept."""
    return float(f"{float(number):.{DIGITS}g}") + 0.0


# ------------------------------------------------------------------------------------- chances


def _fit_chances(
    moves: Moves,
    number: int,
    chances: list[list[float]],
    compiled: Compiled,
    beliefs: U8,
    found: Found,
) -> None:
    """Fit the chances of the values that a transition leads to; `chances` take the new means."""
    move = moves.transitions[number]
    draws = [c.draw for _v, c in move.to]
    open_ = [i for i, draw in enumerate(draws) if draw.sd > 0.0]
    found.kept.update(
        {d.name: "certain" for d in draws if d.sd == 0.0 and d.basis != "definition" and d.mean < 1}
    )
    if not open_:
        return
    if move.along is not None and move.rate is None:  # its odds are another's each day
        found.kept.update({draws[i].name: "elsewhere" for i in open_})
        return
    reached, stayed = _counts(moves, number)
    counts = [reached.get(value, 0) for value, _c in move.to]
    room = 1.0 - sum(draw.mean for draw in draws if draw.sd == 0.0)
    drawn, rest = share_held(move.to[open_[0]][1], compiled, beliefs)
    whole = move.rate is None and moves.held[number] >= 1.0
    days = sum(counts) + (stayed if whole else 0)
    if not days:
        found.kept.update({draws[i].name: "unrisked" for i in open_})
        return
    if len(draws) == 1 and whole:
        draw = draws[0]
        law = _owned(draw, counts[0], stayed, drawn, rest)
        _tell(moves, draw, law, counts[0], days, found)
        chances[number][0] = law[0]
        return
    if not whole:  # of what the state has moved to alone
        room = sum(draws[i].mean for i in open_)
        spare = None
    else:
        spare = max(room - sum(draws[i].mean for i in open_), 0.0)
    mean = [draws[i].mean / room for i in open_]
    tally = [float(counts[i]) for i in open_]
    if spare is not None and spare > 1e-9:
        mean.append(spare / room)
        tally.append(float(stayed))
    if len(mean) < 2:
        found.kept.update({draws[i].name: "elsewhere" for i in open_})
        return
    a, covariance = dirichlet(mean, [draws[i].sd / room for i in open_], tally)
    n = len(open_)
    for i, value, spread in zip(open_, a, np.diag(covariance), strict=False):
        law = (float(value) * room, math.sqrt(max(spread, 0.0)) * room)
        _tell(moves, draws[i], law, counts[i], days, found)
        chances[number][i] = law[0]
    if n > 1:
        found.covariances.append(([draws[i].name for i in open_], covariance[:n, :n] * room**2))


def _tell(
    moves: Moves, draw: Draw, law: tuple[float, float], seen: int, days: int, found: Found
) -> None:
    found.entries.append(
        TransitionEntry(
            name=draw.name,
            state=moves.state,
            part="chance",
            mean=short(min(max(law[0], 0.0), 1.0)),
            sd=short(law[1]),
            prior_mean=short(draw.mean),
            prior_sd=short(draw.sd),
            seen=seen,
            days=days,
        )
    )


def _counts(moves: Moves, number: int) -> tuple[dict[int, int], int]:
    """How often a transition alone can have led to each value, and how often it failed."""
    reached: dict[int, int] = {}
    stayed = 0
    for pattern, days in moves.days.items():
        if number not in moves.tried(pattern):
            continue
        leading = moves.leading(pattern)
        if number not in leading:
            stayed += days
        elif leading == [number]:
            reached[pattern.reached] = reached.get(pattern.reached, 0) + days
    return reached, stayed


def dirichlet(
    mean: Sequence[float], sd: Sequence[float], counts: Sequence[float]
) -> tuple[F64, F64]:
    """Means and covariance of chances that add up to 1, after some were counted.

    Parameters
    ----------
    mean : sequence of float
        Before; they add up to 1.
    sd : sequence of float
        Of the first of them.
    counts : sequence of float
    """
    p = np.array(mean)
    spread = p[: len(sd)]
    strength = float((spread * (1.0 - spread)).sum() / np.square(sd).sum()) - 1.0
    a = max(strength, FAINT) * p + np.array(counts)
    total = a.sum()
    share = a / total
    return share, (np.diag(share) - np.outer(share, share)) / (total + 1.0)


def _owned(
    draw: Draw, happened: int, failed: int, drawn: float, rest: float
) -> tuple[float, float]:
    """Mean and sd of a chance: Beta, or where a claim owns it in the mean over beliefs."""
    if drawn >= 1.0:
        share, covariance = dirichlet(
            [draw.mean, 1.0 - draw.mean], [draw.sd], [float(happened), float(failed)]
        )
        return float(share[0]), math.sqrt(covariance[0, 0])
    strength = max(draw.mean * (1.0 - draw.mean) / draw.sd**2 - 1.0, FAINT)
    c = (np.arange(PLACES) + 0.5) / PLACES
    log = (strength * draw.mean - 1.0) * np.log(c)
    log += (strength * (1.0 - draw.mean) - 1.0) * np.log1p(-c)
    log += happened * np.log(drawn * c + rest) + failed * np.log1p(-drawn * c - rest)
    weight = np.exp(log - log.max())
    weight /= weight.sum()
    mean = float(weight @ c)
    return mean, math.sqrt(float(weight @ (c - mean) ** 2))
