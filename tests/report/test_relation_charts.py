"""Charts of the record: what is drawn, in which files, and that nothing of it is harmful."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from detente.charts.chart import Chart
from detente.charts.figure import check_figure
from detente.charts.style import moment
from detente.errors import InputError
from detente.language.current import use_language
from detente.relations import chart as relation_chart
from detente.relations.ranking import Ranking
from detente.relations.relations import Relations
from tests.forms import size, some
from tests.relations.histories import ranked, short, whole
from tests.report.pages import embedded, read
from tests.report.test_browser import DRAWN, OUTSIDE, Opened, grave_faults
from tests.report.vega_lite import assert_vega_lite

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MAKERS = (whole, short, ranked)


def figure(found: Relations | Ranking) -> Chart:
    return found.figure().chart


def rows_with(spec: Any, *fields: str) -> list[dict[str, Any]]:
    """Data rows of any layer that have these fields."""
    if isinstance(spec, dict):
        own = [spec] if all(field in spec for field in fields) else []
        return own + [row for value in spec.values() for row in rows_with(value, *fields)]
    if isinstance(spec, list):
        return [row for value in spec for row in rows_with(value, *fields)]
    return []


@pytest.mark.parametrize("make", MAKERS)
def test_they_are_vega_lite(make: Callable[[], Relations | Ranking]) -> None:
    assert_vega_lite(figure(make()))


def test_the_curves_are_the_index() -> None:
    found = whole()
    drawn = {row["d"]: row for row in rows_with(figure(found).spec, "pair", "forth", "back")}
    assert len(drawn) >= 300
    for name in ("pair", "forth", "back"):
        for d, row in drawn.items():
            day = (d - moment(found.first)) // 86_400_000
            assert row[name] == getattr(found.index, name)[day]
    assert moment(found.last) + relation_chart.NOON in drawn


def test_the_bars_are_the_counts_cooperation_up_and_conflict_down() -> None:
    found = whole()
    bars = rows_with(figure(found).spec, "quad", "low", "high")
    by_period = {p.first: p for p in found.classes.periods}
    total = dict.fromkeys((1, 2, 3, 4), 0)
    for each in {json.dumps(bar): bar for bar in bars}.values():
        up = each["quad"] in (1, 2)
        assert (each["high"] > each["low"] >= 0) if up else (each["high"] < each["low"] <= 0)
        total[each["quad"]] += abs(each["high"] - each["low"])
        first = dt.date(1970, 1, 1) + dt.timedelta(days=each["d"] // 86_400_000)
        assert any(p.first <= first <= p.last for p in by_period.values())
    for quad in (1, 2, 3, 4):
        assert total[quad] == found.classes.total[:, quad - 1].sum()


def test_turning_points_large_and_missing_days_are_marked_and_named() -> None:
    found = whole()
    shown = figure(found)
    texts = [entry.text for entry in shown.key]
    assert "20 days are missing from the source" in texts
    (point,) = found.turning.points
    assert sum(text.startswith("turning point: tone") for text in texts) == 1
    assert {"label": "1", "d": moment(point.date)} in rows_with(shown.spec, "label", "d")
    (shade,) = rows_with(shown.spec, "d", "d2")[:1]
    assert (shade["d2"] - shade["d"]) // 86_400_000 == 20
    letters = [entry.mark for entry in shown.key if entry.mark.isalpha()]
    assert letters == [chr(ord("A") + n) for n in range(len(found.largest))]


def test_labels_that_would_lie_on_each_other_are_one() -> None:
    found = whole()
    near = [("A", found.first), ("B", found.first + dt.timedelta(days=3)), ("C", found.last)]
    grouped = relation_chart._grouped(found, near)
    assert [row["label"] for row in grouped] == ["A–B", "C"]


def test_the_table_has_a_row_for_each_period() -> None:
    found = whole()
    table = figure(found).table
    assert table is not None
    assert len(table.rows) == len(found.classes.periods)
    assert all(len(row) == len(table.head) for row in table.rows)


def test_the_ranking_has_every_pair() -> None:
    found = ranked()
    rows = rows_with(figure(found).spec, "before", "now")
    pairs = [*found.warmest, *found.coldest, *found.fastest]
    assert {(row["before"], row["now"]) for row in rows} == {(p.before, p.now) for p in pairs}
    assert all(row["warmer"] == (row["now"] >= row["before"]) for row in rows)


@pytest.mark.parametrize(
    ("make", "language"), some((whole, "fr"), (ranked, "en"), of=product(MAKERS, ["en", "fr"]))
)
def test_each_kind_of_file(make: Any, language: str, tmp_path: Path) -> None:
    with use_language(language):
        for suffix in (".svg", ".png", ".html"):
            make().figure().save(tmp_path / f"chart{suffix}")
    svg = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert "<script" not in svg
    assert ("→" in svg) or ("–" in svg)
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    text = (tmp_path / "chart.html").read_text(encoding="utf-8")
    elements = read(text)
    assert elements[0].attributes["lang"] == language
    assert len(embedded(elements)["charts"]) == 1
    named = [e.attributes.get(name, "data:") for e in elements for name in ("src", "href")]
    assert all(address.startswith("data:") for address in named)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["chart.html", "chart.png", "chart.svg"]


def test_the_same_acts_give_the_same_bytes(tmp_path: Path) -> None:
    found = size(short, whole)
    for name in ("a.svg", "b.svg", "a.html", "b.html"):
        found().figure().save(tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


@pytest.mark.parametrize("name", ["chart", "chart.pdf", "chart.svg.gz", ".svg", "-"])
def test_another_suffix_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"name a file that ends in .svg or .png or .html"):
        check_figure(str(tmp_path / name) if name != "-" else name)


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no folder"):
        whole().figure().save(tmp_path / "nowhere" / "chart.svg")
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(InputError, match="it is a folder"):
        whole().figure().save(tmp_path / "folder.png")


@pytest.mark.parametrize(
    ("make", "width"), some((whole, 360), (ranked, 1200), of=product(MAKERS, [360, 1200]))
)
def test_in_a_browser(browser: Browser, make: Any, width: int, tmp_path: Path) -> None:
    file = tmp_path / "chart.html"
    make().figure().save(file)
    opened = Opened(browser, file, width)
    page = opened.page
    assert page.evaluate(DRAWN) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(OUTSIDE) == []
    assert grave_faults(page) == []
    assert opened.said == []
    assert page.evaluate("window.pwned") is None
    assert [url for url in opened.requests if not url.startswith("data:")] == [file.as_uri()]
    opened.close()
