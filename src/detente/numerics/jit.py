"""Numba's decorator, for installations that nobody may write to and caches that are damaged."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numba

from detente.numerics.kept import Kept


def njit(**options: Any) -> Callable[[Callable[..., Any]], Any]:
    """Compile as `numba.njit` does; where nothing can be kept on disk, anew in every process.

    Parameters
    ----------
    **options
        Of `numba.njit`; with ``cache``, what is compiled is kept as `detente.numerics.kept` says.
    """
    keep = bool(options.pop("cache", False))

    def decorate(function: Callable[..., Any]) -> Any:
        compiled = numba.njit(**options)(function)
        if keep:
            with suppress(RuntimeError):  # neither this folder nor the user's can be written to
                compiled._cache = Kept(function)
        return compiled

    return decorate


def is_kept(compiled: Any) -> bool:
    """Whether a function that was compiled here, or before, needs no compiling."""
    return bool(compiled.signatures) or (
        isinstance(compiled._cache, Kept) and compiled._cache.holds()
    )
