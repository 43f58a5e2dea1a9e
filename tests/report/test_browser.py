"""The page in a real browser: it draws, asks for nothing, fits, and everyone can read it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.forms import only_whole
from tests.report.pages import BUILT_IN, whole

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OUTSIDE = """[...document.querySelectorAll("body *")].filter(e => {
  if (e.closest(".scroll, .hidden, .skip, thead, details:not([open]) > div")) return false;
  const box = e.getBoundingClientRect();
  return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
}).map(e => e.tagName + "." + e.className)"""
DRAWN = """[...document.querySelectorAll("figure")].filter(f => {
  const svg = f.querySelector(".live svg");
  const box = svg && svg.getBoundingClientRect();
  const still = f.querySelector(".still");
  return box && box.width > 100 && box.height > 50 && svg.querySelectorAll("path").length > 2
    && svg.textContent.length > 3 && getComputedStyle(still).display === "none"
    && box.right <= f.getBoundingClientRect().right + 1;
}).length"""

PATIENCE = 180_000.0
"""Milliseconds for anything that a page does, however slow the machine is."""


class Opened:
    """A page that was opened, and everything that it said or asked for."""

    def __init__(self, browser: Browser, file: Path, width: int, *, scripts: bool = True) -> None:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        context.set_default_timeout(PATIENCE)
        self.page: Page = context.new_page()
        self.said: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(dialog.message))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(file.as_uri())
        if scripts:
            self.page.wait_for_function("document.documentElement.dataset.drawn", timeout=PATIENCE)

    def close(self) -> None:
        self.page.context.close()


def grave_faults(page: Page) -> list[tuple[str, str]]:
    """What Axe finds that keeps people from reading the page, and where."""
    from axe_playwright_python.sync_playwright import Axe

    return [
        (each["id"], each["nodes"][0]["html"])
        for each in Axe().run(page).response["violations"]
        if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("name", [pytest.param("built-in", marks=only_whole), "hostile"])
@pytest.mark.parametrize("width", [360, pytest.param(1600, marks=only_whole)])
def test_it_draws_fits_and_asks_for_nothing(
    browser: Browser, files: dict[str, Path], hostile: str, name: str, width: int
) -> None:
    opened = Opened(browser, files[name], width)
    page = opened.page
    expected = whole(BUILT_IN, None, "fr") if name == "built-in" else whole(hostile)
    assert page.evaluate(DRAWN) == len(expected.figures())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(OUTSIDE) == []
    # the unfolded tables scroll within themselves
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert grave_faults(page) == []
    assert opened.said == []
    assert page.evaluate("window.pwned") is None
    assert [url for url in opened.requests if not url.startswith("data:image/svg")] == [
        files[name].as_uri()
    ]
    opened.close()


def test_a_pointer_gets_the_number(browser: Browser, files: dict[str, Path]) -> None:
    opened = Opened(browser, files["hostile"], 1600)
    opened.page.locator("#worth .live").scroll_into_view_if_needed()
    # by place: the interval's line may lie on the middle of the bar, and tells the same
    opened.page.locator("#worth .live .mark-rect path").first.hover(force=True)
    tooltip = opened.page.locator("#vg-tooltip-element.visible")
    tooltip.wait_for()
    assert "(" in tooltip.inner_text()
    assert opened.said == []
    opened.close()


def test_without_scripts_the_drawings_stand(
    browser: Browser, files: dict[str, Path], hostile: str
) -> None:
    opened = Opened(browser, files["hostile"], 1600, scripts=False)
    stills = opened.page.locator(".still")
    assert stills.count() == len(whole(hostile).figures())
    for n in range(stills.count()):
        box = stills.nth(n).bounding_box()
        assert box is not None
        assert box["height"] > 50
    assert opened.page.locator(".live:visible").count() == 0
    opened.close()


@only_whole
def test_paper_has_the_drawings_and_few_pages(browser: Browser, files: dict[str, Path]) -> None:
    opened = Opened(browser, files["built-in"], 1600)
    opened.page.emulate_media(media="print")
    assert opened.page.locator(".live:visible").count() == 0
    assert opened.page.locator("nav:visible, details:visible").count() == 0
    assert opened.page.locator(".still:visible").count() == opened.page.locator("figure").count()
    pages = len(re.findall(rb"/Type /Page\b", opened.page.pdf(prefer_css_page_size=True)))
    assert 8 <= pages <= 20
    opened.close()
