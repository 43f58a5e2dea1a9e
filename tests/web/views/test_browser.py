"""The pages beside Play in a real browser: read, played, branched, and silent."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

import detente
from detente.language.format import percent
from tests.forms import only_whole
from tests.report.test_browser import OUTSIDE, grave_faults
from tests.web.play.test_browser import Opened as OpenedPlay
from tests.web.views.conftest import PATHS
from tests.web.views.test_pages import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WHOLE = "() => !document.getElementById('working') && document.documentElement.dataset.drawn"
SHORT = ("explain/talks", "future/talks/3")


class Opened(OpenedPlay):
    """A page that is not Play, once its answer is whole."""

    def asked(self) -> str:
        """The query of its address."""
        return urlsplit(self.page.url).query

    def whole(self) -> Opened:
        """Wait for the whole answer, and for its drawings."""
        self.page.wait_for_function(WHOLE)
        self.page.wait_for_function(
            "() => [...document.querySelectorAll('figure')].every("
            "each => each.classList.contains('drawn') || each.clientWidth === 0)"
        )
        return self


def test_an_answer_on_its_way_comes_in_parts(browser: Browser, home: str) -> None:
    opened = Opened(browser, f"{home}/explain/talks?paths=650").whole()
    page = opened.page
    assert page.locator(".facts dd").count() > 1
    assert page.locator("#worth svg").count() > 0
    assert "--paths 650" in page.locator("pre").first.inner_text()
    opened.close()


def test_a_future_is_played_stopped_and_branched(browser: Browser, home: str, folder: Path) -> None:
    opened = Opened(browser, f"{home}/future/talks/3").whole()
    page = opened.page
    days = page.locator("#days > li")
    future = detente.load(folder).simulate(PATHS).future(3)
    assert days.count() == len({act.date for act in future.acts})
    page.locator("#day").focus()
    page.keyboard.press("Home")
    for _day in range(20):
        page.keyboard.press("ArrowRight")
    begun = dt.date.fromisoformat(str(page.locator("#day").get_attribute("data-first")))
    date = begun + dt.timedelta(days=20)
    shown = page.locator("#days > li:not(.later)").count()
    assert shown == len({act.date for act in future.acts if act.date <= date})
    assert page.locator("#day-said").inner_text() == f"{date.day} {date:%B %Y}"
    assert page.locator("#branch-on").input_value() == date.isoformat()
    page.locator("#run").click()  # it goes on by itself
    page.wait_for_function("day => Number(document.getElementById('day').value) > day", arg=21)
    page.locator("#run").click()
    page.locator("#branch-on").fill(date.isoformat())
    page.locator("#branch-date").fill((date + dt.timedelta(days=5)).isoformat())
    page.locator("#branch-put").select_option("call")
    page.locator("#branch-form button").click()
    page.wait_for_url("**/branch/**")
    opened.whole()
    act = f"call@{date + dt.timedelta(days=5)}"
    found = detente.load(folder).simulate(PATHS).branches(3, date, acts=[act], paths=2_000)
    cells = page.locator("#found table").first.inner_text().replace("\u00a0", " ")
    assert percent(found.outcomes[0].second) in cells
    opened.close()


def test_without_scripts_one_waits(browser: Browser, home: str) -> None:
    opened = Opened(browser, f"{home}/watch/talks?paths=640", scripts=False)
    page = opened.page
    page.wait_for_url("**wait=1**")
    assert page.locator("#working").count() == 0
    page.goto(f"{home}/futures/talks")
    page.locator("#see").select_option("claim ready")
    page.locator("#not").check()
    page.locator("form.see button").click()
    assert "seen=not%20claim%20ready" in page.url
    page.locator("article h2 a").first.click()
    assert page.locator("#days > li").first.is_visible()
    still = page.locator(".still").first
    still.scroll_into_view_if_needed()
    # Frames, by which it is asked by default, are not announced where no script runs.
    page.wait_for_function("() => document.querySelector('.still').naturalWidth > 300", polling=100)
    opened.close()


@pytest.mark.parametrize(
    "address",
    [pytest.param(each, marks=[] if each in SHORT else only_whole) for each in PAGES],
)
@pytest.mark.parametrize("width", [360, pytest.param(1600, marks=only_whole)])
@pytest.mark.parametrize("dark", [True, pytest.param(False, marks=only_whole)])
@pytest.mark.parametrize("language", ["fr", pytest.param("en", marks=only_whole)])
def test_every_width_theme_and_language(
    browser: Browser, home: str, address: str, width: int, dark: bool, language: str
) -> None:
    sign = "&" if "?" in address else "?"
    opened = Opened(
        browser, f"{home}/{address}{sign}lang={language}", width=width, dark=dark
    ).whole()
    page = opened.page
    assert page.evaluate("document.documentElement.lang") == language
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(OUTSIDE) == []
    assert grave_faults(page) == []
    opened.close()
