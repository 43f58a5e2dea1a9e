"""Whether the kernel has been compiled on this machine before."""

from __future__ import annotations

from detente.kernel._compiled_loop import run
from detente.numerics.jit import is_kept


def is_compiled() -> bool:
    """Whether a compiled kernel lies on disk (or in this process)."""
    return is_kept(run)
