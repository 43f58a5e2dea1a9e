"""Whether the disk has room for a run folder; kept apart, so that asking loads no tables."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from detente.ensemble.size import play_bytes
from detente.errors import InputError
from detente.files import reason
from detente.numerics.memory import size

if TYPE_CHECKING:
    from detente.kernel.compile import Compiled


def check_disk(folder: Path, compiled: Compiled, paths: int) -> None:
    """Refuse a run folder that the disk has no room for.

    Raises
    ------
    InputError
        With both sizes.
    """
    try:
        place = folder if folder.is_dir() else folder.absolute().parent
        free = shutil.disk_usage(place).free
    except OSError as error:
        raise InputError(f"cannot write {folder}: {reason(error)}") from None
    needed = play_bytes(compiled, paths, 1)
    if needed > free:
        raise InputError(
            f"cannot write {folder}: the results take about {size(needed)} at most and "
            f"{size(free)} are free on that disk"
        )
