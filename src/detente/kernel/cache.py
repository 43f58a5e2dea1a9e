"""Whether the kernel has been compiled on this machine before."""

from __future__ import annotations

from pathlib import Path

from detente.kernel._compiled_loop import run


def is_compiled() -> bool:
    """Whether a compiled kernel lies on disk (or in this process)."""
    if run.signatures:
        return True
    return any(Path(run.stats.cache_path or ".").glob("_compiled_loop.run-*.nbc"))
