"""The first page: what each scenario asks, told without playing; and a scenario that is begun."""

from __future__ import annotations

import shutil
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import detente
from detente.language.counted import chance
from detente.language.current import use_language
from detente.scaffold.settings import Settings
from detente.scaffold.start import start
from detente.scenario.folder import BUILT_IN, built_in
from detente.web.glance import glance, glance_of
from tests.forms import only_whole
from tests.report.test_browser import OUTSIDE, grave_faults
from tests.web.servers import PATHS, TOY, client, running, toy_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_glance_says_what_the_whole_scenario_says(language: str) -> None:
    names = list(built_in())
    assert names
    with use_language(language):
        for name in names:
            assert glance(BUILT_IN / name, language) == glance_of(detente.load(name))
        assert glance(TOY, language) == glance_of(detente.load(TOY))


def test_a_likelihood_stands_there_once_it_has_been_played(tmp_path: Path) -> None:
    site = toy_site(tmp_path)
    with running(site) as address, client(address) as web:
        before = web.get("/").text
        assert "Not played yet" in before
        assert site.memory.bytes == 0  # a list plays nothing
        web.get("/play/toy")
        page = unescape(web.get("/").text).replace("\u00a0", " ")
        ensemble = detente.load(TOY).simulate(PATHS)
        first = next(each for each in ensemble.scenario.outcomes if each.listed)
        assert f"<strong>{chance(ensemble.probability(first.id))}</strong>" in page
        assert f"{PATHS} futures" in page
        assert ensemble.scenario.words.outcome(first.id) in page
        listed = next(each for each in web.get("/api/scenarios").json() if each["own"])
        assert listed["claims"] == len(ensemble.scenario.claims)
        assert listed["question"] == ensemble.scenario.words.outcome(first.id)


def test_a_scenario_is_begun_as_the_command_begins_it(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shutil.copytree(TOY, shelf / "toy")
    with running(toy_site(tmp_path, shelf)) as address, client(address) as web:
        fields = {"name": "own", "a": "France", "b": "DEU", "others": "EU", "kind": "trade"}
        assert web.post("/", data=fields, headers={"X-CSRF-Token": ""}).status_code == 403
        assert not (shelf / "own").exists()
        answer = web.post("/", data=fields)
        assert (answer.status_code, answer.headers["location"]) == (303, "/play/own#main")
        texts = start(str(tmp_path / "own"), Settings(["France", "DEU", "EU"], kind="trade"))
        for file, text in texts.items():
            assert (shelf / "own" / file).read_text(encoding="utf-8") == text
        assert 'href="/play/own"' in web.get("/").text
        for wrong in (
            {"name": "../out"},
            {"name": "toy"},
            {"name": "other", "a": "Atlantis"},
            {"name": "other", "kind": "war"},
        ):
            refused = web.post("/", data=fields | wrong)
            assert refused.status_code == 400
            assert 'role="alert"' in refused.text
            assert 'value="DEU"' in refused.text
        assert sorted(path.name for path in shelf.iterdir()) == ["own", "toy"]
        given = {"name": "third", "actors": ["FRA", "DEU"]}
        assert web.post("/api/scenarios", json=given).json() == {"name": "third"}
        assert web.get("/api/scenarios/third").status_code == 200


def test_without_a_shelf_none_is_begun(tmp_path: Path) -> None:
    with running(toy_site(tmp_path)) as address, client(address) as web:
        assert "detente new" in web.get("/").text
        fields = {"name": "own", "a": "FRA", "b": "DEU", "kind": "thaw"}
        refused = web.post("/", data=fields)
        assert refused.status_code == 400
        assert "no folder for new scenarios" in refused.text


@pytest.mark.parametrize("width", [360, pytest.param(1600, marks=only_whole)])
@pytest.mark.parametrize("dark", [True, pytest.param(False, marks=only_whole)])
def test_it_can_be_read_and_a_scenario_begun(
    browser: Browser, tmp_path: Path, width: int, dark: bool
) -> None:
    shelf = tmp_path / "shelf"
    shutil.copytree(TOY, shelf / "toy")
    (shelf / ("long" * 20)).mkdir()
    (shelf / ("long" * 20) / "scenario.toml").write_text("broken = [", encoding="utf-8")
    with running(toy_site(tmp_path, shelf)) as address:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
        )
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"{address}/?lang=fr")
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OUTSIDE) == []
        assert grave_faults(page) == []
        page.locator("#a").fill("France")
        page.locator("#b").fill("Atlantis")
        page.locator("#name").fill("own")
        page.keyboard.press("Enter")
        page.locator("[role=alert]").wait_for()
        assert page.locator("#a").input_value() == "France"
        page.locator("#b").fill("DEU")
        page.locator("#own button").click()
        page.wait_for_url("**/play/own#main")
        # the browser's own word for the answer 400
        assert [each for each in said if "400" not in each] == []
        context.close()
