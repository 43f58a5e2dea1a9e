"""How much memory there is, and a refusal of what does not fit into it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.format import decimal

LIMITS = (
    ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
    ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
)
"""Files of a container with the bytes that it may take and those that it has taken."""

SPARE = 50_000_000
"""Bytes that are left to everything else."""


def memory_left() -> int:
    """Bytes that this process may still take: of the machine, its container and its own limit."""
    import psutil

    left = [int(psutil.virtual_memory().available)]
    for limit, used in LIMITS:
        try:
            left.append(int(Path(limit).read_text()) - int(Path(used).read_text()))
        except (OSError, ValueError):  # no such container, or "max"
            continue
    if sys.platform != "win32":
        import resource

        bound, _ = resource.getrlimit(resource.RLIMIT_AS)
        if bound != resource.RLIM_INFINITY:
            left.append(bound - int(psutil.Process().memory_info().vms))
    return max(min(left), 0)


def check_memory(
    needed: float,
    what: str,
    advice: str | Callable[[float], str],
    error: type[InputError] = InputError,
) -> None:
    """Refuse what does not fit into the memory that is left.

    Parameters
    ----------
    needed : float
        Bytes.
    what : str
        What takes them, as the subject of a sentence: ``"the fit takes"``.
    advice : str or callable
        What would take less; a callable is told the bytes that are left, and only on a refusal.
    error : type of InputError
        What is raised.

    Raises
    ------
    InputError
        With both sizes and the advice.
    """
    left = max(memory_left() - SPARE, 0)
    if needed > left:
        told = advice if isinstance(advice, str) else advice(left)
        raise error(
            _("{what} about {needed} of memory and {left} are free; {advice}").format(
                what=what, needed=size(needed), left=size(left), advice=told
            )
        )


def size(amount: float) -> str:
    """Bytes for people, such as 1.2 GB."""
    for unit in (_("{n} bytes"), _("{n} kB"), _("{n} MB")):
        if amount < 1000:
            return unit.format(n=decimal(amount))
        amount /= 1000
    return _("{n} GB").format(n=decimal(amount, 1))
