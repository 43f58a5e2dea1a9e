"""Where a server keeps what is its own, on the disk of the user who runs it."""

from __future__ import annotations

from pathlib import Path


def data_folder() -> Path:
    """For what must not be lost: drafts."""
    from platformdirs import user_data_path

    return user_data_path("detente", appauthor=False) / "web"


def cache_folder() -> Path:
    """For what may be deleted at any time."""
    from platformdirs import user_cache_path

    return user_cache_path("detente", appauthor=False) / "web"
