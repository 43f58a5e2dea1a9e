"""At any width nothing of a chart lies on anything else, is cut, or is outside of its drawing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import detente
from detente.charts.rows import EM, NARROW, rows, wrapped
from detente.language.current import use_language
from detente.report.findings import chosen_outcome, find
from detente.report.page import page
from detente.report.render import html
from detente.scaffold.settings import Settings
from detente.scaffold.start import start
from tests.forms import only_whole, size
from tests.report.leftward import ARABIC, HEBREW, PERSIAN
from tests.report.pages import BUILT_IN, text
from tests.report.test_browser import Opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = (
    "The Provisional Transitional Council of the Northern Highlands",
    "中华北方省联合会与沿海诸岛联合政府临时委员会",
    "Harbour League",
    HEBREW,
    "Union of Inland Cooperatives and Free Municipalities",
    ARABIC,
    "Delta",
    PERSIAN,
    "Bundesgrenzschutzkommissionsverwaltung",
    "Mu",
    "북부 고원 연방",
    "The Ministry of External Economic Relations of the Southern Coast",
)
"""Of twelve parties of no real place."""
FAULTS = """() => {
  const found = [];
  for (const figure of document.querySelectorAll("figure")) {
    const svg = figure.querySelector(".live svg");
    const whole = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")]
      .filter(e => e.getAttribute("opacity") !== "0") // labels of an axis that have no room
      .map(e => ({ said: e.textContent, box: e.getBoundingClientRect() }))
      .filter(e => e.said.trim() && e.box.width > 0);
    texts.forEach(({ said, box }, i) => {
      if (said.includes("…")) found.push([figure.id, "cut", said]);
      if (box.left < whole.left - 1 || box.right > whole.right + 1
        || box.top < whole.top - 1 || box.bottom > whole.bottom + 1)
        found.push([figure.id, "outside", said]);
      for (const other of texts.slice(i + 1)) {
        const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        // the names of the network stand on a pale copy of themselves
        if (wide > 1 && high > 3 && said !== other.said)
          found.push([figure.id, "over", said, other.said]);
      }
    });
  }
  for (const e of document.querySelectorAll("figure .live svg text")) {
    const high = parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a;
    const said = e.textContent;
    if (said.trim() && Math.abs(high) < 10 && high > 0) found.push(["", "small", said]);
  }
  for (const e of document.querySelectorAll(".scroll"))
    if (!e.closest("details") && e.scrollWidth > e.clientWidth + 1)
      found.push(["", "beyond", e.ariaLabel]);
  for (const e of document.querySelectorAll(".badge"))
    if (e.getClientRects().length > 1) found.push(["", "broken", e.textContent]);
  for (const e of document.querySelectorAll("pre span"))
    if (e.textContent.startsWith("--") && e.offsetHeight > 30)
      found.push(["", "broken", e.textContent]);
  for (const e of document.querySelectorAll("figcaption, h1, h2, h3, h4, summary, .key li"))
    if (e.clientWidth && e.scrollWidth > e.clientWidth + 1) found.push(["", "cut", e.textContent]);
  return found;
}"""


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Pages of a scenario of twelve parties, in both languages."""
    folder = tmp_path_factory.mktemp("crowded") / "scenario"
    parties = [f"party-{chr(97 + n)}={name}" for n, name in enumerate(NAMES)]
    actors = [party.partition("=")[0] for party in parties]
    start(str(folder), Settings(actors, parties=parties, as_of=dt.date(2024, 11, 18), horizon=40))
    ensemble = detente.load(folder).simulate(60, seed=1)
    found = {}
    for language in ("en", "fr"):
        with use_language(language):
            known = find(ensemble, chosen_outcome(ensemble.scenario, None))
            found[language] = html(page(known))
    return found


@pytest.mark.parametrize("language", ["en", pytest.param("fr", marks=only_whole)])
def test_a_crowded_page_fits(
    browser: Browser, crowded: dict[str, str], language: str, tmp_path: Path
) -> None:
    check(browser, crowded[language], tmp_path)


@only_whole
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_built_in_page_fits(browser: Browser, language: str, tmp_path: Path) -> None:
    check(browser, text(BUILT_IN, None, language), tmp_path)


def check(browser: Browser, content: str, folder: Path) -> None:
    file = folder / "page.html"
    file.write_text(content, encoding="utf-8")
    for width in size((360, 1600), (320, 360, 768, 1600)):
        opened = Opened(browser, file, width)
        assert opened.page.evaluate(FAULTS) == [], width
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
        assert opened.said == []
        opened.close()


@only_whole
def test_a_chart_takes_the_layout_of_its_new_width(
    browser: Browser, crowded: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    file.write_text(crowded["en"], encoding="utf-8")
    opened = Opened(browser, file, 1600)
    for width, narrow in ((1600, "false"), (360, "true"), (1600, "false")):
        opened.page.set_viewport_size({"width": width, "height": 900})
        opened.page.wait_for_function(
            f"document.getElementById('worth').dataset.narrow === '{narrow}'"
        )
    opened.close()


@pytest.mark.parametrize("name", [*NAMES, " ".join(NAMES)])
def test_words_are_whole_and_their_lines_no_wider_than_their_room(name: str) -> None:
    lines = wrapped(name, NARROW)
    assert "".join("".join(lines).split()) == "".join(name.split())
    assert all(len(line) * 0.3 * EM <= NARROW for line in lines)


def test_rows_stand_one_beneath_the_other() -> None:
    placed, height = rows(NAMES, NARROW)
    tops = [row.top for row in placed]
    assert tops == sorted(set(tops))
    assert all(row.top < row.middle < height for row in placed)
