"""Recall: how often the next act is among those that the model held likeliest."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from detente.errors import InputError
from detente.numerics.arguments import listed, shown, whole
from detente.rem.data.history import check_history
from detente.rem.engine.buffers import Buffers
from detente.rem.goodness.model import check_model

if TYPE_CHECKING:
    import polars

    from detente.rem.data.history import History
    from detente.rem.models.base import EventModel

Z = 1.959963984540054
"""Normal quantile at 0.975, of a 95 % interval."""


def recall(
    model: EventModel, k: Sequence[int] = (1, 2, 5, 10, 20, 50), *, history: History | None = None
) -> polars.DataFrame:
    """Share of events among the k likeliest of all that might have happened.

    Parameters
    ----------
    model : fitted model
    k : sequence of int
    history : History, optional
        A record on which the model was not fitted (`read_history`; with `start`, only later
        events count). Without it, the record of the fit.

    Returns
    -------
    polars.DataFrame
        k; recall; lower and upper, its 95 % interval (Wilson 1927), which takes events as
        independent; chance, the mean of min(k/n, 1) over the numbers n at risk, which is what
        guessing gives.

    Raises
    ------
    InputError
        If the model is not fitted, or a k is not positive.

    Notes
    -----
    An event that shares its likelihood with others has the mean rank of them all, and counts if
    that is at most k. In a choice model those at risk are the receivers of the sender. Source of
    the measure: Vu, Asuncion, Hunter & Smyth (2011), "Dynamic egocentric models for citation
    networks", ICML.
    """
    import polars as pl

    check_model(model)
    k = [whole(each, "k") for each in listed(k, "k")]
    for each in k:
        if not 1 <= each < 2**31:
            raise InputError(f"k is {shown(each)}; it must be 1 or more, and below 2**31")
    design = model._fitted
    if history is not None:
        check_history(history)
        if history.clock != design.history.clock:
            raise InputError(
                f"history: times are of kind '{history.clock}', those of the fit "
                f"'{design.history.clock}'"
            )
        design = model.design(history)
    buffers = Buffers.of(design.timeline.time.size, len(design.names))
    model.run(design, model.coef_, buffers)
    happens = design.timeline.event >= 0
    ranks, at_risk = buffers.ranks[happens], buffers.at_risk[happens]
    rows = []
    for each in k:
        share = float((ranks <= each).mean())
        lower, upper = wilson(share, ranks.size)
        chance = float(np.minimum(each / at_risk, 1.0).mean())
        rows.append((each, share, lower, upper, chance))
    return pl.DataFrame(rows, schema=["k", "recall", "lower", "upper", "chance"], orient="row")


def wilson(share: float, n: int) -> tuple[float, float]:
    """95 % interval of a share of n.

    Source: Wilson (1927), Journal of the American Statistical Association 22:209-212.
    """
    z = Z * Z
    middle = (share + z / (2 * n)) / (1 + z / n)
    half = Z / (1 + z / n) * math.sqrt(share * (1 - share) / n + z / (4 * n * n))
    return max(middle - half, 0.0), min(middle + half, 1.0)
