"""How large a fit is, before it starts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.daily.arrays import BLOCK, FOLDS
from detente.daily.passes import CaseControl, Passes
from detente.daily.record import Record
from detente.numerics.memory import check_memory

STREAMED_NS, STREAMED_COLUMN_NS = 4.0, 1.0
"""Processor time of a streamed cell-day: once, and for each column; on a shared server core."""
SILENT_NS = 2.5
"""Of a cell-day of a silent pair."""
USUAL_PASSES = 5
"""Passes over the whole, those over the sample counted by what they take."""
SAMPLE_ROWS = 150_000
"""Pair-days without an act, and with one, in the case-control sample."""
SAMPLE_DAYS = 1_500
"""Days in the sample for silent pairs."""
WORTH_SAMPLING = 5_000_000
"""Streamed cell-days from which a sample saves more than it costs."""


@dataclass(frozen=True, slots=True)
class Size:
    """Size of a fit.

    Attributes
    ----------
    cells : int
        Flows (directed dyads and pairs, by class) times days of the likelihood: the risk set.
    ever_active_cells : int
        Flows that ever act.
    ever_active_pairs, pairs : int
    event_days : int
        Acts in the likelihood, one a flow and day.
    streamed : int
        Cell-days that are evaluated one by one.
    coefficients : int
    memory : int
        Bytes beside those of Python itself: the arrays, and as much again while they are laid out.
    seconds : float
        A guess of the processor time.
    """

    cells: int
    ever_active_cells: int
    ever_active_pairs: int
    pairs: int
    event_days: int
    streamed: int
    coefficients: int
    memory: int
    seconds: float


def world_bytes(record: Record, lives: int, series: int, dyads: int) -> int:
    """Bytes of the arrays of a world."""
    series_bytes = 8 * max(series, 1) * len(record.actors) * record.weight.size
    pairs = 8 * record.pairs * (record.flows * ((FOLDS + 1) * (lives + 2)) + 2 * dyads)
    # of the largest series there are two more while it is made
    making = 3 * 8 * len(record.actors) * record.weight.size
    return series_bytes + pairs + making + record.days.nbytes * 8


def measure(record: Record, passes: Passes) -> Size:
    """Size of a fit, from its world."""
    world, columns = passes.world, passes.columns
    days = int(record.weight.sum())
    streamed_days = np.where(
        world.begin < passes.days, passes.days - (world.begin if passes.grouped else 0), 0
    )
    if not passes.grouped:
        streamed_days = np.full(record.pairs, passes.days)
    flows = int((columns.number > 0).sum())
    streamed = int(streamed_days.sum()) * flows
    cells = record.pairs * flows * days
    each = float(columns.number.mean())
    silent = record.pairs * flows * passes.days - streamed
    seconds = 1e-9 * (streamed * (STREAMED_NS + STREAMED_COLUMN_NS * each) + silent * SILENT_NS)
    acted = np.diff(record.at) > 0
    arrays = sum(array.nbytes for array in world)
    scratch = 8 * BLOCK * (40 + 2 * len(record.actors) * 28) * (passes.threads or 2)
    return Size(
        cells=cells,
        ever_active_cells=int(acted.sum()),
        ever_active_pairs=int((world.begin < passes.days).sum()),
        pairs=record.pairs,
        event_days=int(record.counts().sum()),
        streamed=streamed,
        coefficients=passes.coefficients,
        memory=2 * arrays + scratch,
        seconds=USUAL_PASSES * seconds,
    )


def check_fits(needed: int) -> None:
    """Refuse a fit that does not fit into the memory that is left.

    Raises
    ------
    InputError
    """
    check_memory(
        needed,
        "the fit takes",
        "take fewer actors, a shorter span, or fewer effects with activity",
    )


def sample(record: Record, passes: Passes, size: Size, seed: int) -> CaseControl | None:
    """Case-control sample for the start, or none where the whole is as cheap."""
    if size.streamed < WORTH_SAMPLING:
        return None
    flows = int((passes.columns.number > 0).sum())
    pair_days = size.streamed / flows
    return CaseControl(
        min(1.0, SAMPLE_ROWS / pair_days),
        min(1.0, SAMPLE_ROWS / max(record.days.size, 1)),
        min(1.0, SAMPLE_DAYS / passes.days),
        seed,
    )
