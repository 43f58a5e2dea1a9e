"""Every chart has a name of its own, whatever the ids of a scenario are."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente.charts import render
from detente.charts.chart import Chart, apart
from detente.report import fan
from tests.report.pages import TOY, embedded, read

IDS = st.from_regex(r"[A-Za-z][A-Za-z0-9+_-]{0,4}", fullmatch=True)
PAIRS = [
    ("east", "front-south"),
    ("east-front", "south-side"),
    ("x", "USA"),
    ("X", "USA"),
    ("a+", "b"),
    ("aplus", "b"),
]
"""Two by two they come to one name when their ids are joined, or their letters made small."""


def named(name: str, text: str = "") -> Chart:
    return Chart(name, text or name, text, {"title": text})


@given(st.lists(st.tuples(IDS, IDS), max_size=8, unique=True))
def test_pairs_of_any_ids(pairs: list[tuple[str, str]]) -> None:
    class Pair:
        def __init__(self, pair: tuple[str, str]) -> None:
            self.pair = pair

    charts = [named(fan._slug(Pair(pair)), str(pair)) for pair in pairs]  # type: ignore[arg-type]
    found = apart(charts)
    assert len({chart.id.casefold() for chart in found}) == len(pairs)
    assert all(re.fullmatch(r"[a-z0-9-]+", chart.id) for chart in found)
    assert [chart.title for chart in found] == [chart.title for chart in charts]


def test_a_number_is_not_taken_by_another_name() -> None:
    ids = ["a-b", "a-b", "a-b-2", "a-b"]
    assert [chart.id for chart in apart(map(named, ids))] == ["a-b", "a-b-2", "a-b-2-2", "a-b-3"]


def test_a_name_that_comes_twice_is_an_error(tmp_path: Path) -> None:
    for twice in (["a", "b", "a"], ["a", "A"]):
        charts = [named(name) for name in twice]
        with pytest.raises(ValueError, match="charts of the same id: a"):
            render.write_charts(charts, tmp_path / "charts")
        with pytest.raises(ValueError, match="charts of the same id: a"):
            render.filled("chart.html.j2", None, charts)
    assert list(tmp_path.iterdir()) == []


def colliding(folder: Path) -> Path:
    shutil.copytree(TOY, folder)
    file = folder / "scenario.toml"
    text = file.read_text(encoding="utf-8")
    own = dict.fromkeys(actor for pair in PAIRS for actor in pair if actor != "USA")
    for number, actor in enumerate(own):
        text += f'\n[[actors]]\nid = "{actor}"\nname = "Party {number}"\nkind = "party"\n'
    for a, b in PAIRS:
        text += f'\n[[index]]\npair = ["{a}", "{b}"]\n'
    file.write_text(text, encoding="utf-8")
    return folder


def test_each_pair_has_its_own_curve_and_files(tmp_path: Path) -> None:
    scenario = detente.load(colliding(tmp_path / "toy"))
    page, charts = tmp_path / "page.html", tmp_path / "charts"
    scenario.simulate(60, seed=1).report(page, charts=charts)
    elements = read(page.read_text(encoding="utf-8"))
    figures = {e.attributes["id"]: e for e in elements if e.name == "figure"}
    specs = embedded(elements)["charts"]
    assert list(figures) == list(specs)
    assert len(figures) == sum(e.name == "figure" for e in elements)
    files = {path.stem.casefold() for path in charts.glob("*.svg")}
    assert files == set(figures)
    fans = [e for name, e in figures.items() if name.startswith("relation-index-")]
    assert len(fans) == len(PAIRS) + 1
    words = scenario.words
    for (a, b), figure in zip(PAIRS, fans[1:], strict=True):
        said = figure.text
        assert words.actor(a) in said
        assert words.actor(b) in said
