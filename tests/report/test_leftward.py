"""Names that run from right to left: who does what to whom is shown the right way round."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from detente.charts import render
from detente.language.safe import CLOSE, OPEN
from tests.report import leftward
from tests.report.leftward import ARABIC, HEBREW, exposed
from tests.report.pages import embedded, read, text, whole
from tests.report.test_browser import Opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PLACES = """([row, names]) => [...document.querySelectorAll(row)].map(element => {
  const found = {};
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode())
    for (const name of names) {
      const at = node.data.indexOf(name);
      if (at < 0 || name in found) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + name.length);
      const box = range.getBoundingClientRect();
      found[name] = [box.left, box.right, element.textContent.indexOf(name)];
    }
  return found;
})"""


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(leftward.folder(tmp_path_factory.mktemp("leftward") / "scenario"))


def test_every_name_on_the_page_stands_in_an_element_of_its_own(scenario: str) -> None:
    page = text(scenario)
    assert f"<bdi>{HEBREW}</bdi> → <bdi>{ARABIC}</bdi>" in page
    assert f"<bdi>{HEBREW}</bdi> – <bdi>{ARABIC}</bdi>" in page
    elements = read(page)
    shown = next(e for e in elements if e.name == "main")
    assert OPEN not in shown.text
    values = [value for e in elements for value in e.attributes.values()]
    assert any(HEBREW in value for value in values)
    assert exposed("\n".join(values)) == []


def test_every_name_in_a_chart_is_isolated(scenario: str) -> None:
    data = embedded(read(text(scenario)))["charts"]
    strings = [value for _path, value in _strings(data)]
    assert any(f"{OPEN}{HEBREW}{CLOSE} → {OPEN}{ARABIC}{CLOSE}" in value for value in strings)
    assert exposed("\n".join(strings)) == []
    for figure in whole(scenario).figures():
        drawing = ElementTree.fromstring(render.svg(figure, titled=True))
        words = [each.text or "" for each in drawing.iter() if each.tag.endswith(("text", "tspan"))]
        assert exposed("\n".join(words)) == []


def _strings(value: Any) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [found for inner in value.values() for found in _strings(inner)]
    if isinstance(value, list):
        return [found for inner in value for found in _strings(inner)]
    return [("", value)] if isinstance(value, str) else []


def test_the_source_is_left_of_its_arrow_and_the_target_right(
    browser: Browser, scenario: str, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    file.write_text(text(scenario), encoding="utf-8")
    opened = Opened(browser, file, 1600)
    opened.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    rows = opened.page.evaluate(PLACES, ["#s-network tbody tr", [HEBREW, ARABIC, "→"]])
    both = [row for row in rows if HEBREW in row and ARABIC in row]
    assert {json.dumps(sorted(row)) for row in both} == {json.dumps(sorted([HEBREW, ARABIC, "→"]))}
    ways = set()
    for row in both:
        source, target = sorted((HEBREW, ARABIC), key=lambda name: row[name][2])
        assert row[source][1] <= row["→"][0] + 1
        assert row["→"][1] <= row[target][0] + 1
        ways.add((source, target))
    assert len(ways) == 2
    opened.close()
