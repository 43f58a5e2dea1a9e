"""Web pages: the article in them, without menus and comments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.reading.article import Paragraph
from detente.reading.sources.found import Found, single

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = {"p", "quote", "item", "head", "cell", "code"}


def read_html(content: bytes) -> Found:
    """The main text of a page, by trafilatura, with the title, day and author that it states."""
    import trafilatura
    from trafilatura.settings import Document

    page = trafilatura.bare_extraction(
        content,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        favor_recall=True,
    )
    if not isinstance(page, Document):
        return Found(())
    return Found(
        list(_paragraphs(page.body)),
        title=single(page.title or ""),
        author=single(page.author or ""),
        date=_day(page.date),
        language=_language(content),
    )


def _paragraphs(body: _Element) -> Iterator[Paragraph]:
    """Blocks that hold no other block."""
    for element in body.iter(*_BLOCKS):
        if any(child is not element for child in element.iter(*_BLOCKS)):
            continue
        if text := single("".join(element.itertext())):
            yield Paragraph(text, heading=element.tag == "head")


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _language(content: bytes) -> str:
    """The language code on the page's root, where it has one."""
    from lxml import html

    try:
        return str(html.fromstring(content).xpath("string(/*/@lang)"))[:2].lower()
    except Exception:  # a page that lxml cannot make a tree of has none
        return ""
