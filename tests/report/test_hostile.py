"""Text of a scenario stays text, whatever it holds."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from xml.etree import ElementTree

from detente.charts import render
from tests.report.pages import PAYLOADS, embedded, read, text, whole

CODE = ("expr", "signal", "labelExpr", "filter", "calculate", "field", "format", "shorthand")
"""Keys of Vega-Lite whose values are run, or name a field."""


def walked(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every string in a spec with the keys that lead to it, and every key itself."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, "key"), str(key)
            yield from walked(inner, (*path, str(key)))
    elif isinstance(value, list):
        for inner in value:
            yield from walked(inner, path)
    elif isinstance(value, str):
        yield path, value


def test_no_element_or_attribute_comes_from_a_text(hostile: str) -> None:
    found = read(text(hostile))
    assert [e.attributes["type"] for e in found if e.name == "script"] == [
        "application/json",
        "module",
        "module",
    ]
    images = [e for e in found if e.name == "img"]
    assert all(set(e.attributes) == {"class", "src", "alt"} for e in images)
    assert not any(name.startswith("on") for e in found for name in e.attributes)
    plain = next(e for e in found if e.name == "h1").text
    for payload in (
        "<script>",
        '"><img src=x onerror=',
        "datum.x",
        "{{7*7}}{% raw %}",
        "]]></style>",
    ):
        assert payload in plain


def test_no_control_or_bidirectional_character_is_left(hostile: str) -> None:
    found = read(text(hostile))
    shown = [e.text for e in found if e.name in ("header", "main", "title")]
    shown += [value for e in found for value in e.attributes.values()]
    shown.append(json.dumps(embedded(found)["charts"], ensure_ascii=False))
    for each in shown:
        assert not {c for c in each if unicodedata.category(c)[0] == "C"} - {"\n"}


def test_texts_enter_charts_as_data_only(hostile: str) -> None:
    strange = ("pwned", "datum.x", "7*7")
    places = set()
    for figure in whole(hostile).figures():
        for path, value in walked(figure.spec):
            if any(word in value for word in strange):
                assert path[0] == "datasets", path
                assert not set(path) & set(CODE), path
                assert path[-1] != "key"
                places.add(path[-1])
    assert {"label", "tip"} <= places


def test_drawings_hold_it_as_text(hostile: str) -> None:
    words = ""
    for figure in whole(hostile).figures():
        drawing = render.svg(figure, titled=True)
        root = ElementTree.fromstring(drawing)
        names = {element.tag.partition("}")[2] for element in root.iter()}
        assert names <= {
            "svg",
            "g",
            "path",
            "text",
            "tspan",
            "rect",
            "defs",
            "clipPath",
            "line",
            "circle",
        }
        for element in root.iter():
            assert not any(name.startswith("on") or "href" in name for name in element.attrib)
        words += "".join(root.itertext())
        assert render.png(drawing).startswith(b"\x89PNG")
    assert "<script>window" in words
    assert "{{7*7}}" in words


def test_payloads_are_what_they_seem() -> None:
    """The list itself: each is in the scenario's texts in full."""
    assert any("script" in each for each in PAYLOADS)
    assert any("u202E" in each for each in PAYLOADS)
