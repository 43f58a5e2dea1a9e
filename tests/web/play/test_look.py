"""Every colour of a chart has its place in the dark, and every text of the page is used."""

from __future__ import annotations

import re
from pathlib import Path

from detente.charts import style
from detente.web.play.words import texts

WEB = Path(style.__file__).parents[1] / "web"


def test_every_colour_of_a_chart_has_one_in_the_dark() -> None:
    sheet = (WEB / "static" / "page.css").read_text(encoding="utf-8")
    colours = {
        *(value for value in vars(style).values() if isinstance(value, str) and value[:1] == "#"),
        *style.BANDS,
    }
    for colour in colours:
        assert f"--c-{colour[1:]}: var(--in-dark, #" in sheet, colour


def test_both_dark_themes_are_one() -> None:
    sheet = (WEB / "static" / "page.css").read_text(encoding="utf-8")
    chosen, system = re.findall(r'(?:="dark"\]|="light"\]\)) \{([^}]*)\}', sheet)
    assert chosen == system
    assert "--in-dark: initial" in chosen


def test_every_text_is_on_the_page() -> None:
    page = "".join(
        (WEB / "templates" / name).read_text(encoding="utf-8")
        for name in ("play.html.j2", "_play.html.j2", "_chart.html.j2")
    )
    assert set(re.findall(r"page\.t\.(\w+)", page)) == set(texts())


def test_nothing_is_inline() -> None:
    for file in (WEB / "templates").iterdir():
        text = file.read_text(encoding="utf-8")
        assert " style=" not in text, file.name
        assert not re.search(r"\son\w+=", text), file.name
        assert not re.search(r"<style|<script(?![^>]*(src|type=\"application/json\"))", text), (
            file.name
        )
