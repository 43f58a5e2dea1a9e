"""Pairs by their index, as plain data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from detente.language.shown import count, shown


@dataclass(frozen=True, slots=True)
class Ranked:
    """A pair in a ranking.

    Attributes
    ----------
    a, b : str
        Ids, in alphabetical order.
    before, now : float
        Relation index at the close of the first and of the last day of the span.
    acts : int
        Acts in the span, joint ones once.
    usual : float
        G_0.
    """

    a: str
    b: str
    before: float
    now: float
    acts: int
    usual: float

    @property
    def change(self) -> float:
        """By how much the index moved over the span."""
        return self.now - self.before


@dataclass(frozen=True, slots=True, repr=False)
class RankingData:
    """The ends of the list of all pairs, as plain data.

    Attributes
    ----------
    first, last : date
        The span.
    datasets : tuple of str
    half_life, prior : float
        Of the index: h in days, c in acts.
    fewest : int
        Acts in the span that a pair must have.
    pairs : int
        Pairs that have them.
    missing : tuple of date
        Days of the span on which the source has nothing.
    warmest, coldest, fastest : tuple of Ranked
        By the index at the end of the span, and by how much it moved since its beginning.
    """

    first: dt.date
    last: dt.date
    datasets: tuple[str, ...]
    half_life: float
    prior: float
    fewest: int
    pairs: int
    missing: tuple[dt.date, ...]
    warmest: tuple[Ranked, ...]
    coldest: tuple[Ranked, ...]
    fastest: tuple[Ranked, ...]

    def __repr__(self) -> str:
        """Of how many pairs, and the ends of the list."""
        ends = (("warmest", self.warmest), ("coldest", self.coldest), ("fastest", self.fastest))
        return shown(
            f"{type(self).__name__} of {count(self.pairs, 'pair')}, {self.first} to {self.last} "
            f"({', '.join(self.datasets)})",
            *(
                f"{name}: " + ", ".join(f"{e.a}–{e.b} {e.now:+.1f} ({e.change:+.1f})" for e in top)
                for name, listed in ends
                if (top := listed[:3])
            ),
        )
