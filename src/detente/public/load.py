"""A scenario, read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from detente.numerics.arguments import flag, place
from detente.public.kind import as_kind
from detente.public.play import Scenario
from detente.public.store import check_store
from detente.scenario import read as reading

if TYPE_CHECKING:
    from detente.events.store.store import Store


def load(
    name: str | Path, store: str | Path | Store | None = None, *, fitted: bool = True
) -> Scenario:
    """Read and validate a scenario.

    Parameters
    ----------
    name : str or Path
        A folder, or the id of a built-in scenario.
    store : path or Store, optional
        The event store of a scenario with ``record = "store"``; by default ``$DETENTE_STORE``,
        else the user's data directory.
    fitted : bool
        Whether its coefficients are drawn from the fit that it names, if it names one; without,
        they are as it states them.

    Returns
    -------
    Scenario

    Raises
    ------
    ScenarioError
        One line: the file, the key, what is wrong and what would be right.
    """
    place(name, "name")
    check_store(store)
    return as_kind(Scenario, reading.load(name, store, fitted=flag(fitted, "fitted")))
