"""The page in a real browser: a claim is switched, and the number is that of the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from typer.testing import CliRunner

import detente
from detente.cli.app import app
from detente.language.format import percent
from tests.forms import only_whole
from tests.report.test_browser import OUTSIDE, PATIENCE, grave_faults
from tests.web.play.running import PATHS

if TYPE_CHECKING:
    from playwright.sync_api import Browser


class Opened:
    """A page in a context of its own, and everything that it said or asked for elsewhere."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        *,
        width: int = 1600,
        dark: bool = False,
        scripts: bool = True,
    ) -> None:
        context = browser.new_context(
            viewport={"width": width, "height": 1000},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        self.page = context.new_page()
        self.said: list[str] = []
        self.elsewhere: list[str] = []
        home = f"{urlsplit(address).scheme}://{urlsplit(address).netloc}/"
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((home, "data:"))
                else self.elsewhere.append(request.url)
            ),
        )
        self.page.goto(address)
        if scripts:
            self.page.wait_for_function("() => document.documentElement.dataset.drawn")
            self.query = self.asked()

    def asked(self) -> str:
        """The query of what is shown."""
        return str(self.page.evaluate("document.getElementById('state').dataset.query"))

    def settled(self) -> str:
        """The query, once what is shown is something else than when this was called last."""
        self.page.wait_for_function(
            "before => document.getElementById('state').dataset.query !== before", arg=self.query
        )
        self.query = self.asked()
        return self.query

    @property
    def now(self) -> str:
        """The probability that stands large."""
        return self.page.locator("#answer .number strong").inner_text().replace("\u00a0", " ")

    def close(self) -> None:
        """Close it, and see that it was silent, and asked nobody else."""
        assert self.said == []
        assert self.elsewhere == []
        self.page.context.close()


def by_command(folder: Path, tmp_path: Path, *options: str) -> float:
    """What the command line says of the first outcome."""
    target = tmp_path / "answer.json"
    arguments = ["simulate", str(folder), "--paths", str(PATHS), *options]
    result = CliRunner().invoke(app, [*arguments, "--json", str(target), "--overwrite"])
    assert result.exit_code == 0, result.output
    found: float = json.loads(target.read_text(encoding="utf-8"))["outcomes"][0]["probability"]
    return found


def test_a_switch_a_day_and_the_way_back(
    browser: Browser, address: str, talks: Path, tmp_path: Path
) -> None:
    opened = Opened(browser, address)
    page = opened.page
    before = percent(by_command(talks, tmp_path))
    assert opened.now == before
    page.locator("#claim-ready .c-false").click()
    assert opened.settled() == f"paths={PATHS}&force=ready:false"
    forced = by_command(talks, tmp_path, "--force", "ready=false")
    assert opened.now == percent(forced)
    assert "played again" in page.locator("#said").inner_text()
    assert urlsplit(page.url).query == opened.query
    for link in ("[href^='/compare/']", "[hreflang='fr']"):  # other pages, the other language
        assert "force=ready:false" in unquote(page.get_attribute(f"nav {link}", "href") or "")
    # a day of the curve
    figure = page.locator("#first-passage .live")
    figure.scroll_into_view_if_needed()
    box = figure.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 0.8 * box["width"], box["y"] + 0.5 * box["height"])
    assert "seen=contact%20by%202025-0" in opened.settled()
    assert opened.now == "100 %"
    assert page.locator("#seen .changes .seen").count() == 1
    # back, and on again, and as the brief has it
    page.locator("#undo").click()
    assert opened.settled() == f"paths={PATHS}&force=ready:false"
    page.locator("#undo").click()
    assert opened.settled() == f"paths={PATHS}"
    assert opened.now == before
    assert page.locator("#s-ready-believed").is_checked()
    page.locator("#redo").click()
    opened.settled()
    assert page.locator("#s-ready-false").is_checked()
    shared = page.url
    page.locator("#reset").click()
    assert opened.settled() == f"paths={PATHS}"
    opened.close()
    # the link in another browser
    other = Opened(browser, shared)
    assert other.now == percent(forced)
    assert grave_faults(other.page) == []
    other.close()


