"""Statistics of a record: what a simulated one should have in common with it.

Each is a class with `key`, `at` (where its values stand: bins, shares, times) and `of(record)`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from detente.rem.engine.arrays import Floats, Ints
    from detente.rem.goodness.sequence import EventSequence

MOST_BINS = 8


class Statistic(Protocol):
    """What a statistic offers."""

    key: str
    at: tuple[str | float, ...]

    def of(self, record: EventSequence) -> Floats:
        """Values, one for each of `at`."""
        ...


class DegreeDistribution:
    """How many actors have a degree in each of some bins.

    Degrees count acts (the valued network of the whole record) or partners (other actors with at
    least one act). Bins are fixed by the observed record.

    Source: Hunter, Goodreau & Handcock (2008), Journal of the American Statistical Association
    103:248-258, goodness of fit by degree distributions.

    Parameters
    ----------
    record : EventSequence
        The observed one.
    side : {"sender", "receiver", "either"}
    partners : bool
    """

    def __init__(self, record: EventSequence, side: str, *, partners: bool) -> None:
        self.side = side
        self.partners = partners
        what = "partners" if partners else "acts"
        self.key = {
            "sender": f"{what} of senders",
            "receiver": f"{what} of receivers",
            "either": f"{what} of actors",
        }[side]
        degrees = self._degrees(record)
        fewest, most = int(degrees.min()), int(degrees.max())
        edges = (
            np.arange(most + 1)
            if most < MOST_BINS
            else np.unique([0, *np.geomspace(max(fewest, 1), most, MOST_BINS - 1).round()])
        )
        self._edges = edges.astype(np.int64)
        last = [*(self._edges[1:] - 1).tolist(), None]
        self.at: tuple[str | float, ...] = tuple(
            f"{a}+" if b is None else (str(a) if a == b else f"{a}–{b}")
            for a, b in zip(self._edges.tolist(), last, strict=True)
        )

    def of(self, record: EventSequence) -> Floats:
        """Number of actors in each bin."""
        place = np.searchsorted(self._edges, self._degrees(record), side="right") - 1
        return np.bincount(place, minlength=self._edges.size).astype(np.float64)

    def _degrees(self, record: EventSequence) -> Ints:
        n = record.actors
        cells = np.zeros((n, n), np.int64)
        np.add.at(cells, (record.sender, record.receiver), 1)
        if not record.directed:
            cells = cells + cells.T
        if self.partners:
            cells = (cells > 0).astype(np.int64)
        found: Ints = cells.sum(axis=0 if self.side == "receiver" else 1)
        return found


class DyadCensus:
    """Pairs of actors by whether both, one or none of them ever acted on the other.

    Source: Holland & Leinhardt (1970), American Journal of Sociology 76:492-513.
    """

    def __init__(self, record: EventSequence) -> None:
        self.key = "dyad census"
        names = ("mutual", "one-sided", "none") if record.directed else ("met", "none")
        self.at: tuple[str | float, ...] = names

    def of(self, record: EventSequence) -> Floats:
        """Number of pairs of each kind."""
        n = record.actors
        ties = np.zeros((n, n), np.bool_)
        ties[record.sender, record.receiver] = True
        if not record.directed:
            ties |= ties.T
        sides = (ties.astype(np.int64) + ties.T)[np.triu_indices(n, 1)]
        counts = np.bincount(sides, minlength=3)[::-1]
        kept = counts if record.directed else counts[[0, 2]]
        return kept.astype(np.float64)


class ReciprocityShares:
    """Shares of answers.

    "ties": of the pairs i → j that ever acted, those with j → i as well (Wasserman & Faust 1994,
    section 13.3). "acts": of all acts, those on someone who had acted on their sender before.
    "at once": of all acts, those that turn the act before around (Gibson's 2003 AB-BA).
    """

    def __init__(self) -> None:
        self.key = "reciprocity"
        self.at: tuple[str | float, ...] = ("ties", "acts", "at once")

    def of(self, record: EventSequence) -> Floats:
        """The three shares."""
        i, j, n = record.sender, record.receiver, record.actors
        m = i.size
        if m == 0:
            return np.zeros(3)
        first = np.full(n * n, np.inf)
        np.minimum.at(first, i * n + j, record.time)
        ever = np.flatnonzero(np.isfinite(first))
        back = (ever % n) * n + ever // n
        ties = float(np.isfinite(first[back]).mean())
        acts = float((first[j * n + i] < record.time).mean())
        once = float(((i[1:] == j[:-1]) & (j[1:] == i[:-1])).sum() / m)
        return np.array([ties, acts, once])


class InterEventTimes:
    """Times between acts: shares that are no longer than the observed deciles.

    Parameters
    ----------
    record : EventSequence
        The observed one.
    same_pair : bool
        Whether of successive acts of the same sender on the same receiver, or of all.
    shown : callable
        A duration in words.
    """

    def __init__(
        self, record: EventSequence, *, same_pair: bool, shown: Callable[[float], str]
    ) -> None:
        self.same_pair = same_pair
        self.key = "time between acts of the same two" if same_pair else "time between acts"
        gaps = self._gaps(record)
        tenths = np.arange(1, 10) / 10.0
        self._cuts = np.unique(np.quantile(gaps, tenths)) if gaps.size else np.zeros(0)
        self.at: tuple[str | float, ...] = tuple(f"≤ {shown(float(cut))}" for cut in self._cuts)

    def of(self, record: EventSequence) -> Floats:
        """Share of gaps that are no longer than each cut."""
        gaps = np.sort(self._gaps(record))
        if not gaps.size:
            return np.zeros(self._cuts.size)
        # a cut is a quantile of gaps, which rounding may move by less than this
        count = np.searchsorted(gaps, self._cuts * (1.0 + 1e-12), side="right")
        return np.asarray(count / gaps.size)

    def _gaps(self, record: EventSequence) -> Floats:
        if not self.same_pair:
            return np.diff(record.time)
        order = np.lexsort((record.time, record.pair))
        pair, time = record.pair[order], record.time[order]
        return np.asarray(np.diff(time)[pair[1:] == pair[:-1]])


class RelationIndex:
    """The relation index of a pair over time: its tone, weighted by how long ago.

    (Σ w·G + c·G₀)/(Σ w + c), w = 2^(−age/h), over acts of either on the other so far, each joint
    act once. In the range of the tones, whatever the volume.

    Parameters
    ----------
    key : str
    pair : tuple of int
    earlier : EventSequence
        Events before those that are explained; they belong to every record.
    times : float64, shape (k,)
        When the index is taken.
    half_life : float
    prior : float
        c, in acts.
    usual : float
        G₀, the usual tone.
    """

    def __init__(
        self,
        key: str,
        pair: tuple[int, int],
        earlier: EventSequence,
        times: Floats,
        *,
        half_life: float,
        prior: float,
        usual: float,
    ) -> None:
        self.key = key
        self.pair = pair
        self.at: tuple[str | float, ...] = tuple(times.tolist())
        self._times = times
        self._half_life = half_life
        self._prior = prior
        self._usual = usual
        self._earlier = self._own(earlier)

    def of(self, record: EventSequence) -> Floats:
        """The index at each time."""
        own = self._own(record)
        time = np.concatenate([self._earlier[0], own[0]])
        tone = np.concatenate([self._earlier[1], own[1]])
        age = self._times[:, None] - time[None, :]
        with np.errstate(over="ignore"):
            weight = np.where(age >= 0, 2.0 ** (-np.maximum(age, 0.0) / self._half_life), 0.0)
        top = weight @ tone + self._prior * self._usual
        return np.asarray(top / (weight.sum(axis=1) + self._prior))

    def _own(self, record: EventSequence) -> tuple[Floats, Floats]:
        a, b = self.pair
        i, j = record.sender, record.receiver
        own = ((i == a) & (j == b)) | ((i == b) & (j == a))
        own &= np.isfinite(record.tone)
        return record.time[own], record.tone[own]
