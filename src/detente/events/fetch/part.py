"""What has arrived of a file so far."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from detente.files.reasons import cannot_write, reason

CHUNK = 1 << 20


def md5_of(path: Path) -> str:
    """Checksum of a file as 32 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, _md5).hexdigest()


def _md5() -> hashlib._Hash:
    # A check against damage, not against forgery; strict systems allow that use alone.
    return hashlib.md5(usedforsecurity=False)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say which file could not be written.

    Raises
    ------
    InputError
        Instead of an OSError.
    """
    try:
        yield
    except OSError as error:
        raise cannot_write(path, reason(error)) from None


class Part:
    """A file ``NAME.part`` that grows until it is whole and is then called ``NAME``.

    What is there already is taken over: after any interruption the file goes on where it ended.

    Parameters
    ----------
    target : Path
        The name that the whole file is to have.

    Raises
    ------
    InputError
        If it cannot be written.
    """

    def __init__(self, target: Path) -> None:
        self._target = target
        self._path = target.with_name(target.name + ".part")
        self._hash = _md5()
        self.length = 0
        with writing(self._path):
            self._file = self._path.open("a+b")
            self._file.seek(0)
            while chunk := self._file.read(CHUNK):
                self._hash.update(chunk)
                self.length += len(chunk)

    @property
    def md5(self) -> str:
        """Checksum of what is there."""
        return self._hash.hexdigest()

    def append(self, piece: bytes) -> None:
        """Take the next bytes."""
        with writing(self._path):
            self._file.write(piece)
        self._hash.update(piece)
        self.length += len(piece)

    def restart(self) -> None:
        """Throw away what is there."""
        with writing(self._path):
            self._file.truncate(0)
        self._hash = _md5()
        self.length = 0

    def finish(self) -> None:
        """Give the whole file its name.

        It is not forced to the disk first: a file is verified whenever it is found.
        """
        with writing(self._target):
            self._file.close()
            self._path.replace(self._target)

    def discard(self) -> None:
        """Leave nothing behind."""
        self.close()
        self._path.unlink(missing_ok=True)

    def close(self) -> None:
        """Write out what has arrived; an empty part is not left behind."""
        with writing(self._path):
            self._file.close()
            if not self.length:
                self._path.unlink(missing_ok=True)