def test_by_keyboard_alone(browser: Browser, address: str, talks: Path) -> None:
    opened = Opened(browser, address)
    page = opened.page
    for _step in range(100):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "s-ready-believed":
            break
    page.keyboard.press("ArrowRight")
    assert "force=ready:true" in opened.settled()
    assert page.evaluate("document.activeElement.id") == "s-ready-true"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "r-ready"
    for _step in range(5):
        page.keyboard.press("ArrowLeft")
    assert "credence=ready:0.55" in opened.settled()
    assert page.evaluate("document.activeElement.id") == "r-ready"
    assert page.locator("#p-ready").input_value() == "55"
    believed = detente.load(talks).simulate(PATHS, credences={"ready": 0.55})
    assert opened.now == percent(believed.probability("contact"))
    opened.close()


def test_what_is_refused_is_said_and_put_back(browser: Browser, address: str) -> None:
    opened = Opened(browser, address)
    page = opened.page
    refusal = "<!doctype html><main><h1>No</h1><p>this is too much</p></main>"
    page.route("**/play/*switch=*", lambda route: route.fulfill(body=refusal))
    page.locator("#claim-ready .c-true").click()
    page.locator("#lost").wait_for(state="visible")
    assert page.locator("#lost").inner_text() == "this is too much"
    assert page.locator("#s-ready-believed").is_checked()
    page.unroute("**/play/*switch=*")
    page.locator("#claim-ready .c-false").click()
    assert opened.settled() == f"paths={PATHS}&force=ready:false"
    assert page.locator("#lost").is_hidden()
    opened.close()


def test_a_language_changed_in_another_tab_changes_the_whole_page(
    browser: Browser, address: str
) -> None:
    opened = Opened(browser, address, width=800)
    page = opened.page
    page.context.request.get(f"{address}?lang=fr")
    page.locator("#claim-ready .c-true").click()
    assert opened.settled() == f"paths={PATHS}&force=ready:true"
    page.wait_for_function("() => document.documentElement.lang === 'fr'")
    page.wait_for_function("() => document.documentElement.dataset.drawn")
    assert page.get_by_role("heading", name="Probabilités", exact=True).is_visible()
    assert page.get_by_role("heading", name="How likely").count() == 0
    page.go_back()
    page.wait_for_function("() => document.getElementById('state').dataset.query.endsWith('0')")
    opened.close()


def test_without_scripts_forms_submit(
    browser: Browser, address: str, talks: Path, tmp_path: Path
) -> None:
    opened = Opened(browser, address, scripts=False)
    page = opened.page
    still = page.locator("#first-passage .still")
    still.scroll_into_view_if_needed()
    page.wait_for_function(
        "() => document.querySelector('#first-passage .still').naturalWidth > 300"
    )
    page.locator("#claim-ready .c-true").click()
    page.locator("#claim-ready button").click()
    assert urlsplit(page.url).query == f"paths={PATHS}&force=ready:true"
    assert opened.now == percent(by_command(talks, tmp_path, "--force", "ready=true"))
    page.locator("#see-date").fill("2025-02-01")
    page.locator("#seen form button").click()
    assert "seen=contact%20by%202025-02-01" in page.url
    assert opened.now == "100 %"
    page.locator("#seen .changes a").click()
    page.locator("#reset").click()
    assert urlsplit(page.url).query == f"paths={PATHS}"
    opened.close()


@only_whole
@pytest.mark.parametrize("width", [360, 1600])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_width_theme_and_language(
    browser: Browser, address: str, width: int, dark: bool, language: str
) -> None:
    query = "force=ready:false&seen=contact&why=1"
    opened = Opened(browser, f"{address}?{query}&lang={language}", width=width, dark=dark)
    page = opened.page
    assert page.evaluate("document.documentElement.lang") == language
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    page.wait_for_function(
        "() => document.querySelectorAll('figure.drawn').length === "
        "document.querySelectorAll('figure').length"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(OUTSIDE) == []
    assert grave_faults(page) == []
    opened.close()
