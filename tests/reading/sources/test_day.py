"""Which day is that of a text, where several could be."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest

from detente.reading.article import Dating
from tests.reading.sources.test_read_article import ENGLISH, a_docx, a_pdf, read

SAVED = dt.datetime(2025, 3, 4, 8, 0)
TEMPLATE = dt.datetime(2013, 12, 23, 23, 15)
"""When the template of python-docx was made."""


def day(folder: Path, content: str | bytes, name: str = "a") -> tuple[str, Dating | None]:
    article = read(folder, name, content)
    return str(article.date), None if article.date is None else article.dated


@pytest.mark.parametrize(
    ("properties", "known"),
    [
        ({}, ("None", None)),
        ({"created": SAVED}, ("2025-03-04", "file")),
        ({"created": SAVED, "modified": dt.datetime(2026, 1, 1)}, ("2025-03-04", "file")),
        ({"created": TEMPLATE, "modified": SAVED}, ("2025-03-04", "file")),
        ({"created": dt.datetime(1980, 1, 1), "modified": TEMPLATE}, ("None", None)),
    ],
)
def test_a_template_tells_no_day(
    tmp_path: Path, properties: dict[str, object], known: tuple[str, Dating | None]
) -> None:
    content = a_docx((ENGLISH, "Normal"), **properties)
    assert day(tmp_path, content) == known
    assert read(tmp_path, "b", content).author == ""
    dated = a_docx(("Capital City, 1 February 2024", "Normal"), (ENGLISH, "Normal"), **properties)
    assert day(tmp_path, dated) == ("2024-02-01", "line")


def test_a_file_is_not_made_before_what_its_text_tells_nor_long_after(tmp_path: Path) -> None:
    tells = "Freedonia signed on 3 January 2025. On 20 February it was bound by it. "
    for created, known in (
        (dt.datetime(2025, 3, 4), ("2025-03-04", "file")),
        (dt.datetime(2025, 2, 1), ("2025-02-20", "told")),
        (dt.datetime(2026, 3, 4), ("2025-02-20", "told")),
    ):
        assert day(tmp_path, a_docx((tells + ENGLISH, "Normal"), created=created)) == known


def test_a_document_without_properties_has_none(tmp_path: Path) -> None:
    """python-docx makes some up: a title, and now."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(a_docx((ENGLISH, "Normal")))) as whole,
        zipfile.ZipFile(held, "w") as bare,
    ):
        for name in whole.namelist():
            text = whole.read(name)
            if name == "_rels/.rels":
                start = text.index(b"<Relationship ", text.index(b"core.xml") - 200)
                text = text.replace(text[start : text.index(b"/>", start) + 2], b"")
                assert b"core.xml" not in text
            if name != "docProps/core.xml":
                bare.writestr(name, text)
    article = read(tmp_path, "a", held.getvalue())
    assert (article.title, article.author, article.date) == ("", "", None)


def test_when_a_pdf_was_made_comes_last(tmp_path: Path) -> None:
    lines = [f"{each}." for each in ENGLISH.split(". ")]
    assert day(tmp_path, a_pdf(lines, made="D:20260501120000Z")) == ("2026-05-01", "file")
    assert day(tmp_path, a_pdf(lines, made="D:19700101000000Z")) == ("None", None)
    dated = ["Capital City, 1 February 2024.", *lines]
    assert day(tmp_path, a_pdf(dated, made="D:20260501120000Z")) == ("2024-02-01", "line")


CHANGED = (
    '<meta property="article:modified_time" content="2026-05-01T08:00:00Z">'
    '<meta name="last-modified" content="2026-05-02">'
)
PUBLISHED = '<meta property="article:published_time" content="2025-03-04T08:00:00Z">'
LINKED = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2026-05-01", '
    '"datePublished": "2025-03-04"}</script>'
)


@pytest.mark.parametrize(
    ("head", "line", "known"),
    [
        (PUBLISHED + CHANGED, "", ("2025-03-04", "stated")),
        (CHANGED + LINKED, "", ("2025-03-04", "stated")),
        (PUBLISHED, "Capital City, 1 February 2024", ("2025-03-04", "stated")),
        (CHANGED, "Capital City, 1 February 2024", ("2024-02-01", "line")),
        ("", "", ("None", None)),
    ],
)
def test_a_page_states_when_it_was_published(
    tmp_path: Path, head: str, line: str, known: tuple[str, Dating | None]
) -> None:
    page = (
        f'<!doctype html><html lang="en"><head><title>What 9 May 1945 means</title>{head}</head>'
        f"<body><article><h1>What 9 May 1945 means</h1><p>{line}</p>"
        + f"<p>{ENGLISH}</p>" * 3
        + "</article><footer>© 2019 The Paper</footer></body></html>"
    )
    assert day(tmp_path, page) == known


def test_front_matter_comes_before_a_line(tmp_path: Path) -> None:
    text = f"---\ndate: 2025-03-04\n---\n\nCapital City, 1 February 2024\n\n{ENGLISH}\n"
    assert day(tmp_path, text, "a.md") == ("2025-03-04", "stated")
