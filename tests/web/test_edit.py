"""Edit: the form and the text are one, what is wrong stands at its line, no draft is lost."""

from __future__ import annotations

import io
import shutil
import signal
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.forms import only_whole
from tests.web.servers import TOY, client, command, free_port, running, toy_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PATIENCE = 120_000.0


def opened(browser: BrowserContext, address: str) -> Page:
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{address}/edit/toy")
    page.wait_for_selector("#edit[data-ready]")
    return page


def answering(server: subprocess.Popen[str]) -> str:
    """The address that a server prints as soon as it answers."""
    assert server.stdout is not None
    return server.stdout.readline().split()[-1].removesuffix("/play/toy")


def kept(page: Page, version: int = 1) -> None:
    page.wait_for_function(
        "least => Number(document.getElementById('edit').dataset.kept ?? 0) > least", arg=version
    )


def test_a_credence_of_the_form_is_that_of_the_text_and_of_the_draft(
    browser: Browser, tmp_path: Path
) -> None:
    with running(toy_site(tmp_path)) as address:
        page = opened(browser.new_context(), address)
        text = page.input_value("#text")
        assert text == (TOY / "scenario.toml").read_text(encoding="utf-8")
        page.fill("#credence-ready", "0.35")
        assert page.input_value("#text") != text
        kept(page)
        page.reload()
        page.wait_for_selector("#edit[data-ready]")
        assert page.input_value("#credence-ready") == "0.35"
        assert "credence = 0.35" in page.input_value("#text")
        page.context.close()


def test_what_is_wrong_stands_at_its_line(browser: Browser, tmp_path: Path) -> None:
    with running(toy_site(tmp_path)) as address:
        page = opened(browser.new_context(), address)
        text = page.input_value("#text")
        line = text[: text.index("credence =")].count("\n") + 1
        page.fill("#text", text.replace("credence =", "credenc =", 1))
        page.wait_for_selector("#wrong button")
        assert "credenc" in page.inner_text("#wrong")
        shown = {int(each) for each in page.locator("#lines b").all_inner_texts()}
        assert line in shown
        page.click("#wrong button")
        assert page.evaluate("document.activeElement.id") == "text"
        page.fill("#text", text)
        page.wait_for_selector("#wrong .sound")
        page.context.close()


@only_whole
def test_a_draft_survives_a_killed_server(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    with command(tmp_path, "--port", str(port)) as server:
        page = opened(browser.new_context(), answering(server))
        page.fill("#credence-ready", "0.41")
        kept(page)
        server.send_signal(signal.SIGKILL)  # which no process can hear, to put anything right
        assert server.wait() == -signal.SIGKILL
    # nobody is there: what is typed stays in the browser, be the page closed as well
    page.fill("#credence-ready", "0.42")
    page.wait_for_selector("#status.bad")
    browsing = page.context
    page.close()
    with command(tmp_path, "--port", str(port)) as server:
        page = opened(browsing, answering(server))
        assert page.input_value("#credence-ready") == "0.42"
        kept(page)
        page.evaluate("localStorage.clear()")
        page.reload()
        page.wait_for_selector("#edit[data-ready]")
        assert page.input_value("#credence-ready") == "0.42"
        browsing.close()


def test_it_is_saved_as_a_new_scenario_and_as_a_zip(browser: Browser, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shutil.copytree(TOY, shelf / "toy")
    with running(toy_site(tmp_path, shelf)) as address:
        page = opened(browser.new_context(), address)
        page.fill("#credence-ready", "0.33")
        kept(page)
        page.fill("#name", "mine")
        page.click("#save button")
        page.wait_for_selector("#saved a")
        assert "credence = 0.33" in (shelf / "mine" / "scenario.toml").read_text("utf-8")
        with page.expect_download() as taken:
            page.click("#zip")
        with zipfile.ZipFile(taken.value.path()) as archive:
            assert any(
                "credence = 0.33" in archive.read(name).decode()
                for name in archive.namelist()
                if name.endswith("scenario.toml")
            )
        page.context.close()


def test_without_scripts_a_form_keeps_the_text(tmp_path: Path) -> None:
    with running(toy_site(tmp_path)) as address, client(address) as web:
        csrf = web.headers.pop("X-CSRF-Token")
        text = (TOY / "scenario.toml").read_text(encoding="utf-8").replace("\n", "\r\n")
        fields = {
            "csrf": csrf,
            "draft": "",
            "file": "scenario.toml",
            "text": text + "# mine <b>\r\n",
        }
        answer = web.post("/edit/toy", data=fields)
        assert answer.status_code == 303
        page = web.get(answer.headers["location"])
        assert "# mine &lt;b&gt;" in page.text
        packed = web.get(answer.headers["location"].replace("/edit/toy", "/edit/toy/zip"))
        with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
            assert archive.read("toy/scenario.toml").decode().endswith("# mine <b>\n")
        fields["text"] = "id = 3"
        wrong = web.post("/edit/toy", data=fields, follow_redirects=True)
        assert "scenario.toml" in wrong.text.split('id="wrong"')[1]
        assert web.post("/edit/toy", data={**fields, "csrf": "no"}).status_code == 403


def test_a_scenario_that_cannot_be_used_is_opened_where_it_is_mended(tmp_path: Path) -> None:
    broken, leading = tmp_path / "broken", tmp_path / "leading"
    for folder in (broken, leading):
        shutil.copytree(TOY, folder)
    text = (TOY / "scenario.toml").read_text(encoding="utf-8")
    (broken / "scenario.toml").write_text(text.replace("credence = ", "credence = 9"), "utf-8")
    (broken / "table.csv").write_bytes(b"\xff")  # no text: left out
    (leading / "scenario.toml").write_text("id = 3", "utf-8")
    (leading / "more.md").symlink_to(tmp_path / "drafts.sqlite")
    with running(toy_site(tmp_path, broken, leading)) as address, client(address) as web:
        assert web.get("/play/broken").status_code == 400
        page = web.get("/edit/broken")
        assert page.status_code == 200
        assert "credence = 9" in page.text
        assert "scenario.toml" in page.text.split('id="wrong"')[1]
        assert "table.csv" not in page.text
        begun = web.post("/api/drafts", json={"scenario": "broken"})
        assert begun.status_code == 201
        assert "credence = 9" in begun.json()["texts"]["scenario.toml"]
        assert web.get(f"/api/drafts/{begun.json()['id']}/check").json()["faults"]
        packed = web.get("/edit/broken/zip?anew=1")
        with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
            assert "broken/scenario.toml" in archive.namelist()
        assert web.get("/edit/leading").status_code == 400  # a link leads out of it


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everyone_can_read_it(browser: Browser, tmp_path: Path, theme: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with running(toy_site(tmp_path)) as address:
        page = browser.new_context(
            color_scheme=theme, viewport={"width": 360, "height": 800}, locale="fr"
        ).new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{address}/edit/toy")
        page.wait_for_selector("#edit[data-ready]", timeout=PATIENCE)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        faults = Axe().run(page).response["violations"]
        assert [(f["id"], f["nodes"][0]["html"]) for f in faults] == []
        assert said == []
        page.context.close()
