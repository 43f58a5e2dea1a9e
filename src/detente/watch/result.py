"""What there is to watch, as a result."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.ensemble.estimate import Estimate
from detente.language.shown import brief, count, rows, shown
from detente.numerics.framed import Framed, Rows
from detente.watch.candidates import Candidate

if TYPE_CHECKING:
    import polars

    from detente.ensemble.setting import Setting


@dataclass(frozen=True, slots=True, repr=False)
class Indicator:
    """Something that may be seen by a day, and what it would tell.

    Chances are those in the futures in which it is still open on that evening; falls are expected
    ones, over all futures, and corrected for bias.

    Attributes
    ----------
    name : str
        As ``--seen`` takes it, or what is watched, with the day.
    kind : {"act", "acts", "state", "level", "index"}
    id : str
    by : date
    seen : tuple of str
        Texts for ``--seen``: it, and that the outcome has not come by then. Empty where it cannot
        be said so.
    chance : float
        How likely it is to be seen.
    prior : float
        Probability on that evening, before one looks.
    if_seen, if_seen_low, if_seen_high : float
        Probability if it is seen, with its 95 % interval.
    if_not, if_not_low, if_not_high : float
        The same if it is not.
    entropy : float
        Expected fall in bits.
    entropy_share : float
        Of all that is uncertain.
    entropy_error : float
        Standard error of that share, over the futures.
    brier : float
        Expected fall of the Brier score.
    z : float
        How many standard errors it is from telling nothing.
    candidate : Candidate
    """

    __repr__ = brief

    name: str
    kind: str
    id: str
    by: dt.date
    seen: tuple[str, ...]
    chance: float
    prior: float
    if_seen: float
    if_seen_low: float
    if_seen_high: float
    if_not: float
    if_not_low: float
    if_not_high: float
    entropy: float
    entropy_share: float
    entropy_error: float
    brier: float
    z: float
    candidate: Candidate


@dataclass(frozen=True, slots=True, repr=False)
class Evening:
    """One of the days that are looked at.

    Attributes
    ----------
    date : date
    open : float
        Share of the futures in which nothing is decided by its evening.
    prior : float or None
        Probability in these; None where it is certain there.
    settled : float
        Share of all that is uncertain which the outcome itself has settled by then.
    """

    __repr__ = brief

    date: dt.date
    open: float
    prior: float | None
    settled: float


@dataclass(frozen=True, slots=True, repr=False)
class Together:
    """A few indicators of one day that tell most together.

    Attributes
    ----------
    by : date
    candidates : tuple of Candidate
    entropy_share : float
        Of all that is uncertain which they take away together, corrected for bias.
    entropy_error : float
        Its standard error.
    brier_share : float
        The same of the Brier score.
    """

    __repr__ = brief

    by: dt.date
    candidates: tuple[Candidate, ...]
    entropy_share: float
    entropy_error: float
    brier_share: float


@dataclass(frozen=True, slots=True, repr=False)
class Watch(Framed):
    """What to watch, the most telling first.

    Attributes
    ----------
    setting : Setting
        What was played.
    outcome, claim : str or None
        What it is about: one of the two.
    estimate : Estimate
        How likely that is.
    entropy : float
        How uncertain, in bits; the Brier score of the same is ``p (1 − p)``.
    evenings : tuple of Evening
    indicators : Rows of Indicator
        Each at the day and threshold at which it tells most.
    telling : int
        How many things tell something, those that are not listed included.
    looked : int
        How many things were looked at, at some day and threshold.
    tried : int
        At how many days and thresholds in all.
    together : Together or None
    """

    setting: Setting
    outcome: str | None
    claim: str | None
    estimate: Estimate
    entropy: float
    evenings: tuple[Evening, ...]
    indicators: Rows[Indicator]
    telling: int
    looked: int
    tried: int
    together: Together | None

    def __repr__(self) -> str:
        """What it is about, and what tells most."""
        target = self.outcome or f"claim {self.claim}"
        told = [
            f"{each.entropy_share:6.1%}  {each.if_seen:6.1%} / {each.if_not:6.1%}  {each.name}"
            for each in self.indicators
        ]
        return shown(
            f"{type(self).__name__} for {target}: {count(self.futures, 'future')}",
            f"{self.estimate.short.strip()}, {self.entropy:.3f} bits uncertain",
            f"{count(self.telling, 'thing')} of {self.looked} tell something",
            *rows(told, "indicator"),
        )

    @property
    def futures(self) -> int:
        """How many futures were looked at."""
        return self.setting.design.paths

    def to_polars(self) -> polars.DataFrame:
        """The indicators, one row for each (docs/watch.md)."""
        return self.indicators.to_polars()
