"""Which acts moved the relation index: its distance from the usual tone, taken apart exactly.

With M_r the decayed number of acts of row r, G_r their Goldstein weight, M_0 and T_0 what the time
before the horizon leaves, W = M_0 + Σ M_r, c the prior and G_0 the usual tone,

    index − G_0 = (T_0 − G_0·M_0)/(W + c) + Σ_r M_r·(G_r − G_0)/(W + c).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.runner import Block
from detente.ensemble.setting import Setting
from detente.explain.again import most_acts, waiting, watch
from detente.explain.by_day import by_day
from detente.kernel.compile import Compiled
from detente.language.shown import brief
from detente.numerics.framed import Framed
from detente.planes.model import Op
from detente.progress import Progress

if TYPE_CHECKING:
    import polars

F64 = NDArray[np.float64]

EARLIER = "before the as-of date"
"""Name of the part that acts up to the as-of date have."""


@dataclass(frozen=True, slots=True, repr=False)
class IndexStack(Framed):
    """The mean relation index over paths still waiting, by the acts that moved it.

    Attributes
    ----------
    plane : str
        The index.
    dates : list of date
    usual : float
        G_0, from which the parts are counted.
    waiting : array of float64, shape (days,)
        Share of paths that wait.
    index : array of float64, shape (days,)
        Mean index over them; NaN on days without any.
    rows : tuple of str
        Processes, scheduled acts and `EARLIER`.
    values : array of float64, shape (days, rows)
        Each row sums to index − usual.
    """

    __repr__ = brief

    plane: str
    dates: list[dt.date]
    usual: float
    waiting: F64
    index: F64
    rows: tuple[str, ...]
    values: F64

    def to_polars(self) -> polars.DataFrame:
        """One row for each day and part.

        Returns
        -------
        polars.DataFrame
            date; waiting, and index, its mean; row, the acts; contribution. Empty where none waits.
        """
        return by_day(
            self.dates,
            {"waiting": self.waiting, "index": self.index},
            {"row": self.rows},
            {"contribution": self.values},
        )


@dataclass(frozen=True, slots=True)
class _Tone:
    """An index as the model has it.

    `planes` are the index, the sum of its tones and that of its volumes; `rows` add `weight` to
    the volume and `goldstein` to the tone, and a day leaves `decay` of both.
    """

    planes: tuple[str, str, str]
    prior: float
    usual: float
    decay: float
    rows: tuple[str, ...]
    weight: F64
    goldstein: F64


def _tone(compiled: Compiled, outcome: int) -> _Tone:
    """The index that an outcome watches."""
    model, questions = compiled.model, compiled.questions
    asked = questions.level_outcome.tolist().index(outcome)
    plane = compiled.planes[int(questions.level_plane[asked])]
    index = model.derived[plane]
    assert index.op is Op.TONE
    tones, volumes = (model.derived[name] for name in index.inputs)
    weight: dict[str, float] = {}
    goldstein: dict[str, float] = {}
    for impact in model.impacts:
        if impact.memory in volumes.inputs:
            weight[impact.row] = weight.get(impact.row, 0.0) + impact.weight
        if impact.memory in tones.inputs:
            goldstein[impact.row] = goldstein.get(impact.row, 0.0) + impact.weight
    rows = tuple(row for row in compiled.rows if row in weight)
    return _Tone(
        planes=(plane, index.inputs[0], index.inputs[1]),
        prior=index.c1,
        usual=index.c2,
        decay=model.memories[volumes.inputs[0]].decay,
        rows=rows,
        weight=np.array([weight[row] for row in rows]),
        goldstein=np.array([goldstein.get(row, 0.0) for row in rows]),
    )


def _decayed_acts(block: Block, place: NDArray[np.int64], days: int, decay: float) -> F64:
    """M_r of every day, for the rows that have a place, shape (n, days, rows with a place)."""
    columns = int(place.max(initial=-1)) + 1
    acts = np.zeros((block.truth.shape[0], days + 1, columns))
    for n, codes in enumerate(block.acts):
        day, row = np.divmod(codes, place.shape[0])
        known = place[row] >= 0
        np.add.at(acts[n], (day[known] + 1, place[row[known]]), 1.0)  # felt the day after
    for t in range(1, days):
        acts[:, t] += decay * acts[:, t - 1]
    return acts[:, :days]


def _parts(tone: _Tone, acts: F64, sums: F64) -> F64:
    """Contributions to index − G_0, shape (n, days, 1 + rows): first what was before.

    Parameters
    ----------
    tone : _Tone
    acts : array of float64, shape (n, days, rows)
        M_r.
    sums : array of float64, shape (n, days, 2)
        Sums of tones and volumes.
    """
    tone_sum, volume_sum = sums[:, :, 0], sums[:, :, 1]
    total = (volume_sum + tone.prior)[:, :, None]
    parts = np.empty((*volume_sum.shape, len(tone.rows) + 1))
    parts[:, :, 1:] = acts * (tone.goldstein - tone.usual * tone.weight) / total
    fade = tone.decay ** np.arange(volume_sum.shape[1])
    early_tone = tone_sum[:, :1] * fade
    early_volume = volume_sum[:, :1] * fade
    parts[:, :, 0] = (early_tone - tone.usual * early_volume) / total[:, :, 0]
    return parts


def index_stack(
    setting: Setting,
    outcome: str,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> IndexStack:
    """Take apart the index that an outcome of kind ``index-held`` watches."""
    compiled, days = setting.compiled, setting.days
    number = compiled.outcomes.index(outcome)
    tone = _tone(compiled, number)
    place = np.full(len(compiled.rows), -1)
    for i, row in enumerate(tone.rows):
        place[compiled.rows.index(row)] = i

    def reduce(block: Block) -> tuple[F64, F64, F64]:
        waits = waiting(setting, number, block.played.first)
        watched = block.played.watch
        acts = _decayed_acts(block, place, days, tone.decay)
        parts = _parts(tone, acts, watched[:, :, 1:])
        return (
            waits.sum(axis=0).astype(np.float64),
            (watched[:, :, 0] * waits).sum(axis=0),
            (parts * waits[:, :, None]).sum(axis=0),
        )

    columns = len(tone.rows) + 1
    found = [np.zeros(days), np.zeros(days), np.zeros((days, columns))]
    for sums in watch(
        setting,
        tone.planes,
        reduce,
        acts=most_acts(setting),
        path_bytes=4 * 8 * days * columns,
        threads=threads,
        progress=progress,
    ):
        for total, more in zip(found, sums, strict=True):
            total += more
    waits, index, parts = found
    count = np.where(waits > 0, waits, np.nan)
    return IndexStack(
        tone.planes[0],
        setting.dates,
        tone.usual,
        waits / setting.design.paths,
        index / count,
        (EARLIER, *tone.rows),
        parts / count[:, None],
    )
