"""Articles in a real browser: sent, decided upon and played, by keyboard, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.forms import only_whole
from tests.report.test_browser import OUTSIDE, PATIENCE, grave_faults
from tests.web.read.articles import OTHER, TEXT, form, proposals, sent
from tests.web.servers import client

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EMPTY, READ, OPEN, DECIDED, REFUSED, SEVERAL = STATES = (
    "empty",
    "read",
    "open",
    "decided",
    "refused",
    "several",
)
UNFOLD = "document.querySelectorAll('details').forEach(each => { each.open = true; })"


@contextmanager
def opened(
    browser: Browser,
    server: str,
    web: httpx.Client,
    *,
    width: int = 1600,
    dark: bool = False,
    scripts: bool = True,
) -> Iterator[Page]:
    """A page of the client, which says nothing and asks nobody else."""
    context = browser.new_context(
        viewport={"width": width, "height": 1000},
        color_scheme="dark" if dark else "light",
        java_script_enabled=scripts,
        base_url=server,
    )
    context.set_default_timeout(PATIENCE)
    jar = [{"name": k, "value": v, "url": server} for k, v in web.cookies.items()]
    context.add_cookies(jar)  # type: ignore[arg-type]
    said: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((server, "data:")) else said.append(request.url)
        ),
    )
    yield page
    assert [each for each in said if "status of 400" not in each] == []
    context.close()


def article(web: httpx.Client, state: str) -> str:
    """The address of a page in a state; what was sent stands in the form where it was refused."""
    if state in (EMPTY, REFUSED):
        return "/read"
    place = sent(web, text=[TEXT, OTHER] if state == SEVERAL else TEXT)
    fields = form(web.get(place).text)
    first, second, third = proposals(fields)[:3]
    if state in (DECIDED, SEVERAL):
        del fields[f"accept-{first}"]
        fields |= {
            f"credence-{second}": "33",
            f"condition-{third}": "before-date",
            f"day-{third}": "2025-09-01",
        }
        assert web.post(place, data=fields | {"do": "keep"}).status_code == 303
    return place


@pytest.mark.parametrize(
    "state", [pytest.param(each, marks=[] if each == DECIDED else only_whole) for each in STATES]
)
@pytest.mark.parametrize("width", [360, pytest.param(1600, marks=only_whole)])
@pytest.mark.parametrize("dark", [True, pytest.param(False, marks=only_whole)])
@pytest.mark.parametrize("language", ["fr", pytest.param("en", marks=only_whole)])
def test_every_state_width_theme_and_language(
    browser: Browser, server: str, state: str, width: int, dark: bool, language: str
) -> None:
    looks: dict[str, Any] = {"width": width, "dark": dark}
    with client(server) as web, opened(browser, server, web, **looks) as page:
        page.goto(f"{article(web, state)}?lang={language}")
        if state == REFUSED:
            page.locator("#text").fill("Two words.")
            page.locator("form.send button").click()
            page.locator("[role=alert]").wait_for()
        if state == OPEN:
            page.locator("details.condition summary").first.click()
        else:
            page.evaluate(UNFOLD)
        assert page.evaluate("document.documentElement.lang") == language
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OUTSIDE) == []
        assert grave_faults(page) == []


def test_what_is_decided_is_kept_at_once(browser: Browser, server: str, web: httpx.Client) -> None:
    place = article(web, READ)
    first, second = proposals(form(web.get(place).text))[:2]
    with opened(browser, server, web) as page:
        page.goto(place)
        kept = page.locator("#status", has_text="Kept")
        one = page.locator(f"#p-{first}")
        slide, number = page.locator(f"#slide-{first}"), page.locator(f"#credence-{first}")
        given = number.input_value()
        back = one.locator(".back")
        assert back.is_hidden()
        slide.focus()
        for _step in range(5):
            page.keyboard.press("ArrowLeft")
        assert number.input_value() == str(int(given) - 5)
        kept.wait_for()
        assert form(web.get(place).text)[f"credence-{first}"] == str(int(given) - 5)
        assert one.locator(".tag").inner_text() == "changed"
        back.click()
        assert slide.input_value() == given
        page.wait_for_function(
            "name => !document.querySelector(`#p-${name} .tag`).textContent", arg=first
        )
        assert web.get(f"/api{place}").json()["decisions"] == {}
        # a condition: the statement is said anew; what cannot be one is said where it stands
        one.locator("summary").click()
        page.locator(f"#day-{first}").fill("2025-09-01")
        one.locator(".statement", has_text="2025").wait_for()
        assert page.locator(f"#condition-{first}").input_value() == "after-date"
        page.locator(f"#day-{first}").fill("2020-09-01")
        one.locator("[role=alert]").wait_for()
        assert "every day" in one.locator("[role=alert]").inner_text()
        page.locator(f"#condition-{first}").select_option("")
        assert page.locator(f"#day-{first}").input_value() == ""
        page.locator(f"#p-{second} input[type=checkbox]").uncheck()
        page.locator(f"#p-{second}.out").wait_for()
        assert one.locator("[role=alert]").is_hidden()
        assert list(web.get(f"/api{place}").json()["decisions"]) == [second]


def test_what_is_sent_is_not_sent_twice(browser: Browser, server: str, web: httpx.Client) -> None:
    with opened(browser, server, web) as page:
        page.goto("/read")
        page.evaluate("addEventListener('submit', event => event.preventDefault())")
        page.locator("#text").fill(TEXT)
        button = page.locator("form.send button.main")
        button.click()
        assert button.is_disabled()
        assert page.locator("#waits").inner_text() == "It is being read …"
        page.evaluate("dispatchEvent(new Event('pageshow'))")
        assert button.is_enabled()


def test_by_keyboard_alone(browser: Browser, server: str, web: httpx.Client) -> None:
    def to(what: str) -> None:
        for _step in range(200):
            page.keyboard.press("Tab")
            if page.evaluate(f"document.activeElement.matches({what!r})"):
                return
        raise AssertionError(what)

    with opened(browser, server, web) as page:
        page.goto("/read")
        to("#text")
        page.keyboard.insert_text(TEXT)
        to("form.send button.main")
        page.keyboard.press("Enter")
        page.wait_for_url("**/read/*#main")
        to("fieldset.proposal input[type=checkbox]")
        page.keyboard.press("Space")
        page.locator("fieldset.proposal.out").wait_for()
        to("input[type=range]")
        page.keyboard.press("ArrowRight")
        to("details.condition summary")
        page.keyboard.press("Enter")
        to("select[name^='condition-']")
        to("button[value=play]")
        page.keyboard.press("Enter")
        page.wait_for_url("**/play/read-*")
        assert page.locator("nav a[href^='/read/']").count() == 1


def test_without_scripts_forms_submit(browser: Browser, server: str, web: httpx.Client) -> None:
    with opened(browser, server, web, width=360, scripts=False) as page:
        page.goto("/read")
        page.locator("#text").fill(TEXT)
        page.locator("form.send button").click()
        page.wait_for_url("**/read/*#main")
        first = page.locator("fieldset.proposal").first
        assert first.locator("input[type=range]").is_hidden()
        first.locator("input[type=checkbox]").uncheck()
        first.locator("input[type=number]").fill("12")
        first.locator("input[type=number]").press("Enter")  # the first button: keep all
        first = page.locator("fieldset.proposal.out").first
        first.wait_for()
        assert first.locator("input[type=number]").input_value() == "12"
        first.locator(".back").click()
        page.wait_for_url("**#p-*")
        first = page.locator("fieldset.proposal").first
        assert first.locator("input[type=number]").input_value() != "12"
        first.locator("input[type=checkbox]").check()
        first.locator("summary").click()
        first.locator("select[name^='condition-']").select_option("before-date")
        first.locator("input[type=date]").fill("2020-09-01")
        first.locator("button", has_text="Keep").click()
        page.locator("[role=alert]", has_text="has passed").wait_for()
        page.locator("details.another summary").first.click()
        page.locator("#text").fill(OTHER)
        page.locator("button[value=add]").click()
        page.wait_for_url("**#a-article-2")
        page.locator("button[value='without:article']").click()
        page.wait_for_function(
            "() => document.querySelectorAll('.paper').length === 1", polling=100
        )
        page.locator("button[value=save]").click()
        page.wait_for_url("**/play/**")
        assert urlsplit(page.url).path.startswith("/play/")
