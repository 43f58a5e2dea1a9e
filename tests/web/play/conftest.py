"""A server of the scenario with switches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.play.running import running, switches


@pytest.fixture(scope="session")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return switches(tmp_path_factory.mktemp("switches") / "talks")


@pytest.fixture(scope="session")
def address(talks: Path) -> Iterator[str]:
    with running(talks) as place:
        yield place
