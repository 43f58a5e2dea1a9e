from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.events.fetch.server import Mirror, running


@pytest.fixture
def mirror(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mirror]:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with running() as served:
        yield served
