"""One server and one client for tests that change nothing of them."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.web.servers import client, running, toy_site


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("web")
    with running(toy_site(home)) as found:
        yield found


@pytest.fixture
def web(address: str) -> Iterator[httpx.Client]:
    with client(address) as made:
        yield made
