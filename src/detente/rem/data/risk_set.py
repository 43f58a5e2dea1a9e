"""The risk set: which pairs may act at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from detente.errors import InputError
from detente.rem.data.tables import frame, need, tell_unused

if TYPE_CHECKING:
    from detente.rem.data.actors import Actors
    from detente.rem.engine.arrays import Flags


def risk_set_of(given: Any, actors: Actors) -> Flags:
    """Pairs that may ever act.

    Parameters
    ----------
    given : bool array (N, N), table with columns sender and receiver, or None
        Without it, all pairs.
    actors : Actors

    Returns
    -------
    bool, shape (N, N)
        The diagonal is False.

    Raises
    ------
    InputError
        If the array has another shape, or the table names somebody who is no actor.
    """
    n = len(actors.labels)
    allowed = np.ones((n, n), np.bool_)
    if isinstance(given, np.ndarray):
        if given.shape != (n, n):
            raise InputError(f"risk_set has shape {given.shape}; with {n} actors, ({n}, {n})")
        if given.dtype.kind not in "biuf" or not np.isin(given, (0, 1)).all():
            raise InputError("risk_set: the matrix holds other values than True and False")
        allowed = given.astype(np.bool_)
    elif given is not None:
        table = frame(given, "risk_set")
        need(table, ["sender", "receiver"], "risk_set")
        tell_unused(table.columns, ("sender", "receiver"), "risk_set")
        allowed = np.zeros((n, n), np.bool_)
        i, j = (actors.find(table[c], "risk_set") for c in ("sender", "receiver"))
        allowed[i, j] = True
    np.fill_diagonal(allowed, False)
    return allowed
