"""A server of the scenario with switches, whose answers come in two parts where they are slow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.play.running import switches
from tests.web.servers import running, toy_site

PATHS = 600


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return switches(tmp_path_factory.mktemp("views") / "talks")


@pytest.fixture(scope="session")
def home(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = toy_site(tmp_path_factory.mktemp("home"), folder)
    site.paths = PATHS
    with running(site) as address:
        yield address
