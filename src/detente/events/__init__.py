"""The event record: who did what to whom, brought in from the files of its sources.

>>> import detente
>>> detente.events.import_files(["20241101.export.CSV.zip"])  # doctest: +SKIP
>>> detente.events.open().dyad("USA", "RUS").frame()  # doctest: +SKIP
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.events.importing.run import Report, import_files
    from detente.events.store.store import Dyad, Store
    from detente.events.store.store import open_store as open

_HOME = {
    "Dyad": ("detente.events.store.store", "Dyad"),
    "Report": ("detente.events.importing.run", "Report"),
    "Store": ("detente.events.store.store", "Store"),
    "import_files": ("detente.events.importing.run", "import_files"),
    "open": ("detente.events.store.store", "open_store"),
}

__all__ = ["Dyad", "Report", "Store", "import_files", "open"]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name in _HOME:
        module, attribute = _HOME[name]
        return getattr(importlib.import_module(module), attribute)
    raise AttributeError(f"module 'detente.events' has no attribute '{name}'")


def __dir__() -> list[str]:
    """Public names."""
    return __all__
