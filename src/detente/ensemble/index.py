"""The relation index of a pair over the futures: tone, volume, and what they rest on at first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.kernel.compile import Compiled
from detente.language.shown import brief
from detente.numerics.framed import Framed
from detente.ontology.dyads import pair_key
from detente.planes.index import MONTH, index_name

if TYPE_CHECKING:
    import polars

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Basis:
    """What the relation index of a pair rests on at the start.

    Attributes
    ----------
    acts : int
        Acts of the record between the two, by either or by both; acts of claims that are forced
        false are none.
    share : float
        Their part of the weight of all that the index takes its mean over: of Σ w + c, w the
        weights of acts and c the weight of the usual tone. The rest is the usual level. Acts of a
        claim have the weight of the futures in which it holds.
    usual : float
        G₀, the usual tone, in [−10, 10].
    """

    acts: int
    share: float
    usual: float

    @property
    def known(self) -> bool:
        """Whether the index begins with anything but what is usual."""
        return self.acts > 0


@dataclass(frozen=True, slots=True, repr=False)
class Course:
    """Something of a pair over days: arrays of shape (days,).

    `low` and `high` bound 80 % of the futures, to about 1 %.
    """

    __repr__ = brief

    pair: tuple[str, str]
    dates: list[dt.date]
    mean: F64
    low: F64
    median: F64
    high: F64

    def document(self) -> dict[str, list[float]]:
        """Its mean and quantiles as plain data."""
        named = {
            "mean": self.mean,
            "quantile_10": self.low,
            "median": self.median,
            "quantile_90": self.high,
        }
        return {name: [round(float(v), 9) for v in values] for name, values in named.items()}


@dataclass(frozen=True, slots=True, repr=False)
class VolumePath(Course):
    """How much happens between two actors, in acts per 30 days.

    Each act has the weight 2^(−age/h) that it has in the relation index (docs/model.md). `usual`
    is the volume at the usual rates.
    """

    usual: float


@dataclass(frozen=True, slots=True, repr=False)
class IndexPath(Course, Framed):
    """The relation index of a pair.

    The first day is the state at the start, of which `basis` says what it rests on. `volume` tells
    how much happens, where the index tells how friendly it is.
    """

    basis: Basis
    volume: VolumePath

    @property
    def name(self) -> str:
        """Name of the pair: ``A~B``."""
        return pair_key(*self.pair)

    def to_polars(self) -> polars.DataFrame:
        """One row for each day.

        Returns
        -------
        polars.DataFrame
            pair; date; mean, low, median and high of the index; volume_mean, volume_low,
            volume_median and volume_high, in acts per 30 days. Low and high bound 80 % of the
            futures.
        """
        import polars as pl

        of = ("mean", "low", "median", "high")
        return pl.DataFrame(
            {
                "pair": [self.name] * len(self.dates),
                "date": self.dates,
                **{name: getattr(self, name) for name in of},
                **{f"volume_{name}": getattr(self.volume, name) for name in of},
            }
        )


def indices_frame(paths: Iterable[IndexPath]) -> polars.DataFrame:
    """The frames of several indices, one below the other."""
    import polars as pl

    found = [path.to_polars() for path in paths]
    return pl.concat(found) if found else pl.DataFrame()


def _sums(compiled: Compiled, pair: tuple[str, str]) -> tuple[str, list[str]]:
    """The plane of an index, and the memories that count the acts of the pair."""
    watched = list(compiled.watched).index(index_name(*pair))
    plane = compiled.planes[int(compiled.questions.watched[watched])]
    volume = compiled.model.derived[plane].inputs[1]
    return plane, list(compiled.model.derived[volume].inputs)


def basis(compiled: Compiled, pair: tuple[str, str], held: Mapping[str, float]) -> Basis:
    """What an index rests on, where claims hold on a part `held` of the futures."""
    plane, memories = _sums(compiled, pair)
    tone = compiled.model.derived[plane]
    acts, recorded, whole = 0, 0.0, tone.c1
    for name in memories:
        remembered = compiled.beginning.remembered[name]
        counts = np.array([[held[part.claim]] for part in remembered.owned]).reshape(-1, 1)
        acts += remembered.acts + sum(p.acts for p in remembered.owned if held[p.claim] > 0.0)
        recorded += float(remembered.recorded(counts)[0][-1, 0])
        whole += float(remembered.value(counts)[-1, 0])
    return Basis(acts, recorded / whole, tone.c2)


def usual_volume(compiled: Compiled, pair: tuple[str, str]) -> float:
    """Acts of a pair in 30 days at the usual rates."""
    _, names = _sums(compiled, pair)
    memories = [compiled.model.memories[name] for name in names]
    return float(sum(MONTH * (1.0 - memory.decay) * memory.usual for memory in memories))
