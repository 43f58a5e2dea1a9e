"""All statistics of a record at once, for those who want to see or use them elsewhere."""

from __future__ import annotations

from detente.numerics.jit import njit
from detente.rem.engine._compiled_state import advance, fill_changed, new_state


@njit(cache=True, nogil=True)
def statistics_pass(program, world, changes, moments, cells, rows, values, at_risk):  # type: ignore[no-untyped-def]
    """Fill the statistics of each moment.

    Parameters
    ----------
    program, world, changes, moments
        See `detente.rem.engine.arrays`.
    cells : int64, shape (D,)
        Which cells; where only the event's sender is compared, receivers.
    rows : bool
        Whether only the event's sender is compared with itself: cells are then in its row.
    values : float64, shape (M, D, p)
        Filled where a cell is at risk, left alone elsewhere.
    at_risk : bool, shape (M, D)
        Filled.
    """
    n = world.present.shape[0]
    state = new_state(program, world)
    for m in range(values.shape[0]):
        advance(program, world, changes, state, m)
        fill_changed(program, state, m)
        first = moments.sender[m] * n if rows else 0
        for k in range(cells.shape[0]):
            c = first + cells[k]
            if state.active[c]:
                at_risk[m, k] = True
                for e in range(values.shape[2]):
                    values[m, k, e] = state.x[c, e]
