"""On what a benchmark ran."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any

PACKAGES = ("detente", "numpy", "numba", "mesa")


def describe() -> dict[str, Any]:
    """Versions, processors, and how busy they were in the minute before."""
    return {
        "python": platform.python_version(),
        **{package: _version(package) for package in PACKAGES},
        "system": platform.system(),
        "architecture": platform.machine(),
        "processors": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
