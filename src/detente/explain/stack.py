"""The stack of a process: its mean daily chance, day by day, in rows that add up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.explain.by_day import by_day
from detente.explain.pieces import Part
from detente.language.shown import brief
from detente.numerics.framed import Framed

if TYPE_CHECKING:
    import polars

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, repr=False)
class ProcessStack(Framed):
    """The logarithm of the mean daily chance of one process over the paths still waiting.

    Attributes
    ----------
    process : str
    title : str
    dates : list of date
    waiting : array of float64, shape (days,)
        Share of all paths that wait and on which the process is at risk.
    open : array of float64, shape (days,)
        Share of those on which no gate is closed.
    log_hazard : array of float64, shape (days,)
        ln C, C the mean over paths that wait of the chance that the act happens on the day: the
        hazard of discrete time. −∞ where a gate is closed on all of them, NaN where none waits.
    parts : tuple of Part
    values : array of float64, shape (days, parts)
        Contributions; each row sums to `log_hazard`.
    selection : array of float64, shape (days, parts)
        Of a part that is the same on all days of a path: how far it is moved by who still waits,
        the paths that wait on the day against all that ever did, both on the day on which their
        waiting began; NaN for parts that change by themselves.
    closed, ajar : mapping of effect to array of float64, shape (days,)
        Share of the waiting paths on which that effect's gate is closed, or is neither closed
        nor open.
    through : mapping of effect to array of float64, shape (days,)
        Mean factor of that effect's gates over the waiting paths.
    held : mapping of effect to array of float64, shape (days,)
        Of effects that act at times: share of the waiting paths on which their condition holds.
    where_held : mapping of effect to array of float64, shape (days,)
        What those effects add to the logarithm of the chance, in the mean over the waiting paths
        on which their condition holds; NaN where it holds on none.
    """

    __repr__ = brief

    process: str
    title: str
    dates: list[dt.date]
    waiting: F64
    open: F64
    log_hazard: F64
    parts: tuple[Part, ...]
    values: F64
    selection: F64
    closed: dict[str, F64]
    ajar: dict[str, F64]
    through: dict[str, F64]
    held: dict[str, F64]
    where_held: dict[str, F64]

    @property
    def selected(self) -> F64:
        """What selection among the waiting does to all constant parts, shape (days,)."""
        none = np.isnan(self.log_hazard)
        return np.where(none, np.nan, np.nansum(self.selection, axis=1))

    def to_polars(self) -> polars.DataFrame:
        """One row for each day and part.

        Returns
        -------
        polars.DataFrame
            date; process; waiting, open and log_hazard of the day; effect, claim, side, gate and
            rule of the part; contribution and selection. Empty where there is none.
        """
        import polars as pl

        return by_day(
            self.dates,
            {"waiting": self.waiting, "open": self.open, "log_hazard": self.log_hazard},
            {
                name: [getattr(part, name) for part in self.parts]
                for name in ("effect", "claim", "side", "gate", "rule")
            },
            {"contribution": self.values, "selection": self.selection},
        ).insert_column(1, pl.lit(self.process).alias("process"))


def stacks_frame(stacks: Iterable[ProcessStack]) -> polars.DataFrame:
    """The frames of several processes, one below the other."""
    import polars as pl

    found = [stack.to_polars() for stack in stacks]
    return pl.concat(found, how="vertical_relaxed") if found else pl.DataFrame()


def by(stack: ProcessStack, key: str, values: Sequence[str] | None = None) -> dict[str | None, F64]:
    """Contributions summed by effect, claim or side.

    Parameters
    ----------
    stack : ProcessStack
    key : {"effect", "claim", "side"}
    values : sequence of str, optional
        Only these.

    Returns
    -------
    dict of str or None to array of float64, shape (days,)
    """
    found: dict[str | None, F64] = {}
    for i, part in enumerate(stack.parts):
        name: str | None = getattr(part, key)
        if values is None or name in values:
            found[name] = found.get(name, 0.0) + stack.values[:, i]
    return found
