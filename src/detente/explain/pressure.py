"""What presses on a latch: the shares of its pressure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.runner import Block
from detente.ensemble.setting import Setting
from detente.explain.again import waiting, watch
from detente.explain.by_day import by_day
from detente.language.shown import brief
from detente.numerics.framed import Framed
from detente.planes.model import Model, Op
from detente.progress import Progress

if TYPE_CHECKING:
    import polars

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, repr=False)
class Pressure(Framed):
    """The mean pressure on a latch over paths still waiting, by what presses.

    Attributes
    ----------
    dates : list of date
    threshold : float
        Mean value at which the latch falls.
    waiting, pressure : arrays of float64, shape (days,)
        Share of paths that wait, and the mean pressure on them; NaN on days without any.
    parts : tuple of str
        The memories that press, in words: dyad and acts.
    values : array of float64, shape (days, parts)
        Each row sums to `pressure`.
    at_crossing : array of float64, shape (parts,)
        Mean shares of the pressure on the day on which the latch falls; NaN if it never does.
    """

    __repr__ = brief

    dates: list[dt.date]
    threshold: float
    waiting: F64
    pressure: F64
    parts: tuple[str, ...]
    values: F64
    at_crossing: F64

    def to_polars(self) -> polars.DataFrame:
        """One row for each day and part.

        Returns
        -------
        polars.DataFrame
            date; waiting, and pressure, its mean; part, what presses; contribution; at_crossing,
            its share on the day on which the latch falls. Empty where there is none.
        """
        return by_day(
            self.dates,
            {"waiting": self.waiting, "pressure": self.pressure},
            {"part": self.parts, "at_crossing": self.at_crossing.tolist()},
            {"contribution": self.values},
        )


def _pressing(model: Model, plane: str) -> tuple[list[str], list[str]]:
    """Scales on the way down from a trigger, and the planes that it sums."""
    scales: list[str] = []
    while plane in model.derived and model.derived[plane].op in (Op.SCALE, Op.SUM):
        derived = model.derived[plane]
        if derived.op is Op.SUM:
            return scales, list(derived.inputs)
        scales.append(plane)
        plane = derived.inputs[0]
    return scales, [plane]


def in_words(plane: str) -> str:
    """A memory without its numbers, such as ``USA>RUS COERCE.restrict``."""
    pieces = plane.removeprefix("sum(").split(":")  # of a whole with the share of its parts
    return " ".join(pieces[1:3]) if pieces[0] == "memory" and len(pieces) > 2 else plane


def pressure(
    setting: Setting,
    outcome: str,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Pressure | None:
    """Take apart the pressure on the latch of an outcome of kind ``latch``.

    Returns
    -------
    Pressure or None
        None where nothing presses: a gate of the calendar opens on its day.
    """
    compiled = setting.compiled
    model = compiled.model
    number = compiled.outcomes.index(outcome)
    asked = compiled.questions.level_outcome.tolist().index(number)
    latch = model.derived.get(compiled.planes[int(compiled.questions.level_plane[asked])])
    if latch is None or latch.op is not Op.LATCH or latch.coefficient is None:
        return None
    column = {c: i for i, c in enumerate(compiled.coefficients)}
    scales, parts = _pressing(model, latch.inputs[0])
    factors = [column[c] for s in scales if (c := model.derived[s].coefficient) is not None]
    threshold = column[latch.coefficient]
    days = np.arange(setting.days)

    def reduce(block: Block) -> list[F64]:
        waits = waiting(setting, number, block.played.first)
        kappa = block.theta[:, factors].prod(axis=1)[:, None, None]
        values = block.played.watch * kappa
        crossing = (block.played.first[:, number, None] == days) & waits
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = np.nan_to_num(values / values.sum(axis=2, keepdims=True))
        return [
            waits.sum(axis=0).astype(np.float64),
            (values * waits[:, :, None]).sum(axis=0),
            (shares * crossing[:, :, None]).sum(axis=(0, 1)),
            np.array([float(crossing.sum()), float(block.theta[:, threshold].sum())]),
        ]

    n = len(parts)
    found = [np.zeros(setting.days), np.zeros((setting.days, n)), np.zeros(n), np.zeros(2)]
    for sums in watch(setting, parts, reduce, threads=threads, progress=progress):
        for total, more in zip(found, sums, strict=True):
            total += more
    waits, values, shares, (crossings, thresholds) = found
    mean = values / np.where(waits > 0, waits, np.nan)[:, None]
    return Pressure(
        setting.dates,
        float(thresholds) / setting.design.paths,
        waits / setting.design.paths,
        mean.sum(axis=1),
        tuple(in_words(part) for part in parts),
        mean,
        shares / (crossings or np.nan),
    )
