"""What a server begins with."""

from __future__ import annotations

import hashlib
from pathlib import Path

import detente
from detente.ensemble.simulate import check_paths
from detente.numerics.memory import memory_left
from detente.version import __version__
from detente.web.documents import Documents
from detente.web.folders import cache_folder
from detente.web.library import Library
from detente.web.results import MEMORY, Memory
from detente.web.site import Site
from detente.web.view import MOST_PATHS

SHARE = 0.25
"""Of the memory that is free at the start, how much results may take."""


def site_of(library: Library, paths: int) -> Site:
    """A site that keeps its documents in the user's cache.

    Raises
    ------
    InputError
        If so many futures cannot be played.
    """
    check_paths(paths, MOST_PATHS)
    documents = Documents(cache_folder() / "documents.sqlite", made_by=program())
    memory = Memory(min(MEMORY, int(memory_left() * SHARE)))
    return Site(library, memory=memory, documents=documents, paths=paths)


def program() -> str:
    """Changes with the code, so that no older program's numbers are shown."""
    root = Path(detente.__file__).parent
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".toml", ".csv", ".md", ".po") and path.is_file():
            stat = path.stat()
            digest.update(f"{path.relative_to(root)} {stat.st_size} {stat.st_mtime_ns}".encode())
    return digest.hexdigest()


def first_path(library: Library) -> str:
    """The page that is opened at first: of the scenario that was named, else the list."""
    name = library.first
    return "/" if name is None else f"/play/{name}"
