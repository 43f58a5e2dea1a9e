"""The daily model, `detente.daily`, by its public name."""

from __future__ import annotations

from typing import Any

import detente.daily
from detente.daily import __all__ as __all__


def __getattr__(name: str) -> Any:
    """Pass on what `detente.daily` offers."""
    return getattr(detente.daily, name)


def __dir__() -> list[str]:
    """Public names."""
    return dir(detente.daily)
