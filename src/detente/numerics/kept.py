"""Compiled code that is kept on disk: used while it is whole and of the same source, else anew.

Numba's own cache ends in an error at a file that was cut short, takes one that was altered at its
word, and sees no change in the files that a function's file imports from (numba issue 10434). Here
each file begins with the digest of what it holds, and the stamp of a function covers all that is
compiled into it.
"""

from __future__ import annotations

import hashlib
import pickle
import types
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import llvmlite
import numba
import numpy as np
from numba.core.caching import FunctionCache
from numba.core.serialize import dumps

from detente.files.parts import part

DIGEST = 32
"""Bytes of the digest at the beginning of a file."""


class Kept(FunctionCache):  # type: ignore[misc]  # of a library without types
    """The compiled forms of a function on disk; whatever cannot be read is not there.

    Raises
    ------
    RuntimeError
        If there is no folder in which they could be kept.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__(function)
        self._cache_file = Files(Path(self._cache_path), self._impl.filename_base, function)

    def load_overload(self, signature: Any, context: Any) -> Any:
        """Return a compiled form, or None if there is none that can be used."""
        try:
            return super().load_overload(signature, context)
        except Exception:  # whatever it is, the function is compiled anew
            return None

    def save_overload(self, signature: Any, compiled: Any) -> None:
        """Keep a compiled form; where the disk is full or protected, the next process compiles."""
        with suppress(OSError):
            super().save_overload(signature, compiled)

    def holds(self) -> bool:
        """Whether there is a compiled form, of the source as it is."""
        return any(self._cache_file.read(name) for name in self._cache_file.index().values())


class Files:
    """An index and the files of the forms that it names."""

    def __init__(self, folder: Path, name: str, function: Callable[..., Any]) -> None:
        self.folder = folder
        self.name = name
        self._function = function

    @cached_property
    def stamp(self) -> str:
        """What has to be the same for compiled code to be of use."""
        total = hashlib.sha256(f"{numba.__version__} {llvmlite.__version__}".encode())
        for each in sorted(set(_compiled_in(self._function, set()))):
            total.update(hashlib.sha256(each).digest())
        return total.hexdigest()

    def load(self, key: Any) -> Any:
        """Return what was kept under a key; None if nothing was, or it cannot be read."""
        name = self.index().get(key)
        content = self.read(name) if name is not None else None
        return pickle.loads(content) if content is not None else None

    def save(self, key: Any, data: Any) -> None:
        """Keep something under a key.

        Raises
        ------
        OSError
            If it cannot be written.
        """
        index = self.index()
        taken = set(index.values())
        numbers = (f"{self.name}.{number}.nbc" for number in range(1, len(taken) + 2))
        name = index.get(key) or next(name for name in numbers if name not in taken)
        self._write(name, dumps(data))
        self._write(f"{self.name}.nbi", dumps((self.stamp, {**index, key: name})))

    def flush(self) -> None:
        """Forget everything."""
        self._write(f"{self.name}.nbi", dumps((self.stamp, {})))

    def index(self) -> dict[Any, str]:
        """Names of the files, by key; none if they are of another source, or cannot be read."""
        content = self.read(f"{self.name}.nbi")
        if content is None:
            return {}
        try:
            stamp, found = pickle.loads(content)
        except Exception:  # of another version, whose classes are gone
            return {}
        return found if stamp == self.stamp else {}

    def read(self, name: str) -> bytes | None:
        """What a file holds; None if it is not there, or not as it was written."""
        try:
            content = (self.folder / name).read_bytes()
        except OSError:
            return None
        digest, held = content[:DIGEST], content[DIGEST:]
        return held if hashlib.sha256(held).digest() == digest else None

    def _write(self, name: str, held: bytes) -> None:
        with part(self.folder, name, folder=False) as unfinished:
            unfinished.write_bytes(hashlib.sha256(held).digest() + held)
            unfinished.replace(self.folder / name)


def _compiled_in(function: Callable[..., Any], seen: set[Any]) -> Iterator[bytes]:
    """Source and constants of all that is compiled into a function, those of others included."""
    if function in seen:
        return
    seen.add(function)
    yield _source(function.__code__.co_filename) or function.__code__.co_code
    for name, value in _referred(function):
        inner = getattr(value, "py_func", None)
        if inner is not None:
            yield from _compiled_in(inner, seen)
        elif isinstance(value, np.ndarray | np.generic):
            yield f"{name}:{value.dtype}:{value.shape}".encode() + value.tobytes()
        elif isinstance(value, bool | int | float | complex | str | bytes | tuple):
            yield f"{name}={value!r}".encode()


def _referred(function: Callable[..., Any]) -> Iterator[tuple[str, Any]]:
    """Names that a function refers to outside itself, with what they stand for."""
    for name in _names(function.__code__):
        if name in function.__globals__:
            yield name, function.__globals__[name]
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        yield name, cell.cell_contents


def _names(code: types.CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield from _names(inner)


@cache
def _source(file: str) -> bytes:
    """A source file; nothing if it is none."""
    try:
        return Path(file).read_bytes()
    except OSError:
        return b""
