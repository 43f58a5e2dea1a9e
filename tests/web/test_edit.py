"""Edit: the form and the text are one, what is wrong stands at its line, no draft is lost."""

from __future__ import annotations

import io
import shutil
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from detente.web.hosts import Hosts
from detente.web.serving import bound, server
from tests.web.servers import TOY, client, toy_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PATIENCE = 120_000.0


@contextmanager
def served(home: Path, port: int = 0, *folders: Path) -> Iterator[int]:
    """A server of the toy on a port, with the drafts of a folder; it ends as if it were killed."""
    listening = bound("127.0.0.1", port)
    chosen = listening.getsockname()[1]
    begun = threading.Event()
    made = server(toy_site(home, *folders), Hosts("127.0.0.1", chosen), begun=begun.set)
    thread = threading.Thread(target=made.run, kwargs={"sockets": [listening]})
    thread.start()
    begun.wait()
    try:
        yield chosen
    finally:
        made.should_exit = made.force_exit = True
        thread.join()
        listening.close()


def opened(browser: Browser, port: int) -> Page:
    page = browser.new_context().new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"http://127.0.0.1:{port}/edit/toy")
    page.wait_for_selector("#edit[data-ready]")
    return page


def kept(page: Page, version: int = 1) -> None:
    page.wait_for_function(
        "least => Number(document.getElementById('edit').dataset.kept ?? 0) > least", arg=version
    )


def test_a_credence_of_the_form_is_that_of_the_text_and_of_the_draft(
    browser: Browser, tmp_path: Path
) -> None:
    with served(tmp_path) as port:
        page = opened(browser, port)
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
    with served(tmp_path) as port:
        page = opened(browser, port)
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


def test_a_draft_survives_a_killed_server(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path) as port:
        page = opened(browser, port)
        page.fill("#credence-ready", "0.41")
        kept(page)
    # nobody is there: what is typed stays in the browser, and is sent when somebody is
    page.fill("#credence-ready", "0.42")
    page.wait_for_selector("#status.bad")
    with served(tmp_path, port):
        page.reload()
        page.wait_for_selector("#edit[data-ready]")
        assert page.input_value("#credence-ready") == "0.42"
        kept(page)
        page.evaluate("localStorage.clear()")
        page.reload()
        page.wait_for_selector("#edit[data-ready]")
        assert page.input_value("#credence-ready") == "0.42"
        page.context.close()


def test_it_is_saved_as_a_new_scenario_and_as_a_zip(browser: Browser, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shutil.copytree(TOY, shelf / "toy")
    with served(tmp_path, 0, shelf) as port:
        page = opened(browser, port)
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
    with served(tmp_path) as port, client(f"http://127.0.0.1:{port}") as web:
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
    site = (tmp_path, 0, broken, leading)
    with served(*site) as port, client(f"http://127.0.0.1:{port}") as web:
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

    with served(tmp_path) as port:
        page = browser.new_context(
            color_scheme=theme, viewport={"width": 360, "height": 800}, locale="fr"
        ).new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"http://127.0.0.1:{port}/edit/toy")
        page.wait_for_selector("#edit[data-ready]", timeout=PATIENCE)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        faults = Axe().run(page).response["violations"]
        assert [(f["id"], f["nodes"][0]["html"]) for f in faults] == []
        assert said == []
        page.context.close()
