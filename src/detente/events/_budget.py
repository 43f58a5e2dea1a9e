"""How much an archive may unpack to."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from detente.errors import InputError
from detente.files.reasons import reason
from detente.language.current import gettext as _
from detente.language.format import decimal, general, labelled


@dataclass(frozen=True)
class Limits:
    """What is unpacked and what is refused.

    Attributes
    ----------
    ratio : float
        Unpacked bytes for each byte of the archive. Event files of any kind have 4 to 20;
        Deflate cannot pass 1,032.
    ratio_from : int
        Bytes up to which the ratio does not matter.
    largest : int
        Unpacked bytes of one archive, all members together.
    spare : int
        Bytes that must stay free on the disk.
    members : int
        Files in one archive.
    depth : int
        How many archives may lie in one another.
    """

    ratio: float = 200.0
    ratio_from: int = 100_000_000
    largest: int = 500_000_000_000
    spare: int = 500_000_000
    members: int = 10_000
    depth: int = 2


class Budget:
    """Counts what an archive unpacks to, inner archives included, and ends it in time.

    Parameters
    ----------
    archive : Path
    into : Path
        The folder that is written to: its disk must have room.
    limits : Limits

    Raises
    ------
    InputError
        If one of them cannot be looked at.
    """

    def __init__(self, archive: Path, into: Path, limits: Limits) -> None:
        try:
            self._size = archive.stat().st_size
            self._free = shutil.disk_usage(into).free
        except OSError as error:
            raise InputError(labelled(error.filename or archive, reason(error))) from None
        self._archive = archive
        self._into = into
        self._limits = limits
        self._spent = 0

    def check(self, more: int) -> None:
        """Refuse bytes that are announced.

        Raises
        ------
        InputError
        """
        limits = self._limits
        total = self._spent + more
        if total > limits.ratio_from and total > limits.ratio * self._size:
            raise InputError(
                _(
                    "{archive}: unpacks to more than {size}, over {ratio} times its size; "
                    "refused as a decompression bomb"
                ).format(archive=self._archive, size=_size(total), ratio=general(limits.ratio))
            )
        if total > limits.largest:
            raise InputError(
                _("{archive}: unpacks to more than {size}; refused").format(
                    archive=self._archive, size=_size(limits.largest)
                )
            )
        if total > self._free - limits.spare:
            raise InputError(
                _(
                    "{archive}: unpacks to {size} or more; {free} are free where {into} "
                    "lies, of which {spare} must stay free; make room"
                ).format(
                    archive=self._archive,
                    size=_size(total),
                    free=_size(self._free),
                    into=self._into,
                    spare=_size(limits.spare),
                )
            )

    def spend(self, more: int) -> None:
        """Count bytes that are about to be written.

        Raises
        ------
        InputError
            If they are too many.
        """
        self.check(more)
        self._spent += more


def _size(n: int) -> str:
    if n >= 1e9:
        return _("{n} GB").format(n=decimal(n / 1e9, 1))
    return _("{n} MB").format(n=decimal(n / 1e6, 1))
