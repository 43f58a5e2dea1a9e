"""Which acts moved the relation index: its distance from the usual tone, taken apart exactly.

With M_r the decayed number of acts of row r, G_r their Goldstein weight, M_0 and T_0 what the time
before the horizon leaves, W = M_0 + Σ M_r, c the prior and G_0 the usual tone,

    index − G_0 = (T_0 − G_0·M_0)/(W + c) + Σ_r M_r·(G_r − G_0)/(W + c).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.runner import Block
from detente.ensemble.setting import Setting
from detente.explain.again import most_acts, waiting, watch
from detente.planes.model import Op
from detente.progress import Progress

F64 = NDArray[np.float64]

EARLIER = "before the as-of date"
"""Name of the part that acts up to the as-of date have."""


@dataclass(frozen=True, slots=True)
class IndexStack:
    """The mean relation index over paths still waiting, by the acts that moved it.

    Attributes
    ----------
    plane : str
        The index.
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

    plane: str
    usual: float
    waiting: F64
    index: F64
    rows: tuple[str, ...]
    values: F64


def index_stack(
    setting: Setting,
    outcome: str,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> IndexStack:
    """Take apart the index that an outcome of kind ``index-held`` watches."""
    compiled = setting.compiled
    model = compiled.model
    number = compiled.outcomes.index(outcome)
    asked = compiled.questions.level_outcome.tolist().index(number)
    plane = compiled.planes[int(compiled.questions.level_plane[asked])]
    tone = model.derived[plane]
    assert tone.op is Op.TONE
    tones, volumes = (model.derived[name] for name in tone.inputs)
    prior, usual = tone.c1, tone.c2
    weight: dict[str, float] = {}
    goldstein: dict[str, float] = {}
    for impact in model.impacts:
        if impact.memory in volumes.inputs:
            weight[impact.row] = weight.get(impact.row, 0.0) + impact.weight
        if impact.memory in tones.inputs:
            goldstein[impact.row] = goldstein.get(impact.row, 0.0) + impact.weight
    rows = tuple(row for row in compiled.rows if row in weight)
    w = np.array([weight[row] for row in rows])
    g = np.array([goldstein.get(row, 0.0) for row in rows])
    decay = model.memories[volumes.inputs[0]].decay
    place = np.full(len(compiled.rows), -1)
    for i, row in enumerate(rows):
        place[compiled.rows.index(row)] = i
    fade = decay ** np.arange(setting.days)

    def reduce(block: Block) -> tuple[F64, F64, F64]:
        waits = waiting(setting, number, block.played.first)
        index, tone_sum, volume_sum = np.moveaxis(block.played.watch, 2, 0)
        acts = np.zeros((index.shape[0], setting.days + 1, len(rows)))
        for n, codes in enumerate(block.acts):
            day, row = np.divmod(codes, len(compiled.rows))
            known = place[row] >= 0
            np.add.at(acts[n], (day[known] + 1, place[row[known]]), 1.0)  # felt the day after
        for t in range(1, setting.days):
            acts[:, t] += decay * acts[:, t - 1]
        memory = acts[:, : setting.days]
        total = (volume_sum + prior)[:, :, None]
        parts = np.empty((*index.shape, len(rows) + 1))
        parts[:, :, 1:] = memory * (g - usual * w) / total
        early_tone = tone_sum[:, :1] * fade
        early_volume = volume_sum[:, :1] * fade
        parts[:, :, 0] = (early_tone - usual * early_volume) / total[:, :, 0]
        return (
            waits.sum(axis=0).astype(np.float64),
            (index * waits).sum(axis=0),
            (parts * waits[:, :, None]).sum(axis=0),
        )

    planes = [plane, tone.inputs[0], tone.inputs[1]]
    found = [
        np.zeros(setting.days),
        np.zeros(setting.days),
        np.zeros((setting.days, len(rows) + 1)),
    ]
    for sums in watch(
        setting,
        planes,
        reduce,
        acts=most_acts(setting),
        path_bytes=4 * 8 * setting.days * (len(rows) + 1),
        threads=threads,
        progress=progress,
    ):
        for total, more in zip(found, sums, strict=True):
            total += more
    waits, index, parts = found
    count = np.where(waits > 0, waits, np.nan)
    return IndexStack(
        plane,
        usual,
        waits / setting.design.paths,
        index / count,
        (EARLIER, *rows),
        parts / count[:, None],
    )
