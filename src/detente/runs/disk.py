"""Whether the disk has room for a run folder; kept apart, so that asking loads no tables."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from detente.ensemble.kept.size import play_bytes
from detente.files.reasons import cannot_write, reason
from detente.language.current import gettext as _
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
        raise cannot_write(folder, reason(error)) from None
    needed = play_bytes(compiled, paths, 1)
    if needed > free:
        why = _("the results take about {needed} at most and {free} are free on that disk")
        raise cannot_write(folder, why.format(needed=size(needed), free=size(free)))
