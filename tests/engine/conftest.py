"""Played paths are kept for the tests of one file, and no longer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="module")
def forget(request: pytest.FixtureRequest) -> Iterator[None]:
    """Empty the caches of a file's own functions when its tests are done."""
    yield
    for value in vars(request.module).values():
        if getattr(value, "__module__", "") == request.module.__name__:
            getattr(value, "cache_clear", lambda: None)()
