"""Kinds of future and what to watch on Play: worked out when opened, following what is seen."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import detente
from detente.report.storylines import kinds
from detente.watch.said import in_words
from tests.web.play.running import PATHS
from tests.web.play.test_browser import Opened
from tests.web.servers import bare

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def _page(address: str, query: str) -> str:
    with bare(address) as web:
        found = web.get(f"{address}?{query}")
    assert found.status_code == 200, found.text
    return unescape(found.text).replace("\u00a0", " ")


def test_a_block_says_what_its_question_says(address: str, talks: Path) -> None:
    scenario = detente.load(talks)
    outcome = next(each.id for each in scenario.outcomes if each.listed)
    assert 'data-load="watch"' in _page(address, "seed=3")
    asked = _page(address, "seed=3&storylines=1&watch=1")
    assert "data-load" not in asked
    ensemble = scenario.simulate(PATHS, 3)
    for line in kinds(ensemble.storylines()).lines:
        assert line.replace("\u00a0", " ") in asked
    for line in in_words(ensemble.watch(outcome)):
        assert line.replace("\u00a0", " ") in asked
    again = _page(address, "seed=3")  # there already
    assert "data-load" not in again
    assert '<details class="block" id="block-watch">' in again  # and closed
    seen = _page(address, "seed=3&seen=claim+ready&watch=1")
    for line in in_words(ensemble.seen("claim ready").watch(outcome)):
        assert line.replace("\u00a0", " ") in seen
    few = _page(address, "seed=3&seen=contact+on+2024-12-03&watch=1")
    assert 'class="warning"' in few


def test_a_block_is_filled_when_it_is_opened(browser: Browser, address: str) -> None:
    opened = Opened(browser, f"{address}?seed=5")
    page = opened.page
    page.locator("#block-watch summary").first.click()
    page.locator("#block-watch [data-load]").wait_for(state="detached")
    assert page.locator("#block-watch").get_attribute("open") is not None
    assert page.url.endswith("seed=5")  # it is no part of the setting
    page.locator("#block-storylines summary").first.click()
    page.locator("#block-storylines [data-load]").wait_for(state="detached")
    # a change fills what is open anew
    page.locator("#s-ready-true + span").click()
    page.wait_for_url("**force=ready:true**")
    page.wait_for_function("() => !document.querySelector('details[open] [data-load]')")
    assert page.locator("#block-watch").get_attribute("open") is not None
    opened.close()
