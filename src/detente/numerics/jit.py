"""Numba's decorator, for installations that nobody may write to as well."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba


def njit(**options: Any) -> Callable[[Callable[..., Any]], Any]:
    """Compile as `numba.njit` does; where nothing can be kept on disk, anew in every process."""

    def decorate(function: Callable[..., Any]) -> Any:
        try:
            return numba.njit(**options)(function)
        except RuntimeError:  # neither this folder nor the user's cache can be written to
            return numba.njit(**{**options, "cache": False})(function)

    return decorate
