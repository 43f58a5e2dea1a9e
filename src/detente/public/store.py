"""An event store that is given from Python."""

from __future__ import annotations

from os import PathLike
from typing import Any

from detente.numerics.arguments import place


def check_store(store: Any) -> None:
    """Refuse what is neither a store nor its folder."""
    if store is None or isinstance(store, str | PathLike):
        return
    from detente.events.store.store import Store  # which loads a database

    if not isinstance(store, Store):
        place(store, "store")
