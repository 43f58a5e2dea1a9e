"""What it would take, told at once: changes of claims that bring an outcome to a probability.

Stored futures are counted under each change (`detente.ensemble.reweighted`): nothing is played but
to confirm what is found. As a moved credence has as many futures as it takes flip at random, the
probability is linear in it on either side of the credence as it is: so a claim whose forcing goes
past the aim reaches it at the credence

    p* = c + (aim − now)/(if forced − now)·(1 − c)      towards true;  towards false with −c

Pairs are tried among the claims that move most alone and do not reach it. docs/explain.md says how
this stands beside `detente.explain.reach`, which plays, takes more claims, and shifts coefficients.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from detente.ensemble.estimate import Estimate
from detente.ensemble.replayed import replayed
from detente.ensemble.reweighted import Reweighted, Stored
from detente.errors import OutcomeError
from detente.language.current import gettext as _
from detente.language.format import general
from detente.language.option import option
from detente.progress import Progress

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble

MOST = 8
"""Changes that are told of each kind."""

CANDIDATES = 12
"""Claims of which pairs are tried."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of claims that brings an outcome to a probability.

    Attributes
    ----------
    forced : mapping of claim to bool
    credences : mapping of claim to float
    estimate : Estimate
        The outcome's probability then: counted in stored futures, or played if `confirmed`.
    effective : float
        Effective futures in which it was counted.
    reached : bool
        Whether that lies at the aim, within twice its Monte Carlo error, or past it.
    confirmed : bool
        Whether it was played.
    """

    forced: Mapping[str, bool]
    credences: Mapping[str, float]
    estimate: Estimate
    effective: float
    reached: bool
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Needed:
    """What brings an outcome to a probability.

    Attributes
    ----------
    outcome : str
    aim : float
    now : Estimate
    moved : tuple of Change
        One credence, the smallest move first.
    forced : tuple of Change
        One claim that is forced, the one first that goes least beyond.
    pairs : tuple of Change
        Two claims, of which neither is enough.
    untold : tuple of str
        Claims of which stored futures tell too little, or nothing.
    """

    outcome: str
    aim: float
    now: Estimate
    moved: tuple[Change, ...]
    forced: tuple[Change, ...]
    pairs: tuple[Change, ...]
    untold: tuple[str, ...]


def needed(
    ensemble: Ensemble,
    outcome: str,
    probability: float,
    *,
    confirm: bool = True,
    stored: Stored | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Needed:
    """Find changes of one claim, or of two, that bring an outcome to a probability.

    Parameters
    ----------
    ensemble : Ensemble
    outcome : str
    probability : float
        Between 0 and 1.
    confirm : bool
        Whether the first change of each kind is played.
    stored : Stored, optional
        Of that ensemble, if it is there.
    threads, progress
        As of `detente.ensemble.replayed.replayed`.

    Raises
    ------
    OutcomeError
        If there is no such outcome, or the probability is none.
    """
    now = ensemble.estimate(outcome)
    if not 0.0 < probability < 1.0:
        raise OutcomeError(
            _("{given}: give a probability between 0 and 1, such as 0.5").format(
                given=option("--to", general(probability), argument="probability")
            )
        )
    search = _Search(stored or Stored(ensemble), outcome, probability, now)
    moved, forced, untold = search.single()
    pairs = search.pairs()
    found = Needed(outcome, probability, now, moved, forced, pairs, untold)
    if not confirm:
        return found

    def first(changes: tuple[Change, ...]) -> tuple[Change, ...]:
        if not changes:
            return changes
        played = search.played(changes[0], threads, progress)
        return (played, *changes[1:])

    return replace(
        found,
        moved=first(found.moved),
        forced=first(found.forced),
        pairs=first(found.pairs) if not found.forced else found.pairs,
    )


class _Search:
    """Counts stored futures under one change after another."""

    def __init__(self, stored: Stored, outcome: str, aim: float, now: Estimate) -> None:
        self.stored, self.outcome, self.aim, self.now = stored, outcome, aim, now
        self.up = aim > now.probability
        self._alone: dict[tuple[str, bool], float] = {}

    def past(self, p: float) -> bool:
        return p >= self.aim if self.up else p <= self.aim

    def single(self) -> tuple[tuple[Change, ...], tuple[Change, ...], tuple[str, ...]]:
        setting = self.stored.ensemble.setting
        moved: list[tuple[float, Change]] = []
        forced: list[tuple[float, Change]] = []
        untold: list[str] = []
        for claim in (c for c in setting.compiled.claims if c not in setting.settled):
            for value in (True, False):
                found = self._under({claim: value}, {})
                if found is None or not found.enough:
                    untold.append(claim)
                    continue
                p = found.probability(self.outcome)
                self._alone[claim, value] = p
                if not self.past(p):
                    continue
                forced.append((abs(p - self.aim), self._change({claim: value}, {}, found)))
                held = setting.credences.get(claim, setting.stated(claim))
                share = (self.aim - self.now.probability) / (p - self.now.probability)
                target = held + share * ((1.0 if value else 0.0) - held)
                between = self._under({}, {claim: target})
                if between is not None:
                    moved.append((abs(target - held), self._change({}, {claim: target}, between)))
        return _nearest(moved), _nearest(forced), tuple(dict.fromkeys(untold))

    def pairs(self) -> tuple[Change, ...]:
        """Two that go the right way, of which neither is enough."""
        sign = 1.0 if self.up else -1.0
        gains = sorted(
            (
                (sign * (p - self.now.probability), claim, value)
                for (claim, value), p in self._alone.items()
                if sign * (p - self.now.probability) > 0.0 and not self.past(p)
            ),
            reverse=True,
        )[:CANDIDATES]
        setting = self.stored.ensemble.setting
        found = []
        for (_gain, one, a), (_other, two, b) in combinations(gains, 2):
            if one == two or not setting.allows({one: a, two: b}):
                continue
            both = self._under({one: a, two: b}, {})
            if both is not None and both.enough and self.past(both.probability(self.outcome)):
                change = self._change({one: a, two: b}, {}, both)
                found.append((abs(change.estimate.probability - self.aim), change))
        return _nearest(found)

    def played(self, change: Change, threads: int | None, progress: Progress | None) -> Change:
        """The same with its futures played."""
        ensemble = self.stored.ensemble
        setting = ensemble.setting.under(change.forced, change.credences)
        again = replayed(ensemble, setting, threads=threads, progress=progress)
        estimate = again.estimate(self.outcome)
        return replace(change, estimate=estimate, reached=self._reached(estimate), confirmed=True)

    def _under(
        self, forced: Mapping[str, bool], credences: Mapping[str, float]
    ) -> Reweighted | None:
        return self.stored.under(forced, credences)

    def _change(
        self, forced: Mapping[str, bool], credences: Mapping[str, float], found: Reweighted
    ) -> Change:
        estimate = found.estimate(self.outcome)
        return Change(forced, credences, estimate, found.effective, self._reached(estimate))

    def _reached(self, estimate: Estimate) -> bool:
        room = 2.0 * estimate.monte_carlo
        p = estimate.probability
        return p + room >= self.aim if self.up else p - room <= self.aim


def _nearest(found: list[tuple[float, Change]]) -> tuple[Change, ...]:
    return tuple(change for _far, change in sorted(found, key=lambda each: each[0])[:MOST])
