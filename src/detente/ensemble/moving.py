"""Where states and levels are over the futures, day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.language.shown import brief
from detente.numerics.framed import Framed

if TYPE_CHECKING:
    import polars

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, repr=False)
class StatePath(Framed):
    """A state over the futures.

    Attributes
    ----------
    state : str
        Its id.
    title : str
    values : tuple of str
    dates : list of date
    share : array of float64, shape (days, values)
        Share of the futures in which it has each value on each day.
    """

    __repr__ = brief

    state: str
    title: str
    values: tuple[str, ...]
    dates: list[dt.date]
    share: F64

    def document(self) -> dict[str, Any]:
        """As plain data (docs/json.md)."""
        return {
            "id": self.state,
            "title": self.title,
            "dates": [date.isoformat() for date in self.dates],
            "values": {
                value: [round(float(share), 9) for share in self.share[:, k]]
                for k, value in enumerate(self.values)
            },
        }

    def to_polars(self) -> polars.DataFrame:
        """One row for each day and value.

        Returns
        -------
        polars.DataFrame
            state; date; value; share of the futures.
        """
        import polars as pl

        days, values = self.share.shape
        return pl.DataFrame(
            {
                "state": [self.state] * (days * values),
                "date": [date for date in self.dates for _ in self.values],
                "value": list(self.values) * days,
                "share": self.share.ravel(),
            }
        )


@dataclass(frozen=True, slots=True, repr=False)
class LevelPath(Framed):
    """A level over the futures, in its unit, on the morning of each day.

    `low` and `high` bound 80 % of the futures, to less than half a hundredth of the range that it
    moves in; arrays of shape (days,).
    """

    __repr__ = brief

    level: str
    title: str
    unit: str
    dates: list[dt.date]
    mean: F64
    low: F64
    median: F64
    high: F64

    def document(self) -> dict[str, Any]:
        """As plain data (docs/json.md)."""
        named = {
            "mean": self.mean,
            "quantile_10": self.low,
            "median": self.median,
            "quantile_90": self.high,
        }
        return {
            "id": self.level,
            "title": self.title,
            "unit": self.unit,
            "dates": [date.isoformat() for date in self.dates],
            **{name: [round(float(v), 9) for v in values] for name, values in named.items()},
        }

    def to_polars(self) -> polars.DataFrame:
        """One row for each day.

        Returns
        -------
        polars.DataFrame
            level; date; mean, low, median and high in the unit of the level. Low and high bound
            80 % of the futures.
        """
        import polars as pl

        return pl.DataFrame(
            {
                "level": [self.level] * len(self.dates),
                "date": self.dates,
                **{name: getattr(self, name) for name in ("mean", "low", "median", "high")},
            }
        )


def frames(paths: Iterable[StatePath] | Iterable[LevelPath]) -> polars.DataFrame:
    """The frames of several, one below the other."""
    import polars as pl

    found = [path.to_polars() for path in paths]
    return pl.concat(found) if found else pl.DataFrame()
