"""The page that stands alone: it answers as a play would, and asks nobody."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from typer.testing import CliRunner

import detente
from detente.cli.app import app
from detente.ensemble.reweighted import effects
from detente.errors import InputError, OutcomeError
from detente.language.current import use_language
from detente.web.alone.write import write_page
from tests.explain.worlds import world
from tests.forms import only_whole, size
from tests.report.pages import TOY
from tests.report.pages import hostile as hostile_scenario

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PATHS = size(3_000, 12_000)
PATIENCE = 180_000.0
OUTCOME = "words"

Setting = dict[str, Any]
SETTINGS: list[Setting] = [
    {"forced": {"ready": True}},
    {"forced": {"cool": False, "both": True}},
    {"credences": {"closed": 0.2}},
    {"credences": {"ready": 0.9, "both": 0.3}, "forced": {"cool": True}},
]


@pytest.fixture(scope="module")
def ensemble() -> detente.Ensemble:
    return world().simulate(PATHS, seed=5)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, ensemble: detente.Ensemble) -> Path:
    target = tmp_path_factory.mktemp("alone") / "page.html"
    write_page(ensemble, target, outcome=OUTCOME)
    return target


class Opened:
    """A page that was opened, and everything that it said or asked for."""

    def __init__(self, browser: Browser, file: Path, part: str = "", **context: Any) -> None:
        made = browser.new_context(**{"viewport": {"width": 1600, "height": 1000}, **context})
        made.set_default_timeout(PATIENCE)
        self.page: Page = made.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.said.append(f"asked {request.url[:40]}"))
        self.page.goto(file.as_uri() + part)
        if context.get("java_script_enabled", True):
            self.page.wait_for_function("document.documentElement.dataset.ready", timeout=PATIENCE)
        self.said = [
            each for each in self.said if not each.startswith(f"asked {file.as_uri()}"[:40])
        ]

    def close(self) -> None:
        self.page.context.close()


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Opened]:
    found = Opened(browser, file)
    yield found
    assert found.said == []
    found.close()


def ask(page: Page, setting: Setting) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(
        "setting => { const a = detente.ask(setting); return { ...a, outcomes: a.outcomes.map("
        "o => ({ ...o, curve: [...o.curve] })) } }",
        setting,
    )
    return found


def test_unchanged_it_has_the_very_numbers_of_the_ensemble(
    opened: Opened, ensemble: detente.Ensemble
) -> None:
    found = ask(opened.page, {})
    for each in found["outcomes"]:
        assert each["p"] == pytest.approx(ensemble.estimate(each["id"]).probability, abs=1e-12)
        assert each["curve"] == pytest.approx(ensemble.first_passage(each["id"]), abs=1e-12)
        # the interval of weighed futures is another estimate of the same spread
        low, high = ensemble.estimate(each["id"]).interval
        assert each["interval"] == pytest.approx([low, high], abs=0.12)
    assert found["credences"] == pytest.approx(ensemble.truth.mean(axis=0), abs=1e-12)
    assert found["effective"] == pytest.approx(PATHS)


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_it_agrees_with_a_rerun_within_three_errors(opened: Opened, setting: Setting) -> None:
    found = ask(opened.page, setting)
    again = world().simulate(
        PATHS, seed=6, force=setting.get("forced", {}), credences=setting.get("credences", {})
    )
    for each in found["outcomes"]:
        estimate = again.estimate(each["id"])
        error = np.hypot(each["error"], estimate.monte_carlo)
        assert abs(each["p"] - estimate.probability) <= 3.0 * error, each["id"]
    for i, p in enumerate(found["credences"]):
        assert p == pytest.approx(again.truth[:, i].mean(), abs=4.5 / np.sqrt(found["effective"]))


def test_what_is_seen_leaves_futures_out(opened: Opened, ensemble: detente.Ensemble) -> None:
    day = 40
    found = ask(opened.page, {"seen": [{"outcome": "sanctions", "not": False, "by": day}]})
    first = ensemble.first[:, [o.id for o in ensemble.scenario.outcomes].index("sanctions")]
    so = (first >= 0) & (first < day)
    assert found["left"] == so.sum()
    for each in found["outcomes"]:
        came = ensemble.happened(each["id"])[so].mean()
        assert each["p"] == pytest.approx(came, abs=1e-12)
    assert found["credences"] == pytest.approx(ensemble.truth[so].mean(axis=0), abs=1e-12)
    other = ask(opened.page, {"seen": [{"claim": "ready", "not": True}]})
    assert other["left"] == (ensemble.truth[:, 0] == 0).sum() or other["left"] > 0
    assert other["credences"][[c.id for c in ensemble.scenario.claims].index("ready")] == 0.0


def test_a_switch_a_slider_undo_redo_and_reset(opened: Opened, ensemble: detente.Ensemble) -> None:
    page = opened.page
    begun = page.inner_text("#now")
    page.click("label:has(#s-ready-false)")
    false = page.inner_text("#now")
    assert page.inner_text("#was").startswith(begun)
    assert "--force ready=false" in page.inner_text("#command")
    assert "force=ready%3Afalse" in page.url
    page.fill("#p-both", "20")
    assert "--credence both=0.2" in page.inner_text("#command")
    assert page.locator("#changed li").count() == 2
    page.click("#undo")
    assert page.inner_text("#now") == false
    page.click("#undo")
    assert page.inner_text("#now") == begun
    assert page.is_checked("#s-ready-believed")
    page.click("#redo")
    assert page.inner_text("#now") == false
    page.click("#reset")
    assert page.inner_text("#now") == begun
    assert page.locator("#changed li").count() == 0


def test_it_works_by_keyboard_alone(opened: Opened) -> None:
    page = opened.page
    page.focus("#s-ready-believed")
    page.keyboard.press("ArrowRight")
    assert page.is_checked("#s-ready-true")
    page.focus("#r-both")
    page.keyboard.press("ArrowLeft")
    assert "--credence both=" in page.inner_text("#command")
    page.focus("#see-outcome")
    page.keyboard.press("Tab")
    page.focus("#see button")
    page.keyboard.press("Enter")
    assert page.locator("#things li").count() == 1


def test_a_link_gives_the_same_numbers_in_a_fresh_browser(
    opened: Opened, browser: Browser, file: Path
) -> None:
    page = opened.page
    page.click("label:has(#s-ready-true)")
    page.fill("#see-date", page.get_attribute("#see-date", "max") or "")
    page.click("#see button")
    other = Opened(browser, file, page.url[page.url.index("#") :])
    for place in ("#now", "#ends", "#told", "#command"):
        assert other.page.inner_text(place) == page.inner_text(place)
    other.close()


def test_few_futures_are_said_to_be_few_with_the_command(opened: Opened) -> None:
    page = opened.page
    assert page.is_hidden("#few")
    for claim in ("ready", "both", "closed", "idle", "cool"):
        page.fill(f"#p-{claim}", "1")
    for claim in ("ready", "both", "closed"):
        page.click(f"label:has(#s-{claim}-false)")
        if not page.is_hidden("#few"):
            break
    page.wait_for_selector("#few", state="visible")  # it is drawn a moment after the click
    assert page.inner_text("#few-command").startswith("detente simulate ")
    # nor is an interval told, which of a few futures may be none at all
    assert page.inner_text("#ends") == ""
    assert set(page.locator(".outcomes .between:not(rect)").all_inner_texts()) == {""}


def test_it_begins_with_what_it_is_given(
    browser: Browser, ensemble: detente.Ensemble, tmp_path: Path
) -> None:
    target = tmp_path / "page.html"
    write_page(
        ensemble, target, forced={"ready": True}, credences={"both": 0.25}, seen=["not sanctions"]
    )
    found = Opened(browser, target)
    command = found.page.inner_text("#command")
    assert "--force ready=true --credence both=0.25 --seen 'not sanctions'" in command
    found.close()


def test_the_command_writes_it_with_what_is_forced_moved_and_seen(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    asked = ["report", str(TOY), "-o", str(target), "--switches", "--paths", "40"]
    changed = ["--force", "ready=true", "--seen", "contact"]
    found = CliRunner().invoke(app, [*asked, *changed])
    assert found.exit_code == 0, found.output
    data = re.search('id="data">(.*?)</script>', target.read_text(encoding="utf-8"), re.DOTALL)
    assert data is not None
    assert json.loads(data[1])["setting"] == "force=ready%3Atrue&seen=contact"
    moved = CliRunner().invoke(app, [*asked, "--overwrite", "--credence", "ready=0.25"])
    assert moved.exit_code == 0, moved.output
    assert '"setting":"credence=ready%3A0.25"' in target.read_text(encoding="utf-8")
    charts = CliRunner().invoke(app, [*asked, "--overwrite", "--charts", str(tmp_path / "c")])
    assert charts.exit_code != 0


def test_what_cannot_be_stored_is_refused(ensemble: detente.Ensemble, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    with pytest.raises(OutcomeError, match="no claim 'redy'"):
        write_page(ensemble, target, forced={"redy": True})
    with pytest.raises(InputError, match="stores which claims hold"):
        write_page(ensemble, target, seen=["sanctions at 80 %"])
    with pytest.raises(InputError, match="nothing is forced"):
        write_page(world().simulate(200, force={"ready": True}), target)
    assert not target.exists()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, pytest.param(1600, marks=only_whole)])
def test_it_fits_and_everyone_can_read_it(
    browser: Browser, file: Path, theme: Any, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found = Opened(
        browser, file, "#force=ready:true&seen=sanctions", color_scheme=theme,
        viewport={"width": width, "height": 900},
    )  # fmt: skip
    assert found.said == []
    assert found.page.evaluate("document.documentElement.scrollWidth") <= width
    faults = Axe().run(found.page).response["violations"]
    assert [(f["id"], f["nodes"][0]["html"]) for f in faults] == []
    found.close()


def test_without_scripts_it_shows_what_is_believed(
    browser: Browser, file: Path, ensemble: detente.Ensemble
) -> None:
    found = Opened(browser, file, java_script_enabled=False)
    from detente.language.format import percent

    assert found.page.inner_text("#now") == percent(ensemble.estimate(OUTCOME).probability).replace(
        " ", "\u00a0"
    )
    assert found.page.is_hidden("#undo")
    found.close()


def test_texts_of_a_hostile_scenario_stay_texts(browser: Browser, tmp_path: Path) -> None:
    scenario = detente.load(str(hostile_scenario(tmp_path / "scenario")))
    target = tmp_path / "page.html"
    with use_language("fr"):
        write_page(scenario.simulate(60), target)
    found = Opened(browser, target)
    assert found.page.evaluate("window.pwned") is None
    assert found.said == []
    assert found.page.get_attribute("html", "lang") == "fr"
    found.close()


def test_worths_are_those_of_the_program_and_follow_what_is_switched(
    opened: Opened, ensemble: detente.Ensemble
) -> None:
    page = opened.page

    def told(claim: str, setting: Setting | None = None) -> dict[str, Any]:
        found: dict[str, Any] = page.evaluate(
            "([claim, setting, outcome]) => detente.worth(setting, claim, outcome)",
            [claim, setting or {}, OUTCOME],
        )
        return found

    for each in effects(ensemble, [OUTCOME]):
        found = told(each.claim)
        assert found["worth"] == pytest.approx(each.worth.mean, abs=0.01), each.claim
        assert found["effective"] == pytest.approx(each.effective, rel=0.05)
        assert found["error"] == pytest.approx(each.worth.monte_carlo, rel=0.5, abs=1e-3)
    sides = [ask(page, {"forced": {"ready": held}}) for held in (True, False)]
    p = [next(o["p"] for o in each["outcomes"] if o["id"] == OUTCOME) for each in sides]
    assert told("ready")["worth"] == pytest.approx(p[0] - p[1], abs=1e-12)
    # what one claim is worth may hang on another: it is asked with all else as it is set
    under = {"forced": {"both": False}}
    sides = [ask(page, {"forced": {"both": False, "ready": held}}) for held in (True, False)]
    p = [next(o["p"] for o in each["outcomes"] if o["id"] == OUTCOME) for each in sides]
    assert told("ready", under)["worth"] == pytest.approx(p[0] - p[1], abs=1e-12)
    page.wait_for_selector("html[data-weighed]", state="attached")
    shown = page.inner_text("#w-ready")
    assert f"{abs(100 * told('ready')['worth']):.1f} points" in shown
    assert shown[0] in "▲▼●"
    page.click("label:has(#s-both-false)")
    page.wait_for_selector("html[data-weighed]", state="attached")
    assert f"{abs(100 * told('ready', under)['worth']):.1f} points" in page.inner_text("#w-ready")


def test_the_fan_is_that_of_the_futures_as_they_were_played(
    opened: Opened, ensemble: detente.Ensemble
) -> None:
    page = opened.page
    index = ensemble.index(*ensemble.scenario.file.index[0].pair)
    stored = json.loads(page.text_content("#data") or "")["fans"][0]
    assert stored["days"][-1] == ensemble.days - 1
    median = [row[2] for row in stored["quantiles"]]
    assert median == pytest.approx([index.median[day] for day in stored["days"]], abs=0.011)
    before = page.inner_html("#fan-0")
    assert before.count("<polygon") == 2
    page.click("label:has(#s-ready-false)")
    assert page.inner_html("#fan-0") == before
    assert "no switch moves it" in page.inner_text("#relation")
