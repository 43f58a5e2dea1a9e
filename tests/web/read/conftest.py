"""A server with a shelf, on which articles are read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import httpx
import pytest

from detente.web.site import Site
from tests.web.servers import TOY, client, running, toy_site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    home = tmp_path_factory.mktemp("read")
    shutil.copytree(TOY, home / "shelf" / "toy")
    return toy_site(home, home / "shelf")


@pytest.fixture(scope="session")
def server(site: Site) -> Iterator[str]:
    with running(site) as address:
        yield address


@pytest.fixture
def web(server: str) -> Iterator[httpx.Client]:
    with client(server) as made:
        yield made
