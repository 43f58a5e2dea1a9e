"""Before the kernel is compiled the page comes at once, says so, and shows itself when it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest

from tests.report.test_browser import PATIENCE
from tests.web.servers import bare, running, toy_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def uncompiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.web.preparing.is_compiled", lambda: False)


def following(web: httpx.Client, place: str) -> list[str]:
    with web.stream("GET", place) as events:
        told = "".join(events.iter_text())
    return [line.removeprefix("event: ") for line in told.splitlines() if line.startswith("event")]


@pytest.mark.usefixtures("uncompiled")
def test_the_page_comes_at_once_and_can_be_followed(tmp_path: Path) -> None:
    site = toy_site(tmp_path)
    with running(site) as address, bare(address) as web:
        first = web.get("/play/toy?paths=3000&seen=contact")
        assert first.status_code == 200
        assert "The page is being prepared." in first.text
        assert '<meta http-equiv="refresh" content="5">' in first.text
        assert site.memory.bytes == 0
        place = first.text.partition('data-events="')[2].partition('"')[0]
        assert place == "/events/toy?paths=2000"
        assert following(web, place)[-1] == "ready"
        then = web.get("/play/toy?paths=3000&seen=contact").text
        assert "being prepared" not in then
        state = then.partition('id="state"')[2]
        assert 'data-events="/events/toy?paths=3000' in state
        french = web.get("/play/toy?paths=100&lang=fr").text
        assert "La page se prépare." in french


def test_where_it_is_compiled_nothing_is_waited_for(tmp_path: Path) -> None:
    with running(toy_site(tmp_path)) as address, bare(address) as web:
        web.get("/play/toy")  # compiles it, if nothing has
        assert 'id="state"' in web.get("/play/toy?seed=3").text


@pytest.mark.usefixtures("uncompiled")
def test_the_page_shows_itself(tmp_path: Path, browser: Browser) -> None:
    with running(toy_site(tmp_path)) as address:
        context = browser.new_context()
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        said = list[str]()
        page.on("console", lambda message: said.append(message.text))
        asked = list[str]()
        page.on("request", lambda request: asked.append(urlsplit(request.url).path))
        page.goto(f"{address}/play/toy")
        page.wait_for_function("() => document.documentElement.dataset.drawn")
        assert asked.count("/play/toy") == 2
        assert json.loads(page.locator("#charts").text_content() or "")
        assert said == []
        context.close()
